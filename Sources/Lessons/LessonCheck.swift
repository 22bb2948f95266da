import DocumentModel
import Tutor

/// Proves lessons: every setup and command runs, fences show what is answered, translations have the
/// same pages, and exercises obey their rules.
public struct LessonCheck {
  /// A sentence about a place: `en chain-rule through-add: …`.
  public struct Complaint: Equatable, Sendable {
    public var place: String
    public var reason: Phrase
  }

  private let curriculum: Curriculum
  private let render: (Document) -> [String]
  private let lint: ExerciseLint

  /// - Parameter render: the lines of a page of 80 columns.
  public init(_ curriculum: Curriculum, render: @escaping (Document) -> [String]) {
    (self.curriculum, self.render) = (curriculum, render)
    lint = ExerciseLint(curriculum)
  }

  /// - Parameter files: what is to be checked; nil for all lessons.
  public func complaints(about files: [LessonFile]? = nil) -> [Complaint] {
    let chosen = files.map { Set($0.compactMap(Self.place)) }
    return curriculum.languages.flatMap { language in
      language.lessons.filter { lesson in
        chosen?.contains("\(language.code) \(lesson.id)") ?? true
      }.flatMap { complaints(about: $0, in: language) }
    } + Self.complaintsAboutTerms(in: curriculum)
  }

  /// `en chain-rule` for `en/05-chain-rule.md`.
  private static func place(_ file: LessonFile) -> String? {
    guard let name = LessonFileName(file.path), case .lesson(_, let id) = name.content else {
      return nil
    }
    return "\(name.language) \(id)"
  }

  private func complaints(about lesson: Lesson, in language: Language) -> [Complaint] {
    let place = "\(language.code) \(lesson.id)"
    var result: [Complaint] = []
    if let original = curriculum.languages.first?.lessons.first(where: { $0.id == lesson.id }),
      original.setup != lesson.setup || original.pages.count != lesson.pages.count
        || original.pages.map(\.commands) != lesson.pages.map(\.commands)
    {
      result.append(
        Complaint(
          place: place,
          reason: Phrase("Its setup, pages or commands are not those of the English text.")))
    }
    for (index, page) in lesson.pages.enumerated() {
      result += complaints(about: page, in: lesson, language).map {
        Complaint(place: "\(place) \(index + 1)", reason: $0)
      }
    }
    return result
      + lint.faults(of: lesson.id, in: language.code).map { fault in
        let drawn = fault.draw == 0 ? "" : " (\(fault.draw))"
        return Complaint(place: "\(place) \(fault.exercise)\(drawn)", reason: fault.reason)
      }
  }

  /// What a page shows is what its commands answer.
  private func complaints(
    about page: Page, in lesson: Lesson, _ language: Language
  ) -> [Phrase] {
    let shown = page.parts.compactMap { part -> Example? in
      if case .example(let example) = part { example } else { nil }
    }.flatMap(\.exchanges)
    do throws(Refusal) {
      let answered = try curriculum.exchanges(
        of: page, in: lesson, language: language.code, using: Engine()
      ).flatMap { $0 }
      return zip(shown, answered).filter { $0.answer != render($1.answer) }.map { written, _ in
        Phrase(
          "{command} answers something else than is shown.",
          ["command": Text("> " + written.command, .code)])
      }
    } catch {
      return [error.reason]
    }
  }
}

extension Page {
  fileprivate var commands: [[String]] {
    [setup ?? [], suggestions]
      + parts.compactMap { part in
        if case .example(let example) = part { example.exchanges.map(\.command) } else { nil }
      }
  }
}
