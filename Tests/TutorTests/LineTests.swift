import Testing

@testable import Tutor

@Suite struct LineTests {
  private func texts(_ line: String) -> [String] {
    Piece.pieces(of: line, number: 1, words: ["carregar": "load"]).map(\.text)
  }

  @Test("; outside brackets and quotes separates, # after a blank begins a comment")
  func splitting() {
    #expect(texts("x = 1; y = 2 ;f") == ["x = 1", "y = 2", "f"])
    #expect(texts("W = [1 2; 3 4]; max(0,5; 2)") == ["W = [1 2; 3 4]", "max(0,5; 2)"])
    #expect(texts("x = 1 # one; two") == ["x = 1"])
    #expect(texts("# only a comment") == [])
    #expect(texts("save \"a; b#c.txt\"; x") == ["save \"a; b#c.txt\"", "x"])
    #expect(texts("x#y") == ["x#y"])
    #expect(texts(" ;; ") == [])
    #expect(texts("ção = 1; σ(ção)") == ["ção = 1", "σ(ção)"])
  }

  @Test("nothing begins with #, so right behind ; it begins a comment")
  func commentBehindSemicolon() {
    #expect(texts("x;#y") == ["x"])
    #expect(texts("x = 1; # y = 2") == ["x = 1"])
    #expect(texts("[1 # 2]") == ["[1"])
  }

  @Test("a quote opens where an argument begins, and one that is never closed holds the rest")
  func quotes() {
    #expect(texts("save \"a; b") == ["save \"a; b"])
    #expect(texts("load a\"b; x") == ["load a\"b", "x"])
    #expect(texts("\"a;b\";x") == ["\"a;b\"", "x"])
    var talk = Talk("x = 1")
    #expect(talk.problem("save \"a.txt; x = 2") == "This \" is never closed.")
    #expect(talk.place("save \"a.txt; x = 2") == "\"")
    #expect(talk.value("x") == 1)
  }

  @Test("in a quote a backslash writes what could not be typed or seen")
  func escapes() {
    let escaped = #"save "a\"; b\\c\n\t\e\u{202E}.\x""#
    #expect(texts(escaped + "; x") == [escaped, "x"])
    var arguments = Arguments(escaped, after: 4)
    let name = "a\"; b\\c\n\t\u{1B}\u{202E}.\\x"
    #expect(arguments.rest().map(\.text) == [name])
    #expect(QuotedName.meaning(of: QuotedName.quoted(name)) == name)
    #expect(QuotedName.meaning(of: #"a\u{20"#, isBeginning: true) == "a")
    #expect(QuotedName.meaning(of: #"a\u{20"#) == #"a\u{20"#)
    #expect(QuotedName.meaning(of: #"a\"#, isBeginning: true) == "a")
  }

  @Test("a bracket in the name of a file, a lesson or a topic holds nothing together")
  func bracketsInNames() {
    #expect(texts("load \"a(b.txt\"; x = 1") == ["load \"a(b.txt\"", "x = 1"])
    #expect(texts("load a(b.txt; x = 1") == ["load a(b.txt", "x = 1"])
    #expect(texts("carregar a[1; x = 1") == ["carregar a[1", "x = 1"])
    #expect(texts("time load a(b; x") == ["time load a(b", "x"])
    #expect(texts("help max(; W = [1; 2]; x") == ["help max(", "W = [1; 2]", "x"])
    #expect(texts("load = max(0,5; 2); x") == ["load = max(0,5; 2)", "x"])
    #expect(texts("load * (1; 2); x") == ["load * (1; 2)", "x"])
  }

  @Test(
    "ends of lines separate, and blanks of copied text are no part of a command")
  func blanks() {
    #expect(texts("x = 1 # one\ny = 2") == ["x = 1", "y = 2"])
    #expect(texts("W = [1\n2]") == ["W = [1\n2]"])
    #expect(texts("x = 1;\u{A0}show\u{2003};\u{A0}") == ["x = 1", "show"])
  }

  @Test("a failing command ends its line")
  func failing() {
    var talk = Talk()
    let answer = talk.answer("x = 1; y = zz; z = 3")
    #expect(answer.failed)
    #expect(talk.value("x") == 1)
    #expect(talk.value("z") == nil)
    #expect(!talk.answer("z = 3").failed)
  }

  @Test("an empty line does what the last answer offered, in a script nothing")
  func offers() {
    var talk = Talk("x = 1; f = x^2")
    talk.session.offer = "x = 7"
    #expect(talk.say("  ") == ["x = 7    f = 49    (was 1, up 48)"])
    #expect(talk.say("").isEmpty)
    var script = Session(takesOffers: false)
    script.offer = "x = 7"
    #expect(script.respond(to: "", using: Engine()) == Answer())
  }

  @Test("arguments are separated by blanks outside brackets; quotes hold a file name")
  func arguments() {
    var arguments = Arguments("save (x + y) \"my file.txt\" [1 2]", after: 4)
    #expect(arguments.rest().map(\.text) == ["(x + y)", "my file.txt", "[1 2]"])
  }

  @Test("step begins a formula where it goes on like one")
  func stepAsSetting() {
    var talk = Talk("x = 1; f = x^2; step = 0.5")
    #expect(talk.say("step * 2") == ["1"])
    #expect(talk.say("step").count == 2)
    #expect(talk.say("where (x > 0, 1, 2)") == ["1"])
  }

  @Test("leaving drops the rest of the line")
  func leaving() {
    var talk = Talk()
    for word in ["quit", "exit"] {
      let answer = talk.answer("\(word); x = 1")
      #expect(answer.request == .leave(code: 0))
    }
    #expect(talk.value("x") == nil)
  }

  @Test("time tells how long a command took, work included")
  func time() {
    var talk = Talk("x = 1; f = x^2")
    var answer = talk.session.respond(to: "time run 20", using: talk.engine)
    while talk.session.isWorking {
      answer = talk.session.advance(steps: 6, using: talk.engine) ?? answer
    }
    #expect(answer.request == .elapsed)
    answer = talk.session.received(.success("0.0123"), for: .elapsed, using: talk.engine)
    #expect(answer.document.lines == ["took 12.3 ms"])
  }
}
