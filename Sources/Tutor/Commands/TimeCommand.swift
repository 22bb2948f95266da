import DocumentModel

/// `time COMMAND`: how long a command takes.
struct TimeCommand: Command {
  static let usage = Usage(
    "time", "COMMAND", group: .bench, worksAlone: false,
    summary: Phrase("say how long a command takes"),
    example: ["x = 1; y = -3; f = x * y", "time run 1000"])

  private let command: (text: String, offset: Int)

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    if arguments.isEmpty { _ = try arguments.required(for: Self.usage) }
    command = arguments.text()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let piece = session.currentPiece else { return Answer() }
    var inner = piece
    inner.range = (piece.range.lowerBound + command.offset)..<piece.range.upperBound
    session.queue.insert(contentsOf: [.command(inner), .elapsed(inner)], at: 0)
    return Answer()
  }
}

extension Session {
  /// `took 1.25 ms`.
  func duration(_ seconds: Double) -> Text {
    let unit = seconds < 1e-3 ? ("µs", 1e6) : seconds < 1 ? ("ms", 1e3) : ("s", 1)
    let time = Numbers(digits: 3).text(seconds * unit.1) + " " + unit.0
    return voice.say(Phrase("took {time}", ["time": Text(time, .value)])).dimmed
  }
}
