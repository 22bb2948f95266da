import DocumentModel
import GradientCore
import Testing

@testable import Tutor

@Suite struct CircuitDrawingTests {
  /// What stands in the boxes, where their wires come from, values and gradients.
  private func boxes(_ answer: Answer) -> [String] {
    guard case .circuit(let circuit) = answer.document.blocks.first else { return [] }
    return circuit.nodes.map { node in
      let wires = node.wires.map {
        "\($0.from)" + ($0.gradient.isEmpty ? "" : ":" + $0.gradient.plain)
      }
      return [
        node.name.plain, node.gate.isEmpty ? "" : "[\(node.gate.plain)]",
        wires.joined(separator: " "), node.value.plain, node.gradient.plain,
      ].filter { !$0.isEmpty }.joined(separator: " | ")
    }
  }

  @Test("a tree marks inputs that stand in it again, and fits 80 columns")
  func treeOfForks() {
    var talk = Talk("x = 1; y = 2; z = 0; f = (x + y) * max(y, z)")
    let tree = talk.say("circuit tree")
    #expect(tree.count { $0.contains("y = 2   slope 5") } == 2)
    #expect(tree.count { $0.contains("(shown above)") } == 1)
    _ = talk.say("open 7")
    #expect(talk.say("circuit tree").allSatisfy { $0.count <= 80 })
    var network = Talk(GateNameTests.network)
    #expect(network.say("circuit tree").allSatisfy { $0.count <= 80 })
  }

  @Test("the table has the numbers of small matrices, row by row")
  func matricesInTable() {
    var talk = Talk(GateNameTests.network)
    let table = talk.say("circuit table").joined(separator: "\n")
    for row in ["0.65 0.4 0.1", "0.25  0.3 -0.1", "0.155 1.55 -0.155"] {
      #expect(table.contains(row), "\(row)")
    }
    #expect(!table.contains("…"))
  }

  @Test("a picture has more numbers for a wide window, and shades without blanks")
  func widePictures() throws {
    var talk = Talk(GateNameTests.network)
    guard case .circuit(let circuit) = talk.answer("circuit").document.blocks[0] else { return }
    let bias = try #require(circuit.nodes.first { $0.name.plain == "b1" })
    #expect(bias.gradientPicture.map(\.plain) == ["░░██░░"])
    #expect(bias.wideGradientPicture.map(\.plain) == ["0.0371 0.371 -0.0371"])
    #expect(circuit.caption.plain.hasSuffix("the fuller, the larger"))
  }

