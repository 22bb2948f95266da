import DocumentModel
import GradientCore
import Testing

@testable import Tutor

@Suite("Guessing what a move will do")
struct MoveGuessTests {
  private static let bench = "x = 1; y = -3; f = x * y; maximize f; step = 0.01"

  private func talk(_ lines: String...) -> Talk {
    var talk = Talk("guess on", Self.bench)
    for line in lines { _ = talk.say(line) }
    return talk
  }

  @Test("The first step of a page waits for a guess, and is then carried out")
  func waits() {
    var talk = talk()
    #expect(talk.say("step").first == "f = -3 now. Will it be higher or lower after step?")
    #expect(talk.value("f") == -3)
    let lines = talk.say("answer a")
    #expect(talk.value("f") == -2.9003)
    #expect(
      lines.last
        == "Your guess was right: f came to -2.9003. step × squared slopes promised +0.1, it got +0.0997."
    )
    #expect(talk.session.practice.guesses.summary == [.init(kind: .sign, made: 1, right: 1)])
  }

  @Test("A wrong guess meets the reason", arguments: ["b", "c", "lower", "the same", "answer b"])
  func wrong(_ line: String) {
    var talk = talk("step")
    #expect(
      talk.say(line).last
        == "Not as you guessed: f came to -2.9003. step × squared slopes promised +0.1, it got +0.0997."
    )
    #expect(talk.session.practice.guesses.summary == [.init(kind: .sign, made: 1, right: 0)])
  }

  @Test(
    "Enter, skip, next and the command itself go on without a guess",
    arguments: ["", "skip", "next", "step"])
  func passes(_ line: String) {
    var talk = talk("step")
    let lines = talk.say(line)
    #expect(talk.value("f") == -2.9003 && talk.session.bench.steps == 1)
    #expect(!lines.contains { $0.contains("guess") })
    #expect(talk.session.practice.guesses == Guesses())
  }

  @Test("A try by chance is no move to be judged before")
  func chance() {
    var talk = talk("strategy random")
    _ = talk.say("step")
    #expect(!talk.session.isGuessing && talk.session.bench.steps == 1)
  }

  @Test("Before the lesson of squared slopes, only what they promised is told")
  func beforeSquares() {
    var talk = Talk("guess on", "open 1", curriculum: PracticeCourse.curriculum([], []))
    _ = talk.say(Self.bench)
    _ = talk.say("step")
    #expect(
      talk.say("answer a").last
        == "Your guess was right: f came to -2.9003. The slopes promised +0.1, it got +0.0997.")
  }

  @Test("After the first, each fifth is asked about; turning the page begins anew")
  func sparingly() {
    var talk = Talk("guess on", "open 1", curriculum: PracticeCourse.curriculum([], []))
    func asked(_ count: Int) -> [Int] {
      (1...count).filter { _ in
        _ = talk.say("step")
        defer { if talk.session.isGuessing { _ = talk.say("") } }
        return talk.session.isGuessing
      }
    }
    #expect(asked(11) == [1, 6, 11])
    _ = talk.say("next")
    #expect(asked(3) == [1])
  }

  @Test("The line is carried out as it was typed, and undone as one")
  func wholeLine() {
    var talk = talk()
    _ = talk.say("x = 2; step; y = 5; f")
    #expect(talk.value("x") == 2 && talk.value("y") == -3)
    #expect(talk.say("a").contains { $0.hasPrefix("y = 5") })
    #expect(talk.value("y") == 5)
    #expect(talk.say("undo").contains { $0.contains("x = 2; step; y = 5; f") })
    #expect(talk.value("x") == 2 && talk.value("y") == -3)
  }

  @Test("Looking leaves the question open; a change of the bench drops it and the command")
  func other() {
    var talk = talk("step")
    for line in ["d(f, x)", "show", "grad", "help step"] {
      _ = talk.say(line)
      #expect(talk.session.isGuessing, "\(line)")
    }
    #expect(talk.say("x = 2").contains("step was not carried out."))
    #expect(!talk.session.isGuessing)
    #expect(talk.session.bench.steps == 0)
  }

  @Test("Ctrl-C drops the question and the command")
  func interrupted() {
    var talk = talk("step; x = 9")
    #expect(talk.session.dropGuess().document.lines == ["step was not carried out."])
    #expect(!talk.session.isGuessing)
    #expect(talk.session.bench.steps == 0 && talk.value("x") == 1)
    #expect(talk.say("") == [])
  }

  @Test("A guess about moves that are stopped is not counted")
  func stopped() {
    var talk = talk("run 1000000")
    _ = talk.session.respond(to: "a", using: talk.engine)
    _ = talk.session.advance(steps: 10, using: talk.engine)
    _ = talk.session.interrupt()
    #expect(talk.session.practice.made == nil)
    #expect(talk.session.practice.guesses == Guesses())
  }

  @Test("off at the question ends the questions and carries the command out")
  func off() {
    var talk = talk("step", "off")
    #expect(talk.session.bench.steps == 1)
    #expect(talk.session.preferences[.guess] == "off")
    for _ in 1...6 { _ = talk.say("step") }
    #expect(talk.session.bench.steps == 7)
  }

  @Test("Nothing is asked inside an exercise, of what would fail, or of commands in a file")
  func silent() {
    var talk = Talk("guess on", "step = 0.1")
    #expect(talk.problem("step") != nil)
    talk = Talk("guess on", "open 1", curriculum: PracticeCourse.curriculum())
    _ = talk.say("exercise climb")
    _ = talk.say("step")
    #expect(!talk.session.isGuessing && talk.session.bench.steps == 1)
    talk = Talk("guess on", Self.bench)
    _ = talk.say("step x")
    #expect(!talk.session.isGuessing)
    let request = talk.session.respond(to: "source a", using: talk.engine).request!
    _ = talk.session.received(.success("step"), for: request, using: talk.engine)
    while talk.session.isWorking { _ = talk.session.advance(steps: 10, using: talk.engine) }
    #expect(!talk.session.isGuessing && talk.session.bench.steps == 1)
  }
}

