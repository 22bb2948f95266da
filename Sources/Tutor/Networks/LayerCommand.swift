import DocumentModel
import GradientCore

/// `layer 2`, `layer linear`: forward, backward and parameter gradient of one module.
struct LayerCommand: Command {
  static let usage = Usage(
    "layer", "[NUMBER | FUNCTION]", group: .networks, worksAlone: false,
    completes: .modules,
    summary: Phrase("take a layer apart: forward, backward, parameter gradient"),
    details: [
      Phrase(
        "A layer is a module with three parts: what it makes of its input, how it hands the gradient back to its input, and the gradient of its own numbers. Each is shown as a formula of whole matrices and with the matrices as they are now, abridged where they are large."
      ),
      Phrase(
        "With a function, such as {example}, it shows that module alone. {check} compares it with differences. Redefining the function exchanges the module wherever it is used.",
        [
          "example": Text("linear(z, W, b) = z @ W + b", .code),
          "check": Text("check linear", .command),
        ]),
    ],
    example: [
      "linear(z, W, b) = z @ W + b", "layer linear", "check linear",
      "X = [0 0; 0 1; 1 0; 1 1]; Y = [0; 1; 1; 0]; net 2-2-1; loss mse", "layer 2",
    ])

  private let part: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    part = arguments.next()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let part else { return Answer(try session.documentOfNetwork(using: engine)) }
    if let number = Int(part.text) {
      let network = try session.requireNetwork(using: engine)
      let layer = try session.layer(number, of: network, at: part.range)
      return Answer(try session.document(of: layer, of: network, using: engine))
    }
    guard session.bench.definitions.functions[part.text] != nil else {
      let known = session.bench.definitions.functions.keys.sorted()
      throw session.unknown(
        part, among: known, in: session.currentPiece?.text ?? "",
        otherwise: Phrase(
          "{name} is neither a layer's number nor a function of yours. A module is a function, as in {example}.",
          [
            "name": Problems.code(part.text),
            "example": Text("linear(z, W, b) = z @ W + b", .command),
          ]))
    }
    let module = try session.module(part.text, at: part.range, using: engine)
    return Answer(session.document(of: module))
  }
}
