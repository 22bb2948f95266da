import DocumentModel
import Testing

@testable import Terminal

/// Circuits written by hand: `node("q", "+", from: 0, 1)`.
func node(
  _ name: String, _ gate: String = "", from inputs: Int..., value: String = "",
  gradient: String = "", shares: [String] = [], mark: Circuit.Mark = .none
) -> Circuit.Node {
  Circuit.Node(
    name: Text(name, .name), gate: Text(gate, .code), value: Text(value, .value),
    gradient: Text(gradient, .gradient),
    wires: inputs.enumerated().map {
      .init(from: $1, gradient: Text($0 < shares.count ? shares[$0] : "", .gradient))
    }, isSymmetric: ["+", "*"].contains(gate), mark: mark)
}

func circuit(_ nodes: Circuit.Node...) -> Block { circuit(nodes) }

func circuit(_ nodes: [Circuit.Node]) -> Block {
  .circuit(
    Circuit(
      nodes: nodes, tree: Tree("the tree"), treeNote: "It does not fit.", sentences: ["one", "two"])
  )
}

@Suite struct CircuitPictureTests {
  let chain = circuit(
    node("x", value: "-2", gradient: "-4"), node("y", value: "5", gradient: "-4"),
    node("q", "+", from: 0, 1, value: "3", gradient: "-4"),
    node("z", value: "-4", gradient: "3"),
    node("f", "*", from: 2, 3, value: "-12", gradient: "1"))

  @Test func `a fork into three is a dot and no crossing`() {
    let fork = circuit(
      node("a"), node("p", "exp", from: 0), node("q", "sin", from: 0), node("r", "cos", from: 0),
      node("s", "+", from: 1, 2), node("f", "+", from: 3, 4))
    let text = page(fork)
    #expect(!text.contains("┼"))
    #expect(text.contains("●"))
  }

  @Test func `values stand above the wires and gradients below`() {
    #expect(
      page(chain) == """
           -2
        x ──────┐
           -4   │         3
                ├──[ + ]──── q ──┐
            5   │        -4      │
        y ──────┘                │        -12
           -4                    ├──[ * ]───── f
                                 │          1
           -4                    │
        z ───────────────────────┘
            3

        """)
  }

  @Test func `without Unicode it is drawn in ASCII`() {
    #expect(
      page(chain, profile: TerminalProfile(unicode: false)) == """
           -2
        x ------+
           -4   |         3
                +--[ + ]---- q --+
            5   |        -4      |
        y ------+                |        -12
           -4                    +--[ * ]----- f
                                 |          1
           -4                    |
        z -----------------------+
            3

        """)
  }

  @Test func `a listener hears sentences, and where the picture does not fit there is a tree`() {
    #expect(page(chain, profile: TerminalProfile(plain: true)) == "one\ntwo\n")
    #expect(page(chain, profile: TerminalProfile(width: 20)) == "It does not fit.\nthe tree\n")
  }

  @Test func `a product of a number with itself has two wires, whose shares are told`() {
    let square = circuit(
      node("x", value: "3", gradient: "6"),
      node("f", "*", from: 0, 0, value: "9", gradient: "1", shares: ["3", "3"]))
    #expect(
      page(square) == """
           3   ┌────┐        9
        x ─────┤  3 ├──[ * ]─── f
           6   └────┘        1
                  3

        """)
  }

  @Test func `the gate at which a walk is has a doubled box, also without colour`() {
    let walk = circuit(
      node("x", value: "2"), node("y", value: "3"),
      node("f", "*", from: 0, 1, value: "6", mark: .active))
    #expect(
      page(walk) == """
           2
        x ─────┐  ╔═══╗ 6
               ├──╣ * ╠─── f
           3   │  ╚═══╝
        y ─────┘

        """)
    #expect(
      page(walk, profile: TerminalProfile(unicode: false)).contains(
        "x -----+  +===+ 6\n       +--> * <--- f\n"))
  }

  @Test func `an active wire is heavy on its whole way`() {
    var gate = node("f", "*", from: 0, 2, value: "6")
    gate.wires[0].mark = .active
    let walk = circuit(
      node("x", value: "2"), node("y", value: "3"), node("q", "sin", from: 1, value: "1"), gate)
    #expect(page(walk).split(separator: "\n")[1].hasPrefix("x ━━━━━━━━━━━━━━━━━━━"))
  }

  @Test func `matrices stand above their wires, and only their shapes where there is no room`() {
    var matrix = node("W", value: "2×2")
    matrix.picture = ["0.15  0.2", "0.25  0.3"]
    let nodes = [matrix, node("s", "sum", from: 0, value: "0.9")]
    #expect(
      page(circuit(nodes)) == """
                 2×2
           0.15  0.2
           0.25  0.3              0.9
        W ────────────────[ sum ]───── s

        """)
    #expect(
      page(circuit(nodes), profile: TerminalProfile(width: 20)).hasPrefix(
        "      2×2\n0.15  0.2\n"))
    #expect(
      page(
        circuit([matrix, node("s", "softmax", from: 0, value: "0.9")]),
        profile: TerminalProfile(width: 20)
      ) == " 2×2           0.9\nW ────[softmax]─ s\n")
  }
}
