import DocumentModel

/// `reset`: back to the lesson's setup.
struct ResetCommand: Command {
  static let usage = Usage(
    "reset", group: .bench,
    summary: Phrase("return the bench to the lesson's setup"),
    details: [Phrase("undo brings back what was on it.")],
    example: ["open 1", "x = 5", "reset"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    // Nobody's own circuit is thrown away by a word that means going back.
    guard !session.start.isEmpty else {
      throw Refusal(
        Phrase(
          "No lesson is open, so there is no setup to return to. {undo} takes back a line.",
          ["undo": Text("undo", .command)]))
    }
    session.bench = session.start
    session.walk = nil
    let arrival = session.voice.say(Phrase("back to the lesson's setup")).dimmed
    return Answer(
      session.lines(of: [arrival] + session.objectiveNow(using: engine))
        + session.notes(onNonFinite: session.bench.objective, using: engine))
  }
}

extension Session {
  /// Leaves and the objective on a line or two: `x = 1   y = -3   f = -3`.
  func summary(using engine: Engine) -> Document {
    let leaves = bench.definitions.names.filter { bench.definitions.value(ofLeaf: $0) != nil }
    var parts = leaves.prefix(8).compactMap { name in
      bench.definitions.value(ofLeaf: name).map { voice.equation(name, $0) }
    }
    if leaves.count > 8 { parts.append(Text("…", .hint)) }
    return lines(of: parts + objectiveNow(using: engine), gap: 3)
  }

  /// `f = -3`, where there is an objective.
  func objectiveNow(using engine: Engine) -> [Text] {
    guard let objective = bench.objective, let value = try? engine.value(of: objective, in: bench)
    else { return [] }
    return [voice.equation(objective, value)]
  }
}
