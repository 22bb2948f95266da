import Glibc
import Testing

/// What a script, a pipe or another program gets.
@Suite struct PipeTests {
  @Test func `a pipe gets answers and nothing else`() throws {
    let outcome = try run(input: "x = 2\nx * 21")
    #expect(outcome.results.hasSuffix("42\n"))
    #expect(!outcome.results.contains("▸") && !outcome.results.contains("\u{1B}"))
    #expect(outcome.complaints == "")
    #expect(outcome.ended == .exit(0))
  }

  @Test func `-c takes a formula that begins with a minus`() throws {
    #expect(try run("-c", "-2 + 3") == Outcome(results: "1\n", complaints: "", ended: .exit(0)))
  }

  @Test func `a file of commands is run`() throws {
    let home = Folder()
    home.write("\u{FEFF}x = 6\r\n\r\nx * 7\r\n", to: "lesson.txt")
    #expect(try run(home.path + "/lesson.txt").results.hasSuffix("42\n"))
    #expect(try run("~/lesson.txt", home: home).results.hasSuffix("42\n"))
  }

  @Test func `- is standard input`() throws {
    #expect(try run("-", input: "6 * 7\n").results == "42\n")
  }

  @Test func `an open bracket goes on in the next line of a script`() throws {
    let home = Folder()
    home.write("W = [1 2\n  3 4]\nW[1, 0]\n", to: "matrix.txt")
    #expect(try run(home.path + "/matrix.txt").results.hasSuffix("\n3\n"))
    #expect(try run("-c", "source \(home.path)/matrix.txt").results.hasSuffix("\n3\n"))
    let outcome = try run(input: "x = (1 + 2\ny = 3\ny + 1\n(1 +\n")
    #expect(outcome.results.hasSuffix("4\n"))
    #expect(outcome.complaints.contains("x = (1 + 2\n"))
    #expect(outcome.ended == .exit(1))
  }

  @Test(arguments: ["load", "carregar", "time load"])
  func `a bracket in a file name does not, in any language`(word: String) throws {
    let home = Folder()
    home.write("x = 7\n", to: "a(b.txt")
    let lines = "\(word) \(home.path)/a(b.txt\nx + 1\n"
    #expect(try run(input: lines).results.hasSuffix("\n8\n"))
    home.write(lines, to: "script.txt")
    #expect(try run("-c", "source \(home.path)/script.txt").results.hasSuffix("\n8\n"))
    let one = "\(word) \(home.path)/a(b.txt; x + 1"
    #expect(try run("-c", one).results.hasSuffix("\n8\n"))
  }

  @Test func `a failed command is a complaint and an exit code, and the next line runs`() throws {
    let outcome = try run(input: "1 +\n6 * 7\n")
    #expect(outcome.results == "42\n")
    #expect(outcome.complaints.hasPrefix("  1 +\n     ^\n  "))
    #expect(outcome.ended == .exit(1))
  }

  @Test func `--bail ends at the first failed command`() throws {
    let outcome = try run("--bail", input: "1 +\n6 * 7\n")
    #expect(outcome.results == "")
    #expect(outcome.ended == .exit(1))
  }

  @Test(arguments: [["--wrong"], ["-c"], ["-c", "1", "file"], ["no/such/file"], ["--lang", "xx"]])
  func `wrong usage is code 2 and says where help is`(arguments: [String]) throws {
    let outcome = try run(arguments, input: [])
    #expect(outcome.results == "")
    #expect(outcome.complaints.hasPrefix("backprop-tutor: "))
    #expect(outcome.ended == .exit(2))
  }

  @Test func `help and version are results`() throws {
    let help = try run("--help")
    #expect(help.ended == .exit(0) && help.results.contains("--bail") && help.complaints == "")
    #expect(help.results.contains("--version"))
    #expect(try run("--version").results.hasPrefix("backprop-tutor "))
  }

  @Test(arguments: [["--lang", "pt", "lessons"], ["lessons", "--lang", "pt"]])
  func `the lessons are listed before and behind an option`(arguments: [String]) throws {
    let outcome = try run(arguments, input: [])
    #expect(outcome.results.contains("Regra da cadeia"))
    #expect(outcome.ended == .exit(0))
  }

  @Test func `quit in a script ends it, with a code that tells what failed`() throws {
    #expect(try run("-c", "quit\n1 +").ended == .exit(0))
    #expect(try run("-c", "1 +\nquit").ended == .exit(1))
  }

  @Test func `bytes that are not UTF-8 are tolerated`() throws {
    let outcome = try run([], input: [0x23, 0x20, 0xFF, 0xC3, 0x0A] + Array("6 * 7".utf8))
    #expect(outcome.results == "42\n")
    #expect(try run([], input: [0xFF, 0xFE, 0x0A]).ended == .exit(1))
  }

  @Test func `control characters in a complaint are shown and not obeyed`() throws {
    let outcome = try run(input: "x = \u{1B}[31m\u{9B}2J\n")
    #expect(!outcome.complaints.contains("\u{1B}") && !outcome.complaints.contains("\u{9B}"))
    #expect(outcome.complaints.contains("^["))
  }

  @Test func `a very long line is answered`() throws {
    let sum = "0" + String(repeating: " + 1", count: 100_000)
    #expect(try run(input: sum + "\n").results == "100000\n")
  }

  @Test func `colour can be asked for`() throws {
    #expect(try run("--color", "always", "-c", "x = 2").results.contains("\u{1B}["))
    #expect(try !run("-c", "x = 2").results.contains("\u{1B}["))
  }

  @Test func `the answers do not depend on the locale's encoding`() throws {
    let one = try run("-c", "∂x", environment: ["LC_ALL": "C"])
    let other = try run("-c", "∂x", environment: ["LC_ALL": "C.UTF-8"])
    #expect(one == other)
  }

  @Test func `a reader that goes away ends it quietly`() throws {
    let home = Folder()
    home.write(String(repeating: "6 * 7\n", count: 100_000), to: "many")
    let ends = openPipe()
    let process = try spawn(
      [Program.path, home.path + "/many"], environment: standardEnvironment(home: home.path)
    ) { actions in
      posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(actions, ends[1], 1)
      posix_spawn_file_actions_addopen(actions, 2, home.path + "/err", O_WRONLY | O_CREAT, 0o600)
    }
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 3)
    #expect(read(ends[0], &bytes, 3) == 3)
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    #expect(Ended(status: status) == .exit(0))
    #expect(home.read("err") == "")
  }

  @Test func `results that cannot be written are an error`() throws {
    let home = Folder()
    let process = try spawn(
      [Program.path, "-c", "6 * 7"], environment: standardEnvironment(home: home.path)
    ) { actions in
      posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(actions, 1, "/dev/full", O_WRONLY, 0)
      posix_spawn_file_actions_addopen(actions, 2, home.path + "/err", O_WRONLY | O_CREAT, 0o600)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    #expect(Ended(status: status) == .exit(1))
    #expect(home.read("err") == "The answer could not be written: No space left on device.\n")
  }

  @Test func `Ctrl-C ends a script with code 130`() throws {
    let home = Folder()
    let ends = openPipe()
    let process = try spawn(
      [Program.path, "-c", "x = 1; f = x * x; x\nstep = 1e-12; run 1000000000"],
      environment: standardEnvironment(home: home.path)
    ) { actions in
      posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(actions, ends[1], 1)
      posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0)
    }
    close(ends[1])
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) == 1)  // it has begun
    kill(process, SIGINT)
    while read(ends[0], &byte, 1) > 0 {}
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    #expect(Ended(status: status) == .exit(130))
  }
}
