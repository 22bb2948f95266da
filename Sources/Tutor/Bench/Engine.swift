import GradientCore

/// Graphs and arenas of benches: a cache beside the session. Throwing it away changes no answer.
public final class Engine {
  /// What an evaluation is for.
  private enum Purpose: Equatable {
    /// Every gate under these names can be read.
    case reading([String])
    /// Moving these leaves for that objective.
    case moving(objective: String, free: [String])
  }

  private struct Entry {
    let definitions: Definitions
    let ties: Ties
    let purpose: Purpose
    let evaluation: Evaluation
  }

  /// Least recently used first.
  private var entries: [Entry] = []
  private static let kept = 12

  /// Graphs with other rows than the bench's.
  var others: [OtherRows.Use: OtherRows] = [:]

  /// Values of small definitions, as long as only names are added.
  private var values: [String: Matrix] = [:]
  private var valued = Definitions()
  /// Larger values are not worth keeping twice.
  private static let smallCount = 10_000

  /// For tests: keep nothing from one question to the next.
  public var forgetsEverything = false

  /// What `check` holds against differences.
  var backpropagation = Backpropagation.builtIn

  public init() {}

  public func forget() {
    entries.removeAll()
    values.removeAll()
    others.removeAll()
  }

  /// An evaluation of `names` and of all they need, with the bench's values loaded and the
  /// forward pass done. It is valid until the next question.
  func evaluation(of names: [String], in bench: Bench) throws(CompilationError) -> Evaluation {
    try cached(.reading(names), bench) { () throws(CompilationError) in
      let graph = try Graph(
        bench.definitions, names: names, slopesIn: BenchFunction.unnamed, ties: bench.ties)
      return Evaluation(graph, ties: bench.ties)
    }
  }

  /// An evaluation that computes what moving the free leaves of the bench needs, and no more.
  func evaluation(
    moving free: [String], for objective: String, in bench: Bench
  ) throws(CompilationError) -> Evaluation {
    let purpose = Purpose.moving(objective: objective, free: free)
    return try cached(purpose, bench) { () throws(CompilationError) in
      let graph = try Graph(bench.definitions, names: [objective])
      let nodes = free.compactMap { graph.node(named: $0) }
      return Evaluation(
        graph, objective: Objective(root: graph.root, direction: bench.direction, free: nodes),
        ties: bench.ties)
    }
  }

  private func cached(
    _ purpose: Purpose, _ bench: Bench, make: () throws(CompilationError) -> Evaluation
  ) throws(CompilationError) -> Evaluation {
    if forgetsEverything { forget() }
    let known = entries.firstIndex {
      $0.purpose == purpose && $0.ties == bench.ties
        && $0.definitions.hasSameStructure(as: bench.definitions)
    }
    if let known {
      entries.append(entries.remove(at: known))
    } else {
      let evaluation = try make()
      if entries.count == Self.kept { entries.removeFirst() }
      entries.append(
        Entry(
          definitions: bench.definitions, ties: bench.ties, purpose: purpose,
          evaluation: evaluation))
    }
    let evaluation = entries.last!.evaluation
    evaluation.load(bench.definitions)
    evaluation.forward()
    return evaluation
  }

  /// The value of a name, leaf or definition.
  func value(of name: String, in bench: Bench) throws(CompilationError) -> Matrix {
    if let leaf = bench.definitions.value(ofLeaf: name) { return leaf }
    if forgetsEverything { forget() }
    if !bench.definitions.growsFrom(valued) { values.removeAll() }
    valued = bench.definitions
    if let known = values[name] { return known }
    let value: Matrix
    if let direct = try valueOfInputs(of: name, in: bench.definitions) {
      value = direct
    } else {
      let evaluation = try evaluation(of: [name], in: bench)
      value = evaluation.value(of: evaluation.graph.root)
    }
    if value.shape.count <= Self.smallCount { values[name] = value }
    return value
  }

  /// The value of a definition from known values of what it reads, so that one that is added to a
  /// long chain costs no more than its own gates; nil where they are not known.
  private func valueOfInputs(
    of name: String, in definitions: Definitions
  ) throws(CompilationError) -> Matrix? {
    guard let definition = definitions.definition(of: name) else { return nil }
    var own = Definitions(settings: definitions.settings)
    own.functions = definitions.functions
    for input in definitions.names(readBy: name) where definitions.settings[input] == nil {
      guard let value = definitions.value(ofLeaf: input) ?? values[input],
        value.shape.count <= Self.smallCount
      else { return nil }
      own[input] = .leaf(value, .held)
    }
    own[name] = .formula(definition)
    let graph = try Graph(own, names: [name])
    let evaluation = Evaluation(graph)
    evaluation.load(own)
    evaluation.forward()
    return evaluation.value(of: graph.root)
  }

  /// Where the numbers stop being finite under `name`; nil where they do not.
  func breakdown(under name: String, in bench: Bench) -> Breakdown? {
    guard let evaluation = try? evaluation(of: [name], in: bench) else { return nil }
    return evaluation.breakdown(under: evaluation.graph.root)
  }
}
