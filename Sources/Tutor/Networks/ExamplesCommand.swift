import DocumentModel
import GradientCore

/// `examples NAME …`: inputs that hold an example in each row.
struct ExamplesCommand: Command {
  static let usage = Usage(
    "examples", "NAME …", group: .networks, worksAlone: false, definesBench: true,
    completes: .inputs,
    summary: Phrase("say that inputs are examples: no step moves them, a batch takes their rows"),
    details: [
      Phrase(
        "{data}, {net} and {loss} say so of X and Y by themselves. {free} makes an input movable again.",
        [
          "data": Text("data", .command), "net": Text("net", .command),
          "loss": Text("loss", .command), "free": Text("free X", .command),
        ])
    ],
    example: ["X = [0 0; 0 1; 1 0; 1 1]", "examples X"])

  private let names: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    names = [try arguments.required(for: Self.usage)] + arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.give(.data, to: names)
  }
}

extension Session {
  /// Makes an example of an input that a step would move; what is said about it.
  mutating func makeExamples(of name: String) -> Document {
    guard bench.role(of: name) == .parameter, let value = bench.definitions.value(ofLeaf: name)
    else { return Document() }
    bench.definitions[name] = .leaf(value, .data)
    return note(
      Phrase(
        "{name} holds examples now: no step moves it. {free} lets it move.",
        ["name": Text(name, .name), "free": Text("free \(name)", .command)]))
  }
}
