import DocumentModel
import GradientCore
import Testing

@testable import Tutor

/// A lesson of two pages; the second begins with a surprise.
private enum Surprising {
  static let ask = PracticeCourse.exercise(
    "zero-factor",
    .choices([
      .init(key: "all", isRight: false), .init(key: "keeps", isRight: true),
      .init(key: "none", isRight: false),
    ])
  ) {
    $0.mistakes = [.init(value: "all", name: "size")]
    $0.texts.question = Document(.paragraph("With x = {x}, which slopes are 0?"))
    $0.texts.mistakes = ["size": "Does a slope tell a size?"]
    $0.texts.choices = ["all": "all of them", "keeps": "two of them", "none": "none"]
  }

  static let number = PracticeCourse.exercise("wider", .value("100")) {
    $0.mistakes = [.init(value: "10", name: "range")]
    $0.texts.mistakes = ["range": "How many inputs are there?"]
  }

  static func curriculum(_ ask: Exercise = ask) -> Curriculum {
    var pages = ["One", "Two", "Three"].map {
      Page(title: Text($0), parts: [.prose(Document(.paragraph(Text("\($0)!"))))])
    }
    pages[1].ask = ask
    let lesson = Lesson(
      number: 1, id: "chain-rule", title: "Chain rule", setup: ["x = 1; y = -3; f = x * y"],
      pages: pages)
    return Curriculum(languages: [Language(code: "en", name: "English", lessons: [lesson])])
  }

  static func talk(_ lines: String..., ask: Exercise = ask) -> Talk {
    var talk = Talk("guess on", "open 1", curriculum: curriculum(ask))
    for line in lines { _ = talk.say(line) }
    return talk
  }

  static func letter(_ key: String) -> String {
    ShownKey.letter(ask.shownKeys(draw: 0).firstIndex(of: key)!)
  }
}

extension [String] {
  fileprivate func mention(_ text: String) -> Bool { contains { $0.contains(text) } }
}

@Suite("Guessing the surprise of a lesson")
struct SurpriseTests {
  private let name = ExerciseName(lesson: "chain-rule", exercise: "zero-factor")

  @Test("guess alone says which, and is off in the beginning")
  func says() {
    var talk = Talk(curriculum: Surprising.curriculum())
    #expect(talk.say("guess").mention("guess is off"))
    _ = talk.say("guess on")
    #expect(talk.say("guess").mention("guess is on"))
    _ = talk.say("guess off")
    #expect(talk.say("guess").mention("guess is off"))
    #expect(talk.problem("guess maybe")?.contains("maybe") == true)
  }

  @Test("With guess off a page is shown at once")
  func off() {
    var talk = Talk("open 1", curriculum: Surprising.curriculum())
    #expect(talk.say("next").mention("Two!"))
  }

  @Test("With guess on the question comes in the place of the page")
  func asks() {
    var talk = Surprising.talk()
    let lines = talk.say("next")
    #expect(lines.mention("With x = 1, which slopes are 0?"))
    #expect(!lines.mention("Two!"))
    #expect(talk.prompt == "chain rule · guess ▸ ")
    #expect(talk.session.course.place?.page == 1)
  }

  @Test("A right guess meets a plain word, and then the page")
  func right() {
    var talk = Surprising.talk("next")
    let lines = talk.say("answer \(Surprising.letter("keeps"))")
    #expect(lines.first == "You guessed right. It is so.")
    #expect(lines.mention("Two!"))
    #expect(talk.session.practice.records[name]?.solved == 1)
    #expect(talk.session.practice.guesses.summary == [.init(kind: .surprise, made: 1, right: 1)])
  }

  @Test("The likely wrong guess meets its text, any other a plain word; each once")
  func wrong() {
    var talk = Surprising.talk("next")
    var lines = talk.say(Surprising.letter("all"))
    #expect(lines.first == "Not so. Does a slope tell a size?")
    #expect(lines.mention("Two!"))
    let record = talk.session.practice.records[name]
    #expect(record?.attempts == 1 && record?.solved == 0 && record?.mistakes == ["size": 1])
    talk = Surprising.talk("next")
    lines = talk.say("none")
    #expect(lines.first == "Not so: see what comes out.")
    #expect(lines.mention("Two!"))
  }

  @Test("A number goes without answer")
  func bareNumber() {
    var talk = Surprising.talk("next", ask: Surprising.number)
    #expect(talk.say("10").first == "Not so. How many inputs are there?")
    talk = Surprising.talk("next", ask: Surprising.number)
    #expect(talk.say("100").first?.hasPrefix("You guessed right.") == true)
  }