@Suite("What is asked before a move")
struct MoveQuestionTests {
  private static let bench = "x = 1; y = -3; f = x * y; maximize f; step = 0.01"

  /// Asked `before` times already; the last guesses of `kinds` were right.
  private func talk(_ bench: String = bench, before: Int = 0, after kinds: [Guesses.Kind] = [])
    -> Talk
  {
    var talk = Talk("guess on", bench)
    for _ in 0..<before { talk.session.practice.chances.noteQuestion() }
    for kind in kinds {
      for _ in 1...3 { talk.session.practice.guesses.note(kind, isRight: true) }
    }
    return talk
  }

  @Test("Levels: the sign, and with three of the last four right the next")
  func levels() {
    var guesses = Guesses()
    #expect(guesses.level == .sign)
    for isRight in [true, true, false] { guesses.note(.sign, isRight: isRight) }
    #expect(guesses.level == .sign)
    guesses.note(.sign, isRight: true)
    #expect(guesses.level == .larger)
    for _ in 1...3 { guesses.note(.larger, isRight: true) }
    #expect(guesses.level == .value)
    for _ in 1...2 { guesses.note(.larger, isRight: false) }
    #expect(guesses.level == .larger)
  }

  @Test("Whether an input gets higher or lower: it goes with its slope, or against it")
  func inputs() {
    var talk = talk(before: 1)
    #expect(talk.say("step").first == "x = 1 now. Will it be higher or lower after step?")
    #expect(
      talk.say("lower").last
        == "Your guess was right: x went from 1 to 0.97: its slope is -3, and to maximize it goes along with it."
    )
    talk = self.talk(Self.bench + "; minimize f", before: 1)
    _ = talk.say("step")
    #expect(
      talk.say("lower").last
        == "Not as you guessed: x went from 1 to 1.03: its slope is -3, and to minimize it goes against it."
    )
    talk = self.talk("x = 1; y = 0; f = x * y; maximize f; step = 0.01", before: 1)
    _ = talk.say("step")
    #expect(talk.say("c").last == "Your guess was right: x is still 1: its slope is 0.")
  }

  @Test("With the wrong sign of every slope")
  func mirrored() {
    var talk = talk(before: 2)
    #expect(
      talk.say("step").first
        == "f = -3 now. Suppose every slope had the wrong sign: would f be higher or lower after step?"
    )
    // (1 + 0.03) · (-3 - 0.01) = -3.1003
    #expect(
      talk.say("b").last
        == "Your guess was right: with the wrong sign f would have come to -3.1003; it came to -2.9003."
    )
  }

  @Test("Which of two moves further: the one with the larger slope")
  func larger() {
    var talk = talk(after: [.sign])
    #expect(talk.say("step").first == "Which of the two will move further in step: x or y?")
    #expect(
      talk.say("x").last
        == "Your guess was right: x moved by 0.03, y by 0.01; their slopes are -3 and 1.")
    #expect(talk.session.practice.guesses.summary.last == .init(kind: .larger, made: 1, right: 1))
    talk = self.talk(after: [.sign])
    _ = talk.say("step")
    #expect(talk.say("answer b").last?.hasPrefix("Not as you guessed: x moved by 0.03") == true)
  }

  @Test("Inputs that move equally are not compared")
  func equal() {
    var talk = talk("x = 2; y = 2; f = x * y; step = 0.01", after: [.sign])
    #expect(talk.say("step").first?.hasSuffix("higher or lower after step?") == true)
  }

  @Test("Entries of matrices are named by their places")
  func entries() {
    var talk = talk("w = [1 2]; f = sum(w * w); minimize f; step = 0.1", after: [.sign])
    #expect(talk.say("step").first?.hasSuffix("w[0, 0] or w[0, 1]?") == true)
    #expect(talk.say("b").last?.hasPrefix("Your guess was right") == true)
  }

  @Test("The value after a step counts within a tenth of the change")
  func value() {
    for (guess, isRight) in [
      ("-2.9", true), ("-2.9095", true), ("-2.89", false), ("answer -3 + 0.1", true),
    ] {
      var talk = talk(after: [.sign, .larger])
      #expect(
        talk.say("step").first
          == "f = -3 now, and step = 0.01. What will f be after step? A guess within a tenth of the change counts."
      )
      let lines = talk.say(guess)
      #expect(
        lines.contains { $0.hasPrefix("Your guess was right: f came to -2.9003.") } == isRight,
        "\(guess)")
    }
  }

  @Test(
    "A wrong value meets the thought behind it",
    arguments: [
      ("-3.1", "To maximize, f has to rise. Which sign did the change get?"),
      ("0.1", "That is the change alone. Where did f begin?"),
      ("-3", "f would stay only where every slope is 0."),
      (
        "-3.02",
        "step × slope is how far an input goes. What does that do to f, when the slope counts once more?"
      ),
    ])
  func slips(_ guess: String, _ slip: String) {
    var talk = talk(after: [.sign, .larger])
    _ = talk.say("step")
    #expect(talk.say(guess).last == slip)
  }

  @Test("Where the step is long, what was promised is told from what came")
  func bend() {
    var talk = talk("x = 1; f = x^2; minimize f; step = 0.8", after: [.sign, .larger])
    _ = talk.say("step")
    #expect(
      talk.say("-2.2").suffix(2)
        == [
          "Not as you guessed: f came to 0.36. step × squared slopes promised -3.2, it got -0.64.",
          "That is what was promised; the bend within the step made the difference.",
        ])
    talk = self.talk("x = 1; f = x^2; minimize f; step = 1.2")
    _ = talk.say("step")
    #expect(talk.say("lower").last?.hasSuffix("the step was too long for the bend.") == true)
  }

  @Test(
    "Of runs, trainings, searches and other optimizers the objective is asked",
    arguments: [
      "run 5", "step 2", "train 3", "strategy local; step", "optimizer adam; step",
    ])
  func others(_ line: String) {
    var talk = talk(after: [.sign, .larger])
    let asked = talk.say(line).first { $0.hasSuffix("?") }
    let command = line.split(separator: ";").last!.drop { $0 == " " }
    #expect(asked == "f = -3 now. Will it be higher or lower after \(command)?")
    let told = talk.say("a").last ?? ""
    #expect(told.contains("guess"), "\(told)")
    #expect(talk.session.practice.guesses.summary.first?.made == 4)
  }
}

