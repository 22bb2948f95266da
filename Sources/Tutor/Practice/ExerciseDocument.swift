import DocumentModel
import GradientCore

// How an exercise is shown. All of it has to fit a screen of 24 rows with the prompt below it.
extension Session {
  /// The open exercise: heading, question, what is given and what can be typed.
  var exerciseDocument: Document {
    guard let (open, placed) = openExercise else { return Document() }
    let exercise = placed.exercise
    let heading = voice.say(
      Phrase(
        "{lesson} · exercise {number}",
        ["lesson": Text(placed.lesson.title), "number": Text("\(placed.number)")]))
    let aside = voice.say(
      Phrase(
        "{number} of {count}",
        [
          "number": Text("\(placed.number)"), "count": Text("\(placed.lesson.exercises.count)"),
        ]))
    let values = startValues
    let question = values.filled(exercise.texts.question, in: voice).blocks
      .map { [$0.inExercise] }.joined(separator: [.rest])
    let content =
      Array(question) + [.rest] + keyBlocks(of: exercise, draw: open.draw)
      + [
        .paragraph(voice.say(exercise.judgement(on: start)).dimmed), .rest,
        .table(exerciseFooter(exercise)),
      ]
    return Document([.heading(heading, level: 1, aside: aside), .rest, .indented(content)])
  }

  /// Formulas of the texts see the bench as the exercise makes it.
  var startValues: ExerciseValues { ExerciseValues(start, since: start) }

  /// Choices and cards, each behind its letter.
  func keyBlocks(of exercise: Exercise, draw: UInt64) -> [Block] {
    let keys = exercise.shownKeys(draw: draw)
    guard !keys.isEmpty else { return [] }
    let rows = keys.enumerated().map { place, key in
      [Text(ShownKey.letter(place) + ")", .command), shownText(of: key, in: exercise)]
    }
    let columns = [Table.Column("", spoken: ""), Table.Column("")]
    return [.indented([.table(Table(columns: columns, rows: rows))]), .rest]
  }

  func shownText(of key: String, in exercise: Exercise) -> Text {
    let text = exercise.texts.choices[key] ?? exercise.texts.cards[key] ?? Text(key, .code)
    return startValues.filled(text, in: voice)
  }

  // MARK: - Below the question

  private func exerciseFooter(_ exercise: Exercise) -> Table {
    let labels = [Phrase("given"), Phrase("to try")].map { voice.say($0).with(.hint) }
    let width = 76 - (labels.map(\.plain.count).max() ?? 0)
    var given = given(exercise).besideEachOther(gap: 3, width: width - 4)
    if given.count > 3 { given = Array(given[..<2]) + [given[2] + Text("   …", .hint)] }
    let commands =
      ([exercise.answerSample(on: start)].compactMap { $0 } + ["hint", "solution", "skip"])
      .map { voice.command($0) }.besideEachOther(gap: 3, width: width)
    let rows = [(labels[0], given), (labels[1], commands)].flatMap { label, lines in
      lines.enumerated().map { [$0 == 0 ? label : "", $1] }
    }
    return Table(columns: [Table.Column(""), Table.Column("")], rows: rows)
  }

  /// What the exercise's bench holds: inputs with their values, and formulas without theirs, for
  /// these may be what is asked.
  private func given(_ exercise: Exercise) -> [Text] {
    let definitions = start.definitions
    let hidden = exercise.hidden + exercise.numbersOfGoal(on: start).map(\.name)
    let names = definitions.names.filter { !hidden.contains($0) }.map { name -> Text in
      if let value = definitions.value(ofLeaf: name) {
        return voice.equation(name, value, width: 36)
      }
      let formula = definitions.definition(of: name)?.formula.description ?? ""
      return Text(name, .name) + " = " + Text(Self.abridged(formula, to: 44), .code)
    }
    let setup = (exercise.setup ?? openExercise?.placed.lesson.setup ?? [])
      .joined(separator: ";").split(separator: ";")
    let settings = Setting.allCases.filter { setting in
      ![.digits, .seed].contains(setting)
        && setup.contains { piece in
          let piece = piece.drop { $0 == " " }
          return ["=", ":="].contains { piece.hasPrefix("\(setting) \($0)") }
        }
    }.map { Text($0.rawValue, .name) + " = " + voice.value(start.settings[$0]) }
    return names + settings
  }

