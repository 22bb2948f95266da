import Tutor

/// A text with its path below the folder of lessons: `en/03-numerical-gradient.md`.
public typealias LessonFile = (path: String, text: String)

extension Curriculum {
  /// Makes a curriculum of the files of a lessons folder. All that is wrong with them is said at
  /// once.
  public static func reading(
    _ files: [LessonFile], narrations: [any LessonNarration]
  ) throws(LessonTextErrors) -> Curriculum {
    let (curriculum, errors) = readable(files, narrations: narrations)
    guard errors.isEmpty else { throw LessonTextErrors(errors: errors) }
    return curriculum
  }

  /// What can be read of the files, and what is wrong with the others.
  static func readable(
    _ files: [LessonFile], narrations: [any LessonNarration]
  ) -> (Curriculum, [LessonTextError]) {
    var languages: [String: Language] = ["en": .english]
    var errors: [LessonTextError] = []
    for file in files.sorted(by: { $0.path < $1.path }) {
      guard let name = LessonFileName(file.path) else { continue }
      do throws(LessonTextError) {
        try languages[name.language, default: Language(code: name.language, name: name.language)]
          .take(file, name)
      } catch {
        errors.append(error)
      }
    }
    let others = languages.values.filter { $0.code != "en" }.sorted { $0.code < $1.code }
    let curriculum = Curriculum(
      languages: [languages["en"] ?? .english] + others, narrations: narrations)
    return (curriculum, errors)
  }
}

/// Everything that is wrong with a folder of lessons.
public struct LessonTextErrors: Error, Equatable, Sendable {
  public var errors: [LessonTextError]
}

/// What the path of a file says about it.
struct LessonFileName: Equatable {
  enum Content: Equatable {
    case lesson(number: Int, id: String)
    case phrases
    case words
    case unknown
  }

  var language: String
  var content: Content

  /// Nil for a file that is not in the folder of a language.
  init?(_ path: String) {
    let parts = path.split(separator: "/")
    guard parts.count == 2, let file = parts.last else { return nil }
    language = String(parts[0])
    switch file {
    case "phrases.txt": content = .phrases
    case "words.txt": content = .words
    default:
      let pieces = file.split(separator: "-", maxSplits: 1)
      guard file.hasSuffix(".md"), pieces.count == 2, let number = Int(pieces[0]), number > 0 else {
        content = .unknown
        return
      }
      content = .lesson(number: number, id: String(pieces[1].dropLast(3)))
    }
  }
}

extension Language {
  fileprivate mutating func take(
    _ file: LessonFile, _ name: LessonFileName
  ) throws(LessonTextError) {
    switch name.content {
    case .lesson(let number, let id):
      guard !lessons.contains(where: { $0.number == number }) else {
        throw LessonTextError(path: file.path, line: 1, reason: .sameNumber(number))
      }
      lessons.append(
        try LessonReader.read(file.text, path: file.path, number: number, id: id))
      lessons.sort { $0.number < $1.number }
    case .phrases:
      phrases = try Catalogue.phrases(file.text, path: file.path)
      // What "English" is translated with is the language's own name.
      self.name = phrases[Language.english.name] ?? code
    case .words:
      words = try Catalogue.words(file.text, path: file.path)
    case .unknown:
      throw LessonTextError(path: file.path, line: 1, reason: .unknownFile)
    }
  }
}
