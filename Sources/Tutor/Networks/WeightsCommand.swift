import DocumentModel
import GradientCore

/// `weights [LAYER | NAME]`: the numbers that a network learns.
struct WeightsCommand: Command {
  static let usage = Usage(
    "weights", "[LAYER | NAME]", group: .networks, worksAlone: false,
    completes: .inputs,
    summary: Phrase("show the numbers that a network learns"),
    details: [
      Phrase(
        "They are changed as all inputs are: {entry} sets an entry, {slice} a row of them, {whole} all of them, {redraw} draws them again, {hold} keeps them as they are.",
        [
          "entry": Text("W1[0,1] = 0.3", .command), "slice": Text("W1[0,:] = 0", .command),
          "whole": Text("b1 = zeros(1, 8)", .command), "redraw": Text("redraw W1", .command),
          "hold": Text("hold b1", .command),
        ]),
      Phrase(
        "{reset} goes back to where training began; {save} writes the whole network to a text file, and {load} reads it.",
        [
          "reset": Text("reset weights", .command), "save": Text("save net.txt", .command),
          "load": Text("load net.txt", .command),
        ]),
    ],
    example: [
      "X = [0 0; 0 1; 1 0; 1 1]", "net 2-2-1", "weights", "W1[0,1] = 0.3; weights W1",
    ])

  private let part: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    part = arguments.next()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let network = try session.requireNetwork(using: engine)
    guard let part else {
      return Answer(session.documentOfAllWeights(network, using: engine))
    }
    if let number = Int(part.text) {
      let layer = try session.layer(number, of: network, at: part.range)
      return Answer(session.documentOfWeights([layer], using: engine))
    }
    guard network.parameters.contains(part.text) else {
      throw session.unknown(
        part, among: network.parameters, in: currentLine(of: session),
        otherwise: Phrase(
          "{name} is none of the network's weights: {names}.",
          [
            "name": Problems.code(part.text),
            "names": session.voice.list(Array(network.parameters.prefix(20))),
          ]))
    }
    var show = Arguments("show \(part.text)", after: 4)
    return try ShowCommand(&show, in: session).perform(in: &session, using: engine)
  }

  private func currentLine(of session: Session) -> String { session.currentPiece?.text ?? "" }
}

extension Session {
  /// - Parameter number: counted from 1.
  func layer(
    _ number: Int, of network: Network, at range: Range<Int>
  ) throws(Refusal) -> Network.Layer {
    guard network.layers.indices.contains(number - 1) else {
      throw Refusal(
        network.layers.count == 1
          ? Phrase("The network has one layer, and its number is 1.")
          : Phrase(
            "There is no layer {number}; they are counted from 1 to {last}.",
            ["number": Text("\(number)", .code), "last": Problems.number(network.layers.count)]),
        at: range)
    }
    return network.layers[number - 1]
  }

  fileprivate func documentOfAllWeights(_ network: Network, using engine: Engine) -> Document {
    let isLong = network.layers.count > 3
    var document = documentOfWeights(
      network.layers, mostRows: isLong ? 4 : 10, using: engine)
    if let first = network.layers.first?.weights {
      let isMatrix = bench.definitions.value(ofLeaf: first)?.isScalar == false
      document += note(
        Phrase(
          "{entry} changes one of them.",
          ["entry": Text(isMatrix ? "\(first)[0,0] = 0.3" : "\(first) = 0.3", .command)]))
    }
    return document
  }
}
