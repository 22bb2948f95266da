import DocumentModel
import GradientCore

/// Data of the learner's own: points typed one after the other, or X and Y that were typed.
extension Session {
  /// The first point, on a bench without X and Y.
  mutating func beginData(
    with parts: [Arguments.Part], using engine: Engine
  ) throws(Refusal) -> Answer {
    guard parts.count > 1 else {
      throw Refusal(
        Phrase(
          "A point is its numbers and then its target, as in {example}.",
          ["example": Text("data add 1.5 -2 1", .command)]), at: parts[0].range)
    }
    let names = DataSet.ownNames(parts.count - 1)
    var numbers: [Double] = []
    for part in parts { numbers.append(try entry(part, of: names + ["y"])) }
    let row = Array(numbers.dropLast())
    let data = DataSet(
      features: Matrix(Shape(1, row.count), row), targets: Matrix(Shape(1, 1), [numbers.last!]))
    _ = try give(data, using: engine)
    return Answer(
      added(row, parts.last!.text, to: data) + Document(self.parts(of: data).map { .line($0) }))
  }

  /// `data own`.
  mutating func makeDataOfTyped(using engine: Engine) throws(Refusal) -> Answer {
    guard bench.data == nil || !bench.hasData else {
      throw Refusal(Phrase("X and Y are data already."))
    }
    let notes = try adoptTypedData(using: engine)
    return Answer(notes + summary(of: try presentData()))
  }

  /// Where X and Y were typed, they become data; what is said about it.
  mutating func adoptTypedData(using engine: Engine) throws(Refusal) -> Document {
    guard bench.data == nil, let features = bench.definitions.value(ofLeaf: "X"),
      let targets = bench.definitions.value(ofLeaf: "Y")
    else { return Document() }
    guard features.shape.rows == targets.shape.rows, targets.shape.columns == 1 else {
      throw Refusal(
        Phrase(
          "X is {x} and Y is {y}. To be data they need equally many rows, and Y one column.",
          ["x": Problems.code(features.shape), "y": Problems.code(targets.shape)]))
    }
    guard (features.elements + targets.elements).allSatisfy(\.isFinite) else {
      throw Refusal(Phrase("X or Y holds what is no finite number."))
    }
    let document = Bench.dataNames.reduce(into: Document()) { $0 += makeExamples(of: $1) }
    bench.data = DataSet(features: features, targets: targets)
    // What was typed may have been drawn; from now on it is what it is.
    for name in Bench.dataNames { bench.recipes[name] = nil }
    return document
  }
}

extension DataSet {
  /// Rows of the learner's own.
  init(features: Matrix, targets: Matrix) {
    self.init(
      source: .own, columnNames: Self.ownNames(features.shape.columns), targetName: "y",
      classes: Self.ownClasses(of: targets), features: features, targets: targets)
  }

  static func ownNames(_ count: Int) -> [String] {
    count == 1 ? ["x"] : (1...count).map { "x\($0)" }
  }
}
