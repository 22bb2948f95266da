import Tutor

/// The two small files that make a language beside its lessons; their own heads say how they are
/// written.
enum Catalogue {
  /// A sentence, its translation on the next line, an empty line; `#` begins a comment.
  static func phrases(
    _ text: String, path: String
  ) throws(LessonTextError) -> [String: String] {
    var phrases: [String: String] = [:]
    var english: (line: Int, text: String)?
    for (number, line) in numbered(text) {
      if let open = english {
        guard !line.isEmpty else {
          throw LessonTextError(
            path: path, line: open.line, reason: .sentenceWithoutTranslation)
        }
        guard phrases.updateValue(line, forKey: open.text) == nil else {
          throw LessonTextError(path: path, line: open.line, reason: .sentenceTwice)
        }
        english = nil
      } else if !line.isEmpty {
        english = (number, line)
      }
    }
    if let open = english {
      throw LessonTextError(path: path, line: open.line, reason: .sentenceWithoutTranslation)
    }
    return phrases
  }

  /// One sentence's translation, without reading the others.
  static func translation(of english: String, in text: String) -> String? {
    var lines = Lines(text)
    while let line = lines.next() {
      if line.trimmed == english { return lines.next().map { String($0.trimmed) } }
    }
    return nil
  }

  /// `próximo proximo = next`: what may be typed, and the English word it stands for.
  static func words(_ text: String, path: String) throws(LessonTextError) -> WordList {
    var words = WordList()
    for (number, line) in numbered(text) where !line.isEmpty {
      let sides = line.split(separator: "=").map { $0.split(separator: " ").map(String.init) }
      guard sides.count == 2, !sides[0].isEmpty, sides[1].count == 1 else {
        throw LessonTextError(path: path, line: number, reason: .wordWithoutMeaning)
      }
      for word in sides[0] { words.add(word, for: sides[1][0]) }
    }
    return words
  }

  /// The lines with their numbers, without comments and without blanks at the ends.
  private static func numbered(_ text: String) -> [(Int, String)] {
    text.lines.enumerated().compactMap { number, line in
      line.utf8.first == UInt8(ascii: "#") ? nil : (number + 1, String(line.trimmed))
    }
  }
}
