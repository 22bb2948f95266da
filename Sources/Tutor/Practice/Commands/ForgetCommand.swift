import DocumentModel
import GradientCore

/// `forget LESSON`, `forget all`: tells what would be lost, and forgets it with `yes` behind.
struct ForgetCommand: Command {
  static let usage = Usage(
    "forget", "LESSON|all [yes]", group: .practice, worksAlone: false,
    completes: .lessonsOr([
      ("all", Phrase("everything that was learnt")), ("yes", Phrase("without being asked")),
    ]),
    summary: Phrase("forget what you did in a lesson, or in all"),
    details: [
      Phrase(
        "It tells what would be lost, and only Enter, or {yes} behind it, forgets it. A copy of your progress is kept beside it each time.",
        ["yes": Text("yes", .command)]),
      Phrase("Branches, files and what you prefer stay."),
    ],
    example: ["forget 5", "forget all"])

  private let what: Forgotten
  private let typed: String
  private let isConfirmed: Bool

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let first = try arguments.required(for: Self.usage)
    var parts = [first] + arguments.rest()
    let meaning = { (part: Arguments.Part) in session.words[part.text] ?? part.text }
    isConfirmed = parts.count > 1 && meaning(parts.last!) == "yes"
    if isConfirmed { parts.removeLast() }
    let range = parts.first!.range.lowerBound..<parts.last!.range.upperBound
    if parts.count == 1, meaning(parts[0]) == "all" {
      (what, typed) = (.all, "all")
      return
    }
    let name = parts.map(\.text).joined(separator: " ")
    do throws(Refusal) {
      what = .lesson(try session.lesson(meantBy: name, at: range).id)
    } catch {
      throw error.correcting("open", to: "forget")
    }
    if case .lesson(let id) = what { typed = id } else { typed = name }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let loss = session.loss(of: what) else {
      return Answer(session.voice.say(Phrase("There is nothing to forget.")))
    }
    guard isConfirmed else {
      let command = "forget \(typed) yes"
      return Answer(
        Document([
          .paragraph(session.voice.say(loss)),
          .paragraph(
            session.voice.say(
              Phrase("Anything else you type keeps it. A copy is kept in any case.")
            ).dimmed),
          session.offering(command),
        ]))
    }
    return Answer(request: .keepCopy(forgetting: what))
  }
}
