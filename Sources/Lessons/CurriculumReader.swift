import Tutor

/// A text with its path below the folder of lessons: `en/03-numerical-gradient.md`.
public typealias LessonFile = (path: String, text: String)

extension Curriculum {
  /// Makes a curriculum of the files of a lessons folder. All that is wrong with them is said at
  /// once.
  public static func reading(
    _ files: [LessonFile], narrations: [any LessonNarration]
  ) throws(LessonTextErrors) -> Curriculum {
    var folder = LessonFolder(files)
    let curriculum = folder.curriculum(narrations: narrations, readsAll: true)
    guard folder.errors.isEmpty else { throw LessonTextErrors(errors: folder.errors) }
    return curriculum
  }

  /// Looks only at titles, and reads a text when it is first asked for. What cannot be read is
  /// missing, and not the rest with it.
  static func glancing(
    at files: [LessonFile], narrations: [any LessonNarration]
  ) -> Curriculum {
    var folder = LessonFolder(files)
    return folder.curriculum(narrations: narrations, readsAll: false)
  }
}

/// The files of a lessons folder, sorted into languages.
private struct LessonFolder {
  private let files: [(LessonFile, LessonFileName)]
  private(set) var errors: [LessonTextError] = []

  init(_ files: [LessonFile]) {
    self.files = files.sorted { $0.path < $1.path }.compactMap { file in
      LessonFileName(file.path).map { (file, $0) }
    }
  }

  mutating func curriculum(narrations: [any LessonNarration], readsAll: Bool) -> Curriculum {
    let codes = Set(files.map(\.1.language)).subtracting(["en"]).sorted()
    let languages = (["en"] + codes).map { language($0, readsAll: readsAll) }
    return Curriculum(languages: languages, narrations: narrations)
  }

  private mutating func language(_ code: String, readsAll: Bool) -> Language {
    var lessons: [Lesson] = []
    var words: [String: String] = [:]
    var phrases = Lazily { [String: String]() }
    var name = code == "en" ? Language.english.name : code
    for (file, fileName) in files where fileName.language == code {
      do throws(LessonTextError) {
        switch fileName.content {
        case .lesson(let number, let id):
          guard !lessons.contains(where: { $0.number == number }) else {
            throw LessonTextError(path: file.path, line: 1, reason: .sameNumber(number))
          }
          lessons.append(
            readsAll
              ? try LessonReader.read(file.text, path: file.path, number: number, id: id)
              : try LessonReader.glance(at: file.text, path: file.path, number: number, id: id))
        case .phrases:
          if readsAll { _ = try Catalogue.phrases(file.text, path: file.path) }
          phrases = Lazily { (try? Catalogue.phrases(file.text, path: file.path)) ?? [:] }
          // What "English" is translated with is the language's own name.
          name = Catalogue.translation(of: Language.english.name, in: file.text) ?? code
        case .words: words = try Catalogue.words(file.text, path: file.path)
        case .unknown: throw LessonTextError(path: file.path, line: 1, reason: .unknownFile)
        }
      } catch {
        errors.append(error)
      }
    }
    let phrasebook = phrases
    return Language(
      code: code, name: name, phrases: phrasebook.value, words: words,
      lessons: lessons.sorted { $0.number < $1.number })
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
