import DocumentModel
import GradientCore

/// `autopsy`: why a training went wrong.
struct AutopsyCommand: Command {
  static let usage = Usage(
    "autopsy", group: .networks,
    summary: Phrase("find out why a training went wrong"),
    details: [
      Phrase(
        "It trains again on a copy, from the first values and with the present settings, and names the first update and the first gate that left the finite numbers or saturated. The bench stays as it is."
      ),
      Phrase(
        "Then: the factors of which slopes are made, the size of the first update beside each leaf, and the largest step that goes well for 100 updates. Where the loss is a parabola, also 2/λmax."
      ),
    ],
    example: [
      "x = [1; 2; 3]; hold x; w = 0", "L = mean((x * w - 2 * x)^2); minimize L", "step = 0.5",
      "train 20",
      "autopsy",
    ])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.beginAutopsy(using: engine)
  }
}
