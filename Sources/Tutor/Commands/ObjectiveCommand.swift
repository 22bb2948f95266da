import DocumentModel
import GradientCore

/// `objective NAME`: what `save` writes where nobody named the objective, so that the next
/// definition that depends on it still takes its place.
struct ObjectiveCommand: Command {
  static let usage = Usage(
    "objective", "NAME", group: .session, worksAlone: false, isHidden: true, definesBench: true,
    completes: .names,
    summary: Phrase("say what the objective is until a definition takes its place"),
    example: ["x = 1; f = x^2", "objective f"])

  private let name: Arguments.Part

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    name = try arguments.required(for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let answer = try session.aim(session.bench.direction, at: name, using: engine)
    session.bench.objectiveWasNamed = false
    return answer
  }
}
