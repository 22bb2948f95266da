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

  @Test(
    "a gate is taken by the name that is shown, also by a short formula",
    arguments: [
      ("why add2", "One path leads from add2 to f."),
      ("why (a * b)", "One path leads from (a * b)"),
      ("backward all add2", "f → sigmoid1 |"), ("circuit tree add2", "add2 = a * b + a * a"),
      ("circuit table add2", "add2"), ("circuit expand add2", "["), ("pull add2 2", "input |"),
    ])
  func typed(command: String, beginning: String) {
    var talk = Talk(Self.deep)
    let answer = talk.answer(command)
    #expect(!answer.failed)
    let lines = answer.document.lines
    #expect(beginning == "[" || lines.contains { $0.contains(beginning) }, "\(lines)")
  }

  @Test("a pull begins at the gate, and Enter walks from there")
  func pulled() {
    var talk = Talk(Self.deep)
    // d(a * b + a * a + b * b) = (b + 2a, a + 2b), by hand.
    #expect(talk.say("pull add2 1").contains("a | 4"))
    #expect(talk.say("").contains { $0.hasPrefix("1 of 5   add2 = ") })
    #expect(talk.say("backward all").contains { $0.hasPrefix("add2 → b * b |") })
  }

  @Test("a matrix without a name is taken, too, and so is an entry of it")
  func matrix() {
    var talk = Talk("X = [1 2; 3 4]; W = [1 0; 0 1]; f = sum(exp(X @ W + X @ W @ W + X))")
    let label = talk.say("circuit tree").compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("exp1") }
    }
    #expect(!label.isEmpty)
    #expect(talk.problem("why exp1[0, 1]") == nil)
    #expect(talk.problem("why exp1")?.contains("Name one entry, as in exp1[0, 0]") == true)
    #expect(talk.problem("circuit exp1") == nil)
  }

  @Test("a number that no gate has is told those that there are")
  func missing() {
    var talk = Talk(Self.deep)
    #expect(
      talk.problem("why exp3")?.hasPrefix(
        "No gate of f is called exp3. Without a name there are add2 sigmoid1") == true)
    #expect(talk.problem("why qq3")?.hasPrefix("I don't know qq3.") == true)
    #expect(talk.problem("show add2")?.hasPrefix("I don't know add2.") == true)
  }

  @Test("Tab offers them", arguments: ["why sig", "pull sig", "backward sig", "circuit sig"])
  func completed(line: String) {
    let talk = Talk(Self.deep)
    let items = talk.session.completions(for: line, cursor: line.utf8.count).items
    #expect(items.map(\.text) == ["sigmoid1"])
    #expect(talk.session.completions(for: "show sig", cursor: 8).items.isEmpty)
  }

  @Test("the tree of a circuit shows where a walk stands, until the bench changes")
  func marked() {
    var talk = Talk("x = 1; y = 2; sq(t) = t * t; q = x + y; f = sq(q) * y", "backward 2")
    let mark = "   the walk is here"
    let lines = talk.say("circuit tree").filter { $0.contains(mark) }
    #expect(lines.count == 1)
    #expect(lines.first?.contains("sq(q)") == true, "\(lines)")
    #expect(!talk.say("circuit tree q").contains { $0.contains(mark) })
    _ = talk.say("x = 2")
    #expect(!talk.say("circuit tree").contains { $0.contains(mark) })
  }
}