@Suite("Guesses are kept")
struct GuessProgressTests {
  private func guesses(_ lines: [String]) -> Guesses {
    var guesses = Guesses()
    for line in lines { guesses.take(line.split(separator: " ").map(String.init).dropFirst()) }
    return guesses
  }

  @Test("Counts and the last ones come back, and so does guess on")
  func kept() throws {
    var talk = Talk("guess on", "x = 1; f = x^2; step = 0.1", "step", "a")
    talk.session.practice.guesses.note(.sign, isRight: false)
    let script = talk.session.progressScript()
    #expect(script.contains("set guess on\n"))
    #expect(script.contains("guessed sign made 2 right 1 recent rw\n"))
    var other = Talk()
    try other.session.restore(from: script, using: other.engine)
    #expect(other.session.practice.guesses == talk.session.practice.guesses)
    #expect(other.say("guess").first?.contains("guess is on") == true)
  }

  @Test("Words that nobody knows are passed over")
  func tolerant() {
    #expect(
      guesses([
        "guessed", "guessed sign", "guessed colour made 3", "guessed sign made x right",
        "guessed larger made 3 bets 7 right 2 recent rrwrrrr",
      ]).lines == ["guessed larger made 3 right 2 recent rrrr"])
  }

  @Test("A definition of that name is no line of it")
  func definitions() throws {
    var talk = Talk("guessed = 3")
    try talk.session.restore(from: talk.session.progressScript(), using: talk.engine)
    #expect(talk.value("guessed") == 3)
  }

  @Test("Of two tutors the one that knows more is kept")
  func merged() throws {
    let one = guesses(["guessed sign made 4 right 1 recent rwww", "guessed value made 1"])
    let other = guesses([
      "guessed sign made 6 right 3 recent rrrw", "guessed larger made 2 right 2",
    ])
    let both = [
      "guessed sign made 6 right 3 recent rrrw", "guessed larger made 2 right 2",
      "guessed value made 1 right 0",
    ]
    #expect(one.merged(with: other).lines == both)
    #expect(other.merged(with: one).lines == both)
  }
}

