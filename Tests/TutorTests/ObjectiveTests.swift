import Testing

@testable import Tutor

@Suite struct ObjectiveTests {
  @Test("a definition becomes the objective when there is none, or when it depends on it")
  func rule() {
    var talk = Talk("x = 1; y = 2; q = x + y")
    #expect(talk.session.bench.objective == "q")
    _ = talk.say("g = x^2")
    #expect(talk.session.bench.objective == "q")
    _ = talk.say("f = q * 2")
    #expect(talk.session.bench.objective == "f")
  }

  @Test("what was named stays the objective")
  func named() {
    var talk = Talk("x = 1; f = x^2; maximize f; g = f + 1")
    #expect(talk.session.bench.objective == "f")
    #expect(talk.say("minimize g") == ["minimize g    g = 2"])
    #expect(talk.say("maximize") == ["maximize g    g = 2"])
  }

  @Test("the objective is a single number")
  func scalar() {
    var talk = Talk("x = [1 2]; s = 2 * x")
    #expect(talk.session.bench.objective == nil)
    #expect(
      talk.problem("maximize s")
        == "s is 1×2; an objective is a single number. sum(s) would be one.")
    #expect(talk.problem("maximize x * 2") != nil)
    _ = talk.say("f = sum(s); maximize f")
    #expect(
      talk.problem("f = s")
        == "f is the objective and stays a single number; this would make it 1×2. Nothing was changed."
    )
  }

  @Test("an objective that becomes an input makes room for another")
  func replaced() {
    var talk = Talk("x = 1; f = x^2; g = x^3")
    _ = talk.say("f = 3")
    #expect(talk.session.bench.objective == "g")
  }

  @Test("hold keeps inputs where they are, free lets them move")
  func roles() {
    var talk = Talk("w = 2; x = 3; f = w * x; step = 0.1")
    #expect(talk.say("hold x") == ["free: w    held: x"])
    #expect(talk.say("step").first == "w = 2.3   f = 6.9")
    #expect(talk.value("x") == 3)
    #expect(talk.say("free x") == ["free: w and x"])
    #expect(talk.problem("hold f") == "f follows its definition; only inputs can be held or free.")
    _ = talk.say("hold w x")
    #expect(talk.problem("step") == "No input of f is free to move. free NAME lets one move.")
  }

  @Test("a held input stays held when it gets another value")
  func heldStays() {
    var talk = Talk("w = 2; x = 3; f = w * x; hold x")
    _ = talk.say("x = 4")
    #expect(talk.session.bench.role(of: "x") == .held)
  }

  @Test("without an objective a step says what is missing")
  func missing() {
    var talk = Talk("x = 1")
    #expect(
      talk.problem("step")
        == "There is nothing to improve yet. Define an output first, as in f = x * y.")
  }
}
