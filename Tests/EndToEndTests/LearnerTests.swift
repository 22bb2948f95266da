import Glibc
import Testing

/// Several learners on one machine, what they forget, and what they write down.
@Suite struct LearnerTests {
  private let state = "state/backprop-tutor"

  @Test func `each learner has a progress of their own`() throws {
    let home = Folder()
    #expect(try run("--learner", "ana", "-c", "x = 1", home: home).ended == .exit(0))
    #expect(try run("--learner", "João_2", "-c", "x = 2", home: home).ended == .exit(0))
    #expect(try run("--learner", "ana", "-c", "x", home: home).results == "1\n")
    #expect(try run("--learner", "João_2", "-c", "x", home: home).results == "2\n")
    #expect(home.read(state + "/learners/ana/progress") != nil)
    #expect(home.read(state + "/progress") == nil)
  }

  @Test func `a learner stands beside --state, too`() throws {
    let home = Folder()
    let folder = home.path + "/mine"
    #expect(try run("--state", folder, "--learner", "ana", "-c", "x = 1").ended == .exit(0))
    #expect(home.read("mine/learners/ana/progress") != nil)
  }

  @Test(arguments: ["..", "a/b", "/etc", "a b", "-x", ".hidden", "\u{1B}[31m", "a\nb"])
  func `a name that could be no folder is refused`(name: String) throws {
    let home = Folder()
    let outcome = try run("--learner=" + name, "-c", "1", home: home)
    #expect(outcome.ended == .exit(2))
    #expect(outcome.results == "")
    #expect(outcome.complaints.contains("letters, digits, - and _"))
    #expect(!outcome.complaints.contains("\u{1B}"))
    #expect(home.read(state + "/progress") == nil)
  }

  @Test func `forget keeps a copy each time, under another name`() throws {
    let home = Folder()
    for number in 1...2 {
      #expect(
        try run("--learner", "ana", "-c", "open 5.2; x = 7", home: home).ended == .exit(0))
      let before = home.read(state + "/learners/ana/progress")
      let outcome = try run("--learner", "ana", "-c", "forget 5; forget all yes", home: home)
      #expect(outcome.ended == .exit(0))
      let copy = state + "/learners/ana/progress.backup-\(number)"
      #expect(outcome.results.contains("progress.backup-\(number)"))
      #expect(home.read(copy) == before)
      #expect(home.read(state + "/learners/ana/progress")?.contains("seen") == false)
    }
  }

  @Test func `Enter confirms what forget asks, and only then it is done`() throws {
    let home = Folder()
    let terminal = try PseudoTerminal(home: home)
    try terminal.waitForPrompt()
    for line in ["open 5", "next", "forget 5", "x = 1", "forget 5"] { try terminal.enter(line) }
    #expect(home.read(state + "/progress")?.contains("seen chain-rule 1 2") == true)
    try terminal.enter("")
    #expect(terminal.screen.text.contains("progress.backup-1"))
    #expect(home.read(state + "/progress")?.contains("seen") == false)
    #expect(home.read(state + "/progress.backup-1")?.contains("seen chain-rule 1 2") == true)
  }

  @Test func `notes are written once, and over only when told so`() throws {
    let home = Folder()
    let path = home.path + "/mine.md"
    let commands = "open 5; next; notes \"\(path)\""
    #expect(try run("-c", commands).ended == .exit(0))
    #expect(home.read("mine.md")?.hasPrefix("# What I learnt\n\n## 5 Chain rule\n") == true)
    home.write("my own", to: "mine.md")
    let again = try run("-c", commands)
    #expect(again.ended == .exit(1))
    #expect(again.complaints.contains("already"))
    #expect(home.read("mine.md") == "my own")
    #expect(try run("-c", commands + " yes").ended == .exit(0))
    #expect(home.read("mine.md")?.contains("Chain rule") == true)
    #expect(try run("-c", "notes \"\(home.path)/no/such/folder.md\"; 1").ended == .exit(1))
  }
}
