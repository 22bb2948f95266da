import Glibc
import Testing

/// Whatever happens around the program: it ends or goes on as it should, the terminal is as it was,
/// and nothing that was reached is lost.
@Suite struct TrustTests {
  // MARK: - Any terminal, any window

  @Test(arguments: ["xterm-256color", "screen", "linux", "vt100", "dumb", ""])
  func `a visit works on any terminal in any window`(kind: String) throws {
    for (columns, rows) in [(80, 24), (40, 12), (200, 60)] {
      let terminal = try PseudoTerminal(
        columns: columns, rows: rows, environment: ["TERM": kind])
      try terminal.wait(for: "a prompt") { $0.line == "▸" }
      terminal.type("x = 6\r")
      try terminal.wait(for: "an answer") { $0.text.contains("\nx = 6\n") && $0.line == "▸" }
      terminal.type("set pager off\ropen chain-rule\r")
      try terminal.wait(for: "a page") { $0.text.contains("next") && $0.line.hasSuffix("▸") }
      terminal.resize(columns: 60, rows: 20)
      terminal.type("help step\r")
      try terminal.wait(for: "help") { $0.text.contains("for example") && $0.line.hasSuffix("▸") }
      #expect(terminal.screen.lines.allSatisfy { $0.count <= 60 })
      terminal.type("\u{04}")
      #expect(try terminal.waitForEnd() == .exit(0))
      #expect(terminal.isAsBefore)
    }
  }

