import DocumentModel

/// A sentence to say, in English, with places in braces: `Phrase("I don't know {name}.",
/// ["name": .init(typed, .name)])`.
///
/// The English text is the key under which a phrasebook finds the sentence in another language,
/// with the same places. A test reads the sources for these literals and names every phrase that
/// a phrasebook lacks, or still has though nobody says it.
public struct Phrase: Equatable, Sendable {
  public var english: String
  public var places: [String: Text]

  public init(_ english: String, _ places: [String: Text] = [:]) {
    self.english = english
    self.places = places
  }
}

/// A human language the tutor speaks: sentences, words of commands and lessons.
public struct Language: Sendable {
  /// `en`, `pt`.
  public let code: String
  /// Its name in itself: `English`, `Português`.
  public let name: String
  private let phrasebook: @Sendable () -> [String: String]
  private let list: @Sendable () -> WordList
  private let course: @Sendable () -> [Lesson]
  private let terms: @Sendable () -> [GlossaryTerm]
  private let ends: @Sendable () -> [String: LessonEnding]

  /// What is handed over is computed when it is asked for: starting up speaks one language.
  public init(
    code: String, name: String,
    phrases: @escaping @autoclosure @Sendable () -> [String: String] = [:],
    words: @escaping @autoclosure @Sendable () -> WordList = [:],
    lessons: @escaping @autoclosure @Sendable () -> [Lesson] = [],
    glossary: @escaping @autoclosure @Sendable () -> [GlossaryTerm] = [],
    endings: @escaping @autoclosure @Sendable () -> [String: LessonEnding] = [:]
  ) {
    self.code = code
    self.name = name
    phrasebook = phrases
    list = words
    course = lessons
    terms = glossary
    ends = endings
  }

  /// English sentence → sentence in this language. Empty for English.
  public var phrases: [String: String] { phrasebook() }
  /// What may be typed → the English word of the command or setting. Empty for English.
  public var words: [String: String] { list().meanings }
  /// What may be typed for an English word; the first of them is the usual one.
  func typed(for english: String) -> [String] { list().typed(for: english) }
  public var lessons: [Lesson] { course() }
  /// In the order in which lessons introduce them.
  public var glossary: [GlossaryTerm] { terms() }
  /// What lessons tell at their ends, by lesson id.
  public var endings: [String: LessonEnding] { ends() }

  public static let english = Language(code: "en", name: "English")

  /// The phrase in this language, or in English where a translation is missing.
  public func say(_ phrase: Phrase) -> Text {
    var result = Text()
    var rest = Substring(phrases[phrase.english] ?? phrase.english)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      result += Text(String(rest[..<open]))
      result += phrase.places[name] ?? Text("{\(name)}")
      rest = rest[rest.index(after: close)...]
    }
    return result + Text(String(rest))
  }
}
