import DocumentModel
import GradientCore
import Testing

@testable import Tutor

@Suite("Answering exercises")
struct AnswerTests {
  @Test(
    "A right answer is told what is kept, and nothing rushes on", arguments: ["5", "5.04", "z"])
  func right(answer: String) {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    let lines = talk.say("answer \(answer)")
    #expect(lines[0].hasSuffix(" is right.") || lines[0] == "5.04 is right, more exactly 5.")
    #expect(lines[1] == "It is so.")
    #expect(lines.last == "to try | exercise again   next (Enter)")
    #expect(talk.open?.isSolved == true)
    #expect(talk.prompt.contains("exercise 1"))
    #expect(talk.record("through-add").solved == 1)
    #expect(talk.record("through-add").solvedAlone == 1)
    #expect(talk.say("answer 9")[0] == "This one is solved already.")
    #expect(talk.record("through-add").attempts == 1)
    _ = talk.say("")
    #expect(talk.prompt == "chain rule 2/2 ▸ ")
  }

  @Test("A formula is computed on a copy of the bench, which it cannot change")
  func computed() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    let bench = talk.session.bench
    #expect(talk.say("answer 2 + 3")[0] == "2 + 3 = 5 is right.")
    #expect(talk.session.bench == bench)
    var other = Talk(exercise: PracticeCourse.throughAdd)
    #expect(other.say("answer f = 10 / 2")[0].hasSuffix("is right."))
    #expect(!other.answer("answer normal()").failed || other.session.bench == bench)
  }

  @Test("A tutor that is asked for the slope did the work, and says so")
  func byTutor() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    let lines = talk.say("answer d(f, x)")
    #expect(lines.contains("Here the tutor did the work; exercise again leaves it to you."))
    #expect(talk.record("through-add").solved == 1)
    #expect(talk.record("through-add").solvedAlone == 0)
  }

  @Test("A wrong answer meets the exercise's own mistake before the catalogue's")
  func ownMistake() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    #expect(talk.say("answer 6") == ["Not yet. Do rates add along a wire?"])
    #expect(talk.record("through-add").mistakes == ["added": 1])
  }

  @Test("The catalogue knows other mistakes; where two give one number, none is named")
  func catalogue() {
    for (answer, name) in [
      ("2.5", "factor-two"), ("2", "own-input"), ("-5", "sign-flipped"),
      ("15", "times-own-value"), ("1", "upstream-forgotten"),
    ] {
      var talk = Talk(exercise: PracticeCourse.throughAdd)
      let lines = talk.say("answer \(answer)")
      #expect(lines[0].hasPrefix("Not yet. ") && lines[0].hasSuffix("?"), "\(answer)")
      #expect(talk.record("through-add").mistakes == [name: 1], "\(answer)")
    }
    var without = PracticeCourse.throughAdd
    without.usesCatalogue = false
    var talk = Talk(exercise: without)
    #expect(talk.say("answer -5")[0] == "Not yet: -5 is not it.")
    // Twice the right value, and the value of f: nobody knows which.
    talk = Talk(exercise: PracticeCourse.throughAdd)
    #expect(talk.say("answer 10")[0] == "Not yet: 10 is not it.")
  }

  @Test("An answer that nobody can explain is met plainly, and Enter gives a hint")
  func unexplained() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    #expect(talk.say("answer 1234") == ["Not yet: 1234 is not it.", "hint (Enter)"])
    #expect(talk.say("") == ["Hint 1 of 3: Look."])
    _ = talk.say("hint")
    #expect(talk.say("hint") == ["Hint 3 of 3: Upstream is 5."])
    #expect(talk.say("answer 1234").last == "solution (Enter)")
    #expect(talk.say("hint") == ["There are no more hints.", "solution (Enter)"])
    let solution = talk.say("")
    #expect(solution[0] == "It is 5 · 1 = 5.")
    #expect(solution.last?.hasSuffix("next (Enter)") == true)
    let record = talk.record("through-add")
    #expect(record.hints == 3 && record.solutionsShown == 1 && record.attempts == 2)
    _ = talk.say("answer 5")
    #expect(talk.record("through-add").solvedAlone == 0)
  }

  @Test("Just beside the tolerance it is said how far off an answer is")
  func close() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    #expect(
      talk.say("answer 5.1") == ["Nearly: 5.1 is 2 % off. An answer within 1 % counts."])
    var exact = PracticeCourse.throughAdd
    exact.tolerance = .exact
    talk = Talk(exercise: exact)
    #expect(talk.say("answer 5.0001")[0].hasPrefix("Not yet"))
    var absolute = PracticeCourse.throughAdd
    absolute.tolerance = .init(relative: 0, absolute: 0.01)
    talk = Talk(exercise: absolute)
    #expect(
      talk.say("answer 5.02") == ["Nearly: 5.02 is 0.02 off. An answer within 0.01 counts."])
  }

  @Test("A right answer of 0 is judged by the absolute floor")
  func zero() {
    let exercise = PracticeCourse.exercise("zero", .value("0"), setup: []) {
      $0.tolerance = .init(relative: 0.01, absolute: 1e-6)
    }
    var talk = Talk(exercise: exercise)
    #expect(talk.say("answer 1e-7")[0] == "1e-07 is right, more exactly 0.")
    talk = Talk(exercise: exercise)
    #expect(talk.say("answer 0.1")[0].hasPrefix("Not yet"))
  }

  @Test("What cannot be the answer is told with a caret and not counted")
  func noAnswer() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    for (answer, message, place) in [
      ("[1 2]", "One number is asked for; this is a matrix of shape 1×2.", "[1 2]"),
      ("zz", "I don't know zz. Did you mean z?", "zz"),
      ("2x", "Write 2*x instead.", "2x"),
    ] {
      #expect(talk.problem("answer \(answer)") == message)
      #expect(talk.place("answer \(answer)") == place)
    }
    #expect(talk.problem("answer")?.hasPrefix("Use answer like this:") == true)
    #expect(talk.record("through-add").attempts == 0 && talk.open?.attempts == 0)
  }

  @Test("A matrix is compared entry by entry; another shape is told")
  func matrices() {
    var talk = Talk(exercise: PracticeCourse.outer)
    #expect(talk.problem("answer 6")?.hasPrefix("A matrix is asked for") == true)
    #expect(talk.say("answer [6 -3; 8 -4]")[0].hasSuffix("?"))
    #expect(talk.say("answer [6 8; -3 -9]")[0].hasPrefix("Not yet: [6 8; -3 -9] is not it."))
    #expect(talk.say("answer [6 8; -3 -4]")[0] == "[6 8; -3 -4] is right.")
    talk = Talk(exercise: PracticeCourse.wide)
    #expect(
      talk.problem("answer [1; 2; 3]") == "Rows and columns have changed places: this is 3×1.")
    #expect(
      talk.problem("answer [1 2]")
        == "This is a matrix of shape 1×2; the one asked for has another.")
  }

  @Test("A matrix of another shape may be a mistake of the exercise; else it is refused")
  func mistakenShape() {
    var wide = PracticeCourse.wide
    wide.mistakes = [.init(value: "[1; 2]", name: "column"), .init(value: "6", name: "summed")]
    wide.texts.mistakes = ["column": "Is it a column?", "summed": "Is it one number?"]
    var talk = Talk(exercise: wide)
    #expect(talk.say("answer [1; 2]") == ["Not yet. Is it a column?"])
    #expect(talk.say("answer 6") == ["Not yet. Is it one number?"])
    #expect(talk.record("wide").mistakes == ["column": 1, "summed": 1])
    #expect(talk.problem("answer [1; 2; 3]")?.hasPrefix("Rows and columns") == true)
    #expect(talk.problem("answer [1; 3]")?.hasPrefix("This is a matrix of shape 2×1") == true)
    #expect(talk.record("wide").attempts == 2)
  }

  @Test("An answer on a bench that was changed is told so")
  func changedBench() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    _ = talk.say("z = 6")
    #expect(
      talk.say("answer z * 3")[1]
        == "The bench is not as the question has it; reset brings that back.")
    // What is right does not move with the bench.
    #expect(talk.say("answer 5")[0] == "5 is right.")
  }

  @Test("A number typed alone stays a calculator, and Enter hands it in")
  func calculator() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    #expect(talk.say("2 + 3") == ["5", "answer 2 + 3 hands it in (Enter)"])
    #expect(talk.open?.attempts == 0)
    #expect(talk.say("")[0] == "2 + 3 = 5 is right.")
    #expect(talk.say("2 + 3") == ["5"])
    talk = Talk(exercise: PracticeCourse.inner)
    #expect(talk.say("8*x + 4*y") == ["answer 8*x + 4*y hands it in (Enter)"])
    #expect(talk.say("")[0] == "8 * x + 4 * y is right.")
    talk = Talk(exercise: PracticeCourse.oneRight)
    let letter = talk.letter("start", of: PracticeCourse.oneRight)
    #expect(talk.say(letter) == ["answer \(letter) hands it in (Enter)"])
    #expect(talk.say("")[0] == "\(letter) is right.")
    var script = Session(curriculum: PracticeCourse.curriculum(), takesOffers: false)
    _ = script.respondToEnd("open 1; exercise", using: Engine())
    #expect(script.respondToEnd("2 + 3", using: Engine()).document.lines == ["5"])
  }

  @Test("A number is denied in the digits that tell it from the right one")
  func sameDigits() {
    var exact = PracticeCourse.throughAdd
    exact.tolerance = .init(relative: 0, absolute: 1e-9)
    var talk = Talk(exercise: exact)
    #expect(talk.say("again").contains { $0.hasSuffix("Only the exact answer counts.") })
    #expect(talk.say("answer 5.0000001")[0] == "Not yet: 5.0000001 is not it.")
    #expect(talk.say("answer 10 / 2.0000001")[0].hasPrefix("Not yet: 10 / 2.0000001 = 4.9999997"))
    #expect(talk.say("answer 5")[0] == "5 is right.")
  }

  @Test("Who let the tutor work is offered other numbers only where there are others")
  func noOthers() {
    var fixed = PracticeCourse.exercise("fixed", .value("d(f, x)"), setup: ["x = 3; f = 5*x"])
    fixed.usesCatalogue = false
    var talk = Talk(exercise: fixed)
    #expect(talk.say("answer d(f, x)")[1] == "Here the tutor did the work.")
  }

  @Test("A matrix without brackets is told how it is written")
  func brackets() {
    var talk = Talk(exercise: PracticeCourse.outer)
    #expect(
      talk.problem("answer 6 8; -3 -4")
        == "A matrix is written in brackets, as in answer [1 2; 3 4].")
  }

  @Test("The letter of a choice that was solved is told so")
  func solvedLetter() {
    let exercise = PracticeCourse.oneRight
    var talk = Talk(exercise: exercise)
    _ = talk.say("answer " + talk.letter("start", of: exercise))
    #expect(talk.say("b")[0] == "This one is solved already.")
  }

  @Test("answer without an open exercise says what opens one")
  func nothingOpen() {
    var talk = Talk("open 1", curriculum: PracticeCourse.curriculum())
    #expect(talk.problem("answer 5") == "No exercise is open. exercise opens one.")
  }
}

