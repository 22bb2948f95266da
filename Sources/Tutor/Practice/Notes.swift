import DocumentModel
import GradientCore

/// What was learnt, as a page of Markdown in the learner's language.
extension Session {
  /// Nil where nothing was read and nothing answered.
  func notes(using engine: Engine) -> String? {
    let lessons = lessons.filter { lesson in
      course.pagesSeen(of: lesson) > 0
        || practice.records.keys.contains { $0.lesson == lesson.id }
    }
    guard !lessons.isEmpty else { return nil }
    let title = markdown(voice.say(Phrase("What I learnt")))
    return (["# \(title)"] + lessons.map { notes(on: $0, using: engine) })
      .joined(separator: "\n\n") + "\n"
  }

  private func notes(on lesson: Lesson, using engine: Engine) -> String {
    var parts = ["## \(lesson.number) \(lesson.title)"]
    let seen = course.seen[lesson.id] ?? []
    let titles = lesson.pages.enumerated().filter { seen.contains($0.offset + 1) }
      .map { "\($0.offset + 1). \(markdown($0.element.title))" }
    if !titles.isEmpty {
      parts.append(heading(Phrase("Pages read")))
      parts.append(titles.joined(separator: "\n"))
    }
    let known = lesson.exercises.filter { practice.records[$0.name] != nil }
    if !known.isEmpty {
      parts.append(heading(Phrase("Exercises")))
      parts += known.map { notes(on: $0, using: engine) }
    }
    if let ending = language.endings[lesson.id], course.hasSeenAll(of: lesson) {
      parts.append(markdown(ending.can))
    }
    return parts.joined(separator: "\n\n")
  }

  private func notes(on placed: PlacedExercise, using engine: Engine) -> String {
    guard let record = practice.records[placed.name] else { return "" }
    let exercise = placed.exercise
    // The numbers of the last presentation, to which the answer belongs.
    let bench = try? bench(of: placed, draw: record.draw, using: engine)
    let values = bench.map { ExerciseValues($0, since: $0) }
    let filled = { (text: Text) in self.markdown(values?.filled(text, in: self.voice) ?? text) }
    let question = exercise.texts.question.blocks.compactMap { block -> String? in
      switch block {
      case .paragraph(let text), .line(let text): filled(text)
      case .preformatted(let lines): lines.map { "    " + $0.plain }.joined(separator: "\n")
      default: nil
      }
    }
    let title = "\(placed.lesson.number).\(placed.number) \(name(ofIdea: exercise.idea))"
    var parts = ["**\(title)**"] + question
    let isSolved = record.solved > 0
    if isSolved, let answer = record.answer {
      parts.append(
        markdown(voice.say(Phrase("My answer: {answer}", ["answer": Text(answer, .code)]))))
    }
    if isSolved, let why = exercise.texts.why { parts.append(filled(why)) }
    if !isSolved { parts.append(markdown(voice.say(Phrase("Not solved yet.")))) }
    let mistakes = record.mistakes.keys.sorted().compactMap { name in
      explanation(name, placed, on: values ?? startValues).map { "- " + markdown($0) }
    }
    if !mistakes.isEmpty {
      parts.append(markdown(voice.say(Phrase("Mistakes on the way:"))))
      parts.append(mistakes.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  private func heading(_ phrase: Phrase) -> String { "### " + markdown(voice.say(phrase)) }

  private func markdown(_ text: Text) -> String {
    text.withCodeTogether.spans.map { span in
      switch span.role {
      case .code: "`\(span.text)`"
      case .emphasis: "*\(span.text)*"
      case .strong: "**\(span.text)**"
      default: span.text.replacing("*", with: #"\*"#).replacing("_", with: #"\_"#)
      }
    }.joined()
  }
}

extension Text {
  /// Neighbours that are code or something to type, as one span of code.
  fileprivate var withCodeTogether: Text {
    var result: [Span] = []
    for span in spans where !span.text.isEmpty {
      let isCode = span.role == .code || span.role == .command
      if isCode, result.last?.role == .code {
        result[result.count - 1].text += span.text
      } else {
        result.append(isCode ? Span(span.text, .code) : span)
      }
    }
    return Text(result)
  }
}
