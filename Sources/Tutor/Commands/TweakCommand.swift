import DocumentModel
import GradientCore

/// `tweak`: the inputs and the settings under the arrow keys.
struct TweakCommand: Command {
  static let usage = Usage(
    "tweak", group: .circuit,
    summary: Phrase("turn inputs and settings with the arrow keys, and see what follows"),
    details: [
      Phrase(
        "Up and Down choose, Left and Right nudge, with Shift ten times finer; < and > do so, too. Digits type a value, Tab goes to the next input or to the settings."
      ),
      Phrase(
        "g takes a gradient step, r puts everything back, u takes back one change, Esc leaves. What was reached stays; one undo takes it back."
      ),
      Phrase(
        "clip shortens the step that g takes; l2 is there where the objective reads it. batch is not: a step here takes all rows."
      ),
    ],
    example: ["x = -2; y = 5; z = -4", "f = (x + y) * z", "tweak"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    var tweak = Tweak(session.bench)
    guard !tweak.knobs.leaves.isEmpty else {
      throw Refusal(
        Phrase(
          "There is no input to turn. Define one first, as in {example}; free NAME frees one that is held.",
          ["example": Text("x = 2", .command)]))
    }
    tweak.startValue = session.slopes(using: engine)?.value
    session.tweak = tweak
    return Answer(request: .tweak)
  }
}

extension Session {
  /// The live bench was left, or could not be entered: there is no terminal.
  mutating func endTweak(
    _ result: Result<String, FileFailure>, using engine: Engine
  ) throws(Refusal) -> Answer {
    guard let tweak else { return Answer() }
    self.tweak = nil
    guard case .success(let text) = result else {
      let first = tweak.knobs.name(of: tweak.knobs[0])
      throw Refusal(
        Phrase(
          "{command} needs a terminal that can be drawn on. Type a value instead, as in {example}.",
          ["command": Text("tweak", .command), "example": Text("\(first) = 0.5", .command)]))
    }
    let end = TweakEnd(rawValue: text) ?? .left
    if end == .interrupted { queue = [] }
    let smallest = Self.smallestTweak
    var document = Document()
    if end == .tooSmall {
      let size = Phrase(
        "The window is too small for {command}: it takes {columns} columns and {rows} rows.",
        [
          "command": Text("tweak", .command), "columns": Text("\(smallest.columns)"),
          "rows": Text("\(smallest.rows)"),
        ])
      document += Document(.line(voice.say(size)))
    }
    guard bench != tweak.start else {
      if end != .tooSmall { document += note(Phrase("Nothing was changed.")) }
      return Answer(document)
    }
    var parts = news(since: tweak.start)
    if let objective = bench.objective, let now = slopes(using: engine)?.value {
      parts.append(Text(objective, .name) + " = " + voice.value(now))
      if let before = tweak.startValue { parts.append(comparison(of: now, with: before)) }
    }
    return Answer(document + lines(of: parts))
  }
}
