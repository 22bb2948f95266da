import Testing

@testable import GradientCore
@testable import Tutor

@Suite struct CheckTests {
  @Test("check counts in words")
  func counts() {
    var talk = Talk("x = 2; f = x^2")
    #expect(talk.say("check").last == "The slope agrees, at this point.")
    _ = talk.say("y = 3; g = x * y; maximize g")
    #expect(talk.say("check").last == "All 2 agree, at this point.")
  }

  @Test("a kink is told with its gate, both slopes and the convention")
  func kinks() {
    var talk = Talk("x = 2; g = 3 * relu(x - 2) - x")
    let lines = talk.say("check")
    #expect(lines[0] == "input | backward | differences | relative error | verdict")
    #expect(lines[1].hasSuffix("| on a kink"))
    #expect(
      lines[2]
        == "x stands on a kink of relu(x - 2): the slope is -1 to the left and 2 to the right, so there is nothing to compare here."
    )
    #expect(lines[3] == "By convention the slope of relu at 0 is 0.")
    _ = talk.say("x = 3")
    #expect(talk.say("check").last == "The slope agrees, at this point.")
  }

  @Test("several gates whose kinks meet are all named")
  func severalKinks() {
    var talk = Talk("x = 0; f = abs(x) + relu(2 * x)")
    #expect(
      talk.say("check")[2]
        == "x stands on a kink of abs(x) and relu(2 * x): the slope is -1 to the left and 3 to the right, so there is nothing to compare here."
    )
  }

  @Test("a jump and a slope without bound are told apart from a kink")
  func jumps() {
    var talk = Talk("x = 0; f = sign(x)")
    #expect(
      talk.say("check").contains(
        "x stands where sign(x) jumps: the value changes at once, so there is no slope to compare here."
      ))
    _ = talk.say("f = sqrt(x)")
    #expect(
      talk.say("check").last
        == "x stands where sqrt(x) has no slope: on one side it grows without bound, or there is no value."
    )
  }

  @Test("a kink close by is told, and the slope is compared beside it")
  func closeBy() {
    var talk = Talk("x = 1e-7; f = relu(x)")
    let lines = talk.say("check")
    #expect(
      lines[2].hasPrefix("Close to this point relu(x) changes sides, so x was nudged by "))
    #expect(lines.last == "The slope agrees, at this point.")
  }

  @Test(
    "at a tie check says what each choice of ties means",
    arguments: [("max(x, y) * 3", "x", "y"), ("3 * max([x y])", "x", "y")])
  func ties(formula: String, first: String, second: String) {
    var talk = Talk("x = 2; y = 2; g = \(formula)")
    for (choice, slopes) in [("split", "1.5 | 1.5"), ("first", "3 | 0"), ("both", "3 | 3")] {
      _ = talk.say("ties = \(choice)")
      let lines = talk.say("check")
      #expect(lines[1].hasPrefix("x | \(slopes.split(separator: " ")[0]) |"))
      #expect(lines.contains("ties | ∂g/∂x | ∂g/∂y | "))
      #expect(lines.contains { $0.hasPrefix("\(choice) | \(slopes) | ") && $0.hasSuffix("(now)") })
      #expect(lines.last == "At a tie each of these is a choice: ties = … makes it.")
    }
  }

  @Test("a choice of ties that makes a slope wrong is blamed")
  func blamed() {
    var talk = Talk("x = 2; f = max(x, x); ties = both")
    #expect(
      talk.say("check").last
        == "ties = both is why: at this tie it gives all of the gradient to both. With ties = split it would agree."
    )
  }

  @Test("free inputs are checked, and by name any input, entry, slice or definition")
  func places() {
    var talk = Talk("W = [1 2; 3 4]; x = [1; -1]; q = W @ x; f = sum(tanh(q))", "hold x")
    #expect(
      talk.say("check").suffix(2) == [
        "Only free inputs were looked at; check NAME looks at another one.",
        "All 4 agree, at this point.",
      ])
    #expect(talk.say("check x").dropFirst().first?.hasPrefix("x[0, 0] |") == true)
    #expect(talk.say("check W[1, 0]").dropFirst().first?.hasPrefix("W[1, 0] |") == true)
    #expect(talk.say("check W[0]").map { $0.prefix(7) }.dropFirst().first == "W[0, 0]")
    #expect(talk.say("check W[:, 1]").count == 1 + 2 + 1)
    #expect(talk.say("check q").dropFirst().first?.hasPrefix("q[0, 0] |") == true)
    let before = talk.session
    #expect(
      talk.problem("check W[2, 0]")
        == "That entry does not exist: the value is 2×2, and rows and columns are counted from 0.")
    #expect(talk.problem("check Q") == "I don't know Q. Did you mean q?")
    #expect(talk.place("check Q") == "Q")
    #expect(
      talk.problem("check W+x") == "check takes a name or an entry, such as W[0, 0]."
        || talk.problem("check W+x") == "I don't know W+x.")
    _ = talk.say("y = 1")
    #expect(
      talk.problem("check y") == "f does not depend on y: there is no slope to check.")
    #expect(talk.session.bench.definitions["q"] == before.bench.definitions["q"])
  }

  @Test("directions move all inputs at once")
  func directions() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    let lines = talk.say("check directions")
    #expect(lines[1].hasPrefix("direction 1 | "))
    #expect(
      lines.suffix(2) == [
        "In each direction all 2 numbers move at once, each a little up or down.",
        "All 10 agree, at this point.",
      ])
    #expect(talk.say("check directions") == lines, "the same are drawn again")
  }

  @Test("of many numbers a sample is checked, and can be stopped")
  func sample() {
    var talk = Talk("W = normal(200, 500); f = sum(W * W)")
    #expect(
      talk.say("check").suffix(2) == [
        "This is a sample: 100 of 100000 numbers, drawn by chance, and 10 directions in which all move at once.",
        "All 110 agree, at this point.",
      ])
    let before = talk.session.bench
    _ = talk.session.respond(to: "check", using: talk.engine)
    #expect(talk.session.advance(steps: 20, using: talk.engine) == nil)
    let done = talk.session.measuring?.progress.done ?? 0
    #expect((1...10).contains(done))
    #expect(
      talk.session.workStatus(using: talk.engine)?.plain.hasPrefix("check: \(done) of 110")
        == true)
    #expect(
      talk.session.interrupt().document.lines == ["Stopped after \(done) of 110 slopes."])
    #expect(talk.session.bench == before)
  }

  @Test("rounding that hides a slope is said to do so")
  func rounding() {
    var talk = Talk("x = 1; f = 1e16 + x")
    #expect(
      talk.say("check").contains(
        "Rounding hides the slope of x: f is too large beside it to show it."))
  }

  @Test(
    "a slope of which differences show nothing is not said to agree",
    arguments: ["1e-12 * x + 5", "1 + 1e-20 * x"])
  func untold(formula: String) {
    var talk = Talk("x = 0.5; y = 2; f = \(formula) + y - y")
    let lines = talk.say("check x")
    #expect(!lines.contains { $0.contains("agrees") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("Nothing more can be told: ") })
    #expect(!talk.say("grad").contains { $0.hasPrefix("x |") && $0.hasSuffix("| agrees") })
  }

  @Test("where only some slopes show nothing, the others are still said to agree")
  func partlyUntold() {
    var talk = Talk("x = 0; y = 0; f = x^3 + y")
    let lines = talk.say("check")
    #expect(lines.contains("The slope of x is too near 0 here for differences to show it."))
    #expect(lines.last == "The other one agrees, at this point.")
  }

  @Test("ties of a reduction are told with all their entries, and their shares are equal")
  func tiesOfRows() {
    var talk = Talk("A = [3 3 1; 2 2 2]; m = sum(max(A, axis=1))")
    let lines = talk.say("check")
    #expect(lines.contains { $0.contains("max(A, axis=1) (entries [0, 0] and [1, 0])") })
    #expect(lines.contains { $0.hasSuffix("an equal share of the gradient to each (now)") })
  }

  @Test("where a slope has no bound, the gate that makes it so is named, and no other")
  func culprit() {
    var talk = Talk("x = 0.5; f = leaky_relu(x - 0.5) + hard_tanh(2 * x) + sqrt(abs(x - 0.5))")
    #expect(
      talk.say("check").contains(
        "x stands where sqrt(abs(x - 0.5)) has no slope: on one side it grows without bound, or there is no value."
      ))
    _ = talk.say("x = 1e-20; g = sqrt(x); maximize g")
    #expect(talk.say("check").last == "The slope agrees, at this point.")
    _ = talk.say("x = 1e-6; k = log(x); maximize k")
    #expect(
      talk.say("check").contains {
        $0.hasPrefix("Close to this point log(x) ends or grows without bound, so x was nudged by ")
      })
  }

  @Test("a rule that is wrong is found, and its gate is named")
  func wrongRule() {
    var talk = Talk("x = -2; y = 5; z = -4; q = x + y; f = q * z")
    let right = talk.say("check")
    talk.engine.backpropagation = Backpropagation { evaluation, root, upstream, leaves in
      evaluation.backward(from: root, upstream: upstream)
      let isProduct = evaluation.graph.nodes[root].operation == .binary(.multiply)
      return leaves.enumerated().map { place, leaf in
        let slope = evaluation.gradient(of: leaf)
        return isProduct && place == leaves.count - 1 ? Matrix(slope.elements[0] + 1) : slope
      }
    }
    let lines = talk.say("check")
    #expect(lines != right)
    #expect(lines[3] == "z | 4 | 3 | 0.25 | differs")
    #expect(
      lines.suffix(2) == [
        "z differs by more than 0.01, and no kink explains it.",
        "The rule of f = q * z is wrong: to z it hands back 4; differences of this gate alone give 3.",
      ])
  }

  @Test("where no gate is wrong, the forks are")
  func fork() {
    var talk = Talk("x = 3; y = 2; f = x * y + sin(x)")
    talk.engine.backpropagation = Backpropagation { evaluation, root, upstream, leaves in
      evaluation.backward(from: root, upstream: upstream)
      let isWhole = evaluation.graph.nodes.count > 3
      return leaves.map { leaf in
        let slope = evaluation.gradient(of: leaf)
        return isWhole && leaf == leaves[0] ? Matrix(2) : slope
      }
    }
    #expect(
      talk.say("check").last
        == "Each of the 3 gates is right alone. Either shares are not added where a wire forks, or the function bends more than differences can follow."
    )
  }

  @Test("check says where a slope is no number")
  func notANumber() {
    var talk = Talk("x = -1; f = log(x)")
    #expect(
      talk.say("check").suffix(2) == [
        "Near this point the slope of x is not a finite number: there is nothing to compare.",
        "It comes from log(x), at x = -1: a negative number has no logarithm.",
      ])
  }
}
