import DocumentModel
import Tutor

extension LessonCheck {
  /// What is wrong with the glossaries and with the ends of lessons: a term or an end that one
  /// language lacks, a lesson that is not there, a definition that is too long, and an idea of an
  /// exercise that no glossary has.
  static func complaintsAboutTerms(in curriculum: Curriculum) -> [Complaint] {
    guard let original = curriculum.languages.first else { return [] }
    let lessons = Set(original.lessons.map(\.id))
    let ids = Set(original.glossary.map(\.id))
    var result: [Complaint] = []
    for language in curriculum.languages where !language.glossary.isEmpty {
      let complain = { (term: String, reason: Phrase) in
        result.append(Complaint(place: "\(language.code) glossary.txt \(term)", reason: reason))
      }
      let own = Set(language.glossary.map(\.id))
      for id in ids.symmetricDifference(own).sorted() {
        complain(id, Phrase("One language lacks this term."))
      }
      for term in language.glossary {
        if !lessons.contains(term.lesson) {
          complain(
            term.id,
            Phrase("There is no lesson {name}.", ["name": Text(term.lesson, .code)]))
        }
        if let other = original.glossary.first(where: { $0.id == term.id }),
          other.lesson != term.lesson
        {
          complain(term.id, Phrase("Another language has it in another lesson."))
        }
        let sentences = term.definition.plain.sentences
        if sentences.count > 2 || sentences.contains(where: { $0.wordCount > 25 }) {
          complain(
            term.id, Phrase("A definition is one sentence or two, of at most 25 words each."))
        }
      }
    }
    for language in curriculum.languages where !language.endings.isEmpty {
      for id in lessons.subtracting(language.endings.keys).sorted() {
        result.append(
          Complaint(
            place: "\(language.code) endings.txt \(id)",
            reason: Phrase("The lesson has no words for its end.")))
      }
    }
    guard !ids.isEmpty else { return result }
    for lesson in original.lessons {
      for exercise in lesson.pages.flatMap(\.exercises) where !ids.contains(exercise.idea) {
        result.append(
          Complaint(
            place: "en \(lesson.id) \(exercise.id)",
            reason: Phrase(
              "The glossary has no term {name}.", ["name": Text(exercise.idea, .code)])))
      }
    }
    return result
  }
}

extension String {
  /// A full stop between digits, as in `0.25`, ends nothing.
  fileprivate var sentences: [Substring] {
    [". ", "? ", "! "].reduce(self) { $0.replacing($1, with: "\n") }.split(separator: "\n")
  }
}

extension Substring {
  fileprivate var wordCount: Int { split(separator: " ").count }
}
