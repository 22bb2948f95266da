import DocumentModel
import Testing

@testable import Lessons
@testable import Tutor

/// A learner at work on the standard course.
private struct Learner {
  var session: Session
  let engine = Engine()

  init(language: String = "en") {
    session = Session(curriculum: .standard, language: language)
  }

  @discardableResult
  mutating func type(_ line: String) -> Answer { session.respondToEnd(line, using: engine) }

  /// The lines of an answer.
  mutating func lines(_ line: String) -> [String] { rendered(type(line).document) }

  var prompt: String { session.prompt.plain }
  func value(_ name: String) -> Double? { session.bench.definitions.value(ofLeaf: name)?.scalar }
}

@Suite("Finding the way through the course")
struct CourseTests {
  @Test("A lesson opens by its number, its page, its name, or the beginning of its name")
  func openingLessons() {
    for (typed, prompt) in [
      ("open 5", "chain rule 1/6 ▸ "), ("open 5.3", "chain rule 3/6 ▸ "),
      ("open 5 3", "chain rule 3/6 ▸ "), ("open chain-rule", "chain rule 1/6 ▸ "),
      ("open chain-rule 3", "chain rule 3/6 ▸ "), ("open chain rule 3", "chain rule 3/6 ▸ "),
      ("open \"chain rule\"", "chain rule 1/6 ▸ "), ("open \"Chain rule\" 3", "chain rule 3/6 ▸ "),
      ("open \"Regra da cadeia 2\"", "chain rule 2/6 ▸ "),
      ("abrir gradiente numerico", "numerical gradient 1/6 ▸ "),
      ("abrir Gradiente Numérico 2", "numerical gradient 2/6 ▸ "),
      ("open Chain", "chain rule 1/6 ▸ "), ("abrir regra da cadeia 2", "chain rule 2/6 ▸ "),
    ] {
      var learner = Learner()
      #expect(!learner.type(typed).failed, "\(typed)")
      #expect(learner.prompt == prompt, "\(typed)")
    }
  }