@Suite("Guessing in scripts")
struct GuessScriptTests {
  private func script(_ lines: String..., progress: String? = nil) throws -> (Session, [String]) {
    let engine = Engine()
    var session = Session(takesOffers: false)
    if let progress { try session.restore(from: progress, using: engine) }
    let told = lines.flatMap { session.respondToEnd($0, using: engine).document.lines }
    return (session, told)
  }

  private let bench = "x = 1; y = -3; f = x * y; step = 0.01"

  @Test("The next line may be the answer, also on the same line")
  func answers() throws {
    for lines in [["step", "answer a"], ["step; answer a"]] {
      let (session, told) = try script("guess on", bench, lines[0], lines.count > 1 ? lines[1] : "")
      #expect(told.contains { $0.hasPrefix("Your guess was right") })
      #expect(session.bench.steps == 1)
    }
  }

  @Test("A script that does not answer does what it would do without the question")
  func withoutAnswers() throws {
    let (session, told) = try script("guess on", bench, "step", "y = 5", "step; x")
    let (other, _) = try script(bench, "step", "y = 5", "step; x")
    #expect(session.bench == other.bench)
    #expect(told.contains { $0.hasPrefix("f = -3 now.") })
  }

  @Test("A script is not asked because somebody likes to guess at the keyboard")
  func notAsked() throws {
    let talk = Talk("guess on", "x = 1; f = x^2")
    let (session, _) = try script("step", progress: talk.session.progressScript())
    #expect(!session.isGuessing && session.bench.steps == 1)
  }
}
