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
    let curriculum = folder.curriculum(narrations: narrations)
    guard folder.errors.isEmpty else { throw LessonTextErrors(errors: folder.errors) }
    return curriculum
  }

  /// Looks only at titles, and reads a text when it is first asked for. What cannot be read is
  /// missing, and not the rest with it.
  static func glancing(
    at files: [LessonFile], narrations: [any LessonNarration]
  ) -> Curriculum {
    LessonFolder(files).glanced(narrations: narrations)
  }
}

/// The files of a lessons folder, sorted into languages.
private struct LessonFolder {
  private let files: [String: [(file: LessonFile, content: LessonFileName.Content)]]
  /// Rows by the name of their file, in `data/`.
  private let dataFiles: [String: String]
  private(set) var errors: [LessonTextError] = []

  init(_ files: [LessonFile]) {
    dataFiles = files.reduce(into: [:]) { tables, file in
      guard let name = LessonFileName.table(file.path) else { return }
      tables[name] = file.text
    }
    self.files = files.sorted { $0.path < $1.path }.reduce(into: ["en": []]) { files, file in
      guard let name = LessonFileName(file.path) else { return }
      files[name.language, default: []].append((file, name.content))
    }
  }

  /// English first.
  private var codes: [String] { ["en"] + files.keys.filter { $0 != "en" }.sorted() }

  /// Reads everything, and keeps what is wrong in `errors`.
  mutating func curriculum(narrations: [any LessonNarration]) -> Curriculum {
    Curriculum(
      languages: codes.map { language($0) }, narrations: narrations, dataFiles: dataFiles)
  }

  private mutating func language(_ code: String) -> Language {
    var lessons: [Lesson] = []
    var words = WordList()
    var phrases: [String: String] = [:]
    var glossary: [GlossaryTerm] = []
    var endings: [String: LessonEnding] = [:]
    for (file, content) in files[code] ?? [] {
      do throws(LessonTextError) {
        switch content {
        case .lesson(let number, let id):
          guard !lessons.contains(where: { $0.number == number }) else {
            throw LessonTextError(path: file.path, line: 1, reason: .sameNumber(number))
          }
          lessons.append(
            try LessonReader.read(file.text, path: file.path, number: number, id: id))
        case .phrases: phrases = try Catalogue.phrases(file.text, path: file.path)
        case .words: words = try Catalogue.words(file.text, path: file.path)
        case .glossary: glossary = try Catalogue.glossary(file.text, path: file.path)
        case .endings: endings = try Catalogue.endings(file.text, path: file.path)
        case .unknown: throw LessonTextError(path: file.path, line: 1, reason: .unknownFile)
        }
      } catch {
        errors.append(error)
      }
    }
    let (phrasebook, list, course) = (phrases, words, lessons.sorted { $0.number < $1.number })
    let (terms, ends) = (glossary, endings)
    return Language(
      code: code, name: name(of: code), phrases: phrasebook, words: list, lessons: course,
      glossary: terms, endings: ends)
  }

  /// Reads nothing but the names of the languages; the rest comes when it is asked for.
  func glanced(narrations: [any LessonNarration]) -> Curriculum {
    let languages = codes.map { code in
      let texts = files[code] ?? []
      let phrases = Lazily {
        texts.first { $0.content == .phrases }
          .flatMap { try? Catalogue.phrases($0.file.text, path: $0.file.path) } ?? [:]
      }
      let words = Lazily {
        texts.first { $0.content == .words }
          .flatMap { try? Catalogue.words($0.file.text, path: $0.file.path) } ?? [:]
      }
      let lessons = Lazily {
        texts.compactMap { text -> Lesson? in
          guard case .lesson(let number, let id) = text.content else { return nil }
          return try? LessonReader.glance(
            at: text.file.text, path: text.file.path, number: number, id: id)
        }.sorted { $0.number < $1.number }
      }
      let glossary = Lazily {
        texts.first { $0.content == .glossary }
          .flatMap { try? Catalogue.glossary($0.file.text, path: $0.file.path) } ?? []
      }
      let endings = Lazily {
        texts.first { $0.content == .endings }
          .flatMap { try? Catalogue.endings($0.file.text, path: $0.file.path) } ?? [:]
      }
      return Language(
        code: code, name: name(of: code), phrases: phrases.value, words: words.value,
        lessons: lessons.value, glossary: glossary.value, endings: endings.value)
    }
    return Curriculum(languages: languages, narrations: narrations, dataFiles: dataFiles)
  }

  /// What "English" is translated with is the language's own name.
  private func name(of code: String) -> String {
    if code == "en" { return Language.english.name }
    let phrases = files[code]?.first { $0.content == .phrases }
    return phrases.flatMap {
      Catalogue.translation(of: Language.english.name, in: $0.file.text)
    } ?? code
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
    case glossary
    case endings
    case unknown
  }

  var language: String
  var content: Content

  /// `iris` for `data/iris.csv`; nil for what is no table.
  static func table(_ path: String) -> String? {
    let parts = path.split(separator: "/")
    guard parts.count == 2, parts[0] == "data", parts[1].hasSuffix(".csv") else { return nil }
    return String(parts[1].dropLast(4))
  }

  /// Nil for a file that is not in the folder of a language.
  init?(_ path: String) {
    let parts = path.split(separator: "/")
    guard parts.count == 2, parts[0] != "data", let file = parts.last else { return nil }
    language = String(parts[0])
    switch file {
    case "phrases.txt": content = .phrases
    case "words.txt": content = .words
    case "glossary.txt": content = .glossary
    case "endings.txt": content = .endings
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
