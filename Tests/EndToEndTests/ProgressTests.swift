import Glibc
import Testing

/// What is kept from one start to the next.
@Suite struct ProgressTests {
  private let name = "state/backprop-tutor/progress"

  private func visit(_ home: Folder, _ lines: String...) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(home: home)
    try terminal.waitForPrompt()
    for line in lines { try terminal.enter(line) }
    return terminal
  }

  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  @Test func `what a learner reached is there at the next start`() throws {
    let home = Folder()
    try leave(visit(home, "x = 41", "f = x + 1"))
    let terminal = try visit(home, "f")
    #expect(terminal.screen.text.contains("\n42\n"))
  }

  @Test func `progress is saved after each accepted command`() throws {
    let home = Folder()
    let terminal = try visit(home, "x = 41")
    terminal.send(SIGKILL)
    #expect(try terminal.waitForEnd() == .signal(SIGKILL))
    #expect(try visit(home, "x + 1").screen.text.contains("\n42\n"))
  }

  @Test func `a damaged file is put aside and never lost`() throws {
    let home = Folder()
    try leave(visit(home, "x = 1"))
    for number in 1...2 {
      home.write("x = = 7", to: name)
      let terminal = try visit(home)
      #expect(terminal.screen.text.contains("progress.damaged-\(number)"))
      try leave(terminal)
      #expect(home.read("\(name).damaged-\(number)") == "x = = 7")
    }
  }

  @Test func `two tutors at once leave a whole file`() throws {
    let home = Folder()
    let (one, other) = (try visit(home), try visit(home))
    for number in 1...10 {
      let counts = (one.screen.promptCount, other.screen.promptCount)
      one.type("x = \(number)\r")
      other.type("y = \(number)\r")
      try one.wait(for: "the next prompt") { $0.promptCount > counts.0 && $0.line.hasSuffix("▸") }
      try other.wait(for: "the next prompt") { $0.promptCount > counts.1 && $0.line.hasSuffix("▸") }
    }
    try leave(one)
    try leave(other)
    let terminal = try visit(home)
    #expect(!terminal.screen.text.contains("damaged"))
  }

  @Test func `a folder that cannot be written is a notice`() throws {
    let terminal = try PseudoTerminal(["--state", "/proc/nowhere"])
    try terminal.waitForPrompt()
    #expect(terminal.screen.text.contains("/proc/nowhere"))
    try terminal.enter("6 * 7")
    #expect(terminal.screen.text.contains("\n42\n"))
  }

  @Test func `scripts neither read nor write progress unless they are told where`() throws {
    let home = Folder()
    #expect(try run("-c", "x = 41", home: home).ended == .exit(0))
    #expect(home.read(name) == nil)
    let state = home.path + "/mine"
    #expect(try run("--state", state, "-c", "x = 41").ended == .exit(0))
    #expect(try run("--state", state, "-c", "x + 1").results == "42\n")
  }

  @Test func `files are written whole, and links stay links`() throws {
    let home = Folder()
    home.write("old", to: "target")
    symlink(home.path + "/target", home.path + "/link")
    chmod(home.path + "/target", 0o640)
    #expect(try run("-c", "x = 41; save \"\(home.path)/link\"").ended == .exit(0))
    #expect(home.read("target")?.contains("x = 41") == true)
    var status = stat()
    #expect(lstat(home.path + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(home.path + "/target", &status) == 0 && status.st_mode & 0o777 == 0o640)
  }
}
