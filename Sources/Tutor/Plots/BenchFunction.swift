import DocumentModel
import GradientCore

/// A 1×1 value as a function of some numbers of the bench, on a copy: whatever is tried there, the
/// bench stays as it is.
struct BenchFunction: Equatable, Sendable {
  let bench: Bench
  /// What the value is called in the copy.
  let root: String
  /// What it is called on the page.
  let label: Text
  let inputs: [Place]

  /// No name that can be typed is this one.
  static let unnamed = "∘"

  /// - Parameter value: a name of the bench, one entry, or any other formula of a single number.
  init(
    of value: Arguments.Part, by inputs: [Place], in session: Session, using engine: Engine
  ) throws(Refusal) {
    let formula: Formula
    do { formula = try Formula(parsing: value.text) } catch {
      throw session.refusal(error, in: value.text).moved(by: value.range.lowerBound)
    }
    var copy = session.bench
    for place in inputs where copy.definitions.definition(of: place.name) != nil {
      let present = try session.present(place.name, using: engine)
      copy.definitions[place.name] = .leaf(present, .parameter)
    }
    if formula.names == [formula.description], copy.definitions[formula.description] != nil {
      root = formula.description
    } else {
      root = Self.unnamed
      do throws(CompilationError) {
        try copy.definitions.check(defining: nil, as: formula)
        copy.definitions[root] = .formula(
          Definition(formula, draws: try formula.draws(&copy.random)))
        _ = try Graph(
          copy.definitions, names: [root], slopesIn: Self.unnamed, ties: session.bench.ties)
      } catch let problem {
        var error = problem
        if error.definition == Self.unnamed { error.definition = nil }
        throw session.refusal(error, in: value.text).moved(by: value.range.lowerBound)
      }
    }
    label = Text(Session.abridged(formula.description, to: 30), .name)
    (bench, self.inputs) = (copy, inputs)
    let shape = try session.shape(of: root, in: copy, using: engine)
    guard shape.isScalar else {
      throw Refusal(
        Phrase(
          "{value} is {shape}. A curve needs a single number: name one entry, as in {example}.",
          [
            "value": label, "shape": Problems.code(shape),
            "example": Text("\(value.text)[0, 0]", .command),
          ]), at: value.range)
    }
  }

  /// Of the bench's objective and all its free leaves.
  init(objective: String, in bench: Bench) {
    (self.bench, root, inputs) = (bench, objective, [])
    label = Text(objective, .name)
  }

  /// Ready to be computed, standing at the present point; valid until the engine is asked again.
  func pointFunction(using engine: Engine) throws(CompilationError) -> PointFunction {
    let evaluation = try engine.evaluation(of: inputs.map(\.name) + [root], in: bench)
    let graph = evaluation.graph
    let node = graph.root
    guard !inputs.isEmpty else {
      return PointFunction(
        evaluation, of: node, byAllOf: bench.freeLeaves.compactMap { graph.node(named: $0) })
    }
    return PointFunction(
      evaluation, of: node,
      by: inputs.compactMap { place in
        graph.node(named: place.name).map { .init(leaf: $0, entry: place.index) }
      })
  }

  /// The same in single precision; nil where there are too many gates.
  func singlePrecision(_ function: PointFunction) -> SinglePrecision? {
    let graph = function.evaluation.graph
    let limit = 100_000
    // Not opened only to see that they are too many.
    guard graph.nodes.reduce(0, { $0 + $1.shape.count }) <= limit else { return nil }
    return graph.scalarized(limit: limit).map { SinglePrecision($0, at: function.evaluation) }
  }
}

extension Session {
  func present(_ name: String, using engine: Engine) throws(Refusal) -> Matrix {
    do { return try engine.value(of: name, in: bench) } catch { throw refusal(error, in: "") }
  }

  fileprivate func shape(
    of name: String, in bench: Bench, using engine: Engine
  ) throws(Refusal) -> Shape {
    do {
      let graph = try engine.evaluation(of: [name], in: bench).graph
      return graph.shape(of: graph.root)
    } catch { throw refusal(error, in: "") }
  }

  /// A single number that can be moved: a name or an entry.
  func input(named part: Arguments.Part, using engine: Engine) throws(Refusal) -> Place {
    let place = try place(named: part, using: engine)
    guard place.isScalar else {
      throw Refusal(
        Phrase(
          "{name} is {shape}. Name one entry of it, as in {example}.",
          [
            "name": Text(place.name, .name), "shape": Problems.code(place.shape),
            "example": Text("\(place.name)[0, 0]", .command),
          ]), at: part.range)
    }
    return place
  }

  /// The objective as an argument, where none was given.
  func objectivePart() throws(Refusal) -> Arguments.Part {
    Arguments.Part(text: try objectiveForSlopes(), range: 0..<0)
  }
}

extension Refusal {
  /// The same place, where the part in which it lies begins later.
  func moved(by offset: Int) -> Refusal {
    guard source == nil, let range else { return self }
    var refusal = self
    refusal.range = (range.lowerBound + offset)..<(range.upperBound + offset)
    refusal.correction = nil
    return refusal
  }
}

extension Place {
  /// As it stands in sentences and on axes.
  var title: Text { Text(text, .name) }
}
