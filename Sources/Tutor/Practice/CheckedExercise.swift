import DocumentModel
import GradientCore

/// An exercise that is held against the rules.
struct CheckedExercise {
  private let placed: PlacedExercise
  private let session: Session
  private let engine: Engine
  private let judged: JudgedNumbers

  init(
    _ placed: PlacedExercise, _ session: Session, _ engine: Engine, knowing judged: JudgedNumbers
  ) {
    (self.placed, self.session, self.engine) = (placed, session, engine)
    self.judged = judged
  }

  private var exercise: Exercise { placed.exercise }
  private var texts: Exercise.Texts { placed.exercise.texts }
  /// An exercise for guessing has no hints and no solution.
  private var isAsk: Bool { placed.number == 0 }

  // MARK: - With one set of numbers

  func faults(on bench: Bench, draw: UInt64) -> [Phrase] {
    let judge = AnswerJudge(exercise, on: bench)
    // Numbers are drawn anew until they have no fault.
    var faults = draw == 0 ? judge.numberFaults : []
    guard faults.isEmpty else { return faults }
    faults += judge.hintsThatTell(texts.hints, in: judge.voice).map {
      Phrase(
        "Hint {number} contains the answer {answer}.",
        ["number": Text("\($0)"), "answer": Problems.code(judge.printedAnswer ?? "")])
    }
    for (name, text) in texts.mistakes.sorted(by: { $0.key < $1.key })
    where judge.tellsAnswer(text) {
      faults.append(
        Phrase(
          "The text of {name} contains the answer {answer}.",
          ["name": Problems.code(name), "answer": Problems.code(judge.printedAnswer ?? "")]))
    }
    return faults + (isAsk ? [] : solvingFaults(on: bench, judge, draw: draw))
  }

  /// The model answer is accepted as it is printed, and the solution of a goal reaches it.
  private func solvingFaults(
    on bench: Bench, _ judge: AnswerJudge, draw: UInt64
  ) -> [Phrase] {
    var learner = session
    learner.open(placed, draw: draw, on: bench)
    for line in learner.modelAnswer(judge, draw: draw) {
      let answer = learner.respondToEnd(line, using: engine)
      guard !answer.failed else {
        return [
          Phrase(
            "The solution fails: {problem}",
            ["problem": answer.document.problems.first ?? Problems.code(line)])
        ]
      }
    }
    if learner.practice.open?.isSolved == true { return [] }
    if case .goal = exercise.kind { return [Phrase("The solution does not reach the goal.")] }
    return [
      Phrase(
        "The answer {answer} is not accepted as it is printed.",
        ["answer": Problems.code(judge.printedAnswer ?? "")])
    ]
  }

  func variationFaults(on bench: Bench) -> [Phrase] {
    var faults = exercise.hidden.filter { bench.definitions[$0] == nil }.map {
      Phrase("There is no {name} to hide.", ["name": Text($0, .name)])
    }
    faults += exercise.variations.filter {
      bench.definitions.value(ofLeaf: $0.name)?.scalar != $0.first
    }.map { Phrase("The setup changes {name}, which is to vary.", ["name": Text($0.name, .name)]) }
    guard faults.isEmpty, !exercise.variations.isEmpty else { return faults }
    let firsts = exercise.variations.map(\.first)
    let others = (1...8).compactMap {
      try? session.bench(of: placed, draw: $0, using: engine, knowing: judged)
    }
    let varies = others.contains { other in
      exercise.variations.map { other.definitions.value(ofLeaf: $0.name)?.scalar } != firsts
    }
    if !varies { faults.append(Phrase("No other numbers pass; only the first ones are left.")) }
    return faults
  }

  // MARK: - Texts

  func textFaults(on bench: Bench) -> [Phrase] {
    missingTexts + uselessTexts + questionFaults + styleFaults
      + AnswerJudge(exercise, on: bench).values.unknownPlaces(in: allTexts.joined(separator: " "))
      .map { Phrase("{place} cannot be computed.", ["place": Problems.code("{\($0)}")]) }
  }

