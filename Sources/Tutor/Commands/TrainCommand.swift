import DocumentModel
import GradientCore

/// `train [EPOCHS] [until loss < NUMBER]`: many updates, batch after batch.
struct TrainCommand: Command {
  static let usage = Usage(
    "train", "[EPOCHS] [until loss < NUMBER]", group: .networks,
    completes: .words([
      ("until", Phrase("stop before, when the loss is small enough: until loss < 0.01")),
      ("loss", Phrase("stands behind until, as the name of what is to become small")),
    ]),
    summary: Phrase("train so many epochs, or go on where training was stopped"),
    details: [
      Phrase(
        "An epoch takes all rows of the data once, batch rows at a time in an order that the seed shuffles; without data it is one move. Without a number it goes on to where it was to end, or makes 100 epochs."
      ),
      Phrase(
        "Ctrl-C stops between two batches and keeps everything. Settings typed then take effect when train goes on. {reset} returns to the first values.",
        ["reset": Text("reset weights", .command)]),
    ],
    example: ["w = 4; L = (w - 1)^2; minimize L", "train 50", "train 100 until loss < 1e-6"])

  private let epochs: Int?
  private let until: TrainingState.Threshold?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let isUntil = { (part: Arguments.Part?) in
      part.map { session.words[$0.text] ?? $0.text } == "until"
    }
    if !arguments.isEmpty, !isUntil(arguments.parts.first) {
      epochs = try arguments.count(orElse: 0, for: Self.usage)
    } else {
      epochs = nil
    }
    guard isUntil(arguments.parts.first) else {
      until = nil
      return
    }
    _ = arguments.next()
    until = try Self.threshold(&arguments, in: session)
  }

  /// `loss < 0.01`, with the objective's name in place of `loss`, too.
  private static func threshold(
    _ arguments: inout Arguments, in session: Session
  ) throws(Refusal) -> TrainingState.Threshold {
    let (text, offset) = arguments.text()
    let refusal = Refusal(
      Phrase(
        "After until stands a bound for the loss, as in {example}.",
        ["example": Text("train 100 until loss < 0.01", .command)]),
      at: offset..<max(arguments.command.utf8.count, offset))
    let known = ["loss", session.bench.objective].compactMap { $0 }
    for sign in TrainingState.Threshold.Sign.allCases {
      guard let place = text.utf8.firstIndex(of: sign.rawValue.utf8.first!) else { continue }
      let name = String(text[..<place].filter { $0 != " " })
      let number = text[text.utf8.index(after: place)...].drop { $0 == "=" }.filter { $0 != " " }
      guard known.contains(session.words[name] ?? name),
        let value = Double(number) ?? Self.withDecimalComma(number),
        value.isFinite
      else { throw refusal }
      return TrainingState.Threshold(sign: sign, value: value)
    }
    throw refusal
  }

  /// `0,01`.
  private static func withDecimalComma(_ text: String) -> Double? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    return parts.count == 2 && !text.contains(".") ? Double(parts.joined(separator: ".")) : nil
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let training = session.bench.training
    let epoch = training.run.epoch
    if let epochs {
      return try session.beginTraining(to: epoch + epochs, until: until, using: engine)
    }
    let rest = training.goal.flatMap { $0 > epoch ? $0 : nil }
    return try session.beginTraining(
      to: rest ?? epoch + 100, until: until ?? (rest == nil ? nil : training.until), using: engine)
  }
}
