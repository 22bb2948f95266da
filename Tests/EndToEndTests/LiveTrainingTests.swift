import Glibc
import Testing

/// `train` at a keyboard.
@Suite struct LiveTrainingTests {
  private func start(
    columns: Int = 80, rows: Int = 24
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(["--lang", "en"], columns: columns, rows: rows)
    try terminal.waitForPrompt()
    // The rows' summary is longer than a small window.
    try terminal.enter("pager = off")
    try terminal.enter("data moons 60; net 2-8-1 tanh; loss bce; batch = 16")
    return terminal
  }

  private func waitForView(
    _ terminal: PseudoTerminal, _ location: SourceLocation = #_sourceLocation
  ) throws {
    try terminal.wait(for: "the view", location) { screen in
      screen.lines.contains { $0.hasPrefix("train   moons") }
        && screen.lines.contains { $0.hasPrefix("Ctrl-C stops between two batches") }
    }
  }

  private func stop(_ terminal: PseudoTerminal) throws {
    terminal.type("\u{03}")
    try terminal.waitForText("Stopped ")
    try terminal.waitForPrompt()
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 16)])
  func `a training is drawn in place, as large as the window, and stopped`(
    columns: Int, rows: Int
  ) throws {
    let terminal = try start(columns: columns, rows: rows)
    terminal.type("train 100000000\r")
    try waitForView(terminal)
    #expect(terminal.hidesCursor)
    #expect(terminal.screen.lines.contains { $0.contains("accuracy") })
    #expect(terminal.screen.lines.contains { $0.contains("o 0   x 1") })
    #expect(terminal.screen.lines[0].hasPrefix("train   moons"))
    #expect(terminal.screen.lines[rows - 1].hasPrefix("Ctrl-C stops"))
    try stop(terminal)
    #expect(!terminal.hidesCursor)
    #expect(!terminal.screen.text.contains("Ctrl-C stops"))
    #expect(terminal.screen.text.contains("o 0   x 1"))
    try terminal.enter("undo")
    #expect(terminal.screen.text.contains("took back train"))
  }

  @Test func `keys meanwhile are not shown, and wait for the next line`() throws {
    let terminal = try start()
    terminal.type("train 100000000\r")
    try waitForView(terminal)
    terminal.type("zzqq")
    try waitForView(terminal)
    #expect(!terminal.screen.text.contains("zzqq"))
    try stop(terminal)
  }

  @Test func `another size of the window is followed, down to lines`() throws {
    let terminal = try start()
    terminal.type("train 100000000\r")
    try waitForView(terminal)
    terminal.resize(columns: 110, rows: 30)
    try terminal.wait(for: "the larger view") { screen in
      screen.lines.last?.hasPrefix("Ctrl-C stops") ?? false
    }
    terminal.resize(columns: 50, rows: 12)
    try terminal.wait(for: "a line") { screen in
      screen.lines.contains { $0.hasPrefix("train: epoch ") }
    }
    try stop(terminal)
  }

  @Test func `a small window is told in lines`() throws {
    let terminal = try start(columns: 50, rows: 12)
    try terminal.enter("train 20")
    #expect(terminal.screen.text.contains("epoch 20"))
    #expect(!terminal.screen.text.contains("o 0   x 1"))
  }

  @Test func `a short training leaves its reports and its last picture`() throws {
    let terminal = try start(columns: 100, rows: 40)
    try terminal.enter("train 20")
    #expect(terminal.screen.text.contains("epoch  2"))
    #expect(terminal.screen.text.contains("epoch 20"))
    #expect(terminal.screen.text.contains("o 0   x 1"))
  }

  @Test func `--plain hears lines and the sentences of the pictures`() throws {
    let terminal = try PseudoTerminal(["--lang", "en", "--plain"])
    terminal.type("data moons 60; net 2-8-1 tanh; loss bce; train 20\r")
    try terminal.wait(for: "the sentence of the map") {
      $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .contains("points lie where it says their class.")
    }
    #expect(!terminal.written.contains("░") && !terminal.written.contains("\u{1B}[?2026h"))
  }

  @Test func `when nobody reads any more it ends`() throws {
    let terminal = try start()
    terminal.type("train 100000000\r")
    try waitForView(terminal)
    #expect(try terminal.hangUp() == .signal(SIGHUP))
  }

  @Test func `a pipe gets one line for each report, and no picture`() throws {
    let outcome = try run(
      "-c", "data moons 60; net 2-4-1 tanh; loss bce; train 20")
    let lines = outcome.results.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("epoch ") } == 10)
    #expect(!outcome.results.contains("░"))
  }
}
