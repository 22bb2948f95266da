import Testing

@testable import Tutor

/// What cannot be done is said in a sentence, with its place, and changes nothing.
@Suite struct ProblemTests {
  @Test("an unknown name is told with the nearest one and a caret")
  func unknownName() {
    var talk = Talk("x = 1; y = 2; rate = 3")
    #expect(
      talk.problem("f = x * rat") == "I don't know rat. Did you mean rate? Nothing was changed.")
    #expect(talk.place("f = x * rat") == "rat")
    #expect(talk.answer("f = x * rat").request == .prefill("f = x * rate"))
  }

  @Test("the caret stands in the whole line, after what was done already")
  func placeInLine() {
    var talk = Talk()
    #expect(talk.place("x = 1; y = x + foo") == "foo")
    #expect(talk.value("x") == 1)
    #expect(talk.value("y") == nil)
  }

  @Test(
    "after an error the session is exactly as it was",
    arguments: [
      "f = x * zz", "x = 1 +", "q = 2*q", "t = W @ v", "step = -1/0", "h = 0", "tries = 0.5",
      "x, y = 5, zz", "hold zz", "maximize W", "remove x", "undo 3", "W[5, 5] = 1",
      "W = [1 2 3]", "step 0.1", "strategy fast", "normal(0.5, zz)", "r = normal(2, 2) + zz",
      "shwo f", "lang xx", "help zz", "redraw x", "d = 2x", "exp = 3", "sigmoid(x) = x",
    ])
  func unchanged(line: String) {
    var talk = Talk("x = 1; y = -3; W = [1 2; 3 4]; v = [1 1]; s = sum(v @ W); f = x * y * s")
    let before = talk.session.bench
    #expect(talk.answer(line).failed)
    #expect(talk.session.bench == before)
    #expect(!talk.session.isWorking)
  }

  @Test("shapes that do not fit are both told")
  func shapes() {
    var talk = Talk("W = [1 2; 3 4]; v = [1 1 1]")
    #expect(talk.problem("W @ v") == "The shapes do not fit: 2×2 @ 1×3.")
    #expect(talk.place("s = 1 + W @ v") == "W @ v")
  }

  @Test("a new shape that would break a definition is refused with its name")
  func breaking() {
    var talk = Talk("W = [1 2; 3 4]; v = [1 1]; s = v @ W")
    #expect(
      talk.problem("W = [1 2 3; 4 5 6; 7 8 9]")
        == "s would not fit any more. The shapes do not fit: 1×2 @ 3×3. Nothing was changed.")
    #expect(talk.problem("W, v = [1 2 3; 4 5 6; 7 8 9], [1 1 1]") == nil)
  }

  @Test("the definition that would break is shown with its place")
  func breakingPlace() {
    var talk = Talk("W = [1 2; 3 4]; v = [1 1]; s =   1 + (v @ W)")
    _ = talk.say("v = [1 2]")
    let problem = talk.answer("W = [1 2 3; 4 5 6; 7 8 9]").document.problem
    #expect(problem?.source == "s = 1 + v @ W")
    #expect(problem?.marked == "v @ W")
  }

  @Test("what fails inside a function is shown in the function's own text")
  func insideFunction() {
    var talk = Talk("yy(a)=2*(a@[1 2])", "gate(a) = yy(a) + 1", "small(a) = a * zeros(0.5)")
    for line in ["yy([1 2])", "f = yy([1 2])", "gate([1 2])", "1 + gate([1 2; 3 4].T)"] {
      let problem = talk.answer(line).document.problem
      #expect(
        problem?.message.plain.hasPrefix("It fails inside yy. The shapes do not fit: ") == true)
      #expect(problem?.source == "yy(a) = 2 * (a @ [1 2])")
      #expect(problem?.marked == "a @ [1 2]")
    }
    let problem = talk.answer("small(1)").document.problem
    #expect(problem?.source == "small(a) = a * zeros(0.5)")
    #expect(problem?.marked == "zeros(0.5)")
    #expect(talk.problem("yy(3)") == nil)
  }

  @Test("what breaks through a function is named, and the place in the function shown")
  func breakingThroughFunction() {
    var talk = Talk("x = [1; 2]; yy(a) = a @ [1 2]; f = sum(yy(x))")
    let problem = talk.answer("x = [1 2]").document.problem
    #expect(
      problem?.message.plain
        == "f would not fit any more. It fails inside yy. The shapes do not fit: 1×2 @ 1×2. Nothing was changed."
    )
    #expect(problem?.marked == "a @ [1 2]")
    #expect(
      talk.problem("yy(b) = b @ [1 2 3; 4 5 6]")
        == "f would not fit any more. The shapes do not fit: 2×1 @ 2×3. Nothing was changed.")
    #expect(talk.place("yy(b) = b @ [1 2 3; 4 5 6]") == "b @ [1 2 3; 4 5 6]")
  }

  @Test("a function that would use itself is refused with the way round")
  func recursion() {
    var talk = Talk("x = 1; y = 2; gate(a, b) = a * b; twice(a) = gate(a, a)")
    #expect(
      talk.problem("gate(a, b) = twice(x) + y")
        == "A function cannot use itself: gate → twice → gate. Nothing was changed.")
    #expect(talk.say("gate(2, 3)") == ["6"])
  }

  @Test("a circle is told with its way round")
  func circle() {
    var talk = Talk("x = 1; a = x + 1; b = a * 2")
    #expect(
      talk.problem("a = b")
        == "That goes round in a circle: a → b → a. To take the value it has now, use :=. Nothing was changed."
    )
  }

  @Test("reserved are settings, functions, answer, and commands that work alone")
  func reserved() {
    var talk = Talk()
    for name in ["exp", "answer", "show", "undo", "pi"] {
      #expect(talk.problem("\(name) = 1")?.hasPrefix("\(name) has a meaning of its own") == true)
    }
    #expect(talk.problem("run(x) = x")?.hasPrefix("run has a meaning of its own") == true)
    for name in ["open", "load", "time", "hold", "d", "loss", "data", "x1", "E"] {
      #expect(talk.problem("\(name) = 1") == nil, "\(name)")
    }
  }

  @Test("a name that is also a command is tried as a formula first")
  func nameAndCommand() {
    var talk = Talk("time = 4")
    #expect(talk.say("time") == ["4"])
    #expect(talk.say("time * 2") == ["8"])
    #expect(talk.say("time 1 + 1") == ["2", "took 0 µs"])
  }

  @Test("an unknown word before another is a command that is corrected")
  func unknownCommand() {
    var talk = Talk("x = 1")
    #expect(talk.problem("shwo x") == "I don't know shwo. Did you mean show?")
    #expect(talk.answer("shwo x").request == .prefill("show x"))
    #expect(talk.problem("stepp") == "I don't know stepp. Did you mean step?")
  }

  @Test("a single unknown word is held against names, functions and commands of all languages")
  func unknownWordAlone() {
    var talk = Talk("x = 1; weight = 2", curriculum: WordTests.curriculum)
    for (typed, meant) in [
      ("grda", "grad"), ("wieght", "weight"), ("sigmod", "sigmoid"), ("desfaser", "desfazer"),
      ("mostar", "mostrar"), ("radus", "radius"), ("Xx", "x"),
    ] {
      #expect(talk.problem(typed) == "I don't know \(typed). Did you mean \(meant)?")
      #expect(talk.answer(typed).request == .prefill(meant))
      #expect(talk.place(typed) == typed)
    }
    #expect(talk.problem("zz") == "I don't know zz. help lists the commands.")
    #expect(talk.problem("zz * 2") == "I don't know zz.")
  }

  @Test("a command with wrong letters and arguments is corrected in any language")
  func unknownCommandWithArguments() {
    var talk = Talk("x = 1; f = x^2", curriculum: WordTests.curriculum)
    for (typed, meant) in [
      ("stpe 3", "step 3"), ("mostar x", "mostrar x"), ("grda --json", "grad --json"),
      ("sorce \"a b.txt\"", "source \"a b.txt\""), ("maxmize f", "maximize f"),
    ] {
      #expect(talk.answer(typed).request == .prefill(meant))
    }
  }

  @Test("a wrong word among the arguments of a command is told with the nearest one")
  func unknownArguments() {
    var talk = Talk("x = 1; gate(a) = a; f = x^2", curriculum: WordTests.curriculum)
    for (typed, place, corrected) in [
      ("grad numercal", "numercal", "grad numerical"), ("grad --jsn", "--jsn", "grad --json"),
      ("strategy analitic", "analitic", "strategy analytic"),
      ("ties = splt", "splt", "ties = split"), ("set ties frst", "frst", "set ties first"),
      ("set radus 2", "radus", "set radius 2"), ("lang ptt", "ptt", "lang pt"),
      ("lang portugese", "portugese", "lang português"), ("show stpe", "stpe", "show step"),
      ("show f gaet", "gaet", "show f gate"), ("help sigmod", "sigmod", "help sigmoid"),
      ("redraw gaet", "gaet", "redraw gate"), ("show exp", "exp", "help exp"),
    ] {
      let answer = talk.answer("y = 1; \(typed)")
      #expect(answer.document.problem?.marked == place, "\(typed)")
      #expect(answer.request == .prefill("y = 1; \(corrected)"), "\(typed)")
      #expect(answer.document.problem?.message.plain.contains(place) == true, "\(typed)")
    }
    #expect(talk.place("set h [1 2]") == "[1 2]")
    #expect(talk.place("set h = 1 +") == "")
  }

  @Test("a function without its parentheses gets the line to type")
  func callWithoutParentheses() {
    var talk = Talk("x = 1; gate(a, b) = a * b")
    for (typed, line) in [
      ("exp 2", "exp(2)"), ("gate 2 x", "gate(2, x)"), ("d x^2 x", "d(x^2, x)"),
    ] {
      #expect(talk.problem(typed) == "Write \(line) instead.")
      #expect(talk.answer(typed).request == .prefill(line))
    }
    #expect(
      talk.problem("gate") == "gate is a function: write its inputs after it, as in gate(…).")
    #expect(talk.problem("d") == "d takes a formula and the name of an input: d(f, x).")
  }

  @Test("of two languages, a wrong word is rather one of the language that is spoken")
  func nearestLanguage() {
    let other = Language(code: "pt", name: "Português", words: ["ruin": "quit"])
    var talk = Talk(curriculum: Curriculum(languages: [.english, other]))
    #expect(talk.problem("ruinn") == "I don't know ruinn. Did you mean run?")
    #expect(talk.problem("ruinn 3") == "I don't know ruinn. Did you mean run?")
    _ = talk.say("lang pt")
    #expect(talk.problem("ruinn") == "I don't know ruinn. Did you mean ruin?")
  }

  @Test("words that begin a definition elsewhere are left out, and names on paper understood")
  func foreignWords() {
    var talk = Talk("x = 4")
    #expect(talk.answer("let y = 3").request == .prefill("y = 3"))
    #expect(talk.answer("raiz(x)").request == .prefill("sqrt(x)"))
    #expect(talk.answer("seno(x)").request == .prefill("sin(x)"))
  }

  @Test("one line has one equals sign")
  func twoEqualsSigns() {
    var talk = Talk()
    #expect(
      talk.problem("x = y = 3")
        == "A line has one =. Two definitions are separated by ;, as in y = 3; x = y. Nothing was changed."
    )
  }

  @Test("numbers that are written otherwise elsewhere are no products")
  func foreignNumbers() {
    var talk = Talk("x = 2")
    for number in ["1e", "0x10", "2.5E"] {
      #expect(talk.problem(number) == "\(number) is not a number.")
      #expect(talk.place("1 + \(number)") == number)
    }
    #expect(talk.say("1e1") == ["10"])
    #expect(talk.problem("2x") == "Write 2*x instead.")
  }

  @Test("a function with wrong letters keeps its inputs")
  func unknownFunction() {
    var talk = Talk("x = 1")
    #expect(talk.problem("sigmod(x + 1)") == "I don't know sigmod. Did you mean sigmoid?")
    #expect(talk.answer("sigmod(x + 1)").request == .prefill("sigmoid(x + 1)"))
    #expect(talk.answer("f = 2 * sigmod(x)").request == .prefill("f = 2 * sigmoid(x)"))
    #expect(talk.place("grda(x)") == "grda")
  }

  @Test("a function is told how many inputs it takes, also by the calculator")
  func arity() {
    var talk = Talk("gate(p, q) = p * q")
    #expect(talk.problem("gate(1)") == "gate takes 2 inputs, not 1.")
    #expect(talk.place("f = 2 * gate(1, 2, 3)") == "gate(1, 2, 3)")
  }

  @Test("a comparison is answered with the difference of its own sides")
  func equality() {
    var talk = Talk("x = 1; y = 2")
    for (typed, difference) in [
      ("x == 2", "x - 2"), ("x != y", "x - y"), ("2*x == y - 1", "2 * x - (y - 1)"),
      ("x == -1", "x - (-1)"), ("x > 1 == y", "(x > 1) - y"),
    ] {
      let sign = typed.contains("!=") ? "!=" : "=="
      #expect(
        talk.problem(typed)
          == "\(sign) does not compare here. \(difference) shows the difference.")
      #expect(talk.place(typed) == sign)
      #expect(talk.answer(typed).request == .prefill(difference))
      #expect(talk.problem(difference) == nil)
    }
    #expect(talk.answer("f = x == 2").request == .prefill("f = x - 2"))
    for odd in ["==", "x ==", "(x == 2) * y", "x == 2 == y"] {
      #expect(
        talk.problem(odd) == "== does not compare here. Subtract one side from the other.")
    }
  }

  @Test("a definition that a new shape would break is shown with the place in it")
  func brokenDefinition() {
    var talk = Talk("W = [1 2; 3 4]; v = [1; 2]; g = 1; f = 2*g  +  sum( W@v )")
    let problem = talk.answer("g = 5; v = [1 2 3]").document.problem
    #expect(
      problem?.message.plain
        == "f would not fit any more. The shapes do not fit: 2×2 @ 1×3. Nothing was changed.")
    #expect(problem?.source == "f = 2 * g + sum(W @ v)")
    #expect(talk.place("v = [1 2 3]") == "W @ v")
    _ = talk.say("twice(a) = a + [1; 2]; s = sum(twice(v))")
    _ = talk.say("f = 1")
    #expect(talk.place("v = [1 2; 3 4; 5 6]") == "a + [1; 2]")
    #expect(
      talk.answer("v = [1 2; 3 4; 5 6]").document.problem?.source == "twice(a) = a + [1; 2]")
  }

  @Test("what other tools accept is answered with the line to type")
  func writeInstead() {
    var talk = Talk("x = 3")
    #expect(talk.answer("f = 2x").request == .prefill("f = 2*x"))
    #expect(talk.problem("np.exp(x)")?.hasPrefix("Write ") == true)
  }

  @Test("a comma that could be two things is refused with both")
  func comma() {
    var talk = Talk()
    #expect(talk.problem("max(0,5)")?.hasPrefix("One number or two?") == true)
    #expect(talk.say("0,01 * 2") == ["0.02"])
  }

  @Test("numbers of one command are counted, and the rest is refused")
  func arguments() {
    var talk = Talk("x = 1; f = x^2")
    #expect(talk.problem("undo 3") == "undo stands alone; 3 has no meaning after it.")
    #expect(
      talk.problem("run many")
        == "many is not a count. run takes a whole number from 1 to 1000000000.")
    #expect(talk.problem("step 0") == "step takes a whole number of moves. Did you mean step = 0?")
  }
}
