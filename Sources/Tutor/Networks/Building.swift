import DocumentModel
import GradientCore

/// Writing the definitions of a network.
extension Session {
  /// The rate that `net` takes with adam, where the learner has chosen neither.
  static let firstRate = 0.05

  mutating func build(
    _ plan: NetPlan, at part: Arguments.Part, seed: String?, using engine: Engine
  ) throws(Refusal) -> Answer {
    try requireInput(of: plan, at: part, using: engine)
    try requireFree(plan.names, for: part, using: engine)
    if let seed { try type("seed = \(seed)", using: engine) }
    let drawnBefore = bench.drawCount
    for line in plan.lines().joined() { try type(line, using: engine) }
    var document = Document(.table(table(of: plan)))
    document += Document(.paragraph(headline(of: plan, drawnBefore)))
    document += makeExamples(of: "X")
    if let choice = chooseOptimizer() { document += choice }
    return Answer(document + next(after: plan))
  }

  /// Does what a line of the learner's would do.
  private mutating func type(_ line: String, using engine: Engine) throws(Refusal) {
    do throws(Refusal) {
      _ = try evaluate(line, using: engine)
    } catch {
      throw Refusal(error.reason)
    }
  }

  private func table(of plan: NetPlan) -> Table {
    let lines = plan.lines()
    let width = lines.map(\.count).max() ?? 0
    return Table(
      columns: Array(repeating: Table.Column(""), count: width),
      rows: lines.map { line in
        line.map { text in
          let parts = text.split(separator: "=", maxSplits: 1)
          return Text(String(parts[0]), .name) + "=" + Text(String(parts[1]), .code)
        } + Array(repeating: "", count: width - line.count)
      })
  }

  private func headline(of plan: NetPlan, _ drawnBefore: UInt64) -> Text {
    var words: [String] = []
    for word in plan.initializations.map(\.rawValue) where !words.contains(word) {
      words.append(word)
    }
    let places: [String: Text] = [
      "count": Problems.number(plan.numberCount), "layers": Problems.number(plan.layers.count),
      "start": voice.list(words, .command), "seed": voice.value(bench.settings[.seed]),
      "drawn": Text("\(drawnBefore)", .value),
    ]
    if plan.layers.count == 1 {
      return voice.say(
        Phrase(
          "1 layer, {count} numbers to learn; weights begin with {start}, seed {seed}.", places))
    }
    return voice.say(
      drawnBefore == 0
        ? Phrase(
          "{layers} layers, {count} numbers to learn; weights begin with {start}, seed {seed}.",
          places)
        : Phrase(
          "{layers} layers, {count} numbers to learn; weights begin with {start}, seed {seed} after {drawn} draws.",
          places))
  }

  /// Plain steps of 0.1 with all rows need thousands of epochs for what adam does in a hundred.
  private mutating func chooseOptimizer() -> Document? {
    guard bench.hasFirstOptimizer, !bench.wantsPlainSteps, bench.strategy == .analytic else {
      return nil
    }
    bench.set(Optimizer(.adam))
    bench.set(.step, to: Self.firstRate)
    return note(
      Phrase(
        "Training will use {optimizer} with {step}; {back} goes back to plain steps.",
        [
          "optimizer": Text("optimizer adam", .command),
          "step": Text("step = \(Numbers().text(Self.firstRate))", .command),
          "back": Text("optimizer sgd; step = 0.1", .command),
        ]))
  }

  /// Which loss fits, or that the outputs do not fit what is to be learned.
  private func next(after plan: NetPlan) -> Document {
    let units = plan.layers.last!.units
    guard let targets = bench.definitions.value(ofLeaf: "Y") else {
      return note(
        Phrase(
          "A loss compares the outputs with Y, which is still to be defined. {example} makes one.",
          ["example": Text("loss mse", .command)]))
    }
    guard targets.shape.columns == units else {
      var fitting = plan
      fitting.layers[plan.layers.count - 1].units = targets.shape.columns
      return note(
        Phrase(
          "Y has {columns} columns and the network {units} outputs. {example} would fit.",
          [
            "columns": Problems.number(targets.shape.columns), "units": Problems.number(units),
            "example": Text("net \(fitting.widths)", .command),
          ]))
    }
    let classes = bench.data?.classes ?? []
    let loss: Loss = classes.count > 2 ? .crossEntropy : classes.count == 2 ? .bce : .mse
    return note(
      Phrase(
        "{loss} says what is to become small, {train} trains.",
        ["loss": Text("loss \(loss.rawValue)", .command), "train": Text("train 100", .command)]))
  }

  // MARK: - What has to be there

  private func requireInput(
    of plan: NetPlan, at part: Arguments.Part, using engine: Engine
  ) throws(Refusal) {
    guard bench.definitions["X"] != nil else {
      throw Refusal(
        Phrase(
          "A network reads X, a row for each example. {data} puts examples into X and Y; {typed} types them.",
          [
            "data": Text("data moons", .command),
            "typed": Text("X = [0 0; 0 1; 1 0; 1 1]", .command),
          ]))
    }
    let shape: Shape
    do { shape = try engine.value(of: "X", in: bench).shape } catch {
      throw refusal(error, in: "")
    }
    guard shape.columns != plan.inputs else { return }
    let first = part.text.prefix { $0 != "-" }
    let fitting = "\(shape.columns)" + part.text.dropFirst(first.count)
    throw Refusal(
      Phrase(
        "X is {shape}: its rows have {columns} numbers, and this network reads {inputs}. {example} fits.",
        [
          "shape": Problems.code(shape), "columns": Problems.number(shape.columns),
          "inputs": Problems.number(plan.inputs), "example": Text("net \(fitting)", .command),
        ]), at: part.range.lowerBound..<(part.range.lowerBound + first.utf8.count),
      correction: currentPiece.map { $0.text.replacing(part.range, with: fitting) })
  }

  /// Refuses where a name is taken, with the line that makes room.
  private func requireFree(
    _ names: [String], for part: Arguments.Part, using engine: Engine
  ) throws(Refusal) {
    let taken = names.filter {
      bench.definitions[$0] != nil || bench.definitions.functions[$0] != nil
    }
    guard let first = taken.first else { return }
    var going = Set(taken).union(taken.flatMap { bench.definitions.dependents(of: $0) })
    if let network = network(using: engine), !going.isDisjoint(with: network.parameters) {
      going.formUnion(network.parameters)
      going.formUnion(network.parameters.flatMap { bench.definitions.dependents(of: $0) })
    }
    let inOrder = bench.definitions.names.filter(going.contains)
    let functions = bench.definitions.functions.keys.filter(going.contains).sorted()
    let remove = "remove " + (inOrder + functions).joined(separator: " ")
    let places: [String: Text] = [
      "name": Text(first, .name), "count": Problems.number(taken.count - 1),
      "remove": Text(remove, .command), "branch": Text("branch old", .command),
    ]
    throw Refusal(
      taken.count == 1
        ? Phrase(
          "{name} is on the bench already, and nothing is overwritten. {remove} makes room; {branch} first keeps it.",
          places)
        : Phrase(
          "{name} and {count} other names are on the bench already, and nothing is overwritten. {remove} makes room; {branch} first keeps them.",
          places),
      at: part.range,
      correction: currentPiece.map { "\(remove); \($0.text)" })
  }
}
