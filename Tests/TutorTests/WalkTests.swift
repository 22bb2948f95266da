import DocumentModel
import Testing

@testable import Tutor

@Suite struct WalkTests {
  static let circuit = "x = 1; y = 2; z = 0; f = (x + y) * max(y, z)"
  static let layer = "x = [1 2]; W = [1 0; 0.5 2]; a = x @ W + [1 1]; f = sum(a * a)"

  @Test("forward passes one gate, with its numbers")
  func forward() {
    var talk = Talk(Self.circuit)
    #expect(
      talk.say("forward") == [
        "1 of 3   x + y = 1 + 2 = 3", "Enter walks on, over max(y, z). 2 to go.",
      ])
    #expect(
      talk.say("forward 2") == [
        "2 of 3   max(y, z) = max(2, 0) = 2",
        "3 of 3   f = (x + y) * max(y, z) = 3 * 2 = 6",
      ])
  }

  @Test("backward tells a gate in one line of arithmetic, and its role when it occurs first")
  func backward() {
    var talk = Talk(Self.circuit)
    #expect(
      talk.say("backward").dropLast() == [
        "1 of 3   f = (x + y) * max(y, z) = 6",
        "* swapped: x + y gets upstream 1 · local 2 = 2, max(y, z) gets upstream 1 · local 3 = 3",
        "* swaps: each factor gets the upstream times the other factor.",
      ])
    #expect(
      talk.say("backward").dropLast() == [
        "2 of 3   max(y, z) = 2", "max routed 2 to y: upstream 3 · local 1 = 3",
        "max routes: the input that was taken gets everything, the others get 0.",
      ])
    #expect(
      talk.say("backward") == [
        "3 of 3   x + y = 3", "+ distributed 2 to x and y: upstream 2 · local 1 = 2",
        "+ distributes: what comes back goes on to every input.", "y is a fork: 3 + 2 = 5",
        "A fork adds: what comes back along its wires is summed.",
        "∂f/∂x = 2    ∂f/∂y = 5    ∂f/∂z = 0",
      ])
  }

  @Test("a role is told once in a walk")
  func rolesOnce() {
    var talk = Talk("a = 2; f = a * (a * 3)")
    let lines = talk.say("backward 9")
    #expect(lines.count { $0.hasPrefix("* swaps:") } == 1)
    #expect(lines.contains("a is a fork: 6 + 6 = 12"))
  }

  @Test("an empty line walks on, also after another command, until the last gate")
  func enter() {
    var talk = Talk(Self.circuit)
    _ = talk.say("backward")
    #expect(talk.say("")[0] == "2 of 3   max(y, z) = 2")
    _ = talk.say("show f")
    #expect(talk.say("")[0] == "3 of 3   x + y = 3")
    #expect(talk.say("").isEmpty)
  }

  @Test("a script is offered nothing")
  func script() {
    var session = Session(takesOffers: false)
    let engine = Engine()
    _ = session.respondToEnd(Self.circuit, using: engine)
    #expect(session.respondToEnd("forward", using: engine).document.lines.count == 1)
  }

  @Test("a negative number goes back")
  func back() {
    var talk = Talk(Self.circuit)
    _ = talk.say("backward 2")
    #expect(
      talk.say("backward -1") == [
        "Taken back: max(y, z). 1 of 3 gates are done.",
        "Enter walks on, over max(y, z). 2 to go.",
      ])
    #expect(talk.say("backward")[0] == "2 of 3   max(y, z) = 2")
    _ = talk.say("backward -9")
    #expect(
      talk.say("backward -1")[0]
        == "The walk stands at its beginning: there is no gate to go back over.")
  }

  @Test("after a change of the bench the walk starts anew, and says so")
  func change() {
    var talk = Talk(Self.circuit)
    _ = talk.say("backward 2")
    _ = talk.say("x = 5")
    #expect(
      talk.say("backward").prefix(2) == [
        "The bench has changed: the walk starts anew.", "1 of 3   f = (x + y) * max(y, z) = 14",
      ])
    _ = talk.say("digits = 3")
    #expect(talk.say("backward")[0].hasPrefix("2 of 3"))
    _ = talk.say("ties = first")
    #expect(talk.say("backward")[0] == "The bench has changed: the walk starts anew.")
  }

  @Test("undo of a change takes the walk up where it was")
  func undo() {
    var talk = Talk(Self.circuit)
    _ = talk.say("backward")
    _ = talk.say("x = 5")
    _ = talk.say("undo")
    #expect(talk.say("backward")[0].hasPrefix("2 of 3"))
  }

  @Test("a second pass says what adding to the first would give")
  func accumulation() {
    var talk = Talk(Self.circuit)
    _ = talk.say("backward all")
    let second = talk.say("backward all")
    #expect(
      second[0]
        == "Backward once more: this pass starts from zero again. Added to the gradients of the last one, as PyTorch does without zero_grad(), every gradient would be doubled: x 4 instead of 2, y 10 instead of 5, z 0 instead of 0."
    )
    #expect(talk.say("backward")[0].contains("would be 3 times as large: x 6 instead of 2"))
    talk.session.start = talk.session.bench
    _ = talk.say("reset")
    #expect(talk.say("backward")[0].hasPrefix("1 of 3"))
  }

  @Test("a tie is told as the setting has it")
  func ties() {
    var talk = Talk("x = 2; y = 2; f = max(x, y)")
    #expect(
      talk.say("backward")[1]
        == "max has a tie: x gets upstream 1 · local 0.5 = 0.5, y gets upstream 1 · local 0.5 = 0.5"
    )
    _ = talk.say("ties = first")
    #expect(talk.say("backward")[1] == "max routed 2 to x: upstream 1 · local 1 = 1")
  }

  @Test("a gate that lets nothing through blocks")
  func blocked() {
    var talk = Talk("x = -2; f = relu(x)")
    #expect(talk.say("backward")[1] == "relu blocked: x gets upstream 1 · local 0 = 0")
  }

  @Test("matrices are told with shapes and numbers")
  func matrices() {
    var talk = Talk(Self.layer)
    #expect(talk.say("forward")[0] == "1 of 4   x @ W = [1 2] @ [1 0; 0.5 2] = [2 4]")
    let lines = talk.say("backward 9")
    #expect(lines.contains("sum distributed:"))
    #expect(lines.contains("  a * a gets upstream 1 in every entry: [1 1]"))
    #expect(lines.contains("  W gets x.T @ upstream: 2×1 @ 1×2 = [6 10; 12 20]"))
    #expect(lines.contains("  x gets upstream @ W.T: 1×2 @ 2×2 = [6 23]"))
    #expect(lines.contains("a is a fork: [3 5] + [3 5] = [6 10]"))
    #expect(lines.last == "∂f/∂x = [6 23]    ∂f/∂W = [6 10; 12 20]")
  }

  @Test("the factors of a product are transposed as they would be typed")
  func transposes() {
    var talk = Talk("W = [1 2; 3 4]; n = sum(W.T @ (W + 1))")
    let lines = talk.say("backward 2")
    #expect(lines.contains { $0.hasPrefix("  W.T gets upstream @ (W + 1).T: 2×2 @ 2×2") })
    #expect(lines.contains { $0.hasPrefix("  W + 1 gets W @ upstream: 2×2 @ 2×2") })
  }

  @Test("what was broadcast is added up")
  func broadcast() {
    var talk = Talk("X = [1 2; 3 4]; b = [1 1]; f = sum(X + b)")
    #expect(
      talk.say("backward 2").contains(
        "  b gets upstream [1 1; 1 1] · local [1 1; 1 1], added up to 1×2: [2 2]"))
  }

  @Test(
    "every kind of gate has its words",
    arguments: [
      "f = sum(softmax(x) * x)", "f = cross_entropy(x, [1 0])", "f = mse(x, [0 0])",
      "f = nll(softmax(x), [0 1])", "f = mean(x)", "f = max(x)", "f = min(x.T)", "f = x[0] - x[1]",
      "f = sum(where(x > 1, x, -x))", "f = sum([x[0] 3] ** 2) / 2", "f = sum(max(x, axis=0))",
      "f = sum(x @ x.T)", "f = sum(leaky_relu(x)) - 1",
    ])
  func kinds(line: String) {
    var talk = Talk("x = [1 2]; \(line)")
    for command in ["forward 99", "backward 99", "forward all", "backward all"] {
      let answer = talk.answer(command)
      #expect(!answer.failed)
      #expect(!answer.document.lines.contains { $0.contains("{") })
    }
    #expect(talk.say("backward 99").last!.hasPrefix("∂f/∂x = "))
  }

  @Test("an entry is reached by its own wires, in gates of numbers")
  func entry() {
    var talk = Talk(Self.layer)
    let lines = talk.say("backward 99 W[1, 0]")
    #expect(lines.contains { $0.contains("* swapped: W[1, 0] gets upstream 6 · local 2 = 12") })
    #expect(lines.last == "∂f/∂W[1, 0] = 12")
    #expect(!lines.contains { $0.contains("W[0, 1]") && $0.contains("gets") })
    var scalars = Talk(Self.circuit)
    #expect(scalars.say("backward x all").count { $0.contains("→") } == 2)
  }

  @Test("a walk to a place goes on without naming it again")
  func placeGoesOn() {
    var talk = Talk(Self.circuit)
    #expect(talk.say("backward x")[0].hasPrefix("1 of 2"))
    #expect(talk.say("backward")[0].hasPrefix("2 of 2"))
    #expect(talk.say("backward")[0].hasPrefix("1 of 3"))
  }

  @Test("what cannot be walked to is said")
  func refusals() {
    var talk = Talk(Self.layer)
    #expect(
      talk.problem("backward W") == "W is a matrix of 2×2. Name one entry, as in W[0, 0].")
    _ = talk.say("c = 3")
    #expect(talk.problem("backward c") == "f does not depend on c: the slope is 0.")
    #expect(
      talk.problem("forward x")
        == "x is not a number of gates. Type forward 3, forward -1 to go back, or forward all.")
    #expect(talk.place("backward 0") == "0")
    _ = talk.say("maximize c")
    #expect(
      talk.problem("backward")
        == "c is not computed from anything: there is no gate to walk over.")
  }

  @Test("a long walk shows its first gates and says how many more there are")
  func long() {
    var talk = Talk("x = 1")
    _ = talk.say("f = " + Array(repeating: "x", count: 500).joined(separator: " + "))
    #expect(talk.say("backward 499").contains { $0.contains("and 439 more") })
    #expect(talk.say("forward all").last == "… and 439 more")
    _ = talk.say("f = " + Array(repeating: "x", count: 30_000).joined(separator: " + "))
    #expect(talk.problem("backward")?.hasPrefix("This circuit has 30000 gates, too many") == true)
  }

  @Test("the picture shows what the walk has reached, and marks the gate it is at")
  func picture() throws {
    var talk = Talk(Self.circuit)
    let forward = try #require(talk.answer("forward").document.circuit)
    #expect(forward.nodes.filter { $0.mark == .active }.map(\.gate.plain) == ["+"])
    #expect(forward.nodes.filter { $0.value.plain.isEmpty }.map(\.gate.plain) == ["max", "*"])
    let backward = try #require(talk.answer("backward 2").document.circuit)
    #expect(backward.nodes.filter { $0.mark == .active }.map(\.gate.plain) == ["max"])
    #expect(backward.nodes.filter { $0.mark == .done }.map(\.gate.plain) == ["*"])
    let y = try #require(backward.nodes.first { $0.name.plain == "y" })
    #expect(y.gradient.plain == "3")
    #expect(backward.nodes.first { $0.name.plain == "x" }?.gradient.plain == "")
    #expect(
      try #require(talk.answer("backward -2").document.circuit).nodes.allSatisfy {
        $0.mark == .none
      })
  }

  @Test("a circuit that is too large or too wide has the gate of the step drawn alone")
  func gateAlone() throws {
    var talk = Talk(GateNameTests.network)
    let answer = talk.answer("backward W1[0, 1]")
    #expect(answer.document.lines[0].contains("too many to be drawn at every step"))
    let alone = try #require(answer.document.circuit)
    #expect(alone.nodes.filter { $0.mark == .active }.map(\.gate.plain) == ["/ 3"])
    #expect(alone.nodes.map(\.name.plain).last == "L")
    var small = Talk(Self.circuit)
    let part = try #require(small.answer("backward").document.circuit?.part.first)
    #expect(part.nodes.map(\.name.plain) == ["x + y", "max(y, z)", "f"])
  }

  @Test("minus signs, subtractions and divisions by a number have their own roles")
  func signs() {
    var talk = Talk("x = 3; y = 2; f = -x / 4 - y * 2")
    let lines = talk.say("backward all").joined(separator: "\n")
    for role in ["- distributes + and -", "/ divides", "- turns the sign"] {
      #expect(lines.contains(role), "\(role)")
    }
    let told = talk.say("backward 9").joined(separator: "\n")
    #expect(told.contains("- turned the sign: x gets upstream 0.25 · local -1 = -0.25"))
    #expect(!told.contains("scaled"))
  }

  @Test("functions that are opened are named", arguments: ["forward", "backward all", "why a"])
  func functions(command: String) {
    var talk = Talk("gate(x, y) = x * y; a = 2; b = 3; f = gate(a, gate(b, a))")
    #expect(
      talk.say(command).contains(
        "gate is opened into its gates here; circuit open draws them."))
  }
}

extension Document {
  fileprivate var circuit: Circuit? {
    for case .circuit(let circuit) in blocks { return circuit }
    return nil
  }
}
