import DocumentModel

/// What a line was answered with.
public struct Answer: Equatable, Sendable {
  public var document: Document
  /// Whether a command in the line failed.
  public var failed: Bool
  /// What only the front door can do; its result goes to `Session.received`.
  public var request: Request?

  public init(_ document: Document = Document(), failed: Bool = false, request: Request? = nil) {
    self.document = document
    self.failed = failed
    self.request = request
  }

  public init(_ line: Text) { self.init(Document(.line(line))) }

  /// Both answers, one after the other.
  mutating func append(_ next: Answer) {
    document += next.document
    failed = failed || next.failed
    request = next.request
  }
}

public enum Request: Equatable, Sendable {
  /// Read a file; answer with its text.
  case read(path: String, purpose: ReadPurpose)
  /// Write a file; answer with anything.
  case write(path: String, text: String)
  /// Write a file that is not there yet; answer with anything, or with `.exists`.
  case writeNew(path: String, text: String)
  /// Keep a copy of the progress that is kept, under a name that no file has; answer with the path
  /// of the copy, or with nothing where no progress is kept.
  case keepCopy(forgetting: Forgotten)
  /// Read a file of commands; answer with its text.
  case source(path: String)
  /// Read a file of rows with the reader of the request, piece by piece; answer with a `ReadTable`.
  case table(TableRequest)
  /// Answer with the seconds that the line took so far, such as `0.0123`.
  case elapsed
  /// Answer with the lines that were typed, in this session and before, the newest last.
  case typedLines(TypedLines)
  /// Hand key after key to `Session.tweak`, and draw `Session.tweakPanel` after each; answer with a
  /// `TweakEnd`. Where nothing can be drawn, answer with a failure.
  case tweak
  /// Put this line before the learner, to be corrected or confirmed. Needs no answer.
  case prefill(String)
  /// End the program with this code. Needs no answer.
  case leave(code: Int)

  /// Whether the session waits for `received` before it goes on.
  public var needsAnswer: Bool {
    switch self {
    case .read, .write, .writeNew, .keepCopy, .source, .table, .elapsed, .typedLines, .tweak: true
    case .prefill, .leave: false
    }
  }
}

public enum ReadPurpose: Equatable, Sendable {
  /// `load FILE`: definitions, settings and leaf values replace the bench.
  case load
}

/// Why a file could not be read or written.
public enum FileFailure: Error, Equatable, Sendable {
  case notFound
  case exists
  case notPermitted
  case isDirectory
  case notText
  /// A pipe or a device.
  case notOrdinary
  case tooLarge
  case other(String)
}

/// Why a command was not carried out. The session stays as it was.
public struct Refusal: Error, Equatable, Sendable {
  public var reason: Phrase
  /// The place in the command or in `source`, in UTF-8 offsets.
  public var range: Range<Int>?
  /// The definition in which the place lies, where it is not in the command.
  public var source: String?
  /// A line that might have been meant.
  public var correction: String?

  public init(_ reason: Phrase, at range: Range<Int>? = nil, correction: String? = nil) {
    self.reason = reason
    self.range = range
    self.correction = correction
  }
}
