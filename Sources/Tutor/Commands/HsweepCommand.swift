import DocumentModel
import GradientCore

/// `hsweep [VALUE] INPUT`: how wrong difference quotients are, for every h.
struct HsweepCommand: Command {
  static let usage = Usage(
    "hsweep", "[VALUE] INPUT", group: .circuit, worksAlone: false,
    completes: .names,
    summary: Phrase("show how the error of a difference depends on h"),
    details: [
      Phrase(
        "For h from 1 (from a larger one where the input is large) over 16 decades: the error of forward and of central differences, and of forward differences where every gate's result is rounded to 32 bits."
      ),
      Phrase(
        "A large h is far from the point; a small one leaves no digits: f(x + h) and f(x) begin alike."
      ),
      Phrase("A star marks the best h."),
    ],
    example: ["x = 1; y = -3; f = x^3 * y", "hsweep x"])

  private let names: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    names = [try arguments.required(for: Self.usage)] + (arguments.next().map { [$0] } ?? [])
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let (value, inputs) = try session.plotted(
      names, for: Self.usage.word, using: engine)
    let function = try BenchFunction(of: value, by: inputs, in: session, using: engine)
    return try session.begin(
      function, perDecade: 1, isOnlyPlot: false, using: engine)
  }
}
