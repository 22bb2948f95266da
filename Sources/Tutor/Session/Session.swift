import DocumentModel
import GradientCore

/// A learner at work: one value, which answers lines. It never prints, never waits and knows no
/// clock; what only the world can do, it requests.
public struct Session: Equatable, Sendable {
  /// What `undo` takes back; everything else of a session is not undone.
  public internal(set) var bench = Bench()
  /// What `reset` returns to: the lesson's setup.
  public internal(set) var start = Bench()
  var history = History()
  /// Benches that `branch` kept. They are not undone, and belong to no lesson.
  public internal(set) var branches = Branches()

  /// Where in the course the learner is.
  public internal(set) var course = CourseState()
  public internal(set) var languageCode = Language.english.code
  public internal(set) var preferences = Preferences()
  /// Whether `guess` was set here: a script is asked nothing because somebody likes to guess at
  /// the keyboard.
  var guessWasChosen = false
  /// Whether an empty line does what the last answer offered; in a script it does nothing.
  public let takesOffers: Bool
  /// What an empty line does now.
  public internal(set) var offer: String? = "next"

  /// Commands of the present line, and of files being read, that are still to be done.
  var queue: [Pending] = []
  /// What takes long and is done in slices.
  var sliced: SlicedWork?
  /// The live bench, while it is open.
  var tweak: Tweak?
  /// A walk through the circuit, one gate after the other.
  var walk: Walk?
  /// Exercises: the open one, and what was done with all of them.
  var practice = Practice()
  /// Today, counted in days from 1970; nil where nobody said it. A session knows no clock.
  public var day: Int?
  /// The bench when the present line began, and the line.
  var lineStart: LineStart?
  /// Files of rows that were read for a bench that is being loaded, and that bench.
  var tables: [TableRequest: TableInHand] = [:]
  var awaitingLoad: AwaitingLoad?
  /// Of them, those that hold other rows than the bench was saved with.
  var changedTables: [ChangedTable] = []
  /// Which values were told to be of the moment.
  var snapshots = Snapshots()
  /// The command that is being carried out.
  var currentPiece: Piece?
  private var lineCount = 0

  private let handedOver: HandedOver<Curriculum>

  public init(
    curriculum: Curriculum = Curriculum(languages: [.english]), language: String = "en",
    takesOffers: Bool = true
  ) {
    handedOver = HandedOver(curriculum)
    self.takesOffers = takesOffers
    if curriculum.language(language) != nil { languageCode = language }
  }

  public var curriculum: Curriculum { handedOver.value }
  public var language: Language { curriculum.language(languageCode) ?? .english }
  public var voice: Voice {
    Voice(language: language, numbers: Numbers(digits: bench.settings.digits))
  }

  /// Whether `advance` has something to do.
  public var isWorking: Bool { sliced != nil }

  mutating func nextLineNumber() -> Int {
    lineCount += 1
    return lineCount
  }
}

/// Something that is to be done before the session listens again.
enum Pending: Equatable, Sendable {
  case command(Piece)
  /// Ask for the time that a command took.
  case elapsed(Piece)

  var lineNumber: Int {
    switch self {
    case .command(let piece), .elapsed(let piece): piece.lineNumber
    }
  }
}

struct LineStart: Equatable, Sendable {
  var bench: Bench
  var line: String
}

/// Given to a session when it is made, and the same in all sessions that are ever compared.
private struct HandedOver<Value: Sendable>: Equatable, Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
  static func == (left: Self, right: Self) -> Bool { true }
}