@Suite("Answering with formulas, choices and orders")
struct OtherAnswerTests {
  @Test(
    "A formula is right however it is written",
    arguments: [
      "4*(2*x + y)", "8*x + 4*y", "(2*x+y)*4", "2*(2*x+y)*2", "4*y + x*8", "x*0 + 8*x+y*4",
    ])
  func rightFormulas(formula: String) {
    var talk = Talk(exercise: PracticeCourse.inner)
    #expect(talk.say("answer \(formula)")[0].hasSuffix(" is right."))
  }

  @Test(
    "A formula that differs anywhere is not",
    arguments: ["8*x + 4*y + 1e-5", "4*(2*x - y)", "4*abs(2*x + y)", "8*x", "x/0 + 8*x + 4*y"])
  func wrongFormulas(formula: String) {
    var talk = Talk(exercise: PracticeCourse.inner)
    #expect(talk.say("answer \(formula)")[0].hasPrefix("Not yet"))
  }

  @Test(
    "The right formula with another sign or a factor of two is named by the catalogue",
    arguments: [
      ("-8*x - 4*y", "sign-flipped"), ("16*x + 8*y", "factor-two"),
      ("-4*(y + 2*x)", "sign-flipped"), ("2*(2*x + y)", "inner-forgotten"),
    ])
  func formulasWithFactors(formula: String, name: String) {
    var talk = Talk(exercise: PracticeCourse.inner)
    #expect(talk.say("answer \(formula)")[0].hasSuffix("?"))
    #expect(talk.record("inner").mistakes == [name: 1])
    var plain = PracticeCourse.inner
    plain.mistakes = []
    plain.usesCatalogue = false
    talk = Talk(exercise: plain)
    #expect(talk.say("answer \(formula)")[0].hasPrefix("Not yet: "))
    plain.usesCatalogue = true
    talk = Talk(exercise: plain)
    _ = talk.say("answer 4*x + 2*y")
    #expect(talk.record("inner").mistakes == ["factor-two": 1])
  }

