import DocumentModel

/// `reset`: back to the lesson's setup. `reset weights`: back to the first values.
struct ResetCommand: Command {
  static let usage = Usage(
    "reset", "[weights]", group: .bench,
    completes: .words([("weights", Phrase("every input as it was before the first move"))]),
    summary: Phrase(
      "return the bench to the lesson's setup, or moved inputs to their first values"),
    details: [
      Phrase("undo brings back what was on it."),
      Phrase(
        "{reset} gives back the values that inputs had before step, run or train first moved them; the optimizer's memory is emptied and epochs count from 0.",
        ["reset": Text("reset weights", .command)]),
    ],
    example: ["w = 4; L = w^2; minimize L", "run 5", "reset weights"])

  private let onlyWeights: Bool

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let next = arguments.parts.first?.text
    onlyWeights = next.map { session.words[$0] ?? $0 } == "weights"
    if onlyWeights { _ = arguments.next() }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if onlyWeights { return try session.resetWeights(using: engine) }
    // Nobody's own circuit is thrown away by a word that means going back.
    guard !session.start.isEmpty || session.practice.open != nil else {
      throw Refusal(
        Phrase(
          "No lesson is open, so there is no setup to return to. {undo} takes back a line.",
          ["undo": Text("undo", .command)]))
    }
    session.bench = session.start
    session.walk = nil
    let arrival = session.voice.say(
      session.practice.open == nil
        ? Phrase("back to the lesson's setup")
        : Phrase("back to the beginning of the exercise")
    ).dimmed
    return Answer(
      session.lines(of: [arrival] + session.objectiveNow(using: engine))
        + session.notes(onNonFinite: session.bench.objective, using: engine))
  }
}

extension Session {
  /// Inputs that were moved are as they were before the first move.
  fileprivate mutating func resetWeights(using engine: Engine) throws(Refusal) -> Answer {
    let names = bench.rewind()
    guard !names.isEmpty else {
      throw Refusal(
        Phrase("No input was moved: all of them are as they were typed or drawn."))
    }
    walk = nil
    let shown = names.prefix(8).map { Text($0, .name) } + (names.count > 8 ? ["…"] : [])
    let what = voice.say(
      Phrase("first values: {names}", ["names": shown.joined(separator: ", ")])
    ).dimmed
    return Answer(
      lines(of: [what] + objectiveNow(using: engine))
        + notes(onNonFinite: bench.objective, using: engine))
  }

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
