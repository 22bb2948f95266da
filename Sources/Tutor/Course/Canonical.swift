import DocumentModel
import GradientCore

/// What a page shows is run on a bench of its own, which begins with the lesson's setup: so the
/// numbers are the same for everybody, whatever stands on the learner's bench.
extension Session {
  /// A session like this one whose bench was made by `setup`; `reset` returns to it.
  func canonical(
    _ setup: [String], at place: CourseState.Place?, using engine: Engine
  ) throws(Refusal) -> Session {
    var session = Session(curriculum: curriculum, language: languageCode, takesOffers: false)
    session.course.place = place
    for line in setup {
      let answer = session.respondToEnd(line, using: engine)
      if answer.failed {
        throw Refusal(
          Phrase(
            "The setup of this page does not run: {problem}",
            ["problem": answer.document.problems.first ?? Text(line, .code)]))
      }
    }
    session.bench.wantsPlainSteps = false
    session.start = session.bench
    session.history = History()
    return session
  }

  /// Runs the commands of an example one after the other and keeps what they answer.
  mutating func run(_ example: Example, using engine: Engine) -> [DocumentModel.Exchange] {
    let digits = bench.settings.digits
    if let own = example.digits { bench.settings[.digits] = Double(own) }
    defer { if example.digits != nil { bench.settings[.digits] = Double(digits) } }
    return example.exchanges.map { exchange in
      Exchange(
        command: exchange.command,
        answer: respondToEnd(exchange.command, using: engine).document)
    }
  }
}

extension Curriculum {
  /// What the examples of a page answer on a fresh session.
  public func exchanges(
    of page: Page, in lesson: Lesson, language: String, using engine: Engine
  ) throws(Refusal) -> [[DocumentModel.Exchange]] {
    let number = lesson.pages.firstIndex(of: page).map { $0 + 1 } ?? 1
    var session = try Session(curriculum: self, language: language, takesOffers: false)
      .canonical(
        page.setup ?? lesson.setup, at: .init(lesson: lesson.id, page: number), using: engine)
    return page.parts.compactMap { part in
      guard case .example(let example) = part else { return nil }
      return session.run(example, using: engine)
    }
  }
}

extension Document {
  /// The messages of what failed in it.
  var problems: [Text] {
    blocks.compactMap { block in
      if case .problem(let problem) = block { problem.message } else { nil }
    }
  }
}