  @Test(arguments: [40, 80, 200])
  func `no line of a page is wider than the window`(columns: Int) throws {
    let terminal = try PseudoTerminal(columns: columns, rows: 200)
    try terminal.waitForPrompt()
    for page in ["open 3.2", "open 7.2", "settings", "help run", "lessons"] {
      try terminal.enter(page)
    }
    // The terminal would have broken a line inside a word.
    for line in terminal.written.split(separator: "\r\n") where !line.contains("▸") {
      let text = line.replacing(#/\u{1B}(\[[0-9;?]*[A-Za-z]|\][^\u{1B}]*\u{1B}\\)/#, with: "")
      #expect(text.split(separator: "\r").last?.count ?? 0 <= columns, "\(text)")
    }
  }

  @Test func `it works in tmux`() throws {
    let tmux = "/usr/bin/tmux"
    guard access(tmux, X_OK) == 0 else {
      print("tmux is not here, so nothing is tried under it.")
      return
    }
    let home = Folder()
    let terminal = try PseudoTerminal(
      ["-S", home.path + "/socket", "-f", "/dev/null", "new-session", Program.path], program: tmux,
      home: home)
    try terminal.wait(for: "a prompt") { $0.text.contains("▸") }
    terminal.type("6 * 7\r")
    try terminal.waitForText("\n42")
    terminal.type("quit\r")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  // MARK: - Ends that are closed

  private func run(_ arguments: [String], closing ends: Set<Int32>, home: Folder) throws -> Ended {
    let process = try spawn(
      [Program.path] + arguments, environment: standardEnvironment(home: home.path)
    ) { actions in
      let modes = [O_RDONLY, O_WRONLY | O_CREAT, O_WRONLY | O_CREAT]
      for (end, name) in ["/dev/null", home.path + "/out", home.path + "/err"].enumerated() {
        let end = Int32(end)
        if ends.contains(end) {
          posix_spawn_file_actions_addclose(actions, end)
        } else {
          posix_spawn_file_actions_addopen(actions, end, name, modes[Int(end)], 0o600)
        }
      }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Ended(status: status)
  }

  @Test func `a closed output is an error, and no file gets what was meant for it`() throws {
    let home = Folder()
    let state = home.path + "/mine"
    #expect(try run(["--state", state, "-c", "x = 41"], closing: [1], home: home) == .exit(1))
    #expect(home.read("err")?.hasPrefix("The answer could not be written: ") == true)
    #expect(home.read("mine/progress")?.contains("x = 41\n") ?? true)
    #expect(home.read("mine/progress")?.hasPrefix("# ") ?? true)
  }

  @Test func `a closed input is an input without lines`() throws {
    #expect(try run([], closing: [0], home: Folder()) == .exit(0))
    #expect(try run(["-c", "6 * 7"], closing: [0], home: Folder()) == .exit(0))
  }

  @Test func `closed complaints keep nobody from the results`() throws {
    let home = Folder()
    #expect(try run(["-c", "6 * 7"], closing: [2], home: home) == .exit(0))
    #expect(home.read("out") == "42\n")
    #expect(try run(["-c", "1 +"], closing: [2], home: home) == .exit(1))
  }

  @Test(arguments: [["-c", "6 * 7"], ["--help"], ["--version"], ["lessons"]])
  func `what cannot be written is said, with code 1`(arguments: [String]) throws {
    let home = Folder()
    let process = try spawn(
      [Program.path] + arguments, environment: standardEnvironment(home: home.path)
    ) { actions in
      posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(actions, 1, "/dev/full", O_WRONLY, 0)
      posix_spawn_file_actions_addopen(actions, 2, home.path + "/err", O_WRONLY | O_CREAT, 0o600)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    #expect(Ended(status: status) == .exit(1))
    #expect(home.read("err")?.contains("No space left on device") == true)
  }

  @Test(arguments: ["x = 1\r", "x = 1; f = x * x; step = 1e-12; run 1000000000\r", "settings\r"])
  func `a terminal that goes away ends it, and progress is whole`(typed: String) throws {
    let home = Folder()
    let terminal = try PseudoTerminal(rows: 8, home: home)
    try terminal.waitForPrompt()
    try terminal.enter("y = 41")
    terminal.type(typed)
    #expect(try terminal.hangUp() == .signal(SIGHUP))
    #expect(
      try EndToEndTests.run(
        ["--state", home.path + "/state/backprop-tutor", "-c", "y + 1"], input: []
      ).results == "42\n")
  }

  // MARK: - Signals at any moment

  /// 20 here; `Scripts/soak` asks for more.
  private static let kills =
    getenv("BACKPROP_TUTOR_KILLS").flatMap { Int(String(cString: $0)) } ?? 20

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `a signal at any moment leaves the terminal and the progress in order`(
    signal: Int32
  ) throws {
    let home = Folder()
    let name = "state/backprop-tutor/progress"
    for round in 0..<(Self.kills + 2) / 3 {
      let terminal = try PseudoTerminal(rows: 12, home: home)
      try terminal.waitForPrompt()
      terminal.type("x = \(round)\rf = x * x\rrun 50\rsettings\rq")
      terminal.listen(forAtMost: Int32.random(in: 0...20))
      terminal.send(signal)
      if signal == SIGINT {
        // Goes on; q leaves the pager, and what is typed while nobody edits a line may be dropped.
        while !terminal.hasEnded {
          terminal.type("q\u{15}\u{04}")
          terminal.listen(forAtMost: 50)
        }
        #expect(try terminal.waitForEnd() == .exit(0), "round \(round)")
      } else {
        #expect(try terminal.waitForEnd() == .signal(signal), "round \(round)")
      }
      #expect(terminal.isAsBefore, "round \(round)")
      #expect(home.read(name + ".damaged-1") == nil)
    }
    let state = home.path + "/state/backprop-tutor"
    #expect(try EndToEndTests.run("--state", state, "-c", "1").complaints == "")
  }

  // MARK: - Control characters

  private let nasty = "\u{1B}[31m\u{9B}2J\u{07}"

  private func isHarmless(_ text: String) -> Bool {
    !text.contains("\u{1B}") && !text.contains("\u{9B}") && !text.contains("\u{07}")
  }

  @Test func `control characters in a file's name are shown`() throws {
    let home = Folder()
    home.write("1 +\n", to: nasty)
    for arguments in [
      [home.path + "/" + nasty + "!"], ["-c", "load \"\(home.path)/\(nasty)!\""],
      ["-c", "source \"\(home.path)/\(nasty)\""], ["--lessons", nasty], ["--lang", nasty],
      ["--\(nasty)"], ["--color", nasty], ["--state", "/proc/\(nasty)", "-c", "1"],
    ] {
      let outcome = try EndToEndTests.run(arguments, input: [])
      #expect(isHarmless(outcome.complaints + outcome.results), "\(arguments)")
      #expect(outcome.complaints.contains("^["), "\(arguments)")
    }
  }

  @Test func `control characters in a lesson are shown`() throws {
    let home = Folder()
    mkdir(home.path + "/en", 0o700)
    let lesson = """
      # Title \(nasty)

      ```setup
      x = 1
      ```

      ## Page \(nasty)

      Prose \(nasty)

      ```tutor
      > x # \(nasty)
      1
      ```

          code \(nasty)
      """
    home.write(lesson, to: "en/20-own.md")
    let outcome = try EndToEndTests.run("--lessons", home.path, "-c", "lessons; open 20; where")
    #expect(outcome.ended == .exit(0))
    #expect(isHarmless(outcome.results) && outcome.results.contains("Prose ^[[31m"))

    let terminal = try PseudoTerminal(["--lessons", home.path, "--color", "never"], rows: 50)
    try terminal.waitForPrompt()
    try terminal.enter("open 20")
    #expect(!terminal.written.contains("\u{1B}[31m") && !terminal.written.contains("\u{9B}"))

    home.write("# No setup\n\n## Page\n\n```\(nasty)\n```\n", to: "en/21-bad\(nasty).md")
    let bad = try EndToEndTests.run("--lessons", home.path, "-c", "1")
    #expect(bad.ended == .exit(2) && isHarmless(bad.complaints))
  }

  @Test func `control characters that are typed or pasted are shown`() throws {
    let terminal = try PseudoTerminal(["--color", "never"])
    try terminal.waitForPrompt()
    // While a line is edited: what is typed between two lines the terminal echoes itself.
    try terminal.enter("# \u{16}\u{1B}[31m\u{16}\u{9B}2J")  // Ctrl-V takes the next key as it is
    try terminal.enter("\u{1B}[200~# y = \u{1B}[31m\n# \u{9B}2Jz\u{1B}[201~")
    try terminal.enter("6 * 7")
    #expect(!terminal.written.contains("\u{1B}[31m") && !terminal.written.contains("\u{9B}"))
  }
}
