import DocumentModel
import GradientCore

/// `predict 0.1 0.7`, `predict row 17`: what the network says.
struct PredictCommand: Command {
  static let usage = Usage(
    "predict", "[VALUES | row NUMBER | validation NUMBER]", group: .networks, worksAlone: false,
    completes: .words([
      ("row", Phrase("a row of X, counted from 0")),
      ("validation", Phrase("a row that is not trained on, counted from 0")),
    ]),
    summary: Phrase("ask the network about an example"),
    details: [
      Phrase(
        "Values stand in the units of the file: where the data are standardized, so are they. Classes have probabilities where the loss is bce or cross-entropy, or where the last layer ends in sigmoid or softmax."
      ),
      Phrase(
        "{row} takes a row of X, counted from 0, and shows it as a picture where it is one; {validation} one of those that are not trained on. Alone, {predict} tells how many rows it gets right.",
        [
          "row": Text("predict row 17", .command),
          "validation": Text("predict validation 3", .command),
          "predict": Text("predict", .command),
        ]),
    ],
    example: [
      "data moons", "net 2-8-1; loss bce; train 50", "predict 0.1 0.7", "predict row 17", "predict",
    ])

  private enum Question {
    case all
    case values([Arguments.Part])
    case row(Arguments.Part, isValidation: Bool)
  }

  private let question: Question

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let first = arguments.next() else {
      question = .all
      return
    }
    let word = session.words[first.text] ?? first.text
    if word == "row" || word == "validation" {
      question = .row(
        try arguments.required(for: Self.usage), isValidation: word == "validation")
    } else {
      question = .values([first] + arguments.rest())
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let network = try session.requireNetwork(using: engine)
    switch question {
    case .all: return Answer(try session.predictAll(with: network, using: engine))
    case .values(let parts):
      return Answer(try session.predict(parts, with: network, using: engine))
    case .row(let part, let isValidation):
      return Answer(
        try session.predict(row: part, isValidation, with: network, using: engine))
    }
  }
}
