import DocumentModel
import GradientCore

/// Something a learner can ask for by a word.
protocol Command: Sendable {
  static var usage: Usage { get }
  /// Reads what stands after the word.
  init(_ arguments: inout Arguments, in session: Session) throws(Refusal)
  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer
}

/// How a command is used, for help, completion and the list of reserved words.
public struct Usage: Sendable {
  /// Commands that belong together.
  public enum Group: Int, CaseIterable, Sendable {
    case course, bench, circuit, networks, practice, session

    var title: Phrase {
      switch self {
      case .course: Phrase("the course")
      case .bench: Phrase("the bench")
      case .circuit: Phrase("the circuit")
      case .networks: Phrase("networks")
      case .practice: Phrase("practice")
      case .session: Phrase("the session")
      }
    }
  }

  /// What its arguments can be, for completion.
  public enum Completes: Sendable {
    case nothing, exercises, answers, names, inputs, settings, strategies, lessons, languages,
      topics
    case files, terms
    /// Lessons, and these words among them or behind them.
    case lessonsOr([(word: String, meaning: Phrase)])
    /// What `data` reads and does; or a file.
    case data
    /// Functions of the learner's, and numbers of layers.
    case modules
    /// Branches, after some words.
    case branches([(word: String, meaning: Phrase)])
    case words([(word: String, meaning: Phrase)])
    /// Names of the bench; or one of these words, first or anywhere.
    case namesOr([(word: String, meaning: Phrase)], anywhere: Bool = false)
  }

  public var word: String
  /// Other English words for it.
  public var synonyms: [String]
  public var group: Group
  /// `[n]`, `NAME …`; empty where it takes nothing.
  public var arguments: String
  /// Whether the word alone is a command. Such words cannot be names.
  public var worksAlone: Bool
  /// Whether only files use it.
  public var isHidden: Bool
  /// Whether a saved bench may hold it.
  public var definesBench: Bool
  public var completes: Completes
  /// Whether gates without a name can stand where a name can.
  public var takesGates: Bool
  public var summary: Phrase
  public var details: [Phrase]
  /// Lines that can be typed on an empty bench.
  public var example: [String]

  public init(
    _ word: String, _ arguments: String = "", synonyms: [String] = [], group: Group,
    worksAlone: Bool = true, isHidden: Bool = false, definesBench: Bool = false,
    completes: Completes = .nothing, takesGates: Bool = false, summary: Phrase,
    details: [Phrase] = [], example: [String]
  ) {
    self.word = word
    self.synonyms = synonyms
    self.group = group
    self.arguments = arguments
    self.worksAlone = worksAlone
    self.isHidden = isHidden
    self.definesBench = definesBench
    self.completes = completes
    self.takesGates = takesGates
    self.summary = summary
    self.details = details
    self.example = example
  }

  /// Whether its first argument can be a file.
  var takesFile: Bool {
    switch completes {
    case .files, .data: true
    default: false
    }
  }

  /// Whether it takes a file, a lesson or a topic, in whose name brackets are letters.
  var takesPlainName: Bool {
    switch completes {
    case .files, .lessons, .lessonsOr, .terms, .topics, .data: true
    default: false
    }
  }

  public var synopsis: String { arguments.isEmpty ? word : "\(word) \(arguments)" }
}
