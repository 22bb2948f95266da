import DocumentModel

/// Everything that can be taught, in every language; handed to a session when it is made.
public struct Curriculum: Sendable {
  /// English first.
  public var languages: [Language] { didSet { words = Self.words(of: languages) } }
  /// What may be typed for an English word, in all languages.
  public private(set) var words: [String: String]
  /// What only code can say, by lesson id.
  public var narrations: [any LessonNarration]

  /// Text of `data/NAME.csv` by name.
  public var dataFiles: [String: String]

  public init(
    languages: [Language], narrations: [any LessonNarration] = [],
    dataFiles: [String: String] = [:]
  ) {
    self.languages = languages
    self.narrations = narrations
    self.dataFiles = dataFiles
    words = Self.words(of: languages)
  }

  private static func words(of languages: [Language]) -> [String: String] {
    languages.reduce(into: [:]) { $0.merge($1.words) { first, _ in first } }
  }

  /// Rows that travel with the lessons.
  public func dataFile(named name: String) -> String? { dataFiles[name] }

  public func language(_ code: String) -> Language? { languages.first { $0.code == code } }
}

/// A lesson's place in the course; what it holds is read when it is first asked for, because
/// starting up needs only the titles.
public struct Lesson: Sendable {
  /// 1, 2, …: its place in the course.
  public let number: Int
  /// `chain-rule`: the same in every language.
  public let id: String
  public let title: String
  public let pageCount: Int
  private let content: @Sendable () -> LessonContent

  public init(
    number: Int, id: String, title: String, pageCount: Int,
    content: @escaping @Sendable () -> LessonContent
  ) {
    self.number = number
    self.id = id
    self.title = title
    self.pageCount = pageCount
    self.content = content
  }

  public init(number: Int, id: String, title: String, setup: [String], pages: [Page]) {
    self.init(number: number, id: id, title: title, pageCount: pages.count) {
      LessonContent(setup: setup, pages: pages)
    }
  }

  /// Commands that make the lesson's bench.
  public var setup: [String] { content().setup }
  public var pages: [Page] { content().pages }
}

public struct LessonContent: Sendable {
  public var setup: [String]
  public var pages: [Page]

  public init(setup: [String], pages: [Page]) {
    self.setup = setup
    self.pages = pages
  }
}

public struct Page: Equatable, Sendable {
  public var title: Text
  /// Replaces the lesson's setup where the page has its own.
  public var setup: [String]?
  public var parts: [Part]
  /// What the page suggests to type next.
  public var suggestions: [String]
  public var exercises: [Exercise] = []
  /// The page's surprise, asked before it is shown to whoever likes to guess.
  public var ask: Exercise?

  public init(title: Text, setup: [String]? = nil, parts: [Part], suggestions: [String] = []) {
    self.title = title
    self.setup = setup
    self.parts = parts
    self.suggestions = suggestions
  }

  public enum Part: Equatable, Sendable {
    case prose(Document)
    case example(Example)
  }
}

/// Commands and what they are said to answer.
public struct Example: Equatable, Sendable {
  public struct Exchange: Equatable, Sendable {
    public var command: String
    /// As it stands in the text, line by line.
    public var answer: [String]
    public init(command: String, answer: [String]) {
      self.command = command
      self.answer = answer
    }
  }

  public var exchanges: [Exchange]
  /// `digits` while it runs, where the fence sets it.
  public var digits: Int?

  public init(exchanges: [Exchange], digits: Int? = nil) {
    self.exchanges = exchanges
    self.digits = digits
  }
}
