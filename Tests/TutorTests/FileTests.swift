import Testing

@testable import Tutor

@Suite struct FileTests {
  /// What `save` writes.
  private func saved(_ talk: inout Talk) throws -> String {
    let answer = talk.session.respond(to: "save \"my bench.txt\"", using: talk.engine)
    guard case .write(let path, let text) = answer.request else {
      throw Refusal("nothing is written")
    }
    #expect(path == "my bench.txt")
    let done = talk.session.received(.success(""), for: answer.request!, using: talk.engine)
    #expect(done.document.lines == ["Saved to my bench.txt."])
    return text
  }

  private func load(_ text: String, in talk: inout Talk) -> Answer {
    let request = talk.session.respond(to: "load it", using: talk.engine).request
    #expect(request == .read(path: "it", purpose: .load))
    return talk.session.received(.success(text), for: request!, using: talk.engine)
  }

  @Test("save writes a script of our own language")
  func script() throws {
    var talk = Talk("x = 1/3; y = -3; f = x * y; minimize f; step = 0.01; hold y")
    #expect(
      try saved(&talk) == """
        step = 0.01
        x = 0.3333333333333333
        y = -3
        f = x * y
        hold y
        strategy analytic
        minimize f
        drawn 0

        """)
  }

  @Test("a folder that is not there is named when something is to be saved in it")
  func missingFolder() {
    var talk = Talk("x = 1")
    for (path, sentence) in [
      ("/nodir/sub/it", "There is no folder /nodir/sub."), ("a/it", "There is no folder a."),
      ("it", "There is no file it."),
    ] {
      let request = talk.session.respond(to: "save \(path)", using: talk.engine).request!
      let answer = talk.session.received(.failure(.notFound), for: request, using: talk.engine)
      #expect(answer.document.problem?.message.plain == sentence)
    }
  }

  @Test("load makes the bench that was saved, draws and the order of names included")
  func roundTrip() throws {
    var talk = Talk(
      "ties = first; seed = 5; W = 0.1 * normal(2, 3); a = 1; y = a * uniform(1, 2)",
      "sq(t) = t * t; cube(t) = t * sq(t); noisy(t) = t + normal(1, 1)",
      "q = 3; f = q * cube(a) + sum(W) * noisy(a); b = 1e-300; q = a + b",
      "tries = 3; strategy random; step; maximize f; undo; maximize f")
    let before = talk.session.bench
    let text = try saved(&talk)
    var other = Talk("old = 1")
    let answer = load(text, in: &other)
    #expect(!answer.failed, "\(answer.document.lines)")
    var loaded = other.session.bench
    loaded.steps = before.steps
    loaded.evaluations = before.evaluations
    loaded.handMoves = before.handMoves
    #expect(loaded.definitions == before.definitions)
    #expect(loaded == before)
    _ = other.say("undo")
    #expect(other.value("old") == 1)
  }

  @Test(
    "load keeps whether the objective was named",
    arguments: [
      "x = 1; f = x^2", "x = 1; f = x^2; minimize f", "x = 1; f = x^2; minimize",
      "x = 1; y = 2; a = x^2; b = a + 1; b = y^2", "x = 1",
    ])
  func namedObjective(lines: String) throws {
    var talk = Talk(lines)
    let text = try saved(&talk)
    var other = Talk()
    #expect(!load(text, in: &other).failed)
    #expect(other.session.bench == talk.session.bench)
    for line in ["g = 3 * x", "k = x + 1; k = g * 2", "m = sum([x x])"] {
      _ = talk.say(line)
      _ = other.say(line)
      #expect(other.session.bench.objective == talk.session.bench.objective)
    }
  }

  @Test(
    "load accepts nothing but a bench",
    arguments: ["step", "show", "x", "quit", "source a", "undo"])
  func onlyBench(line: String) {
    var talk = Talk("x = 1; f = x^2")
    let before = talk.session
    let answer = load("y = 2\n\(line)\n", in: &talk)
    #expect(answer.failed)
    #expect(
      answer.document.problem?.message.plain
        == "it, line 2: Only definitions, settings and values belong in a saved bench. source runs commands."
    )
    #expect(talk.session.bench == before.bench)
  }

  @Test("a file that cannot be opened is told as a problem")
  func missing() {
    var talk = Talk()
    let request = talk.session.respond(to: "load it", using: talk.engine).request!
    let answer = talk.session.received(.failure(.notFound), for: request, using: talk.engine)
    #expect(answer.failed)
    #expect(answer.document.lines == ["There is no file it."])
  }

  @Test("source runs commands; a failing one ends its line and is told with its place")
  func source() {
    var talk = Talk()
    let request = talk.session.respond(to: "source a.txt; last = 1", using: talk.engine).request!
    #expect(request == .source(path: "a.txt"))
    let answer = talk.session.received(
      .success("# a file\nx = 1; f = x^2\n\ny = zz; z = 1\nw = 2\n"), for: request,
      using: talk.engine)
    #expect(answer.failed)
    #expect(
      answer.document.problem?.message.plain
        == "a.txt, line 4: I don't know zz. Nothing was changed.")
    #expect(talk.value("w") == 2)
    #expect(talk.value("z") == nil)
    #expect(talk.value("last") == 1)
    _ = talk.say("undo")
    #expect(talk.session.bench.isEmpty)
  }

  @Test("work in a file is done before its next line")
  func sourceWithWork() {
    var talk = Talk("x = 1; f = x^2; step = 0.1")
    let request = talk.session.respond(to: "source a", using: talk.engine).request!
    var answer = talk.session.received(
      .success("run 20\ny := x"), for: request, using: talk.engine)
    while talk.session.isWorking {
      answer = talk.session.advance(steps: 3, using: talk.engine) ?? answer
    }
    #expect(talk.value("y") == talk.value("x"))
  }

  @Test("a file that runs itself is stopped")
  func recursion() {
    var talk = Talk()
    var answer = talk.session.respond(to: "source a", using: talk.engine)
    var count = 0
    while let request = answer.request, count < 100 {
      answer = talk.session.received(.success("source a"), for: request, using: talk.engine)
      count += 1
    }
    #expect(count == SourceCommand.deepest)
    #expect(answer.failed)
  }
}

extension Refusal {
  init(_ text: String) { self.init(Phrase(text)) }
}
