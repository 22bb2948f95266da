import DocumentModel

/// `undo`: takes back what the last line did to the bench.
struct UndoCommand: Command {
  static let usage = Usage(
    "undo", group: .bench, summary: Phrase("take back what the last line changed"),
    details: [Phrase("redo does it again. Pages and answers are not undone.")],
    example: ["x = 1", "x = 2", "undo"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    session.rememberLineSoFar()
    guard let (bench, line) = session.history.undo(from: session.bench) else {
      throw Refusal(Phrase("There is nothing to take back."))
    }
    return session.travel(
      to: bench, Phrase("took back {line}", ["line": shown(line)]), using: engine)
  }

  private func shown(_ line: String) -> Text { Text(Session.abridged(line, to: 50), .code) }
}

extension ArraySlice<UInt8> {
  fileprivate func trimmed(_ isBorder: (UInt8) -> Bool) -> ArraySlice {
    var rest = drop(while: isBorder)
    while let last = rest.last, isBorder(last) { rest.removeLast() }
    return rest
  }
}

extension Session {
  /// What the present line did before counts as a line of its own.
  mutating func rememberLineSoFar() {
    guard let lineStart, lineStart.bench != bench else { return }
    var typed = lineStart.line
    if let piece = currentPiece, piece.line == typed {
      let before = Array(typed.utf8)[..<piece.range.lowerBound]
      typed = String(
        decoding: before.trimmed { isBlank($0) || $0 == UInt8(ascii: ";") }, as: UTF8.self)
    }
    history.record(lineStart.bench, changedBy: typed, into: bench)
  }

  /// Goes to another bench without this being something to undo, and tells what is different
  /// there: `took back step    x = 1    y = -3    f = -3`.
  mutating func travel(to other: Bench, _ what: Phrase, using engine: Engine) -> Answer {
    let before = bench
    bench = other
    lineStart = lineStart.map { LineStart(bench: other, line: $0.line) }
    return arrival(from: before, what, using: engine)
  }

  /// What is different on this bench: `back at start    x = 1    y = -3    f = -3`.
  func arrival(from before: Bench, _ what: Phrase, using engine: Engine) -> Answer {
    var parts = [voice.say(what).dimmed]
    if bench.isEmpty, !before.isEmpty {
      parts.append(voice.say(Phrase("the bench is empty")).dimmed)
    } else {
      parts += news(since: before) + objectiveNow(using: engine)
    }
    return Answer(lines(of: parts) + notes(onNonFinite: bench.objective, using: engine))
  }

  /// Inputs and settings that are not as they were, a few of them.
  func news(since before: Bench) -> [Text] {
    let leaves = bench.definitions.names.compactMap { name -> Text? in
      guard name != bench.objective, let value = bench.definitions.value(ofLeaf: name),
        value != before.definitions.value(ofLeaf: name)
      else { return nil }
      return voice.equation(name, value, width: 30)
    }
    let settings = Setting.allCases.filter {
      bench.settings[$0] != before.settings[$0]
    }.map { Text($0.rawValue, .name) + " = " + voice.value(bench.settings[$0]) }
    let all = leaves + settings
    return all.count <= 3 ? all : all.prefix(3) + [Text("…", .hint)]
  }
}
