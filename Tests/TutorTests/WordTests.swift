import GradientCore
import Testing

@testable import Tutor

@Suite struct WordTests {
  static let curriculum = Curriculum(languages: [
    .english,
    Language(
      code: "pt", name: "Português",
      phrases: ["The language is English now.": "O idioma agora é o português."],
      words: [
        "passo": "step", "próximo": "next", "mostrar": "show", "algarismos": "digits",
        "sair": "quit", "desfazer": "undo", "ajuda": "help",
      ]),
  ])

  @Test("words of both languages are understood, whichever is spoken")
  func mixed() {
    var talk = Talk("x = 1; f = x^2", curriculum: Self.curriculum)
    #expect(talk.say("mostrar x") == talk.say("show x"))
    #expect(talk.say("passo").count == 2)
    #expect(talk.say("passo = 0.25") == ["step = 0.25"])
    #expect(talk.say("set algarismos 3") == ["digits = 3"])
    #expect(talk.answer("sair").request == .leave(code: 0))
  }

  @Test(
    "of several words for one, the first of the list is offered")
  func order() {
    let language = Language(
      code: "pt", name: "Português",
      words: [
        "remover": "remove", "próximo": "next", "proximo": "next", "apagar": "remove",
        "próxima": "next",
      ])
    var talk = Talk(
      "x = 1", curriculum: Curriculum(languages: [.english, language]))
    talk.session.languageCode = "pt"
    func offered(_ line: String) -> [String] {
      talk.session.completions(for: line, cursor: line.utf8.count).items.map(\.text)
    }
    #expect(offered("rem") == ["remover"])
    #expect(offered("pró") == ["próximo"])
    #expect(offered("apa") == ["apagar"])
    #expect(language.typed(for: "next") == ["próximo", "próxima"])
    #expect(talk.say("help next").contains { $0.contains("next, próxima") })
  }

  @Test("accents may be left out")
  func accents() {
    #expect(Commands.named("proximo", words: ["próximo": "next"])?.usage.word == "next")
  }

  @Test("words of other languages are reserved where the command works alone")
  func reserved() {
    var talk = Talk(curriculum: Self.curriculum)
    #expect(talk.problem("desfazer = 1")?.hasPrefix("desfazer has a meaning") == true)
    #expect(talk.problem("y + passo")?.isEmpty == false)
  }

  @Test("a setting's other name is told where a formula uses it")
  func settingInFormula() {
    var talk = Talk("y = 1", curriculum: Self.curriculum)
    #expect(talk.problem("y + passo") == "In formulas passo is called step.")
  }

  @Test("lang changes the language")
  func lang() {
    var talk = Talk(curriculum: Self.curriculum)
    #expect(talk.say("lang pt") == ["O idioma agora é o português."])
    #expect(talk.session.languageCode == "pt")
    #expect(talk.say("lang") == ["en  English", "pt  Português"])
    #expect(talk.problem("lang xx") == "I don't speak xx. There are en and pt.")
    #expect(talk.say("lang = pt") == ["O idioma agora é o português."])
    #expect(talk.problem("lang = 3") != nil)
    #expect(talk.say("lang English") == ["The language is English now."])
  }

  @Test("help words lists both languages beside each other")
  func wordTable() {
    var talk = Talk(curriculum: Self.curriculum)
    let lines = talk.say("help words")
    #expect(lines.first == "English | Português")
    #expect(lines.contains("step | passo"))
  }
}

