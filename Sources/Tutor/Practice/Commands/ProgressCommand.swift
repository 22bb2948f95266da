import DocumentModel
import GradientCore

/// `progress [LESSON]`.
struct ProgressCommand: Command {
  static let usage = Usage(
    "progress", "[LESSON]", group: .practice, completes: .lessons,
    summary: Phrase("show what you read, solved and know"),
    details: [
      Phrase(
        "Known is what you solved lately: half of the way to five marks for an exercise that you solve alone, a quarter where it took help, and a quarter less for a mistake that was recognised. It fades with the days, half as fast after each day on which you know it again."
      ),
      Phrase("With a lesson it shows its exercises one by one."),
    ],
    example: ["progress", "progress 5"])

  private let parts: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) { parts = arguments.rest() }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard !session.lessons.isEmpty else { throw Session.noLessons }
    guard let first = parts.first, let last = parts.last else {
      return Answer(session.progressMap())
    }
    let name = parts.map(\.text).joined(separator: " ")
    let range = first.range.lowerBound..<last.range.upperBound
    do throws(Refusal) {
      return Answer(try session.progress(in: session.lesson(meantBy: name, at: range)))
    } catch {
      throw error.correcting("open", to: "progress")
    }
  }
}

extension Refusal {
  /// The same line with another command.
  func correcting(_ word: String, to other: String) -> Refusal {
    var refusal = self
    if let line = correction, line.hasPrefix(word + " ") {
      refusal.correction = other + line.dropFirst(word.count)
    }
    return refusal
  }
}
