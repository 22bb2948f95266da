import Testing

@testable import Tutor

@Suite struct CircuitTests {
  static let chain = "x = -2; y = 5; z = -4; q = x + y; f = q * z"

  @Test("grad holds slopes against differences, grad numerical shows where they come from")
  func grad() {
    var talk = Talk("x = 1; y = -3; f = x * y; h = 0.01")
    #expect(
      talk.say("grad") == [
        "input | analytic | numerical | difference | verdict",
        "x | -3 | -3 | < 1e-9 | agrees", "y | 1 | 1 | < 1e-9 | agrees",
      ])
    #expect(
      talk.say("grad numerical") == [
        "input | value | slope | from",
        "x | 1 | -3 | (f(1.01, -3) - f(1, -3)) / 0.01",
        "y | -3 | 1 | (f(1, -2.99) - f(1, -3)) / 0.01",
      ])
  }

  @Test("central differences nudge both ways")
  func central() {
    var talk = Talk("x = 1; y = -3; f = x^3 * y; h = 0.1")
    #expect(
      talk.say("grad central")[1]
        == "x | 1 | -9.03 | (f(1.1, -3) - f(0.9, -3)) / (2 * 0.1)")
    #expect(talk.say("grad numerical")[1].hasPrefix("x | 1 | -9.93 | "))
  }

  @Test("in the numerical strategy grad measures")
  func gradFollowsStrategy() {
    var talk = Talk("x = 2; f = x^2; strategy numerical; h = 0.5")
    #expect(talk.say("grad")[1] == "x | 2 | 4.5 | (f(2.5) - f(2)) / 0.5")
  }

  @Test("backward walks every wire, last gate first")
  func backward() {
    var talk = Talk(Self.chain)
    #expect(
      talk.say("backward all") == [
        "wire | upstream | local | downstream | ", "f → q | 1 | -4 | -4 | * swaps",
        "f → z | 1 | 3 | 3 | ", "q → x | -4 | 1 | -4 | + distributes", "q → y | -4 | 1 | -4 | ",
      ])
  }

  @Test("shares of two wires add")
  func shares() {
    var talk = Talk("x = 3; g = x * x")
    #expect(
      talk.say("backward all").suffix(3) == [
        "g → x | 1 | 3 | 3 | * swaps", "g → x | 1 | 3 | 3 | ", "x collects 3 + 3 = 6",
      ])
  }

  @Test("circuit tree is a tree with values and slopes")
  func circuit() {
    var talk = Talk(Self.chain)
    #expect(
      talk.say("circuit tree") == [
        "f = q * z = -12   slope 1", "  q = x + y = 3   slope -4", "    x = -2   slope -4",
        "    y = 5   slope -4", "  z = -4   slope 3",
      ])
    #expect(talk.say("circuit tree q")[0] == "q = x + y = 3   slope 1")
  }

  @Test("a gate that is used twice is opened once")
  func sharedGate() {
    var talk = Talk("x = 2; q = x + 1; f = q * q")
    #expect(talk.say("circuit tree").last == "  q = x + 1 = 3   slope 6   (shown above)")
  }

  @Test("a deep circuit is cut where it is told to be")
  func depth() {
    var talk = Talk(Self.chain)
    #expect(
      talk.say("circuit tree f 1") == [
        "f = q * z = -12   slope 1", "  q = x + y = 3   slope -4   …", "  z = -4   slope 3",
      ])
    #expect(
      talk.say("circuit 1") == [
        "q = 3, slope -4", "z = -4, slope 3", "f = q * z = -12, slope 1",
      ])
    _ = talk.say("s = " + Array(repeating: "x", count: 5_000).joined(separator: " + "))
    #expect(talk.say("circuit tree s 100").count < 400)
  }

  @Test("forward walks the gates, inputs first")
  func forward() {
    var talk = Talk(Self.chain)
    #expect(talk.say("forward all") == ["q | x + y | 3", "f | q * z | -12"])
  }

  @Test("check holds slopes against central differences")
  func check() {
    var talk = Talk(Self.chain)
    #expect(
      talk.say("check") == [
        "input | backward | differences | relative error", "x | -4 | -4 | < 1e-9",
        "y | -4 | -4 | < 1e-9", "z | 3 | 3 | < 1e-9", "All 3 agree, at this point.",
      ])
  }

  @Test(
    "without an output there are no slopes",
    arguments: ["grad", "backward", "check", "circuit", "forward"])
  func nothing(command: String) {
    var talk = Talk("x = 1")
    #expect(
      talk.problem(command)
        == "There is no output to take slopes of yet. Define one first, as in f = x * y.")
  }

  @Test("gates with the same text are told apart, and only wires of one gate add")
  func sameText() {
    var talk = Talk("x = 2; y = 3; f = x*y + x*y")
    let lines = talk.say("backward all")
    #expect(lines.contains { $0.hasPrefix("f → mul2 |") })
    #expect(!lines.contains { $0.contains("x * y collects") })
    #expect(lines.contains("x collects 3 + 3 = 6"))
  }

  @Test("long formulas leave a wire room in 80 columns, with beginning and end")
  func longLabels() {
    var talk = Talk("w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3")
    _ = talk.say("f = 1 / (1 + exp(-(w0*x0 + w1*x1 + w2)))")
    let wires = talk.say("backward all").filter { $0.contains("→") }.map { $0.prefix { $0 != "|" } }
    #expect(wires.allSatisfy { $0.count <= 40 })
    #expect(Set(wires).count == wires.count)
  }
}
