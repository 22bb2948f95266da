import DocumentModel
import GradientCore

/// Facts of the language become sentences: what was wrong, and what to do.
public enum Problems {
  static func sentence(_ fact: LanguageError.Fact) -> Phrase {
    switch fact {
    // Reading characters
    case .unexpectedCharacter(let character) where character.standsForUnshown:
      Phrase(
        "{character} stands for a key or a character that cannot be shown. Take it out.",
        ["character": code(character)])
    case .unexpectedCharacter(let character):
      Phrase("{character} has no meaning here.", ["character": code(character)])
    case .invalidUTF8:
      Phrase("This is not text in UTF-8.")
    case .numberTooLarge(let number):
      Phrase(
        "{number} is too large: numbers end at about 1.8e308.", ["number": code(number)])
    case .malformedNumber(let number):
      Phrase("{number} is not a number.", ["number": code(number)])
    case .ambiguousComma(let separator, let decimal):
      Phrase(
        "One number or two? Type {two} for two numbers, or {one} for one.",
        ["two": command(separator), "one": command(decimal)])

    // Reading formulas
    case .emptyLine:
      Phrase("There is nothing here to compute.")
    case .expectedOperand:
      Phrase("A number, a name or a bracket is missing here.")
    case .expectedOperator("="):
      Phrase(
        "A line has one =. Two definitions are separated by {semicolon}, as in {example}.",
        ["semicolon": command(";"), "example": command("y = 3; x = y")])
    case .expectedOperator(let found):
      Phrase(
        "An operator such as * or + is missing before {found}.", ["found": code(found)])
    case .listIsNotAFormula:
      Phrase("One formula is expected here, not a list.")
    case .unclosed(let bracket):
      Phrase("This {bracket} is never closed.", ["bracket": code(bracket)])
    case .unopened(let bracket):
      Phrase("This {bracket} was never opened.", ["bracket": code(bracket)])
    case .nestedTooDeep(let limit):
      Phrase(
        "Brackets go at most {limit} deep. Give the inner part a name first.",
        ["limit": number(limit)])
    case .writeInstead(let text):
      Phrase("Write {text} instead.", ["text": command(text)])
    case .unevenRows(let first, let other):
      Phrase(
        "All rows need the same length: the first has {first}, this one has {other}.",
        ["first": number(first), "other": number(other)])
    case .emptyMatrix:
      Phrase("A matrix needs at least one entry.")
    case .matrixInsideMatrix:
      Phrase(
        "A matrix cannot be an entry of a matrix. Rows are written like {example}.",
        ["example": command("[1 2; 3 4]")])
    case .invalidIndex(let index):
      Phrase(
        "{index} is not an index. Entries are counted from 0: {example}.",
        ["index": code(index), "example": command("W[0, 1]")])
    case .unknownAttribute(let name):
      Phrase(
        "{name} is not known after a dot; only {transpose} is.",
        ["name": code(name), "transpose": command(".T")])
    case .equalityIsNotAnOperation:
      Phrase("== does not compare here. Subtract one side from the other.")
    case .wrongArgumentCount(let function, let expected, let got):
      wrongCount(function, expected, got)
    case .axisNotTaken(let function):
      Phrase("{function} takes no axis.", ["function": code(function)])
    case .unknownOption(let option):
      Phrase(
        "{option} is not known here; only {axis} is.",
        ["option": code(option), "axis": command("axis=")])
    case .axisOutOfRange(let axis):
      Phrase(
        "{axis} is not an axis: 0 runs down the columns, 1 along the rows.", ["axis": code(axis)])
    case .derivativeNeedsName:
      Phrase(
        "d takes a formula and the name of an input: {example}.", ["example": command("d(f, x)")])
    case .higherDerivative:
      Phrase(
        "A slope of a slope is written with one d in another: {example}.",
        ["example": command("d(d(f, x), x)")])
    default: compiling(fact)
    }
  }

