import DocumentModel
import GradientCore

extension CircuitDrawing {
  /// One for each box, inputs first, and where a value goes to more than one gate.
  func sentences(of drawn: DrawnCircuit) -> [Text] {
    var readers: [NodeID: Int] = [:]
    for box in drawn.boxes { for wire in box.wires { readers[wire.from, default: 0] += 1 } }
    return drawn.boxes.flatMap { box -> [Text] in
      var sentences = [sentence(of: box)]
      if let count = readers[box.node], count > 1 {
        sentences.append(
          voice.say(
            Phrase(
              "{name} goes along {count} wires; their shares of the gradient add.",
              ["name": label(of: box), "count": Problems.number(count)])))
      }
      return sentences
    }
  }

  /// `q = x + y = 3, slope -4`.
  private func sentence(of box: DrawnCircuit.Box) -> Text {
    var sentence = Text()
    if marks[box.node] == .active { sentence += voice.say(Phrase("Here:")) + " " }
    let name = calledName(of: box.node)
    let isGate = evaluation.graph.nodes[box.node].isGate && !cut.contains(box.node)
    if let name { sentence += Text(name, .name) }
    if isGate { sentence += (name == nil ? "" : " = ") + text(of: box) }
    if isKnown(box.node) {
      let isAlone = name == nil && !isGate
      sentence += (isAlone ? "" : " = ") + brief(evaluation.value(of: box.node), .value)
    }
    guard let gradient = gradients[box.node] else { return sentence }
    return sentence + ", "
      + voice.say(Phrase("slope {slope}", ["slope": brief(gradient, .gradient)]))
  }

  /// Its name on the bench or its numbered one; nil for what a formula or a call says.
  func calledName(of node: NodeID) -> String? {
    if let name = evaluation.graph.name(of: node) { return name }
    return closedCalls[node] == nil ? names.numberedName(of: node) : nil
  }

  func label(of box: DrawnCircuit.Box) -> Text {
    calledName(of: box.node).map { Text($0, .name) } ?? text(of: box)
  }

  /// `x + y`, or `gate(x, y)` where the function is one gate.
  func text(of box: DrawnCircuit.Box, width: Int = 60) -> Text {
    let text = names.formula(of: box.node, calls: closedCalls)
    return Text(Session.abridged(text, to: width), .code)
  }

  func brief(_ matrix: Matrix, _ role: Role) -> Text {
    Text(voice.numbers.brief(matrix, width: 22), role)
  }
}
