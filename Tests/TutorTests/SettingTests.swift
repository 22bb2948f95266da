import Testing

@testable import Tutor

@Suite struct SettingTests {
  @Test("a setting is changed by = and by set")
  func change() {
    var talk = Talk()
    #expect(talk.say("h = 1e-3") == ["h = 0.001"])
    #expect(talk.say("set h 0.01") == ["h = 0.01"])
    #expect(talk.say("set step = 1/4") == ["step = 0.25"])
    #expect(talk.say("step = step / 10") == ["step = 0.025"])
    #expect(talk.say("ties = first") == ["ties = first"])
    #expect(talk.say("set ties both") == ["ties = both"])
  }

  @Test("a setting given a formula is told a better name")
  func formula() {
    var talk = Talk("x = 1")
    #expect(
      talk.problem("h = x^2")
        == "h is a setting and takes a number. For a formula take another name: h1. Nothing was changed."
    )
    #expect(talk.answer("h = x^2").request == .prefill("h1 = x^2"))
  }

  @Test("what := gives a setting is computed now, whatever it reads")
  func now() {
    var talk = Talk("x = 3; f = x^2")
    #expect(talk.say("range := x + f") == ["range = 12"])
    #expect(talk.say("step := 1 / d(f, x)") == ["step = 0.166667"])
    _ = talk.say("x = 1")
    #expect(talk.session.bench.settings[.range] == 12)
    #expect(talk.problem("h := -x") == "h must be a number above 0. Nothing was changed.")
    #expect(talk.problem("h := [x x]")?.hasPrefix("h is a setting and takes a single") == true)
    #expect(talk.say("undo")[0].hasPrefix("took back x = 1"))
    _ = talk.say("undo")
    #expect(talk.session.bench.settings[.step] == Talk().session.bench.settings[.step])
  }

  @Test("a value that a setting cannot have is refused with what it must be")
  func limits() {
    var talk = Talk()
    #expect(talk.problem("h = 0") == "h must be a number above 0. Nothing was changed.")
    #expect(
      talk.problem("digits = 18")
        == "digits must be a whole number from 1 to 17. Nothing was changed.")
    #expect(talk.problem("tries = 1.5")?.hasPrefix("tries must be a whole number") == true)
    #expect(talk.problem("ties = third")?.hasPrefix("ties is split, first or both") == true)
  }

  @Test("step 0.1 is asked back as step = 0.1")
  func stepSize() {
    var talk = Talk("x = 1; f = x^2")
    let answer = talk.answer("step 0.1")
    #expect(
      answer.document.lines
        == ["step takes a whole number of moves. Did you mean step = 0.1?"])
    #expect(answer.request == .prefill("step = 0.1"))
  }

  @Test("digits decides how numbers are written")
  func digits() {
    var talk = Talk("digits = 10")
    #expect(talk.say("1/3") == ["0.3333333333"])
    #expect(talk.say("digits = 3; 1/3").last == "0.333")
  }

  @Test("settings lists every setting with its value")
  func list() {
    var talk = Talk("h = 0.01")
    let lines = talk.say("settings")
    #expect(lines.count == 14)
    #expect(lines[0].hasPrefix("h | 0.01 | the difference step"))
  }

  @Test("who wins a tie is a setting")
  func ties() {
    var talk = Talk("a = 2; b = 2; f = max(a, b)")
    #expect(talk.say("d(f, a)") == ["0.5"])
    #expect(talk.say("ties = first; d(f, a); d(f, b)") == ["ties = first", "1", "0"])
    #expect(talk.say("ties = both; d(f, b)").last == "1")
  }
}

@Suite struct PreferenceTests {
  @Test("theme and pager are set and listed like settings, in any language's words")
  func change() {
    var talk = Talk()
    #expect(talk.say("theme = dark") == ["theme = dark"])
    #expect(talk.say("set pager off") == ["pager = off"])
    #expect(talk.session.preferences[.theme] == "dark")
    #expect(talk.say("settings").contains { $0.hasPrefix("pager | off | ") })
    #expect(talk.say("help theme").first == "theme = dark")
    #expect(talk.say("show pager").last?.contains("off") == true)
    #expect(
      talk.problem("theme = 3") == "theme is auto, light or dark. Nothing was changed.")
    #expect(talk.session.preferences[.theme] == "dark")
  }

  @Test("undo, reset and another bench leave them alone")
  func noPartOfTheBench() {
    var talk = Talk("x = 1; f = x^2")
    _ = talk.say("theme = light")
    _ = talk.say("x = 2")
    _ = talk.say("undo")
    #expect(talk.session.preferences[.theme] == "light")
    #expect(talk.value("x") == 1)
    _ = talk.say("undo")
    _ = talk.say("reset")
    #expect(talk.session.preferences[.theme] == "light")
  }

  @Test("they are kept from one day to the next, and only where they were chosen")
  func kept() throws {
    var talk = Talk("theme = dark; x = 1")
    let script = talk.session.progressScript()
    #expect(script.contains("\nset theme dark\n") && !script.contains("pager"))
    var next = Session()
    try next.restore(from: script)
    #expect(next.preferences == talk.session.preferences)
    _ = talk.say("theme = auto")
    #expect(!talk.session.progressScript().contains("theme"))
    #expect(throws: Refusal.self) { try next.restore(from: "set theme pink\n") }
  }

  @Test("a setting alone is answered with its value, whatever kind it is and in any language")
  func alone() {
    let words: WordList = ["raio": "radius", "empates": "ties", "tema": "theme"]
    let other = Language(code: "pt", name: "Português", words: words)
    var talk = Talk("ties = both", curriculum: Curriculum(languages: [.english, other]))
    for (typed, value) in [
      ("h", "1e-05"), ("ties", "both"), ("empates", "both"), ("raio", "0.01"), ("theme", "auto"),
      ("tema", "auto"), ("pager", "on"),
    ] {
      #expect(talk.say(typed) == [value], "\(typed)")
    }
    #expect(talk.answer("theme = drk").request == .prefill("theme = dark"))
    _ = talk.say("raio = 3; radius = 0.5")
    #expect(talk.say("raio") == ["0.5"])
  }
}