  private static func compiling(_ fact: LanguageError.Fact) -> Phrase {
    switch fact {
    // Reading definitions
    case .invalidTarget:
      Phrase(
        "Only a name, an entry or a function can stand left of =, as in {example}.",
        ["example": command("x = 2")])
    case .valueMissing:
      Phrase("A value is missing after =.")
    case .countsDiffer(let names, let values):
      Phrase(
        "Each name left of = takes one value from the right: here are {names} and {values}.",
        ["names": number(names), "values": number(values)])
    case .repeatedName(let name):
      Phrase("{name} stands left of = twice.", ["name": Text(name, .name)])
    case .reservedName(let name):
      Phrase(
        "{name} has a meaning of its own and cannot be a name. Another one is free: {example}.",
        ["name": code(name), "example": command("my_\(name)")])

    // Compiling
    case .unknownName(let name):
      Phrase("I don't know {name}.", ["name": Text(name, .name)])
    case .unknownFunction(let name):
      Phrase("I don't know a function {name}.", ["name": Text(name, .name)])
    case .nameIsNotFunction(let name):
      Phrase(
        "{name} is a value and not a function. To multiply, write {example}.",
        ["name": Text(name, .name), "example": command("\(name) * (…)")])
    case .functionNeedsArguments(let name):
      Phrase(
        "{name} is a function: write its inputs after it, as in {example}.",
        ["name": Text(name, .name), "example": command("\(name)(…)")])
    case .functionUsesItself(let names):
      Phrase(
        "A function cannot use itself: {way}.",
        ["way": Text(names.joined(separator: " → "), .name)])
    case .circular(let names):
      Phrase(
        "That goes round in a circle: {circle}. To take the value it has now, use :=.",
        ["circle": names.map { Text($0, .name) }.joined(separator: " → ")])
    case .shapesDoNotFit(let operation, let left, let right):
      Phrase(
        "The shapes do not fit: {left} {operation} {right}.",
        [
          "left": code(left.description), "operation": code(operation),
          "right": code(right.description),
        ])
    case .entryNotScalar(let shape):
      Phrase("An entry of a matrix is a single number; this is {shape}.", ["shape": code(shape)])
    case .indexOutside(let shape):
      Phrase(
        "That entry does not exist: the value is {shape}, and rows and columns are counted from 0.",
        ["shape": code(shape)])
    case .argumentNotConstant(let function):
      Phrase(
        "{function} needs numbers that are fixed when it is typed.", ["function": code(function)])
    case .argumentNotCount(let function, let value):
      Phrase(
        "{function} needs a whole number of rows or columns, not {value}.",
        ["function": code(function), "value": code(Numbers().text(value))])
    case .argumentNotScalar(let function, let shape):
      Phrase(
        "{function} needs a single number here; this is {shape}.",
        ["function": code(function), "shape": code(shape)])
    case .tooLarge(let entries, let limit):
      Phrase(
        "That would be {entries} entries; a value has at most {limit}.",
        ["entries": number(entries), "limit": number(limit)])
    case .graphTooLarge(let bytes, let limit):
      Phrase(
        "That circuit would need {size} MB; the limit is {limit} MB.",
        ["size": number(bytes >> 20), "limit": number(limit >> 20)])
    case .softmaxInCrossEntropy:
      Phrase(
        "cross_entropy applies softmax itself: give it the values before softmax, or use nll.")
    case .derivativeOfMatrix(let shape):
      Phrase(
        "A slope is taken of a single number; this is {shape}. Did you mean {example}?",
        ["shape": code(shape), "example": command("sum(…)")])
    case .derivativeOutsideNow:
      Phrase(
        "A slope is a value of this moment and cannot be part of a definition. Take it with :=.")
    case .derivativeTooLarge(let limit):
      Phrase(
        "A slope inside a slope is worked out gate by gate; here that takes more than {limit} gates.",
        ["limit": number(limit)])
    case .derivativeByMatrix(let name, let shape):
      Phrase(
        "{name} is {shape}: name one entry of it, as in {example}.",
        [
          "name": Text(name, .name), "shape": code(shape), "example": command("\(name)[0, 0]"),
        ])
    default: Phrase("This cannot be computed.")
    }
  }

  private static func wrongCount(_ function: String, _ expected: ClosedRange<Int>, _ got: Int)
    -> Phrase
  {
    let places: [String: Text] = [
      "function": code(function), "least": number(expected.lowerBound),
      "most": number(expected.upperBound), "got": number(got),
    ]
    return if expected.count > 1 {
      Phrase("{function} takes {least} to {most} inputs, not {got}.", places)
    } else if expected.lowerBound == 1 {
      Phrase("{function} takes one input, not {got}.", places)
    } else {
      Phrase("{function} takes {least} inputs, not {got}.", places)
    }
  }

  public static func sentence(_ failure: FileFailure, path: String) -> Phrase {
    let path = code(path)
    return switch failure {
    case .notFound: Phrase("There is no file {path}.", ["path": path])
    case .exists: Phrase("There is a file {path} already.", ["path": path])
    case .notPermitted: Phrase("{path} may not be opened by you.", ["path": path])
    case .isDirectory: Phrase("{path} is a folder.", ["path": path])
    case .notText: Phrase("{path} is not text in UTF-8.", ["path": path])
    case .notOrdinary: Phrase("{path} is no ordinary file.", ["path": path])
    case .tooLarge: Phrase("{path} is too large.", ["path": path])
    case .other(let reason):
      Phrase("{path} could not be used: {reason}.", ["path": path, "reason": Text(reason)])
    }
  }

  static func code(_ text: String) -> Text { Text(text, .code) }
  static func code(_ shape: Shape) -> Text { Text(shape.description, .code) }
  static func command(_ text: String) -> Text { Text(text, .command) }
  static func number(_ count: Int) -> Text { Text("\(count)", .value) }
}

extension String {
  /// Whether it is a picture of a control character, or of a mark that hides or reorders text.
  fileprivate var standsForUnshown: Bool {
    unicodeScalars.contains { (0x2400...0x2421).contains($0.value) || $0 == "\u{FFFD}" }
  }
}
