import Testing

@testable import Tutor

@Suite struct WhyTests {
  @Test("why is the sum over paths, the same backwards, and what both cost")
  func why() {
    var talk = Talk(WalkTests.circuit)
    #expect(
      talk.say("why y") == [
        "2 paths lead from y to f. On each the local slopes multiply, and ∂f/∂y is the sum:",
        "  y → x + y → f | 1 · 2 = 2", "  y → max(y, z) → f | 1 · 3 = 3",
        "sum over the paths: 2 + 3 = 5",
        "Backwards, each wire is walked once: upstream · local, and shares add.",
        "  ∂f/∂(max(y, z)) | 1 · 3 = 3", "  ∂f/∂(x + y) | 1 · 2 = 2",
        "  ∂f/∂y | 3 · 1 + 2 · 1 = 5",
        "2 paths against 4 operations: one by one, the paths multiply 4 local slopes; backwards, each wire is one operation.",
      ])
  }

  @Test("one path is a product")
  func onePath() {
    var talk = Talk("x = 3; q = x + 1; f = q * 2")
    let lines = talk.say("why x")
    #expect(lines[0] == "One path leads from x to f. ∂f/∂x is the product of its local slopes:")
    #expect(lines[1] == "  x → q → f | 1 · 2 = 2")
    #expect(lines.last == "1 path against 2 operations: here both are the same.")
  }

  @Test("intermediate values and entries have their reasons, too")
  func places() {
    var talk = Talk(WalkTests.layer)
    #expect(talk.say("why W[1, 0]").contains("sum over the paths: 6 + 6 = 12"))
    #expect(talk.say("why a[0, 1]").contains("sum over the paths: 5 + 5 = 10"))
    #expect(talk.say("why f") == ["∂f/∂f = 1: a change of the output is the change itself."])
    _ = talk.say("c = 1; V = [1 2; 3 4]; g = V[0, 1] * 2; maximize g")
    #expect(talk.say("why c") == ["g does not depend on c: the slope is 0."])
    #expect(talk.say("why V[1, 1]") == ["g does not depend on V[1, 1]: the slope is 0."])
    #expect(talk.problem("why V") == "V is a matrix of 2×2. Name one entry, as in V[0, 0].")
    #expect(talk.problem("why nobody")?.hasPrefix("I don't know nobody.") == true)
  }

  @Test("twenty doublings are 1048576 paths against 40 operations")
  func doublings() {
    var talk = Talk("x0 = 1")
    for index in 1...20 { _ = talk.say("x\(index) = x\(index - 1) + x\(index - 1)") }
    let lines = talk.say("why x0")
    #expect(lines.count { $0.contains("→") } == 5)
    #expect(lines.contains("  … and 1048571 more"))
    #expect(lines.last?.hasPrefix("1048576 paths against 40 operations") == true)
    for index in 21...70 { _ = talk.say("x\(index) = x\(index - 1) + x\(index - 1)") }
    // 2^70 = 1.18059… · 10^21
    #expect(talk.say("why x0").last?.hasPrefix("about 1.18 · 10^21 paths against 140 ") == true)
  }

  @Test("why order runs wrong orders on the circuit")
  func order() {
    var talk = Talk("a = 5; b = 2 * a; e = (b + 1) + 3 * b")
    let lines = talk.say("why order")
    #expect(lines[0] == "input | right | naive recursion | each gate once | not reversed")
    #expect(lines[1] == "a | 8 | 10 | 2 | 0")
    #expect(
      lines[2]
        == "The right order, from the output back: e, 3 * b, b + 1, b. Each gate passes on only after all that read it."
    )
    #expect(lines[3].hasPrefix("b is read 2 times."))
  }

  @Test("why order says where recursion would do, and where it would not end")
  func orderElsewhere() {
    var talk = Talk(WalkTests.circuit)
    #expect(talk.say("why order")[5].hasPrefix("No gate here is read twice"))
    _ = talk.say("x0 = 1")
    for index in 1...20 { _ = talk.say("x\(index) = x\(index - 1) + x\(index - 1)") }
    _ = talk.say("maximize x20")
    #expect(talk.say("why order")[1] == "x0 | 1.04858e+06 | … | 2 | 0")
    #expect(talk.say("why order").contains { $0.hasPrefix("The recursion was given up after") })
  }

  @Test("an output that is not computed has no order")
  func orderOfLeaf() {
    var talk = Talk("y = 2; f = y * y; maximize y")
    #expect(
      talk.problem("why order")
        == "y is not computed from anything: there is no gate to walk over.")
  }

  @Test("why order works on matrices")
  func orderOfMatrices() {
    var talk = Talk("A = [1 2]; b = 2 * A; f = sum((b + 1) + 3 * b)")
    #expect(talk.say("why order")[1] == "A | [8 8] | [10 10] | [2 2] | [0 0]")
  }

  @Test("a value that is called order is meant by its name")
  func valueNamedOrder() {
    var talk = Talk("order = 2; f = order ^ 2")
    #expect(talk.say("why order")[0].contains("from order to f"))
  }

  @Test("pull begins with another upstream, and can be walked")
  func pull() {
    var talk = Talk(WalkTests.circuit)
    #expect(
      talk.say("pull f 2") == [
        "input | upstream 1 | upstream 2", "x | 2 | 4", "y | 5 | 10", "z | 0 | 0",
        "Every product of the pass begins with 2, so every gradient is 2 times what 1 gives.",
        "Enter walks on, over f. 3 to go.",
      ])
    #expect(
      talk.say("")[1]
        == "* swapped: x + y gets upstream 2 · local 2 = 4, max(y, z) gets upstream 2 · local 3 = 6"
    )
  }

  @Test("the upstream of a matrix is a matrix of its shape, or belongs to an entry")
  func pullMatrix() {
    var talk = Talk(WalkTests.layer)
    #expect(
      talk.say("pull a [1 0]").prefix(3) == [
        "input | upstream [1 0]", "x | [1 0.5]", "W | [1 0; 2 0]",
      ])
    #expect(talk.say("pull a[0, 1] 2")[2] == "W | [0 2; 0 4]")
    #expect(
      talk.problem("pull a 2")
        == "a is 1×2 and the upstream 1×1: both need the same shape. For one entry, type pull a[0, 0] 2."
    )
    #expect(
      talk.problem("pull f [1 2]")
        == "f is one number, so its upstream is one too; this is 1×2.")
    #expect(talk.problem("pull f") == "Use pull like this: pull NAME UPSTREAM")
    #expect(
      talk.problem("pull x [1 1]")
        == "x is not computed from anything: there is nothing to pull back through.")
  }

  @Test("grad measures many slopes in slices, and above a thousand says that it does not")
  func gradOfMany() {
    var talk = Talk("W = 0.1 * ones(10, 10); f = sum(tanh(W) * W)")
    #expect(talk.say("grad")[1].hasSuffix("| < 1e-9 | agrees"))
    _ = talk.say("W = 0.1 * ones(50, 50)")
    let lines = talk.say("grad")
    #expect(lines[0] == "input | analytic")
    #expect(lines.last?.hasPrefix("Above 1000 numbers, slopes are not measured here.") == true)
  }

  @Test("grad says where a slope differs or is no number")
  func verdicts() {
    var talk = Talk("x = -1; f = log(x)")
    #expect(talk.say("grad")[1].hasSuffix("| not finite"))
    #expect(talk.say("grad")[2] == "check says whether that is a kink, rounding or a mistake.")
    _ = talk.say("x = 2; y = 2; f = max(x, y); ties = both")
    #expect(talk.say("grad")[1] == "x | 1 | 0.5 | 0.5 | differs")
  }
}
