import Testing

/// Guesses at the keyboard and from a pipe.
@Suite struct GuessingTests {
  private let bench = "x = 1; y = -3; f = x * y; step = 0.01"

  @Test func `Enter goes on without an answer, Ctrl-C drops the command too`() throws {
    let terminal = try PseudoTerminal(home: Folder())
    try terminal.waitForPrompt()
    for line in ["guess on", bench, "step"] { try terminal.enter(line) }
    #expect(terminal.screen.text.contains("f = -3 now. Will it be higher or lower after step?"))
    try terminal.enter("")
    #expect(terminal.screen.text.contains("got +0.0997"))
    for _ in 2...5 { try terminal.enter("step") }
    try terminal.enter("step")
    let count = terminal.screen.promptCount
    terminal.type("\u{03}")
    try terminal.wait(for: "the next prompt") {
      $0.promptCount > count && $0.text.contains("step was not carried out.")
    }
  }

  @Test func `what waits for a guess is carried out where a script ends`() throws {
    let outcome = try run(input: "guess on\n\(bench)\nstep")
    #expect(outcome.results.contains("higher or lower"))
    #expect(outcome.results.contains("got +0.0997"))
    #expect(outcome.ended == .exit(0))
  }

  @Test func `a script is not asked because somebody likes to guess at the keyboard`() throws {
    let home = Folder()
    let state = home.path + "/state"
    _ = try run("--state", state, input: "guess on\n")
    let outcome = try run("--state", state, input: "\(bench)\nstep\n")
    #expect(!outcome.results.contains("higher or lower"))
    #expect(outcome.results.contains("got +0.0997"))
  }
}
