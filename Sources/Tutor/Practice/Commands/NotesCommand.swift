import DocumentModel
import GradientCore

/// `notes [FILE]`: what was learnt, to be kept and printed.
struct NotesCommand: Command {
  static let usage = Usage(
    "notes", "[FILE] [yes]", group: .practice, completes: .files,
    summary: Phrase("write what you learnt to a file"),
    details: [
      Phrase(
        "The file is Markdown: for each lesson the pages that you read, the exercises with your answers and why they are right, and the mistakes that you met."
      ),
      Phrase(
        "Without a name it is {name}. A file that is there already is written over only with {yes} behind its name.",
        ["name": Text("notes.md", .code), "yes": Text("yes", .command)]),
    ],
    example: ["notes", "notes lessons.md"])

  private let path: String?
  private let isConfirmed: Bool

  init(_ arguments: inout Arguments, in session: Session) {
    var parts = arguments.rest()
    let isYes = { (part: Arguments.Part) in
      !part.isQuoted && (session.words[part.text] ?? part.text) == "yes"
    }
    isConfirmed = parts.last.map(isYes) ?? false
    if isConfirmed { parts.removeLast() }
    path = parts.isEmpty ? nil : parts.map(\.text).joined(separator: " ")
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let text = session.notes(using: engine) else {
      throw Refusal(
        Phrase(
          "There is nothing to write down yet; {next} begins the course.",
          ["next": Text("next", .command)]))
    }
    let name = path ?? session.voice.language.say(Phrase("notes.md")).plain
    return Answer(
      request: isConfirmed
        ? .write(path: name, text: text) : .writeNew(path: name, text: text))
  }
}
