/// What was wrong with a line, as a fact with its place. Sentences are made elsewhere.
public struct LanguageError: Error, Equatable, Sendable {
  public var fact: Fact
  /// UTF-8 offsets into the line. Empty where something is missing.
  public var range: Range<Int>

  public init(_ fact: Fact, at range: Range<Int>) {
    self.fact = fact
    self.range = range
  }

  public enum Fact: Equatable, Sendable {
    // Reading characters
    case unexpectedCharacter(String)
    case invalidUTF8
    case numberTooLarge(String)
    case malformedNumber(String)
    /// `0,5` in a call or a matrix: `2` numbers or one? Both readings, to be typed.
    case ambiguousComma(asSeparator: String, asDecimal: String)

    // Reading formulas
    case emptyLine
    case expectedOperand
    case expectedOperator(found: String)
    /// A comma or semicolon where one formula is expected: `(1, 2)`.
    case listIsNotAFormula
    case unclosed(bracket: String)
    case unopened(bracket: String)
    case nestedTooDeep(limit: Int)
    /// `2x`, `np.exp(x)`, `x.sum()`: what to type instead.
    case writeInstead(String)
    case unevenRows(first: Int, other: Int)
    case emptyMatrix
    /// `[1 [2 3]]`, and three brackets deep.
    case matrixInsideMatrix
    case invalidIndex(String)
    case unknownAttribute(String)
    case equalityIsNotAnOperation
    case wrongArgumentCount(function: String, expected: ClosedRange<Int>, got: Int)
    case axisNotTaken(function: String)
    case axisOutOfRange(String)
    /// `keepdims=` and other words before an equals sign in a call.
    case unknownOption(String)
    case derivativeNeedsName
    /// `∂²f/∂x²`, which is written as a slope of a slope.
    case higherDerivative

    // Reading definitions
    case invalidTarget
    case valueMissing
    case countsDiffer(names: Int, values: Int)
    case repeatedName(String)
    case reservedName(String)

    // Compiling
    case unknownName(String)
    case unknownFunction(String)
    case nameIsNotFunction(String)
    case functionNeedsArguments(String)
    case circular([String])
    /// A function that uses itself, with the way round.
    case functionUsesItself([String])
    case shapesDoNotFit(operation: String, Shape, Shape)
    case entryNotScalar(Shape)
    case indexOutside(Shape)
    case argumentNotConstant(function: String)
    case argumentNotCount(function: String, Double)
    case argumentNotScalar(function: String, Shape)
    case tooLarge(entries: Int, limit: Int)
    case graphTooLarge(bytes: Int, limit: Int)
    case softmaxInCrossEntropy
    case derivativeOfMatrix(Shape)
    case derivativeOutsideNow
    /// A slope inside a slope is taken of gates of single numbers, at most so many of them.
    case derivativeTooLarge(limit: Int)
    /// `derive f W`, of which one entry is needed.
    case derivativeByMatrix(name: String, Shape)
    /// Found while compiling a function that the formula applies, and already complete.
    indirect case passedOn(CompilationError)
  }
}