  /// Below what ends an exercise; Enter does what its last line says.
  mutating func exerciseEnd(_ placed: PlacedExercise) -> [Block] {
    let next = wayOn(from: placed)
    offer = next
    let own = placed.exercise.varies ? [voice.command("exercise again")] : []
    let commands = own + [voice.command(next) + Text(" (Enter)", .hint)]
    let label = voice.say(Phrase("to try")).with(.hint)
    return [
      .rest,
      .table(
        Table(
          columns: [Table.Column(""), Table.Column("")],
          rows: [[label, commands.joined(separator: "   ")]])),
    ]
  }

  /// A line that says what Enter does.
  mutating func offering(_ command: String) -> Block {
    offer = command
    return .line(voice.command(command) + Text(" (Enter)", .hint))
  }
}

extension Exercise {
  /// What counts as right, in a sentence.
  func judgement(on start: Bench) -> Phrase {
    switch kind {
    case .value: tolerance.sentence
    case .formula:
      Phrase("Any way to write it counts: it is judged by its values.")
    case .choices(let choices):
      choices.count(where: \.isRight) > 1
        ? Phrase("Several are right; give their letters with blanks between.")
        : Phrase("One is right.")
    case .order:
      Phrase("All of them in order, as in {example}.", ["example": Text(orderSample, .command)])
    case .goal(let conditions, .stepping(let names)):
      rules(
        Self.moves.merging([
          "goal": goal(conditions, on: start), "names": Text(names.joined(separator: ", "), .name),
        ]) { $1 }, allows: !names.isEmpty)
    case .goal(let conditions, .free):
      Phrase("The goal: {goal}. You may change everything.", ["goal": goal(conditions, on: start)])
    }
  }

  /// What may be changed on the way to a goal; `train` is named where it is a part of the solution.
  private func rules(_ places: [String: Text], allows: Bool) -> Phrase {
    switch (allows, solution.contains { $0.contains("train") }) {
    case (false, false):
      Phrase(
        "The goal: {goal}. You may change settings; the inputs move only by {step} and {run}.",
        places)
    case (false, true):
      Phrase(
        "The goal: {goal}. You may change settings; the inputs move only by {step}, {run} and {train}.",
        places)
    case (true, false):
      Phrase(
        "The goal: {goal}. You may change settings and {names}; other inputs move only by {step} and {run}.",
        places)
    case (true, true):
      Phrase(
        "The goal: {goal}. You may change settings and {names}; other inputs move only by {step}, {run} and {train}.",
        places)
    }
  }

  /// `answer b a c d`: in no order that was thought about.
  private var orderSample: String {
    var letters = shownKeys(draw: 0).indices.map(ShownKey.letter)
    if letters.count > 1 { letters.swapAt(0, 1) }
    return "answer " + letters.joined(separator: " ")
  }

  private static let moves = Dictionary(
    uniqueKeysWithValues: ["step", "run", "train"].map { ($0, Text($0, .command)) })

  /// What is typed to answer, with a word in the place of the answer. How many rows and columns a
  /// matrix has is a part of it.
  func answerSample(on start: Bench) -> String? {
    switch kind {
    case .value:
      AnswerJudge(self, on: start).right?.isScalar == false
        ? "answer [a b …; c d …]" : "answer NUMBER"
    case .formula: "answer FORMULA"
    case .choices(let choices):
      choices.count(where: \.isRight) > 1 ? "answer LETTERS" : "answer a"
    case .order: "answer LETTERS"
    case .goal: nil
    }
  }
}

extension Exercise.Tolerance {
  fileprivate var sentence: Phrase {
    let numbers = Numbers(digits: 3)
    let share = Text(numbers.text(relative * 100) + " %", .value)
    let amount = Text(numbers.text(absolute), .value)
    // What is computed has its last digits rounded.
    if relative <= 1e-9, absolute <= 1e-9 { return Phrase("Only the exact answer counts.") }
    if absolute == 0 {
      return Phrase("An answer within {share} counts.", ["share": share])
    }
    if relative == 0 {
      return Phrase("An answer within {amount} counts.", ["amount": amount])
    }
    return Phrase(
      "An answer within {share}, or within {amount}, counts.",
      ["share": share, "amount": amount])
  }
}

extension Block {
  /// Formulas on lines of their own stand further in than the prose around them.
  var inExercise: Block {
    if case .preformatted = self { .indented([self]) } else { self }
  }
}
