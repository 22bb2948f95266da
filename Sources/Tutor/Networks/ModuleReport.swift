import DocumentModel
import GradientCore

extension Session {
  /// A function as a module: with what stands in its brackets where it is used first, else with
  /// numbers that fit.
  ///
  /// - Parameter withSlopes: whether the gradient that arrives is that of the objective, where the
  ///   objective follows from the use.
  func module(
    _ function: String, at range: Range<Int>, withSlopes: Bool = true, using engine: Engine
  ) throws(Refusal) -> Module {
    guard let definition = bench.definitions.functions[function] else {
      throw unknownName(function, at: range)
    }
    let seed = bench.settings.seed
    if let use = firstUse(of: function, using: engine),
      let module = Module(
        function, use.inputs, arriving: withSlopes ? use.arriving : nil, in: bench, seed: seed)
    {
      return module
    }
    if let module = Module(function, nil, in: bench, seed: seed) { return module }
    let head = "\(function)(\(definition.parameters.joined(separator: ", ")))"
    throw Refusal(
      Phrase(
        "No shapes of inputs were found with which {function} can be computed. Use it once, as in {example}, and it is shown with those.",
        ["function": Text(head, .code), "example": Text("y = \(head)", .command)]),
      at: range)
  }

  private func firstUse(
    of function: String, using engine: Engine
  ) -> (inputs: [Matrix], arriving: Module.Arriving?)? {
    let users = bench.definitions.names.filter { name in
      bench.definitions.definition(of: name)?.formula.appliedFunctions.isEmpty == false
    }
    let roots = users + (bench.objective.map { users.contains($0) ? [] : [$0] } ?? [])
    guard !users.isEmpty, let evaluation = try? engine.evaluation(of: roots, in: bench),
      let call = evaluation.graph.calls.first(where: { $0.function == function })
    else { return nil }
    let graph = evaluation.graph
    let inputs = call.inputs.map { evaluation.value(of: $0) }
    guard let objective = bench.objective, let root = graph.node(named: objective),
      graph.shape(of: root).isScalar, graph.depends(root, on: call.result)
    else { return (inputs, nil) }
    evaluation.backward(from: root)
    let label = graph.label(of: call.result)
    let isNamed = graph.name(of: call.result) != nil
    return (
      inputs,
      Module.Arriving(
        name: "∂\(objective)/∂" + (isNamed ? label : "(\(Self.abridged(label, to: 40)))"),
        slopes: evaluation.gradient(of: call.result))
    )
  }

  // MARK: - Telling

  /// A module with its numbers, forward and backward.
  func document(of module: Module) -> Document {
    var document = Document()
    guard let graph = try? Graph(module.bench.definitions, names: [module.objective]),
      let root = graph.node(named: module.output)
    else { return document }
    let evaluation = Evaluation(graph, ties: bench.ties)
    evaluation.load(module.bench.definitions)
    evaluation.forward()
    evaluation.backward(from: graph.root)
    let telling = ModuleTelling(voice: voice, evaluation: evaluation) { graph.label(of: $0) }
    let function = bench.definitions.functions[module.function]!
    let head = "\(module.function)(\(function.parameters.joined(separator: ", ")))"
    document += Document(
      .line(
        Text(head, .name) + " = "
          + Text(Self.abridged(function.body.formula.description, to: 60), .code)))
    document += note(
      module.origin == .use
        ? Phrase("With the numbers of its first use on the bench.")
        : Phrase("Nothing uses it yet, so its numbers are drawn."))
    document += title(Phrase("forward: what it gives"))
    let nodes = module.parameters.map { graph.node(named: $0) }
    for (name, node) in zip(module.parameters, nodes) {
      let value =
        node.map { evaluation.value(of: $0) } ?? module.bench.definitions.value(ofLeaf: name)
      if let value { document += telling.input(name, value) }
    }
    document += telling.forward(root, head)
    document += title(Phrase("backward: what goes back to its input"))
    document += telling.arriving(
      module.bench.definitions.value(ofLeaf: module.upstream)!, called: module.upstream)
    let places = [
      "upstream": Text(module.upstream, .gradient), "output": Text(module.output, .name),
      "slope": Text(module.arriving?.name ?? "", .gradient),
    ]
    document += note(
      module.arriving == nil
        ? Phrase(
          "{upstream} is the gradient that arrives from behind: the slope in {output}, here drawn.",
          places)
        : Phrase("{upstream} is the gradient that arrives from behind: {slope}.", places))
    let inputs = nodes.compactMap { $0 }
    let formulas = GradientFormula.formulas(
      in: graph, from: root, to: inputs, ties: bench.ties)
    let naming = GradientFormula.Naming(upstream: module.upstream) { graph.label(of: $0) }
    for (index, node) in inputs.enumerated() {
      if index == 1 { document += title(Phrase("parameters: what its own numbers get")) }
      let formula = formulas[node]
      document += telling.gradient(
        "d" + graph.label(of: node), formula?.text(naming), evaluation.gradient(of: node))
      if let formula { document += telling.shapes(of: formula, for: node, from: root) }
    }
    return document
  }
}

