import DocumentModel
import GradientCore

extension Session {
  /// What backward passes in wrong orders give on the present circuit.
  func answerToWhyOrder(using engine: Engine) throws(Refusal) -> Answer {
    let objective = try objectiveForSlopes()
    let way = Walk.Way(direction: .backward, output: objective)
    let track = try track(of: way, using: engine)
    guard !track.gates.isEmpty else { throw nothingToWalk(way) }
    let telling = OrderTelling(track: track, voice: voice, objective: objective)
    return Answer(Document(telling.blocks))
  }
}

/// The right gradients beside those of wrong orders, and which gate goes wrong.
struct OrderTelling {
  typealias NodeID = Graph.NodeID

  let track: WalkTrack
  let voice: Voice
  let objective: String
  private let wrong: [MisorderedPass]
  private let right: [(name: String, node: NodeID, slope: Matrix)]

  init(track: WalkTrack, voice: Voice, objective: String) {
    self.track = track
    self.voice = voice
    self.objective = objective
    let limit = Self.wireLimit(in: track.graph)
    wrong = MisorderedPass.Order.allCases.map {
      MisorderedPass(track.evaluation, from: track.output, $0, limit: limit)
    }
    right = track.slopes(at: track.leaves)
  }

  /// A recursion may walk every path: so many wires of numbers, and fewer of large matrices.
  private static func wireLimit(in graph: Graph) -> Int {
    let largest = graph.nodes.map { $0.shape.count * max($0.shape.rows, $0.shape.columns) }.max()
    return max(20, min(100_000, 20_000_000 / max(largest ?? 1, 1)))
  }

  private var graph: Graph { track.graph }

  private func label(_ node: NodeID) -> String {
    track.names.label(of: node)
  }

  var blocks: [Block] {
    var blocks: [Block] = [table]
    if right.count > 8 {
      blocks.append(
        .line(
          voice.say(
            Phrase("… and {count} more", ["count": Problems.number(right.count - 8)])
          ).with(.hint)))
    }
    blocks.append(.paragraph(voice.say(order)))
    blocks += reasons.map { .paragraph(voice.say($0)) }
    if let legend = track.names.legend(for: toldGates, in: voice) {
      blocks.append(.paragraph(legend))
    }
    return blocks
  }

  private var toldGates: [NodeID] {
    track.gates.prefix(6) + (forkedGate.map { [$0.gate] } ?? [])
  }

  private var table: Block {
    let titles = [
      Phrase("input"), Phrase("right"), Phrase("naive recursion"), Phrase("each gate once"),
      Phrase("not reversed"),
    ]
    let columns = titles.enumerated().map { position, title in
      Table.Column(voice.say(title), position == 0 ? .leading : .trailing)
    }
    let rows = right.prefix(8).map { end in
      [Text(end.name, .name), brief(end.slope)]
        + wrong.map { pass in
          guard pass.isComplete else { return Text("…", .hint) }
          return brief(pass.gradient(of: end.node) ?? Matrix(repeating: 0, end.slope.shape))
        }
    }
    return .table(Table(columns: columns, rows: rows))
  }

  private func brief(_ matrix: Matrix) -> Text {
    Text(voice.numbers.brief(matrix, width: 15), .gradient)
  }

  /// `Right: f, d, c, b. Each gate stands after all that read it.`
  private var order: Phrase {
    let shown = track.gates.prefix(6).map { Text(label($0), .name) }
    let more = track.gates.count > 6 ? [Text("…", .hint)] : []
    return Phrase(
      "The right order, from the output back: {gates}. Each gate passes on only after all that read it.",
      ["gates": (shown + more).joined(separator: ", ")])
  }

  private var reasons: [Phrase] {
    var reasons: [Phrase] = []
    if let fork = forkedGate {
      let places = [
        "gate": Text(label(fork.gate), .name), "count": Problems.number(fork.readers),
      ]
      reasons.append(
        Phrase(
          "{gate} is read {count} times. Naive recursion passes on as soon as a share arrives, so {gate} passes on what it has already passed on before; with each gate only once, the later shares are lost.",
          places))
    } else {
      reasons.append(
        Phrase(
          "No gate here is read twice, so recursion gets it right. Try {example} to see it fail.",
          [
            "example": Text("a = 1; b = 2*a; e = (b + 1) + 3*b; why order", .command)
          ]))
    }
    if !wrong[0].isComplete {
      reasons.append(
        Phrase(
          "The recursion was given up after {count} wires: it walks every path.",
          ["count": Problems.number(wrong[0].wireCount)]))
    }
    reasons.append(
      Phrase("Not reversed, a gate passes on before anything has reached it: mostly 0."))
    return reasons
  }

  /// The first gate, from the output, that passes on shares of several wires.
  private var forkedGate: (gate: NodeID, readers: Int)? {
    var counts: [NodeID: Int] = [:]
    for step in track.steps where graph.nodes[step.input].isGate {
      counts[step.input, default: 0] += 1
    }
    return counts.filter { $0.value > 1 }.max { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
