import DocumentModel
import Terminal
import Testing

@testable import Lessons
@testable import Tutor

/// Networks with many examples have circuits that nobody draws gate by gate.
@Suite("Circuits of many examples")
struct LargeCircuitTests {
  private static let moons = "data moons 80 seed 1; net 2-8-8-1 tanh seed 1; loss bce"
  private static let asFunctions =
    moons + "; lin(x, w, b) = x @ w + b; act(z) = tanh(z); z1 = lin(X, W1, b1); a1 = act(z1); "
    + "z2 = lin(a1, W2, b2); a2 = act(z2); z3 = lin(a2, W3, b3)"
  private static let manyRows = "data moons 1797 seed 1; net 2-2-1 tanh seed 1; loss bce"

  @Test(
    "They are answered on a few screens, drawn, opened or expanded",
    arguments: [
      (moons, ["circuit", "circuit table", "circuit expand L", "circuit expand z3[79, 0]"]),
      (asFunctions, ["circuit", "circuit open", "circuit open lin", "circuit expand L"]),
      (asFunctions, ["circuit expand a1", "circuit expand z2[0, 1]"]),
      (manyRows, ["circuit", "circuit table"]),
      (manyRows, ["circuit expand L", "circuit expand a1[1796, 1]"]),
    ])
  func answersAreShort(bench: String, commands: [String]) {
    var session = Session(curriculum: .standard)
    let engine = Engine()
    _ = session.respondToEnd(bench, using: engine)
    for command in commands {
      let answer = session.respondToEnd(command, using: engine)
      #expect(!answer.failed, "\(command)")
      for width in [80, 300] {
        let rows = Renderer(TerminalProfile(width: width)).render(answer.document)
          .split(separator: "\n", omittingEmptySubsequences: false)
        #expect((2...250).contains(rows.count), "\(command): \(rows.count) rows")
        #expect(rows.allSatisfy { $0.count <= width }, "\(command)")
      }
    }
  }

  @Test("What cannot be opened into single numbers is refused, with what draws it")
  func refused() {
    var session = Session(curriculum: .standard)
    let engine = Engine()
    _ = session.respondToEnd(
      "data digits; net 64-32-10 relu seed 1; loss cross-entropy", using: engine)
    for (typed, drawn) in [("L", "circuit L"), ("z1[0, 1]", "circuit z1")] {
      let answer = session.respondToEnd("circuit expand \(typed)", using: engine)
      #expect(
        answer.document.problems.map(\.plain) == [
          "Opened into single numbers, the circuit of L would have more than 100000 gates. "
            + "\(drawn) draws its matrices."
        ])
    }
  }
}
