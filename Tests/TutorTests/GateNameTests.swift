import Testing

@testable import GradientCore
@testable import Tutor

@Suite struct GateNameTests {
  static let network =
    "X=[1 2; 3 4; 5 6]; W1=[0.15 -0.20 0.3; 0.25 0.30 -0.1]; b1=[0.1 0.2 0.3]; W2=[0.4 0.5; -0.45 0.55; 0.2 0.1]; b2=[0.6 0.6]; Y=[1 0; 0 1; 1 0]; hold X Y; h1=relu(X @ W1+b1); z=h1 @ W2+b2; L=cross_entropy(z,Y); minimize L"
  static let deep = "a = 1; b = 2; f = sigmoid(a * b + a * a + b * b) + exp(a * b + a * a + b * b)"

  @Test("a short formula is a name, a long one and a second alike get a number")
  func names() throws {
    let talk = Talk("x = 1; y = 2; f = x*y + x*y + exp(x * y + x * x + y * y)")
    let graph = try talk.session.evaluation(of: "f", using: talk.engine).graph
    let names = GateNames(graph)
    let labels = graph.nodes.indices.map(names.label)
    #expect(Set(labels).count == labels.count)
    #expect(labels.contains("x * y"))
    #expect(labels.contains("mul2"))
    #expect(labels.allSatisfy { !$0.contains("…") })
  }

  @Test("a name of the bench is no gate's number")
  func taken() {
    var talk = Talk("x = 1; exp1 = 2; f = exp(x + exp1 * x * x) + exp1 * x")
    let lines = talk.say("backward all").joined(separator: "\n")
    #expect(lines.contains("exp2 = exp(add"))
    #expect(!lines.contains("exp1 = "))
  }

  @Test(
    "a gate is called the same in every command",
    arguments: ["backward all", "forward all", "why a", "circuit tree"])
  func same(command: String) {
    var talk = Talk(Self.deep)
    let lines = talk.say(command).joined(separator: "\n")
    #expect(lines.contains("add2"), "\(lines)")
    #expect(!lines.contains("* b…"), "\(lines)")
  }

  @Test("numbers stand for what the legend says")
  func legend() {
    var talk = Talk(Self.deep)
    let legend = "Gates without a name are numbered: add2 = a * b + a * a + b * b;"
    #expect(talk.say("backward all").last?.hasPrefix(legend) == true)
    #expect(talk.say("why order").last?.hasPrefix("Gates without a name are numbered:") == true)
  }

  @Test("backward all NAME reaches the name, however many wires there are, and sums are whole")
  func reaches() {
    var talk = Talk(Self.network)
    let lines = talk.say("backward all W1[0, 1]")
    #expect(lines.contains { $0.contains("→ W1[0, 1] |") })
    #expect(lines.contains { $0.hasPrefix("W1[0, 1] collects ") && $0.hasSuffix("= 1.17876") })
    #expect(lines.contains { $0.hasSuffix("wires between are left out …") })
    #expect(!lines.contains { $0.hasPrefix("max1 collects") })
  }

  @Test("why shows where paths part, and leaves out the ones")
  func parting() {
    var talk = Talk(Self.network)
    let lines = talk.say("why W1[0, 1]")
    let routes = lines.filter { $0.contains("W1[0, 1] →") }
    #expect(routes.count == 5)
    #expect(Set(routes).count == 5)
    #expect(!lines.contains { $0.contains("1 · 1 · 1") })
    #expect(lines.contains { $0.hasPrefix("Factors of 1") })
    // Other factors, the same product as before.
    #expect(lines.contains { $0.contains("0.55 · 0.333333 = 0.183333") })
  }
}
