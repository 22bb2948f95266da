import DocumentModel
import GradientCore

/// `compare A [B]`: what is different between two branches, or between one and the bench.
struct CompareCommand: Command {
  static let usage = Usage(
    "compare", "A [B]", group: .bench, worksAlone: false,
    completes: .branches([("now", Phrase("the bench as it is"))]),
    summary: Phrase("show what is different between two branches"),
    details: [
      Phrase(
        "With one name it is compared with the bench as it is, which {now} means, too.",
        ["now": Text("now", .command)])
    ],
    example: [
      "x = 1; y = -3; f = x * y; branch start", "step 3", "branch far", "compare start far",
    ])

  private let first: Arguments.Part
  private let second: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    first = try arguments.required(for: Self.usage)
    second = arguments.next()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let left = try side(first, in: session)
    let right = try second.map { part throws(Refusal) in try side(part, in: session) }
    let comparison = Comparison(
      left: left,
      right: right ?? .init(title: session.voice.say(Phrase("now")), bench: session.bench),
      voice: session.voice, engine: engine)
    return Answer(comparison.document)
  }

  private func side(
    _ part: Arguments.Part, in session: Session
  ) throws(Refusal) -> Comparison.Side {
    if let bench = session.branches[part.text] {
      return .init(title: Text(part.text, .name), bench: bench)
    }
    guard (session.words[part.text] ?? part.text) == "now" else {
      throw session.unknownBranch(part)
    }
    return .init(title: session.voice.say(Phrase("now")), bench: session.bench)
  }
}