  @Test("Formulas agree where both are defined, by numbers of several sizes")
  func definedness() throws {
    func agree(_ right: String, _ other: String) throws -> Bool {
      let comparison = FormulaComparison(
        try Formula(parsing: right), ranges: [:], on: Talk().session.bench)
      return comparison.agrees(with: try Formula(parsing: other))
    }
    #expect(try agree("2*x", "x^2/x + x"))
    #expect(try agree("1/x", "x^-1"))
    #expect(try agree("log(x)", "2*log(sqrt(x))"))
    #expect(try agree("sigmoid(x)", "1/(1 + exp(-x))"))
    #expect(try !agree("x", "sin(x)"))
    #expect(try !agree("x^2", "x^2 + x^4/1000"))
    #expect(try !agree("log(x)", "log(-x)"))
    #expect(try agree("2*x + h", "((x + h)^2 - x^2)/h"))
    #expect(try !agree("2*x + h", "2*x"))
  }

  @Test("where limits what is drawn for a name")
  func ranges() throws {
    let comparison = FormulaComparison(
      try Formula(parsing: "x"), ranges: ["x": 1...2], on: Talk().session.bench)
    #expect(comparison.agrees(with: try Formula(parsing: "abs(x)")))
  }

  @Test("Names that do not occur and plain numbers are told, not counted")
  func strangers() {
    var talk = Talk(exercise: PracticeCourse.inner)
    #expect(
      talk.problem("answer 2*w") == "w does not occur here. Names that do: x and y.")
    #expect(
      talk.problem("answer 7") == "This is a number; a formula in x and y is asked for.")
    #expect(talk.say("answer 4") == ["Not yet. And what of the square?"])
    #expect(talk.say("answer 2*(2*x + y)")[0] == "Not yet. How does 2x + y grow with x?")
    #expect(talk.record("inner").attempts == 2)
  }

  @Test("All names of the exercise are told, not only those of its answer")
  func namesDoNotTell() {
    let exercise = PracticeCourse.exercise(
      "one-name", .formula("x", ranges: [:]), setup: ["x = 1; y = -3; f = x * y"])
    var talk = Talk(exercise: exercise)
    #expect(
      talk.problem("answer -3") == "This is a number; a formula in x and y is asked for.")
    #expect(talk.problem("answer 2*w") == "w does not occur here. Names that do: x and y.")
  }

  @Test(
    "Factors side by side, as on paper, get their signs",
    arguments: [
      ("2xy", "2*x*y"), ("xy", "x*y"), ("x(1-x)", "x*(1-x)"), ("2(x+y)3x", "2*(x+y)*3*x"),
      ("2.5e-3x", "2.5e-3*x"), ("2exp(x)", "2*exp(x)"), ("(x+y)(x-y)", "(x+y)*(x-y)"),
      ("4·(2x+y)", "4·(2*x+y)"),
    ])
  func writtenProducts(typed: String, meant: String) {
    var talk = Talk(exercise: PracticeCourse.inner)
    #expect(talk.problem("answer " + typed) == "Write \(meant) instead.")
    #expect(talk.answer("answer " + typed).request == .prefill("answer " + meant))
  }

  @Test(
    "What has its signs, or is no product of names, stays as it is",
    arguments: [
      "exp(x)*y", "x*(1-x)", "x^2", "-x", "foo(x)", "x₀y₀", "2*q", "d(f, x)", "x.T", "1e-5",
    ])
  func unwrittenProducts(text: String) {
    let products = WrittenProducts(
      names: ["x", "y"], functions: ["exp", "d"], others: ["h", "pi"])
    #expect(products.withSigns(text) == text)
  }

  @Test("A choice goes by its letter in any writing", arguments: ["%", "%)", " %  ", "start"])
  func choice(form: String) {
    var talk = Talk(exercise: PracticeCourse.oneRight)
    let letter = talk.letter("start", of: PracticeCourse.oneRight)
    #expect(
      talk.say("answer " + form.replacing("%", with: letter.uppercased()))[0]
        == "\(letter) is right.")
  }

  @Test("Of several right choices all are needed, in any order")
  func choices() {
    let exercise = PracticeCourse.several
    var talk = Talk(exercise: exercise)
    #expect(
      talk.say("again").contains("  Several are right; give their letters with blanks between."))
    let (one, two) = (talk.letter("half", of: exercise), talk.letter("share", of: exercise))
    #expect(
      talk.say("answer \(one)")[0] == "This one is right, but it is not the only one.")
    #expect(talk.say("answer \(two), \(one)")[0].hasSuffix("is right."))
  }

  @Test("A wrong choice reveals its mistake; letters that are not there are told")
  func wrongChoices() {
    let exercise = PracticeCourse.oneRight
    var talk = Talk(exercise: exercise)
    #expect(
      talk.say("answer \(talk.letter("zero", of: exercise))") == ["Not yet. Was f ever there?"])
    #expect(talk.problem("answer z")?.hasPrefix("The letters from a to d") == true)
    #expect(talk.problem("answer a b") == "One of them is right: choose one.")
    #expect(talk.problem("answer a a") == "A letter stands here twice.")
    #expect(talk.record("one-right").attempts == 1)
  }

  @Test("A set of choices may be a mistake; what is right but not all is said to be so")
  func sets() {
    var several = PracticeCourse.several
    let keys = ["half", "share", "third", "none", "all"]
    several.kind = .choices(keys.map { .init(key: $0, isRight: !["none", "all"].contains($0)) })
    several.mistakes = [
      .init(value: "none", name: "nothing"), .init(value: "none all", name: "both"),
    ]
    several.texts.mistakes = ["nothing": "Nothing?", "both": "Both?"]
    for (chosen, told) in [
      ("half third", "All of these are right, but not all that are right."),
      ("share", "This one is right, but it is not the only one."),
      ("half none", "Not yet. Nothing?"), ("none all", "Not yet. Both?"),
    ] {
      var talk = Talk(exercise: several)
      let letters = chosen.split(separator: " ").map { talk.letter(String($0), of: several) }
      #expect(talk.say("answer " + letters.joined(separator: " "))[0] == told)
    }
  }

  @Test("Cards of one group may change places")
  func orders() {
    let exercise = PracticeCourse.order
    func answer(_ keys: [String], in talk: Talk) -> String {
      "answer " + keys.map { talk.letter($0, of: exercise) }.joined(separator: " ")
    }
    for keys in [["f", "mul", "q", "z", "x"], ["f", "mul", "z", "q", "x"]] {
      var talk = Talk(exercise: exercise)
      #expect(talk.say(answer(keys, in: talk))[0].hasSuffix("is right."))
    }
    var talk = Talk(exercise: exercise)
    #expect(talk.say(answer(["f", "q", "mul", "z", "x"], in: talk))[0].hasPrefix("Not yet: "))
    #expect(
      talk.say(answer(["x", "q", "z", "mul", "f"], in: talk))
        == ["Not yet. Where does a gradient begin?"])
    #expect(
      talk.problem("answer a b") == "All 5 have their place in the order; these are 2.")
    #expect(talk.say("solution").contains { $0.hasPrefix("So: ") })
  }
}
