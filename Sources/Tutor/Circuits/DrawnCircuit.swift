import DocumentModel
import GradientCore

/// Which boxes a drawing has: gates, functions drawn as one gate, inputs. Numbers that a gate reads
/// are written inside of it.
struct DrawnCircuit {
  typealias NodeID = Graph.NodeID

  struct Box {
    /// The node whose value flows out of it.
    var node: NodeID
    /// The function that is drawn as one gate.
    var call: Graph.Call?
    /// Where its wires come from, and the wires of the graph that each of them stands for.
    var wires: [(from: NodeID, wires: [CircuitDrawing.Wire])]
  }

  let graph: Graph
  /// Inputs before the boxes that read them; the last output is the last.
  private(set) var boxes: [Box] = []

  /// - Parameter cut: gates that are drawn as inputs.
  init(_ graph: Graph, outputs: [NodeID], cut: Set<NodeID>, closed: [NodeID: Graph.Call]) {
    self.graph = graph
    let root = outputs.max()!
    var isDrawn = Array(repeating: false, count: root + 1)
    for output in outputs { isDrawn[output] = true }
    for node in (0...root).reversed() where isDrawn[node] {
      let box =
        cut.contains(node) ? Box(node: node, wires: []) : box(of: node, call: closed[node])
      boxes.append(box)
      for wire in box.wires { isDrawn[wire.from] = true }
    }
    boxes.reverse()
  }

  private func box(of node: NodeID, call: Graph.Call?) -> Box {
    guard let call else {
      let inputs = graph.inputs(of: node).enumerated().filter { !isWrittenInside($1) }
      return Box(
        node: node, call: nil,
        wires: inputs.map { ($1, [CircuitDrawing.Wire(gate: node, position: $0)]) })
    }
    var wires = call.inputs.reduce(into: [(from: NodeID, wires: [CircuitDrawing.Wire])]()) {
      wires, input in
      if !isWrittenInside(input), !wires.contains(where: { $0.from == input }) {
        wires.append((input, []))
      }
    }
    for gate in call.nodes where graph.nodes[gate].isGate {
      for (position, input) in graph.inputs(of: gate).enumerated()
      where !call.nodes.contains(input) && !isWrittenInside(input) {
        let wire = CircuitDrawing.Wire(gate: gate, position: position)
        if let known = wires.firstIndex(where: { $0.from == input }) {
          wires[known].wires.append(wire)
        } else {
          wires.append((input, [wire]))
        }
      }
    }
    return Box(node: node, call: call, wires: wires)
  }

  private func isWrittenInside(_ node: NodeID) -> Bool {
    if case .number = graph.nodes[node].operation { graph.name(of: node) == nil } else { false }
  }
}
