import Testing

@testable import Tutor

@Suite struct EngineTests {
  static let lines = [
    "x = 1; y = -3; f = x * y", "step = 0.01", "grad", "step 3", "x = 2", "f = x^2 * y",
    "grad central",
    "W = normal(2, 2); v = [1 2]; s = sum(sigmoid(v @ W.T))", "maximize s", "run 5", "check",
    "hold v", "strategy random; tries = 5", "step", "redraw W", "circuit", "backward", "show",
    "undo", "undo", "redo", "strategy local", "run 30", "gate(a, b) = a * b; g = gate(x, y)",
    "minimize g", "strategy numerical", "step 2", "x = x + 0.1 * d(g, x)",
    "y = y + 0.1 * d(g, y)", "ties = both; m = max(x, x)", "zz", "W = zz", "W[0, 0] = 4",
    "show --json", "grad --json", "forward", "d(s, W)", "remove m", "settings",
  ]

  @Test("an engine thrown away before every command changes no answer")
  func forgetting() {
    let kept = Engine()
    let forgetful = Engine()
    forgetful.forgetsEverything = true
    var (one, other) = (Session(), Session())
    for line in Self.lines {
      let answer = one.respondToEnd(line, using: kept)
      #expect(answer == other.respondToEnd(line, using: forgetful), "\(line)")
      #expect(one == other, "\(line)")
    }
  }

  @Test("the same lines give the same session")
  func repeatable() {
    var (one, other) = (Session(), Session())
    for line in Self.lines {
      _ = one.respondToEnd(line, using: Engine())
      _ = other.respondToEnd(line, using: Engine())
    }
    #expect(one == other)
  }

  @Test("a session that holds nan is equal to itself")
  func nan() {
    let talk = Talk("x = 0/0; f = x + 1")
    #expect(talk.session == talk.session)
  }
}
