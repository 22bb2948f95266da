import Testing

@testable import Tutor

/// Long scripts of definitions.
@Suite struct ChainTests {
  @Test("2000 chained definitions take a moment")
  func chain() {
    var talk = Talk("x0 = 1.5")
    let clock = ContinuousClock()
    let time = clock.measure {
      for number in 1..<2_000 {
        _ = talk.session.respond(
          to: "x\(number) = x\(number - 1) * 1.0001 + 0.001", using: talk.engine)
      }
    }
    #expect(time < .seconds(8), "a quarter of a second, were it not for debugging")
    #expect(talk.session.bench.objective == "x1999")
    #expect(talk.say("x1999") == ["4.04459"])
  }

  @Test("what is added is worth the same as in a graph of the whole")
  func addedValues() throws {
    var talk = Talk("x = 0.3; W = [1 2; 3 4]; g(a) = a * x + h", "u = W @ [x; 1]")
    _ = talk.say("v = g(u) + u; s = sum(v) * uniform(1, 1); t = s / v[0, 0]; k = max(s, t) + step")
    for name in ["u", "v", "s", "t", "k"] {
      let kept = try talk.engine.value(of: name, in: talk.session.bench)
      #expect(try Engine().value(of: name, in: talk.session.bench) == kept)
    }
  }

  @Test("a value that was known is computed anew after a change under it")
  func changedValues() {
    var talk = Talk("x = 2; a = x^2; b = a + 1; c = b * 10")
    _ = talk.say("x = 3")
    #expect(talk.say("d1 = c + b") == ["d1 = c + b = 110"])
    _ = talk.say("undo; undo; a1 = x; undo; a1 = 2 * x")
    #expect(talk.say("e1 = a1 + c") == ["e1 = a1 + c = 54"])
    _ = talk.say("h = 0.5; b1 = h * c; h = 0.25")
    #expect(talk.say("b2 = b1 + 0") == ["b2 = b1 + 0 = 12.5"])
  }

  @Test("a definition that does not fit is refused beside values that are known")
  func misfits() {
    var talk = Talk("W = [1 2; 3 4]; a = W @ W; b = a + 1")
    let before = talk.session
    #expect(talk.place("c = b @ [1 2 3]") == "b @ [1 2 3]")
    #expect(talk.session.bench == before.bench)
    #expect(talk.say("c = sum(b)") == ["c = sum(b) = 58"])
  }
}