@Suite struct HelpTests {
  @Test(
    "every command has help with an example that runs",
    arguments: Commands.all.map { $0.usage.word })
  func examples(word: String) {
    let usage = Commands.named(word, words: [:])!.usage
    var talk = Talk()
    let help = talk.answer("help \(word)")
    #expect(!help.failed)
    #expect(help.document.lines.first == usage.synopsis)
    #expect(!usage.example.isEmpty)
    // Lessons and files are not there in this test.
    let needTheWorld = ["load", "save", "source", "resume", "history", "reset", "tweak"]
    if usage.group == .course || usage.group == .practice || needTheWorld.contains(word) { return }
    for line in usage.example { #expect(!talk.answer(line).failed, "\(line)") }
  }

  @Test("help lists every command")
  func overview() {
    var talk = Talk()
    let text = talk.say("help").joined(separator: " ")
    for usage in Commands.usages where !usage.isHidden { #expect(text.contains(usage.word)) }
    #expect(!text.contains("drawn"))
  }

  @Test("help knows settings and functions, and the nearest to what it does not know")
  func words() {
    var talk = Talk()
    #expect(talk.say("help h").first == "h = 1e-05")
    #expect(talk.say("help sigmoid").joined().contains("y * (1 - y)"))
    #expect(talk.problem("help sigmod") == "There is no help on sigmod. Did you mean sigmoid?")
  }

  @Test(
    "every function and constant has help with an example that runs",
    arguments: ReservedNames.functions + ReservedNames.constants + ["∂"])
  func functions(word: String) throws {
    let about = try #require(WordHelp(word))
    var talk = Talk()
    let help = talk.answer("help \(word)")
    #expect(!help.failed)
    #expect(Set(help.document.lines).isSuperset(of: about.forms))
    #expect(help.document.lines.count > about.forms.count + 3)
    for line in about.example {
      #expect(!talk.answer(line).failed, "\(line)")
      #expect(help.document.lines.contains("  " + line))
    }
  }

  @Test("help tells the conventions of slopes")
  func conventions() {
    var talk = Talk()
    for (word, convention) in [
      ("relu", "At 0 its slope is taken to be 0."), ("abs", "At 0 its slope is taken to be 0."),
      ("leaky_relu", "At 0 its slope is taken to be 0.01."),
      ("hard_tanh", "At -1 and 1 its slope is taken to be 0."),
      ("max", "Equal ones share it; the setting ties changes that."),
      ("tanh", "Its slope is 1 - y^2"), ("cross_entropy", "(softmax(z) - y) / rows"),
      ("step", "what the gradient is multiplied by"), ("ties", "split, first or both"),
    ] {
      #expect(talk.say("help \(word)").joined().contains(convention), "\(word)")
    }
    #expect(talk.say("help d").first == "d(EXPR, NAME)")
    #expect(talk.say("help σ") == talk.say("help sigmoid"))
  }

  @Test("the slopes of losses that help tells are those of the backward pass")
  func lossSlopes() {
    let setup = "z = [1 2 0.5; 0 -1 1]; p = [0.2 0.7 0.1; 0.3 0.3 0.4]; y = [0 1 0; 0 0 1]"
    var talk = Talk(
      setup, "rows = 2; entries = 6; C = cross_entropy(z, y); N = nll(p, y); M = mse(p, y)")
    for (slope, told) in [
      ("d(C, z)", "(softmax(z) - y) / rows"), ("d(N, p)", "-y / p / rows"),
      ("d(M, p)", "2 * (p - y) / entries"),
    ] {
      #expect(Double(talk.say("sum(abs(\(slope) - \(told)))")[0])! < 1e-15, "\(slope)")
    }
  }

  @Test("help names lists what cannot be a name, and what can")
  func names() {
    var talk = Talk()
    let lines = talk.say("help names")
    #expect(lines.contains { $0.contains("sigmoid") })
    #expect(lines.last?.contains("time") == true)
  }

  @Test("no two commands share a word")
  func unique() {
    let words = Commands.usages.flatMap { [$0.word] + $0.synonyms }
    #expect(Set(words).count == words.count)
  }
}

@Suite struct CompletionTests {
  private func texts(_ line: String, in talk: Talk = Talk("weight = 1; f = weight^2")) -> [String] {
    talk.session.completions(for: line, cursor: line.utf8.count).items.map(\.text)
  }

  @Test("a line begins with a command, a name, a setting or a function")
  func beginning() {
    #expect(texts("str") == ["strategy"])
    #expect(texts("wei") == ["weights", "weight"])
    #expect(texts("x = 1; sho") == ["show"])
    #expect(texts("sigm") == ["sigmoid("])
  }

  @Test("a name that is whole stays one, wherever it was made")
  func wholeNames() {
    #expect(texts("y = max(x", in: Talk("x = 3")) == ["x", "xavier("])
    #expect(texts("x = 3; y = max(x") == ["x", "xavier("])
    #expect(texts("g(x, y) = max(x") == ["x", "xavier("])
    #expect(texts("y = max(x") == ["xavier("])
  }

  @Test("arguments are completed by what a command takes")
  func arguments() {
    #expect(texts("hold ") == ["weight"])
    #expect(texts("show f") == ["f"])
    #expect(texts("strategy n") == ["numerical"])
    #expect(texts("set d") == ["digits"])
    #expect(texts("help und") == ["undo"])
    #expect(texts("time ru") == ["run"])
    #expect(texts("grad n") == ["numerical"])
  }

  @Test("settings have values, and inputs their present one")
  func values() {
    #expect(texts("ties = ") == ["split", "first", "both"])
    #expect(texts("ties = f") == ["first"])
    #expect(texts("set ties b") == ["both"])
    #expect(texts("tries = ") == ["100"])
    #expect(texts("weight = ") == ["1"])
    #expect(texts("x = 1; ties=s") == ["split"])
    #expect(texts("f = wei") == ["weight"])
    #expect(texts("tries = 10 * wei") == ["weight"])
  }

  @Test("a slope is taken in a name, and a language has a code")
  func places() {
    #expect(texts("d(f, ") == ["weight", "f"])
    #expect(texts("g = 2 * d(max(f, 1), ") == ["weight", "f"])
    #expect(texts("d(").contains("max("))
    #expect(texts("lang = ", in: Talk(curriculum: WordTests.curriculum)) == ["en", "pt"])
  }

  @Test("a command takes no more than it takes")
  func noMore() {
    #expect(texts("strategy analytic n") == [])
    #expect(texts("lang en ") == [])
    #expect(texts("hold weight ") == [])
    #expect(texts("next ") == [])
    #expect(texts("x = 1 # hol") == [])
    #expect(texts("maximize (2*wei") == ["weight"])
  }

  @Test("lessons are known by their names, numbers and pages")
  func lessons() {
    let page = Page(title: "One", parts: [])
    let lesson = Lesson(number: 5, id: "chain-rule", title: "Chain rule", setup: [], pages: [page])
    let english = Language(code: "en", name: "English", lessons: [lesson])
    let talk = Talk(curriculum: Curriculum(languages: [english]))
    #expect(texts("open ch", in: talk) == ["chain-rule"])
    #expect(texts("open chain-", in: talk) == ["chain-rule"])
    #expect(texts("open 5", in: talk) == ["5"])
    #expect(texts("open 5.", in: talk) == ["5.1"])
    #expect(texts("open chain-rule ", in: talk) == ["1"])
    #expect(texts("open 5 ", in: talk) == ["1"])
    #expect(texts("open 5 1 ", in: talk) == [])
  }

  @Test("one word is listed for a command, in the language that is spoken")
  func ownWords() {
    let talk = Talk("lang pt", curriculum: WordTests.curriculum)
    let words = texts("", in: talk)
    #expect(words.contains("passo") && words.contains("lessons"))
    #expect(!words.contains("step") && !words.contains("next"))
    #expect(texts("proxi", in: talk) == ["próximo"])
    #expect(texts("und", in: talk) == ["undo"])
    #expect(!texts("").contains("passo"))
  }

  @Test("a file name is left to whoever knows files")
  func files() {
    let talk = Talk()
    func file(_ line: String) -> PartialFileName? {
      talk.session.completions(for: line, cursor: line.utf8.count).file
    }
    #expect(file("load ben") == PartialFileName(typed: "ben", start: 5))
    #expect(file("x = 1; save ") == PartialFileName(typed: "", start: 12))
    #expect(file("source \"my les") == PartialFileName(typed: "my les", start: 7))
    #expect(file("source a b") == nil)
    #expect(file("show ben") == nil)
    #expect(PartialFileName.inCommand("my lesson.txt") == "\"my lesson.txt\"")
    #expect(PartialFileName.inCommand("my lessons/") == "\"my lessons/")
    #expect(PartialFileName.inCommand("bench.txt") == "bench.txt")
  }

  @Test("letters and signs are typed by their names")
  func symbols() {
    #expect(texts("\\sigma") == ["σ("])
    #expect(texts("2 * \\sigma") == ["σ("])
    #expect(texts("# \\sigma") == ["σ"])
    #expect(texts("help \\sigma") == ["σ"])
    #expect(texts("f = \\partial") == ["∂"])
    #expect(texts("# \\be") == ["β"])
    #expect(texts("\\ep") == ["ε"])
    #expect(texts("\\th") == ["θ"])
    #expect(texts("\\p").contains("\\psi"))
    #expect(texts("\\nothing") == [])
    #expect(texts("f = \\").contains("\\sigma"))
    #expect(!texts("f = \\").contains("abs("))
  }

  @Test("a function brings its parenthesis, unless one is there already")
  func parenthesis() {
    func completed(_ line: String, before rest: String) -> [String] {
      Talk().session.completions(for: line + rest, cursor: line.utf8.count).items.map(\.text)
    }
    #expect(completed("1 + \\sigma", before: "(x)") == ["σ"])
    #expect(completed("1 + \\sigma", before: " + x") == ["σ("])
    #expect(completed("1 + sigm", before: "(x)") == ["sigmoid"])
    #expect(completed("1 + sigm", before: ")") == ["sigmoid("])
  }

  @Test("the arguments of the function at the cursor are told")
  func call() {
    let talk = Talk("gate(a, b) = a * b")
    func call(_ line: String) -> String? {
      talk.session.completions(for: line, cursor: line.utf8.count).call?.plain
    }
    #expect(call("f = cross_entropy(")?.hasPrefix("cross_entropy(z, y)") == true)
    #expect(call("gate(1, (2 + 3) * ") == "gate(a, b) = a * b")
    #expect(call("gate(1, 2) + ") == nil)
    #expect(call("(1 + ") == nil)
  }

  @Test("inside a formula names and functions are completed at the word's beginning")
  func formulas() {
    let talk = Talk("weight = 1; f = weight^2")
    let line = "g = 2*wei"
    let completions = talk.session.completions(for: line, cursor: line.utf8.count).items
    #expect(completions.map(\.text) == ["weight"])
    #expect(completions.first?.start == 6)
    #expect(completions.first?.explanation.plain == "1")
  }
}