  @Test("What is no lesson or no page is refused with what could be meant")
  func refusals() {
    var learner = Learner()
    #expect(learner.lines("open chian").last?.contains("Did you mean chain-rule?") == true)
    #expect(learner.type("open chian").request == .prefill("open chain-rule"))
    #expect(
      learner.lines("open 5.9").last?.contains("The pages of Chain rule are numbered from 1 to 6.")
        == true)
    #expect(learner.lines("open 99").last?.contains("numbered from 1 to 13") == true)
    #expect(learner.lines("back").last?.contains("No lesson is open.") == true)
    #expect(learner.session.course == CourseState())
  }

  @Test("next goes from the first page to the last, over the ends of lessons")
  func wholeCourse() {
    var learner = Learner()
    let lessons = Curriculum.standard.languages[0].lessons
    let pages = lessons.map(\.pages.count).reduce(0, +)
    // Between two lessons stands what one can do after the first.
    for _ in 0..<(pages + lessons.count - 1) { #expect(!learner.type("next").failed) }
    #expect(learner.prompt == "training 6/6 ▸ ")
    #expect(learner.lines("again").last?.hasSuffix("   lessons (Enter)") == true)
    #expect(learner.lines("again").last?.contains("   play   ") == true)
    #expect(learner.lines("") == learner.lines("lessons"))
    #expect(learner.lines("next").first?.contains("what you can do now") == true)
    #expect(learner.lines("next").first?.hasPrefix("That was the last page.") == true)
    for lesson in Curriculum.standard.languages[0].lessons {
      #expect(learner.session.course.hasSeenAll(of: lesson))
    }
    for _ in 1..<pages { #expect(!learner.type("back").failed) }
    #expect(learner.prompt == "random search 1/5 ▸ ")
    #expect(learner.type("back").failed)
  }

  @Test("Enter does only what the last line of the last answer names", arguments: ["en", "pt"])
  func enterAsOffered(language: String) {
    let lines = [
      "next", "again", "open 4", "step", "run 5", "x = 2", "grad", "grda", "stpe 3", "x == 2", "zz",
      "reset", "undo", "help", "lessons", "where", "play", "step", "resume", "setup", "rerun",
      "back", "settings",
    ]
    var learner = Learner()
    learner.type("lang \(language)")
    for line in lines {
      let answer = learner.type(line)
      let next = learner.session.voice.inOwnWords("next")
      let names = rendered(answer.document).last?.contains("\(next) (Enter)") ?? false
      #expect(learner.session.offer == (names ? "next" : nil), "\(line)")
      let before = learner.session
      guard !names else { continue }
      #expect(learner.type("").document.isEmpty, "\(line)")
      #expect(learner.session.bench == before.bench)
      #expect(learner.session.course == before.course)
    }
  }

  @Test("What corrects a line is put before the learner, for Enter to take")
  func correctionIsPrefilled() {
    var learner = Learner()
    learner.type("open 4")
    for (typed, correction) in [("grda", "grad"), ("f = 2x", "f = 2*x"), ("x == 2", "x - 2")] {
      #expect(learner.type(typed).request == .prefill(correction))
    }
  }

  @Test("Help says what Enter does")
  func enterInHelp() {
    var learner = Learner()
    let help = learner.lines("help").joined(separator: " ")
    #expect(help.contains("Enter on an empty line does what the last answer offers"))
  }

  @Test("Enter turns the page; in a script it does nothing")
  func enter() {
    var learner = Learner()
    learner.type("")
    learner.type("")
    #expect(learner.prompt == "random search 2/5 ▸ ")
    var script = Session(curriculum: .standard, takesOffers: false)
    #expect(script.respondToEnd("", using: Engine()).document.isEmpty)
    #expect(script.course.place == nil)
  }

  @Test("Turning a page leaves the bench alone, opening another lesson brings its own")
  func benchIsTheLearners() {
    var learner = Learner()
    learner.type("open 3; x = 7")
    learner.type("next")
    learner.type("open 3.5")
    #expect(learner.value("x") == 7)
    #expect(learner.lines("reset") == ["back to the lesson's setup    f = -3"])
    #expect(learner.value("x") == 1)
    learner.type("x = 8")
    learner.type("open 5")
    #expect(learner.value("x") == -2)
    #expect(learner.type("undo").failed, "that would be another lesson's bench")
    let page = learner.lines("open 3")
    #expect(page.first == "Your bench is as you left it; reset returns to the setup.")
    #expect(learner.value("x") == 8)
    learner.type("undo")
    #expect(learner.value("x") == 1, "what was done before is still to be taken back")
    learner.type("reset")
    #expect(learner.lines("open 5").first?.hasPrefix("Chain rule") == true)
    #expect(learner.lines("open 3").first?.hasPrefix("Numerical gradient") == true)
  }

  @Test("A line that changes the bench and leaves the lesson is remembered with the lesson")
  func changeAndLeave() {
    var learner = Learner()
    learner.type("open 3")
    learner.type("x = 7; open 5; x = 9")
    #expect(learner.value("x") == 9)
    learner.type("undo")
    #expect(learner.value("x") == -2)
    #expect(learner.type("undo").failed)
    learner.type("back; open 3")
    #expect(learner.value("x") == 7)
    learner.type("undo")
    #expect(learner.value("x") == 1)
  }

  @Test("A bench from before the first lesson can be had back")
  func freeBench() {
    var learner = Learner()
    learner.type("mass = 3")
    #expect(
      learner.lines("open 3").first
        == "The lesson's setup is on the bench now; undo brings yours back.")
    #expect(learner.value("mass") == nil)
    learner.type("undo")
    #expect(learner.value("mass") == 3)
  }

  @Test("Opening a lesson on an untouched bench is nothing to take back")
  func nothingToUndo() {
    var learner = Learner()
    learner.type("open 3")
    learner.type("open 4")
    #expect(learner.type("undo").failed)
  }

  @Test("rerun runs the page's example on the bench as it is, as one line to undo")
  func rerun() {
    var learner = Learner()
    learner.type("open 3.4")
    learner.type("x = 2")
    let lines = learner.lines("rerun")
    #expect(lines.contains("  > step"))
    #expect(lines.contains("  x   2  + 0.01  · -3  =  1.97"))
    learner.type("undo")
    #expect(learner.value("x") == 2)
  }

  @Test("setup puts the circuit of a page on the bench, and reset returns to it")
  func setup() {
    var learner = Learner()
    learner.type("open 1.5")
    #expect(learner.value("a") == nil)
    learner.type("setup; a = 5; reset")
    #expect(learner.value("a") == 1)
  }

  @Test("The sandbox is a copy: resume brings bench, reset and undo back as they were")
  func sandbox() {
    var learner = Learner()
    learner.type("open 3")
    learner.type("x = 7")
    let before = learner.session
    learner.type("play")
    #expect(learner.prompt == "sandbox ▸ ")
    #expect(learner.type("undo").failed)
    learner.type("x = 100")
    learner.type("remove f")
    #expect(learner.type("next").failed)
    learner.type("resume")
    #expect(learner.session.bench == before.bench)
    #expect(learner.session.course == before.course)
    learner.type("undo")
    #expect(learner.value("x") == 1)
    #expect(learner.type("resume").failed)
  }

  @Test("The first screen lists the lessons with what was seen of them")
  func firstScreen() {
    var learner = Learner()
    #expect(
      rendered(learner.session.greeting().document).suffix(2) == [
        "  lessons lists all · help explains · quit leaves", "  next (or Enter) begins the course",
      ])
    for _ in 1...8 { learner.type("next") }
    let lines = rendered(learner.session.greeting().document)
    #expect(lines[0].hasPrefix("backprop-tutor "))
    #expect(lines.contains { $0.contains("1  random search") && $0.contains("✓") })
    #expect(lines.contains { $0.contains("2  local search") && $0.contains("2/5") })
    #expect(
      lines.last == "  next (or Enter) goes on where you were")
  }

  @Test("A page shows the canonical run, whatever stands on the bench")
  func canonicalRun() {
    var learner = Learner()
    func aboveTheBench(_ lines: [String]) -> ArraySlice<String> {
      lines.prefix { !$0.hasPrefix("  on your bench") }
    }
    let fresh = aboveTheBench(learner.lines("open 3.4"))
    #expect(fresh.count > 10)
    learner.type("x = 100; digits = 3; strategy random; f = x + y")
    #expect(aboveTheBench(learner.lines("again")) == fresh)
  }
}