  private var missingTexts: [Phrase] {
    var items: [String] = []
    if texts.question.isEmpty { items.append("question") }
    if !isAsk, texts.hints.count < 3 { items.append("hint") }
    if !isAsk, texts.solution.isEmpty { items.append("solution") }
    if texts.why == nil { items.append("why") }
    items += exercise.mistakes.map(\.name).filter {
      texts.mistakes[$0] == nil && !Exercise.catalogueExplains($0)
    }.map { "mistake \($0)" }
    items += exercise.accepted.map(\.name).filter { texts.accepted[$0] == nil }
      .map { "accept \($0)" }
    if case .choices(let choices) = exercise.kind {
      items += choices.map(\.key).filter { texts.choices[$0] == nil }.map { "choice \($0)" }
    }
    return items.map {
      $0 == "hint"
        ? Phrase(
          "There are {count} hints; three are the least.", ["count": Text("\(texts.hints.count)")])
        : Phrase("There is no text for {item}.", ["item": Problems.code($0)])
    }
  }

  private var uselessTexts: [Phrase] {
    let keys = Set(exercise.shownKeys(draw: 0))
    var items = texts.mistakes.keys.filter { !exercise.mistakes.map(\.name).contains($0) }
      .map { "mistake \($0)" }
    items += texts.accepted.keys.filter { !exercise.accepted.map(\.name).contains($0) }
      .map { "accept \($0)" }
    items += texts.choices.keys.filter { !keys.contains($0) }.map { "choice \($0)" }
    items += texts.cards.keys.filter { !keys.contains($0) }.map { "card \($0)" }
    return items.sorted().map {
      Phrase("Nothing uses the text of {item}.", ["item": Problems.code($0)])
    }
  }

  private var questionFaults: [Phrase] {
    texts.mistakes.sorted { $0.key < $1.key }.filter { !$0.value.plain.hasSuffix("?") }.map {
      Phrase("The text of {name} does not end in a question.", ["name": Problems.code($0.key)])
    }
  }

  private var styleFaults: [Phrase] {
    allTexts.flatMap { text -> [Phrase] in
      text.plain.sentences.compactMap { sentence in
        let count = sentence.split(separator: " ").count { word in
          word.contains { $0.isLetter || $0.isNumber }
        }
        let places = ["count": Text("\(count)"), "sentence": Text(sentence)]
        if count > 25 { return Phrase("A sentence has {count} words: {sentence}", places) }
        return sentence.hasSuffix("!")
          ? Phrase("No exclamation marks: {sentence}", ["sentence": Text(sentence)]) : nil
      }
    }
  }

  private var allTexts: [Text] {
    texts.question.blocks.flatMap(\.texts) + texts.hints + texts.solution
      + (texts.why.map { [$0] } ?? [])
      + [texts.mistakes, texts.accepted, texts.choices, texts.cards].flatMap { texts in
        texts.sorted { $0.key < $1.key }.map(\.value)
      }
  }
}

extension Session {
  /// Lines that solve the open exercise: what a learner would type who knows it.
  fileprivate func modelAnswer(_ judge: AnswerJudge, draw: UInt64) -> [String] {
    let keys = judge.exercise.shownKeys(draw: draw)
    let letters = { (wanted: [String]) in
      "answer "
        + wanted.compactMap { keys.firstIndex(of: $0).map(ShownKey.letter) }
        .joined(separator: " ")
    }
    switch judge.exercise.kind {
    case .value, .formula: return ["answer \(judge.printedAnswer ?? "")"]
    case .choices(let choices): return [letters(choices.filter(\.isRight).map(\.key))]
    case .order(let groups): return [letters(groups.flatMap { $0 })]
    case .goal: return judge.exercise.solution
    }
  }
}

extension Block {
  fileprivate var texts: [Text] {
    switch self {
    case .paragraph(let text), .line(let text): [text]
    case .preformatted(let lines): lines
    case .list(let items, _): items.joined().flatMap(\.texts)
    case .indented(let blocks): blocks.flatMap(\.texts)
    default: []
    }
  }
}

extension String {
  /// What stands between points, question marks, colons and semicolons.
  fileprivate var sentences: [String] {
    var result: [String] = [""]
    for word in split(separator: " ") {
      result[result.count - 1] += (result[result.count - 1].isEmpty ? "" : " ") + word
      if let last = word.last(where: { !")\"*".contains($0) }), ".?!:;".contains(last) {
        result.append("")
      }
    }
    return result.filter { !$0.isEmpty }
  }
}
