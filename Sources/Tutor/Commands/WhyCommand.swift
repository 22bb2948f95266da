import DocumentModel
import GradientCore

/// `why NAME | order`: a slope as a sum over paths, and why gates have an order.
struct WhyCommand: Command {
  static let usage = Usage(
    "why", "NAME | order", group: .circuit, worksAlone: false,
    completes: .namesOr([("order", Phrase("why gates are walked in this order"))]),
    takesGates: true,
    summary: Phrase("show a slope as the sum over all paths, and then backwards"),
    details: [
      Phrase(
        "It takes inputs, intermediate values and entries such as {example}.",
        ["example": Text("W1[0, 1]", .command)]),
      Phrase(
        "{order} runs the backward pass in wrong orders on your circuit and shows what they give.",
        ["order": Text("why order", .command)]),
    ],
    example: ["x = 1; y = 2; z = 0; f = (x + y) * max(y, z)", "why y", "why order"])

  private let name: Arguments.Part

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    name = try arguments.required(for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if session.bench.definitions[name.text] == nil,
      (session.words[name.text] ?? name.text) == "order"
    {
      return try session.answerToWhyOrder(using: engine)
    }
    let objective = try session.objectiveForSlopes()
    let place = try session.place(named: name, takesGates: true, using: engine)
    if place.entry == nil, !place.shape.isScalar {
      let entry = "\(place.name)[0, 0]"
      throw Refusal(
        Phrase(
          "{name} is a matrix of {shape}. Name one entry, as in {example}.",
          [
            "name": Text(place.name, .name), "shape": Problems.code(place.shape),
            "example": Text(entry, .command),
          ]), at: name.range, correction: "why \(entry)")
    }
    let evaluation = try session.evaluation(of: objective, using: engine)
    guard place.node(in: evaluation.graph) != nil else {
      return Answer(
        session.voice.say(
          Phrase(
            "{of} does not depend on {by}: the slope is 0.",
            ["of": Text(objective, .name), "by": Text(place.text, .name)])))
    }
    let (scalars, target) = try session.opened(evaluation, to: place, from: objective)
    let sum = PathSum(scalars, from: target, to: scalars.graph.root)
    return Answer(
      try session.openedFunctions(under: objective, using: engine)
        + Document(
          PathTelling(
            sum: sum, names: GateNames(scalars.graph), voice: session.voice, objective: objective,
            place: place.text
          ).blocks))
  }
}
