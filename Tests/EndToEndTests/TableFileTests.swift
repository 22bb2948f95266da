import Glibc
import Testing

/// Files of rows, from the disk to the bench.
@Suite struct TableFileTests {
  private static let rows = "a;b;kind\n1,5;2;yes\n0,5;3;no\n2;x;no\n-1;4;no\n"

  private static func hasOpen(_ path: String, _ process: pid_t) -> Bool {
    let links = (3..<64).map { "/proc/\(process)/fd/\($0)" }
    return links.contains { link in
      guard let target = realpath(link, nil) else { return false }
      defer { free(target) }
      return String(cString: target) == path
    }
  }

  private func folder() -> Folder {
    let home = Folder()
    home.write(Self.rows, to: "my rows.csv")
    return home
  }

  @Test func `a file is read from a pipe, faults and all`() throws {
    let home = folder()
    let outcome = try run("-c", "data \"\(home.path)/my rows.csv\"; X", home: home)
    #expect(outcome.ended == .exit(0))
    #expect(outcome.results.hasPrefix("my rows.csv: 3 rows, 2 columns, 2 classes in kind\n"))
    #expect(outcome.results.contains("line 4: b is x, no number"))
    #expect(outcome.results.hasSuffix("\n1.5 2\n0.5 3\n -1 4\n"))
  }

  @Test func `what is no file of rows is told`() throws {
    let home = folder()
    mkfifo(home.path + "/pipe.csv", 0o600)
    for (name, sentence) in [
      ("nope.csv", "There is no file"), ("", "is a folder."), ("pipe.csv", "is no ordinary file."),
    ] {
      let outcome = try run("-c", "data \"\(home.path)/\(name)\"", home: home)
      #expect(outcome.ended == .exit(1))
      let said = outcome.complaints.split { $0.isWhitespace }.joined(separator: " ")
      #expect(said.contains(sentence), "\(said)")
    }
  }

  @Test func `Ctrl-C stops reading and leaves the bench as it was`() throws {
    let home = folder()
    home.write("a,y\n1,2\n3,4\n" + String(repeating: "\n", count: 16 << 20), to: "long.csv")
    let terminal = try PseudoTerminal(home: home)
    try terminal.waitForPrompt()
    try terminal.enter("data xor")
    terminal.type("data \"\(home.path)/long.csv\"\r")
    // Before it has the file open, Ctrl-C may still belong to the line.
    try terminal.wait(for: "the reading to begin") { _ in
      Self.hasOpen("\(home.path)/long.csv", terminal.process)
    }
    terminal.type("\u{03}")
    try terminal.waitForText("was stopped")
    try terminal.waitForPrompt()
    try terminal.enter("sum(X)")
    #expect(terminal.screen.text.contains("\n4\n"))
  }

  @Test func `rows from a file are there at the next start, and missed when they are gone`() throws
  {
    let home = folder()
    let visit = { (lines: [String]) in
      let terminal = try PseudoTerminal(home: home)
      try terminal.waitForPrompt()
      for line in lines { try terminal.enter(line) }
      return terminal
    }
    let first = try visit(["data \"\(home.path)/my rows.csv\"", "w = 41"])
    first.type("\u{04}")
    #expect(try first.waitForEnd() == .exit(0))
    let second = try visit(["sum(Y) + w"])
    #expect(second.screen.text.contains("\n42\n"))
    second.type("\u{04}")
    #expect(try second.waitForEnd() == .exit(0))

    rename(home.path + "/my rows.csv", home.path + "/moved.csv")
    let third = try visit(["sum(Y) + w"])
    #expect(third.screen.text.contains("X and Y hold"))
    #expect(third.screen.text.contains("\n41\n"))
    third.type("\u{04}")
    #expect(try third.waitForEnd() == .exit(0))
    rename(home.path + "/moved.csv", home.path + "/my rows.csv")
    #expect(try visit(["sum(Y) + w"]).screen.text.contains("\n42\n"))
  }

  @Test func `a saved bench brings its rows along`() throws {
    let home = folder()
    let file = home.path + "/bench.txt"
    let saved = try run(
      "-c", "data \"\(home.path)/my rows.csv\"; data standardize; save \(file)", home: home)
    #expect(saved.ended == .exit(0))
    let loaded = try run("-c", "load \(file); data", home: home)
    #expect(loaded.results.contains("my rows.csv: 3 rows"))
  }
}
