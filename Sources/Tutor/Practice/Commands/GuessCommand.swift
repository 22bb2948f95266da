import DocumentModel
import GradientCore

/// `guess [on|off]`.
struct GuessCommand: Command {
  static let usage = Usage(
    "guess", "[on|off]", group: .practice,
    completes: .words([
      ("on", Phrase("ask me what I expect, now and then")), ("off", Phrase("ask no more")),
    ]),
    summary: Phrase("be asked what you expect before you see it"),
    details: [
      Phrase(
        "With {on} the surprise of each lesson is asked before its page, and now and then what a {step}, {run} or {train} will do. The command waits for your guess, and then is carried out.",
        [
          "on": Text("guess on", .command), "step": Text("step", .command),
          "run": Text("run", .command), "train": Text("train", .command),
        ]),
      Phrase(
        "Enter or {skip} goes on without an answer; {off} ends the questions for good. Questions get harder as your guesses come out right: higher or lower, the larger of two, the value.",
        ["skip": Text("skip", .command), "off": Text("guess off", .command)]),
    ],
    example: ["guess on", "x = 1; y = -3; f = x * y", "step", "answer a", "guess off"])

  private let choice: String?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let part = arguments.next() else {
      choice = nil
      return
    }
    let choices = Preference.guess.choices
    let word = session.words[part.text] ?? part.text
    guard choices.contains(word) else {
      throw session.unknown(
        part, among: session.spellings(of: choices), in: arguments.command,
        otherwise: Phrase(
          "{found} is neither {on} nor {off}.",
          [
            "found": Text(part.text, .code), "on": Text("on", .command),
            "off": Text("off", .command),
          ]))
    }
    choice = word
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let voice = session.voice
    if let choice {
      session.preferences[.guess] = choice
      session.guessWasChosen = true
      return Answer(
        voice.say(
          choice == "on"
            ? Phrase(
              "Now and then you are asked first what you expect. {off} ends it.",
              ["off": Text("guess off", .command)]) : Session.noLongerAsked))
    }
    return Answer(
      voice.say(
        session.preferences[.guess] == "on"
          ? Phrase(
            "guess is on. {off} ends the questions.", ["off": Text("guess off", .command)])
          : Phrase(
            "guess is off. {on} asks what you expect, before you see it.",
            ["on": Text("guess on", .command)])))
  }
}
