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
        "mse is the mean over all entries, without ½. bce and cross-entropy take the outputs before a sigmoid or a softmax; bce and hinge are means over all entries, cross-entropy over the rows. hinge takes classes 0 and 1 as -1 and 1. PyTorch says MSELoss, BCEWithLogitsLoss and CrossEntropyLoss."
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

  /// Said after `l2` was set.
  func noteOnCost() -> Document {
    guard bench.settings[.l2] != 0, let loss = bench.loss, !loss.hasCost else { return Document() }
    return note(
      Phrase(
        "L does not read l2 yet: {loss} once more adds it.",
        ["loss": Text("loss \(loss.kind.rawValue)", .command)]))
  }
}
