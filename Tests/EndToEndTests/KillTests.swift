import Glibc
import Testing

/// The program is killed at any moment of a visit: at most the command in progress is lost.
@Suite struct KillTests {
  private static let name = "state/backprop-tutor/progress"

  /// A visit with pages, moves, an exercise, a review and a sandbox.
  private static let lines = [
    "next", "x = 2", "step", "next", "exercise", "hint", "answer 1", "skip", "back", "open 5",
    "x = 7", "next", "exercise 1", "hint", "answer -3", "answer -4", "exercise next", "solution",
    "open 1", "review", "next", "open 5.3", "play", "y = 9", "resume", "run 20", "lang pt",
  ]

  private struct Moment {
    var progress: String?
    /// With which the next visit begins.
    var prompt: String
  }

  /// What is kept before the first line and after each.
  private static let moments = Result { () throws -> [Moment] in
    let terminal = try PseudoTerminal(rows: 60)
    try terminal.waitForPrompt()
    var moments = [Moment(progress: terminal.home.read(name), prompt: terminal.screen.line)]
    for line in lines {
      try terminal.enter(line)
      // What is only looked at is not where the next visit goes on.
      let prompt = line == "open 5" ? moments.last!.prompt : terminal.screen.line
      moments.append(Moment(progress: terminal.home.read(name), prompt: prompt))
    }
    return moments
  }

  /// 20 here; `Scripts/soak` asks for more.
  private static let kills =
    getenv("BACKPROP_TUTOR_KILLS").flatMap { Int(String(cString: $0)) } ?? 20

  @Test(arguments: 0..<kills)
  func `killed at any moment, it goes on with what was answered`(round: Int) throws {
    let moments = try Self.moments.get()
    let home = Folder()
    let answered = Int.random(in: 0..<Self.lines.count)
    let terminal = try PseudoTerminal(rows: 60, home: home)
    try terminal.waitForPrompt()
    for line in Self.lines[..<answered] { try terminal.enter(line) }
    terminal.type(Self.lines[answered] + "\r")
    terminal.listen(forAtMost: Int32.random(in: 0...6))
    terminal.send(SIGKILL)
    #expect(try terminal.waitForEnd() == .signal(SIGKILL))

    let kept = home.read(Self.name)
    let possible = moments[answered...(answered + 1)]
    #expect(possible.contains { $0.progress == kept }, "killed in '\(Self.lines[answered])'")
    let next = try PseudoTerminal(rows: 60, home: home)
    try next.waitForPrompt()
    #expect(!next.screen.text.contains("damaged"))
    #expect(home.read(Self.name + ".damaged-1") == nil)
    // The sandbox ends with the program; all else stands where it stood.
    let prompts = possible.map(\.prompt)
    if !prompts.contains(where: { $0.hasPrefix("sandbox") }) {
      #expect(prompts.contains(next.screen.line), "killed in '\(Self.lines[answered])'")
    }
  }
}