  @Test("circuit has a box for each gate, with values, gradients and the shares of its wires")
  func chain() {
    var talk = Talk(CircuitTests.chain)
    #expect(
      boxes(talk.answer("circuit")) == [
        "x | -2 | -4", "y | 5 | -4", "q | [+] | 0:-4 1:-4 | 3 | -4", "z | -4 | 3",
        "f | [*] | 2:-4 3:3 | -12 | 1",
      ])
  }

  @Test("x * x has two wires")
  func square() {
    var talk = Talk("x = 3; f = x * x")
    #expect(boxes(talk.answer("circuit")) == ["x | 3 | 6", "f | [*] | 0:3 0:3 | 9 | 1"])
    #expect(
      talk.say("circuit") == [
        "x = 3, slope 6", "x goes along 2 wires; their shares of the gradient add.",
        "f = x * x = 9, slope 1",
      ])
  }

  @Test("numbers are written in the gates that read them")
  func numbers() {
    var talk = Talk("x = 2; f = 1 / (2 * x^3 - 1) + max(0, x) + where(x, 1, x)")
    let gates = boxes(talk.answer("circuit")).filter { $0.contains("[") }.map {
      $0.prefix { $0 != "]" }.drop { $0 != "[" }.dropFirst()
    }
    #expect(gates == ["^3", "* 2", "- 1", "1 /", "max(0, _)", "+", "where(_, 1, _)", "+"])
  }

  @Test("a function is one gate, or opened; its uses are named in the tree")
  func functions() {
    let lines = "gate(a, b) = a * b + a; twice(a) = gate(a, a); x = 2; y = 3"
    var talk = Talk(lines, "f = gate(x, y) + twice(y)")
    #expect(
      boxes(talk.answer("circuit")) == [
        "x | 2 | 4", "y | 3 | 9", "[gate] | 0:4 1:2 | 8 | 1", "[twice] | 1:7 | 12 | 1",
        "f | [+] | 2:1 3:1 | 20 | 1",
      ])
    #expect(boxes(talk.answer("circuit open")).filter { $0.contains("[*]") }.count == 2)
    #expect(boxes(talk.answer("circuit open twice")).filter { $0.contains("[gate]") }.count == 2)
    #expect(talk.say("circuit tree")[0] == "f = gate(x, y) + twice(y) = 20   slope 1")
    #expect(
      talk.problem("circuit gate")
        == "gate is a function. circuit open gate draws the gates of its uses.")
    var plain = Talk("x = 2; f = x * x")
    #expect(
      plain.problem("circuit open") == "No function is used under f: there is nothing to open.")
  }

  @Test("matrices have shapes and numbers, larger ones shades")
  func matrices() {
    var talk = Talk("W = [0.15 0.2; 0.25 0.3]; B = 1 + zeros(5, 40); s = sum(W) + sum(B)")
    guard case .circuit(let circuit) = talk.answer("circuit").document.blocks[0] else { return }
    let small = circuit.nodes.first { $0.name.plain == "W" }
    #expect(small?.value.plain == "2×2")
    #expect(small?.picture.map(\.plain) == ["0.15 0.2", "0.25 0.3"])
    #expect(small?.gradientPicture.map(\.plain) == ["1 1", "1 1"])
    let large = circuit.nodes.first { $0.value.plain == "5×40" }
    #expect(large?.picture.count == 3 && large?.picture[0].plain.count == 12)
    #expect(circuit.caption.plain.hasSuffix("the fuller, the larger"))
  }

  @Test("shades go from the smallest to the largest entry")
  func shades() {
    let row = Matrix(Shape(1, 10), (0..<10).map(Double.init))
    #expect(MatrixPicture.rows(of: row, Numbers(), .value).map(\.plain) == ["░░░▒▒▓▓███"])
    let flat = Matrix(repeating: 7, Shape(9, 9))
    #expect(
      MatrixPicture.rows(of: flat, Numbers(), .value).map(\.plain) == [
        "▒▒▒▒▒▒▒▒▒", "▒▒▒▒▒▒▒▒▒", "▒▒▒▒▒▒▒▒▒",
      ])
    let broken = Matrix(Shape(1, 10), [.nan] + Array(repeating: .infinity, count: 9))
    #expect(MatrixPicture.rows(of: broken, Numbers(), .value).map(\.plain) == ["??????????"])
  }

  static let network =
    "x = [1 2]; W1 = [1 2; 3 4]; W2 = [1 -1; 2 0.5]; a = x @ W1; o = a @ W2; L = sum(o^2)"

  @Test("expand opens a matrix into gates of single numbers, down to where the layer ends")
  func expand() {
    var talk = Talk(Self.network)
    // a = [7 10], o = [27 -2], L = 733; ∂L/∂o = [54 -4], ∂L/∂a = [58 106];
    // ∂L/∂x = [58 + 2 · 106, 3 · 58 + 4 · 106].
    #expect(
      boxes(talk.answer("circuit expand a[0, 1]")) == [
        "x[0, 0] | 1 | 270", "x[0, 1] | 2 | 598", "W1[0, 1] | 2 | 106", "W1[1, 1] | 4 | 212",
        "[*] | 0:212 2:106 | 2 | 106", "[*] | 1:424 3:212 | 8 | 106",
        "a[0, 1] | [+] | 4:106 5:106 | 10 | 106",
      ])
    #expect(
      talk.say("circuit expand a[0, 1]").last
        == "x[0, 0] and x[0, 1] are read by gates that are not drawn, too; their shares belong to these gradients."
    )
    let output = talk.answer("circuit expand o[0, 0]")
    #expect(boxes(output).contains("a[0, 1] | 10 | 106"))
    #expect(!boxes(output).contains { $0.hasPrefix("W1") })
    #expect(
      output.document.lines.last
        == "a[0, 1] is drawn as an input here; circuit expand a[0, 1] goes on below it.")
    #expect(boxes(talk.answer("circuit expand o")).filter { $0.contains("[*]") }.count == 4)
  }

  @Test("of a large matrix the first entries are opened")
  func expandLarge() {
    var talk = Talk("x = linspace(0, 1, 30); f = sum(x^2)", "q = 2 * x; g = sum(q)")
    #expect(
      talk.say("circuit expand q").contains(
        "The first 4 of 30 entries. circuit expand q[0, 29] draws another one."))
    _ = talk.say("A = zeros(400, 400); B = A @ A; s = sum(B)")
    #expect(
      talk.problem("circuit expand B")
        == "Opened into single numbers, the circuit of B would have more than 100000 gates. "
        + "circuit B draws its matrices.")
  }

  @Test("a place is a name or one entry of it")
  func places() throws {
    var talk = Talk(Self.network)
    func place(_ text: String) throws -> Place {
      try talk.session.place(
        named: Arguments.Part(text: text, range: 8..<(8 + text.utf8.count)), using: talk.engine)
    }
    #expect(try place("W1[1, 0]").text == "W1[1, 0]")
    #expect(try place("W1[1,0]").index == 2)
    #expect(try place("x[-1]").text == "x[0, 1]")
    #expect(try place("L[0]") == Place(name: "L", shape: .scalar))
    #expect(try place("h").isScalar)
    #expect(
      talk.problem("circuit expand W1[0, :]")
        == "W1[0, :] is more than one number. Name one entry, as in W1[0, 0].")
    #expect(
      talk.problem("circuit expand x+1")
        == "x+1 is a formula. Name a value or one entry here, as in W[0, 1].")
    #expect(
      talk.problem("circuit expand W1[0, 7]")
        == "That entry does not exist: the value is 2×2, and rows and columns are counted from 0.")
    #expect(talk.problem("circuit V1[0, 1]") == "I don't know V1. Did you mean W1?")
    #expect(
      talk.problem("circuit W1[0, 1]")
        == "W1[0, 1] is one entry. circuit expand W1[0, 1] draws the gates that compute it.")
  }

  @Test("circuit table lists gates with shapes, values and slopes")
  func table() {
    var talk = Talk("W = [1 2; 3 4]; s = sum(W)")
    #expect(
      talk.say("circuit table") == [
        "name | gate | shape | value | slope", "W |  | 2×2 | [1 2; 3 4] | [1 1; 1 1]",
        "s | sum(W) |  | 10 | 1",
      ])
  }

  @Test("a walk shows only what it has reached, and where it is")
  func walk() throws {
    let talk = Talk(CircuitTests.chain)
    let evaluation = try talk.engine.evaluation(of: ["f"], in: talk.session.bench)
    let graph = evaluation.graph
    let q = graph.node(named: "q")!
    var drawing = CircuitDrawing(evaluation, root: graph.root, voice: talk.session.voice)
    drawing.values = [graph.node(named: "x")!, graph.node(named: "y")!]
    drawing.marks = [q: .active]
    drawing.wireMarks = [.init(gate: q, position: 0): .active]
    let nodes = drawing.circuit.nodes
    #expect(nodes.map(\.value.plain) == ["-2", "5", "", "", ""])
    #expect(nodes.map(\.mark) == [.none, .none, .active, .none, .none])
    #expect(nodes[2].wires.map(\.mark) == [.active, .none])
    #expect(drawing.circuit.sentences.map(\.plain).contains("Here: q = x + y"))
  }

  @Test("a function cannot be made of itself, not by way of another one either")
  func recursion() {
    var talk = Talk("g(a) = a * a; twice(a) = g(g(a)); x = 2; f = x + 1")
    #expect(talk.problem("g(a) = g(a) + 1") != nil)
    #expect(talk.problem("g(a) = twice(a)") != nil)
    #expect(talk.say("g(3)") == ["9"])
  }
}