@Suite("Progress")
struct ProgressTests {
  @Test("What was reached is there again: language, pages, place and bench")
  func roundTrip() throws {
    var learner = Learner(language: "pt")
    learner.type("open 3")
    learner.type("next")
    learner.type("x = 1/3; h = 1e-7; step 2")
    var next = Session(curriculum: .standard)
    try next.restore(from: learner.session.progressScript())
    #expect(next.bench.definitions == learner.session.bench.definitions)
    #expect(next.start == learner.session.start)
    #expect(next.course.seen == learner.session.course.seen)
    #expect(next.course.place == learner.session.course.place)
    #expect(next.languageCode == "pt")
    #expect(next.progressScript() == learner.session.progressScript())
  }

  @Test("Benches that were left with changes are kept, each with its lesson")
  func keptBenches() throws {
    var learner = Learner()
    for line in ["open 3; x = 7", "open 5", "y = 8; seen = 1; kept = 2; open = 3", "open 6"] {
      learner.type(line)
    }
    let script = learner.session.progressScript()
    var next = Learner()
    try next.session.restore(from: script)
    #expect(next.session.progressScript() == script)
    next.type("open 3")
    #expect(next.value("x") == 7)
    next.type("reset")
    #expect(next.value("x") == 1)
    next.type("open 5")
    #expect(next.value("y") == 8)
    #expect(next.value("seen") == 1)
    #expect(next.value("kept") == 2)
    #expect(next.value("open") == 3)
  }

  @Test("What two tutors kept at once is kept, ours where both did")
  func mergingKept() throws {
    var one = Learner()
    for line in ["open 3; x = 7", "open 5; x = 1", "open 6"] { one.type(line) }
    var other = Learner()
    for line in ["open 3; x = 70", "open 4; x = 2", "open 6; w0 = 5", "open 7"] { other.type(line) }
    let script = one.session.progressScript(mergedWith: other.session.progressScript())
    var next = Learner()
    try next.session.restore(from: script)
    for (lesson, x) in [(3, 7.0), (4, 2), (5, 1)] {
      next.type("open \(lesson)")
      #expect(next.value("x") == x)
    }
    #expect(one.value("w0") == 2)
  }

  @Test("next shows the page where the learner was before it turns it")
  func nextGoesOn() throws {
    var learner = Learner()
    learner.type("open 3.2")
    var next = Session(curriculum: .standard)
    try next.restore(from: learner.session.progressScript())
    #expect(next.prompt.plain == "numerical gradient 2/6 ▸ ")
    _ = next.respondToEnd("next", using: Engine())
    #expect(next.prompt.plain == "numerical gradient 2/6 ▸ ")
    _ = next.respondToEnd("", using: Engine())
    #expect(next.prompt.plain == "numerical gradient 3/6 ▸ ")
  }

  @Test("In the sandbox the lesson's bench is kept")
  func sandboxIsNotKept() throws {
    var learner = Learner()
    learner.type("open 3; x = 7")
    let bench = learner.session.bench
    learner.type("play; x = 100")
    var next = Session(curriculum: .standard)
    try next.restore(from: learner.session.progressScript())
    #expect(next.bench == bench)
  }

  @Test("Pages seen in two tutors at once are seen")
  func merging() throws {
    var one = Learner()
    one.type("open 3.1")
    var other = Learner()
    other.type("open 3.2")
    other.type("open 5")
    other.type("next")
    var next = Session(curriculum: .standard)
    try next.restore(from: one.session.progressScript(mergedWith: other.session.progressScript()))
    #expect(next.course.seen == ["numerical-gradient": [1, 2], "chain-rule": [1, 2]])
    #expect(next.course.place == one.session.course.place)
  }

  @Test(
    "What is no progress is refused, and nothing changes",
    arguments: ["open chain-rule x", "seen chain-rule 0", "quit", "\u{0}\u{1}\u{2}", "x ="])
  func damaged(_ script: String) {
    var session = Session(curriculum: .standard)
    let before = session
    #expect(throws: Refusal.self) { try session.restore(from: script) }
    #expect(session == before)
  }

  @Test("A lesson or a page that is not taught any more is passed over")
  func changedCourse() throws {
    var session = Session(curriculum: .standard)
    try session.restore(from: "seen gone 1 2\nopen gone 1\nx = 3\n")
    #expect(session.course.place == nil)
    #expect(session.bench.definitions.value(ofLeaf: "x")?.scalar == 3)
    try session.restore(from: "open chain-rule 99\n")
    #expect(session.prompt.plain == "chain rule 6/6 ▸ ")
  }
}