  @Test("Enter, skip and next go on without an answer", arguments: ["", "skip", "next"])
  func passes(_ line: String) {
    var talk = Surprising.talk("next")
    #expect(talk.say(line).mention("Two!"))
    #expect(talk.session.practice.guesses == Guesses())
    #expect(talk.session.practice.records[name] == nil)
    _ = talk.say("back")
    #expect(talk.say("next").mention("Two!"))
  }

  @Test("back shows the page before, and next asks again")
  func back() {
    var talk = Surprising.talk("next")
    #expect(talk.say("back").mention("One!"))
    #expect(!talk.session.isGuessing)
    #expect(talk.say("next").mention("which slopes"))
  }

  @Test("Who opens another page is not held up, and the question comes later")
  func elsewhere() {
    var talk = Surprising.talk("next")
    #expect(talk.say("open 1.3").mention("Three!"))
    #expect(!talk.session.isGuessing)
    #expect(talk.say("open 1.2").mention("which slopes"))
  }

  @Test("quit leaves")
  func quits() {
    var talk = Surprising.talk("next")
    #expect(talk.answer("quit").request == .leave(code: 0))
  }

  @Test("A page that was answered is never asked again, nor one that was seen")
  func once() throws {
    let talk = Surprising.talk("next", "answer a")
    // As if the page had not been seen: the record alone keeps the question away.
    let script = talk.session.progressScript()
      .split(separator: "\n").filter { !$0.hasPrefix("seen") && !$0.hasPrefix("open") }
      .joined(separator: "\n")
    var other = Talk(curriculum: Surprising.curriculum())
    try other.session.restore(from: script, using: other.engine)
    #expect(other.session.preferences[.guess] == "on")
    #expect(other.say("open 1.2").mention("Two!"))
  }

  @Test("The learner's bench is untouched, and undo has nothing new")
  func bench() {
    var talk = Surprising.talk("x = 7", "next")
    let (bench, history) = (talk.session.bench, talk.session.history)
    #expect(talk.say("x").first == "7")
    #expect(talk.session.isGuessing)
    _ = talk.say("answer a")
    #expect(talk.session.bench == bench && talk.session.history == history)
  }

  @Test("Looking around leaves the question open; again shows it once more")
  func looking() {
    var talk = Surprising.talk("next")
    for line in ["show", "grad", "help guess", "1 + 1", "hint"] {
      _ = talk.say(line)
      #expect(talk.session.isGuessing, "\(line)")
    }
    #expect(talk.say("again").mention("which slopes"))
    #expect(talk.say("").mention("Two!"))
  }

  @Test("Changing the bench leaves the question open, too, and says that it waits")
  func changing() {
    let waits = "The question above still waits: answer it, or skip."
    for line in ["x = 5", "step", "run 2000", "reset"] {
      var talk = Surprising.talk("next")
      #expect(talk.say(line).last == waits, "\(line)")
      #expect(talk.session.isGuessing, "\(line)")
      #expect(talk.say("").mention("Two!"), "\(line)")
    }
    var first = Talk("guess on", "open 1.2", curriculum: Surprising.curriculum())
    #expect(first.say("w = 5").last == waits)
    #expect(first.say("").mention("Two!"))
  }

  @Test("A guess has no hints, and says so", arguments: ["hint", "solution"])
  func noHints(_ line: String) {
    var talk = Surprising.talk("next")
    #expect(talk.problem(line) == "A guess has no hints and no solution: answer, or skip.")
    #expect(talk.session.isGuessing)
  }

  @Test("What cannot be an answer is told and not counted")
  func unreadable() {
    var talk = Surprising.talk("next")
    #expect(talk.problem("answer 12") != nil)
    #expect(talk.session.isGuessing)
    #expect(talk.session.practice.guesses == Guesses())
  }

  @Test(
    "off ends the questions for good, and goes on",
    arguments: ["off", "answer off", "guess off", "guess = off", "set guess off"])
  func ends(_ line: String) {
    var talk = Surprising.talk("next")
    #expect(talk.say(line).mention("Two!"))
    #expect(talk.session.preferences[.guess] == "off")
    #expect(!talk.session.isGuessing)
    _ = talk.say("undo")
    #expect(talk.say("guess").mention("guess is off"))
  }

  @Test("Tab completes the letters with what they stand for, and on and off")
  func completes() {
    let talk = Surprising.talk("next")
    let letters = talk.session.completions(for: "answer ", cursor: 7).items
    #expect(letters.map(\.text) == ["a", "b", "c"])
    #expect(talk.session.completions(for: "guess ", cursor: 6).items.map(\.text) == ["on", "off"])
  }
}
