import DocumentModel
import GradientCore

/// `loss bce`: what is to become small; alone, what it is now.
struct LossCommand: Command {
  static let usage = Usage(
    "loss", "[mse | cross-entropy | bce | hinge] [NAME]", group: .networks, worksAlone: false,
    completes: .words(Loss.allCases.map { ($0.rawValue, $0.title) }),
    summary: Phrase("say how far outputs are from their targets, and minimize that"),
    details: [
      Phrase(
        "It defines L from the outputs of the network, or of what is named, and from the targets Y, and minimizes it. Another {loss} takes the place of the one before; what you wrote yourself under this name is never overwritten.",
        ["loss": Text("loss", .command)]),
      Phrase(
        "mse is the mean over all entries, without ½. bce and cross-entropy take the outputs before a sigmoid or a softmax, and are means over the rows; hinge takes classes 0 and 1 as -1 and 1. PyTorch says MSELoss, BCEWithLogitsLoss and CrossEntropyLoss."
      ),
      Phrase(
        "Where the setting l2 is not 0, the squares of all weights are added with this factor, but not those of biases. Another value of l2 is read at once, as soon as L has this part."
      ),
    ],
    example: ["data moons; net 2-4-1", "loss bce", "l2 = 0.001", "loss bce"])

  private let kind: Loss?
  private let output: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let part = arguments.next() else {
      (kind, output) = (nil, nil)
      return
    }
    let words = ["cross_entropy": "cross-entropy", "crossentropy": "cross-entropy"]
    let english = session.words[part.text] ?? words[part.text] ?? part.text
    guard let kind = Loss(rawValue: english) else {
      let known = Loss.allCases.map(\.rawValue)
      throw session.unknown(
        part, among: session.spellings(of: known), in: arguments.command,
        otherwise: Phrase(
          "{found} is not a loss. There are {known}; any other is typed as a definition, as in {example}.",
          [
            "found": Problems.code(part.text), "known": session.voice.list(known, .command),
            "example": Text("L = mean(abs(z2 - Y)); minimize L", .command),
          ]))
    }
    self.kind = kind
    output = arguments.next()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let kind else { return Answer(session.lossesThereAre(using: engine)) }
    return try session.define(kind, of: output, using: engine)
  }
}

extension Session {
  fileprivate func lossesThereAre(using engine: Engine) -> Document {
    var document = Document()
    if let formula = bench.definitions.definition(of: Loss.name)?.formula {
      let text = Text(Self.abridged(formula.description, to: 60), .code)
      document += Document(.line(Text(Loss.name, .name) + " = " + text))
    }
    let output = network(using: engine).flatMap { $0.sumName } ?? "z"
    let rows = Loss.allCases.map { kind in
      [
        Text("loss \(kind.rawValue)", .command),
        Text(Loss.normal(kind.formula(of: output, "Y")), .code), voice.say(kind.title),
      ]
    }
    return document
      + Document(
        .table(Table(columns: [Table.Column(""), Table.Column(""), Table.Column("")], rows: rows)))
  }

  /// Defines `L`, and minimizes it.
  mutating func define(
    _ kind: Loss, of part: Arguments.Part?, using engine: Engine
  ) throws(Refusal) -> Answer {
    let network = network(using: engine)
    let output = try output(for: kind, of: network, named: part)
    try requireTargets(for: kind, of: output, at: part?.range, using: engine)
    try requireFreeLoss()
    var formula = kind.formula(of: output, "Y")
    let weights = network?.weights ?? []
    let hasCost = bench.settings[.l2] != 0 && !weights.isEmpty
    if hasCost { formula += Loss.cost(of: weights) }
    let report: Answer
    do throws(Refusal) {
      report = try evaluate("\(Loss.name) = \(formula)", using: engine)
    } catch {
      throw Refusal(error.reason, at: part?.range)
    }
    bench.direction = .minimize
    bench.objective = Loss.name
    bench.objectiveWasNamed = true
    var document = report.document + makeExamples(of: "Y")
    document += wrappedNote(kind.remark)
    if hasCost {
      document += note(
        Phrase(
          "l2 = {l2} times the squares of all weights is added; biases cost nothing.",
          ["l2": voice.value(bench.settings[.l2])]))
    }
    document += Document(.line(aimInWords.dimmed))
    return Answer(document)
  }

  private func output(
    for kind: Loss, of network: Network?, named part: Arguments.Part?
  ) throws(Refusal) -> String {
    if let part {
      guard bench.definitions[part.text] != nil else {
        throw unknownName(part.text, at: part.range)
      }
      return part.text
    }
    let example = Text("loss \(kind.rawValue) p", .command)
    guard let network else {
      throw Refusal(
        Phrase(
          "There is no network yet: {net} defines one. Of other outputs say the name: {example}.",
          ["net": Text("net 2-8-1", .command), "example": example]))
    }
    guard let name = kind.readsSums ? network.sumName : network.outputName else {
      throw Refusal(
        Phrase(
          "The last layer's outputs have no name that {loss} could read. Give them one, and say it: {example}.",
          ["loss": Text("loss", .command), "example": example]))
    }
    return name
  }

  private func requireTargets(
    for kind: Loss, of output: String, at range: Range<Int>?, using engine: Engine
  ) throws(Refusal) {
    guard bench.definitions["Y"] != nil else {
      throw Refusal(
        Phrase(
          "A loss reads the targets Y, a row for each row of X. {data} puts examples into X and Y; {typed} types them.",
          [
            "data": Text("data moons", .command), "typed": Text("Y = [0; 1; 1; 0]", .command),
          ]))
    }
    let (outputs, targets): (Matrix, Matrix)
    do {
      outputs = try engine.value(of: output, in: bench)
      targets = try engine.value(of: "Y", in: bench)
    } catch {
      throw refusal(error, in: "")
    }
    let places: [String: Text] = [
      "output": Text(output, .name), "shape": Problems.code(outputs.shape),
      "targets": Problems.code(targets.shape), "loss": Text(kind.rawValue, .command),
      "other": Text("loss bce", .command),
    ]
    guard outputs.shape == targets.shape else {
      throw Refusal(
        Phrase(
          "{output} is {shape} and Y is {targets}; a loss compares entry with entry, so both need the same shape.",
          places), at: range)
    }
    if kind == .crossEntropy, outputs.shape.columns == 1 {
      throw Refusal(
        Phrase(
          "cross-entropy needs a column for each class, and {output} has one. {other} is for a single output.",
          places), at: range, correction: "loss bce")
    }
    guard kind == .mse || targets.elements.allSatisfy({ (0...1).contains($0) }) else {
      throw Refusal(
        Phrase(
          "{loss} needs targets from 0 to 1, and Y holds others. mse takes all numbers.", places))
    }
  }

  /// `L` of an earlier `loss` makes room; another one does not.
  private func requireFreeLoss() throws(Refusal) {
    let name = Loss.name
    guard bench.definitions[name] != nil || bench.definitions.functions[name] != nil,
      bench.loss == nil
    else { return }
    throw Refusal(
      Phrase(
        "L is on the bench already, and nothing of yours is overwritten. {remove} makes room.",
        [
          "remove": Text(
            "remove " + ([name] + bench.definitions.dependents(of: name)).joined(separator: " "),
            .command)
        ]))
  }

  /// Said after `l2` was set.
  func noteOnCost() -> Document {
    guard bench.settings[.l2] != 0, let loss = bench.loss, !loss.hasCost else { return Document() }
    return note(
      Phrase(
        "L does not read l2 yet: {loss} once more adds it.",
        ["loss": Text("loss \(loss.kind.rawValue)", .command)]))
  }
}
