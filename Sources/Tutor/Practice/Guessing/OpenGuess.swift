import DocumentModel
import GradientCore

/// A question that waits for a guess.
struct OpenGuess: Equatable, Sendable {
  enum Question: Equatable, Sendable {
    case surprise(Surprise)
    case move(MoveQuestion)
  }

  var question: Question
  /// What is carried out once it was answered, or passed over.
  var held: [Pending] = []
  /// The line that they are of.
  var line: String
}

/// The surprise of a lesson, on a bench of its own.
struct Surprise: Equatable, Sendable {
  /// The page that is shown afterwards.
  var place: CourseState.Place
  var bench: Bench
}

/// What a move will do.
struct MoveQuestion: Equatable, Sendable {
  enum Subject: Equatable, Sendable {
    /// Whether the objective will be higher or lower.
    case objective
    /// Whether an input will be.
    case input(Entry)
    /// Whether the objective would be, if every slope had the other sign.
    case mirrored
    /// Which of two inputs moves further.
    case larger(Entry, Entry)
    /// Where the objective will be.
    case value
  }

  var subject: Subject
  /// The command that makes the move.
  var piece: Piece
  /// The bench before it.
  var before: Bench
  var objective: String
  /// The objective before it.
  var value: Double
  /// What the move will do, where it is a single step along slopes.
  var preview: MovePreview?

  var kind: Guesses.Kind {
    switch subject {
    case .objective, .input, .mirrored: .sign
    case .larger: .larger
    case .value: .value
    }
  }
}

/// A number among the inputs: a leaf, or an entry of one.
struct Entry: Equatable, Sendable {
  var leaf: String
  var place: Int
  var shape: Shape

  var name: String {
    shape.isScalar ? leaf : "\(leaf)[\(place / shape.columns), \(place % shape.columns)]"
  }
}

/// A step along slopes, made on a copy.
struct MovePreview: Equatable, Sendable {
  struct Input: Equatable, Sendable {
    var entry: Entry
    var slope: Double
    var before: Double
    var after: Double
    var way: Double { abs(after - before) }
  }

  var inputs: [Input]
  var before: Double
  var after: Double
  /// Step × the sum of squared slopes, with the sign of the direction.
  var expected: Double
  /// The sum of all slopes times the step, unsquared: what many expect instead.
  var unsquared: Double
  /// The objective, had every slope the other sign.
  var mirrored: Double

  var change: Double { after - before }
  func input(_ entry: Entry) -> Input? { inputs.first { $0.entry == entry } }
}

/// What was guessed about a move that is being made.
struct MadeGuess: Equatable, Sendable {
  enum Guess: Equatable, Sendable {
    /// A choice, counted from 0.
    case choice(Int)
    case number(Double)
  }

  var question: MoveQuestion
  var guess: Guess
}

/// Questions before moves come now and then: before the first of a page, then before each fifth.
struct GuessChances: Equatable, Sendable {
  private static let distance = 5

  private var place: CourseState.Place?
  private var count = 0
  /// How many questions were asked; it decides what the next one is about.
  private(set) var asked = 0
  /// A command that was asked about, or passed over: now it is carried out.
  var settled: Piece?

  /// Whether it is time for a question, at a command before which there could be one.
  mutating func isDue(at place: CourseState.Place?) -> Bool {
    if place != self.place { (self.place, count) = (place, 0) }
    defer { count += 1 }
    return count % Self.distance == 0
  }

  mutating func noteQuestion() { asked += 1 }
}
