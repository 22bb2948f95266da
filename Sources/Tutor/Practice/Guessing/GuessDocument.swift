import DocumentModel
import GradientCore

// How a question for a guess is shown.
extension Session {
  /// The open question once more.
  var guessDocument: Document {
    switch practice.guessing?.question {
    case .surprise(let surprise): document(of: surprise)
    case .move(let question): document(of: question)
    case nil: Document()
    }
  }

  /// `chain rule · guess`.
  func guessPrompt(_ guess: OpenGuess) -> Text {
    let word = voice.say(Phrase("guess")).dimmed
    var lesson = openPage?.lesson
    if case .surprise(let surprise) = guess.question { lesson = self.lesson(surprise.place.lesson) }
    guard let lesson else { return word }
    return Text(lesson.shortTitle) + Text(" · ", .hint) + word
  }

  /// What can be chosen, in the order of its letters; empty where a number is asked for.
  var guessChoices: [Text] {
    switch practice.guessing?.question {
    case .surprise(let surprise):
      guard let exercise = self.surprise(at: surprise.place)?.exercise else { return [] }
      let asking = standing(on: surprise)
      return exercise.shownKeys(draw: 0).map { asking.shownText(of: $0, in: exercise) }
    case .move(let question): return choices(of: question.subject)
    case nil: return []
    }
  }

  func choices(of subject: MoveQuestion.Subject) -> [Text] {
    switch subject {
    case .objective, .input, .mirrored:
      [Phrase("higher"), Phrase("lower"), Phrase("the same")].map { voice.say($0) }
    case .larger(let first, let second): [first, second].map { Text($0.name, .name) }
    case .value: []
    }
  }

  private func document(of question: MoveQuestion) -> Document {
    let rows = choices(of: question.subject).enumerated().map { place, choice in
      [Text(ShownKey.letter(place) + ")", .command), choice]
    }
    let columns = [Table.Column("", spoken: ""), Table.Column("")]
    let table: [Block] =
      rows.isEmpty ? [] : [.indented([.table(Table(columns: columns, rows: rows))])]
    return Document(
      [.paragraph(voice.say(sentence(of: question)))] + table
        + waysOn(from: rows.isEmpty ? "answer NUMBER" : "answer a"))
  }

  private func sentence(of question: MoveQuestion) -> Phrase {
    let name = Text(question.objective, .name)
    let places = [
      "command": Text(question.piece.text, .code), "name": name,
      "value": voice.value(question.value), "step": Text(Setting.step.rawValue, .name),
      "rate": voice.value(bench.settings.step),
    ]
    switch question.subject {
    case .objective:
      return Phrase("{name} = {value} now. Will it be higher or lower after {command}?", places)
    case .input(let entry):
      let value = question.preview?.input(entry)?.before ?? 0
      return Phrase(
        "{name} = {value} now. Will it be higher or lower after {command}?",
        places.merging(["name": Text(entry.name, .name), "value": voice.value(value)]) { $1 })
    case .mirrored:
      return Phrase(
        "{name} = {value} now. Suppose every slope had the wrong sign: would {name} be higher or lower after {command}?",
        places)
    case .larger(let first, let second):
      return Phrase(
        "Which of the two will move further in {command}: {first} or {second}?",
        places.merging(["first": Text(first.name, .name), "second": Text(second.name, .name)]) {
          $1
        })
    case .value:
      return Phrase(
        "{name} = {value} now, and {step} = {rate}. What will {name} be after {command}? A guess within a tenth of the change counts.",
        places)
    }
  }

  /// What can be typed; Enter goes on.
  func waysOn(from sample: String) -> [Block] {
    let commands =
      [voice.command(sample), voice.command("skip") + Text(" (Enter)", .hint)]
      + [voice.command("guess off")]
    return [
      .table(
        Table(
          columns: [Table.Column(""), Table.Column("")],
          rows: [[voice.say(Phrase("to try")).with(.hint), commands.joined(separator: "   ")]]))
    ]
  }
}