extension ModuleTelling {
  func input(_ name: String, _ value: Matrix) -> Document {
    gradientFree(Text(name, .name), value)
  }

  private func gradientFree(_ head: Text, _ value: Matrix) -> Document {
    if value.isScalar {
      return Document(.line(head + " = " + Text(voice.numbers.text(value.elements[0]), .value)))
    }
    let rows = Numbers(digits: min(voice.numbers.digits, 4))
      .rows(value, width: 74, mostRows: Self.mostRows)
    return Document(.line(head + "    " + Text(value.shape.description, .hint)))
      + Document(.indented(rows.map { .line(Text($0, .value)) }))
  }
}

extension Session {
  /// Compares the slopes of a module alone with differences.
  func check(
    module name: String, at range: Range<Int>, using engine: Engine
  ) throws(Refusal) -> Answer {
    var module = try module(name, at: range, withSlopes: false, using: engine)
    let count = module.parameters.reduce(0) {
      $0 + (module.bench.definitions.value(ofLeaf: $1)?.shape.count ?? 0)
    }
    if count > CheckCommand.fewEntries,
      let smaller = Module(name, nil, in: bench, seed: bench.settings.seed)
    {
      module = smaller
    }
    var alone = self
    alone.bench = module.bench
    let point = try alone.slopePoint(using: engine).free(in: module.bench)
    guard !point.nodes.isEmpty else {
      throw Refusal(
        Phrase("{function} does not depend on its inputs.", ["function": Text(name, .name)]),
        at: range)
    }
    var checking = Checking(
      name: nil, entries: nil, wantsDirections: false, seed: bench.settings.seed, at: point,
      using: engine)
    checking.proceed(atMost: .max, at: point, using: engine)
    let places = [
      "function": Text("\(name)(\(module.parameters.joined(separator: ", ")))", .code),
      "sum": Text("\(module.objective) = sum(\(module.output) * \(module.upstream))", .code),
    ]
    let remark = note(
      module.origin == .use
        ? Phrase(
          "{function} alone, with the numbers of its first use; differentiated is {sum} with drawn numbers {upstream}.",
          places.merging(["upstream": Text(module.upstream, .gradient)]) { first, _ in first })
        : Phrase(
          "{function} alone, with drawn numbers; differentiated is {sum}.", places))
    let report = CheckReport(
      session: alone, check: checking.check, point: point, leavesOut: false)
    return Answer(remark + report.document)
  }
}

extension SlopePoint {
  /// By the free leaves only.
  fileprivate func free(in bench: Bench) -> SlopePoint {
    let free = bench.freeLeaves
    return SlopePoint(
      objective: objective, evaluation: evaluation, leaves: free,
      nodes: free.compactMap { evaluation.graph.node(named: $0) })
  }
}
