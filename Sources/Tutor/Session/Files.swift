import DocumentModel
import GradientCore

/// What comes back from the world.
extension Session {
  mutating func fulfilled(
    _ request: Request, with result: Result<String, FileFailure>, using engine: Engine
  ) throws(Refusal) -> Answer {
    if request == .tweak { return try endTweak(result, using: engine) }
    let text: String
    switch result {
    case .success(let success): text = success
    case .failure(.exists):
      let isPlain = request.path.allSatisfy { $0.isLetter || $0.isNumber || "._-/~".contains($0) }
      let name = isPlain ? request.path : "\"\(QuotedName.quoted(request.path))\""
      let command = "notes \(name) yes"
      throw Refusal(
        Phrase(
          "There is a file {path} already. {command} writes over it.",
          ["path": Problems.code(request.path), "command": Text(command, .command)]),
        correction: command)
    case .failure(.notFound):
      if let path = request.written, let folder = Self.folder(of: path) {
        throw Refusal(Phrase("There is no folder {path}.", ["path": Problems.code(folder)]))
      }
      throw Refusal(Problems.sentence(.notFound, path: request.path))
    case .failure(let failure):
      if case .keepCopy = request { throw Self.cannotCopy }
      throw Refusal(Problems.sentence(failure, path: request.path))
    }
    switch request {
    case .read(let path, .load): return load(text, from: path, using: engine)
    case .source(let path):
      enqueue(text, from: path)
      return Answer()
    case .keepCopy(let forgotten): return try forget(forgotten, keeping: text, using: engine)
    case .write(let path, _), .writeNew(let path, _):
      return Answer(voice.say(Phrase("Saved to {path}.", ["path": Problems.code(path)])))
    case .elapsed: return Answer(duration(Double(text) ?? 0))
    case .typedLines(let filter): return Answer(typedLines(text, filter))
    case .table, .tweak, .prefill, .leave: return Answer()
    }
  }

  /// - Parameter copy: the path of a copy; empty where no progress is kept.
  private mutating func forget(
    _ forgotten: Forgotten, keeping copy: String, using engine: Engine
  ) throws(Refusal) -> Answer {
    try forget(forgotten, using: engine)
    var blocks: [Block] = [.line(voice.say(Phrase("Forgotten.")))]
    if !copy.isEmpty {
      blocks.append(
        .paragraph(
          voice.say(
            Phrase("What was there before is kept in {path}.", ["path": Problems.code(copy)])
          ).dimmed))
    }
    return Answer(Document(blocks + [offering("next")]))
  }

  private static let cannotCopy = Refusal(
    Phrase("No copy could be kept, so nothing was forgotten."))

  /// `a/b` of `a/b/c`; nil for a file in the present folder.
  private static func folder(of path: String) -> String? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else {
      return nil
    }
    return String(path[..<slash])
  }

  /// The lines of a file are done before what is queued already.
  private mutating func enqueue(_ text: String, from path: String) {
    let depth = (currentPiece?.origin?.depth ?? 0) + 1
    var pending: [Pending] = []
    for line in OpenLine.lines(of: text, words: words) {
      let origin = Piece.Origin(file: path, line: line.number, depth: depth)
      let number = nextLineNumber()
      pending += Piece.pieces(of: line.text, number: number, origin: origin, words: words)
        .map(Pending.command)
    }
    queue.insert(contentsOf: pending, at: 0)
  }

  /// Replaces the bench by what a script defines; a script that does more is refused whole.
  mutating func load(_ script: String, from file: String, using engine: Engine) -> Answer {
    var loaded = Session(curriculum: curriculum, language: languageCode, takesOffers: false)
    loaded.tables = tables
    for line in OpenLine.lines(of: script, words: words) {
      let origin = Piece.Origin(file: file, line: line.number, depth: 1)
      let pieces = Piece.pieces(
        of: line.text, number: line.number, origin: origin, words: words)
      for piece in pieces {
        guard let answer = loaded.define(piece, using: engine) else { continue }
        if case .table = answer.request {
          awaitingLoad = AwaitingLoad(script: script, file: file)
        } else {
          forgetTables()
        }
        return answer
      }
    }
    forgetTables()
    bench = loaded.bench
    return Answer(
      Document(.line(voice.say(Phrase("Loaded {file}.", ["file": Problems.code(file)])).dimmed))
        + notes(onRowsOf: loaded) + summary(using: engine))
  }

  /// Carries out a line of a saved bench; the answer where it is none, fails, or needs a file.
  mutating func define(_ piece: Piece, using engine: Engine) -> Answer? {
    guard Self.belongsInBenchFile(piece.text, meaning: meaning(of: piece.text)) else {
      let refusal = Refusal(
        Phrase(
          "Only definitions, settings and values belong in a saved bench. {source} runs commands.",
          ["source": Text("source", .command)]), at: 0..<piece.text.utf8.count)
      return answer(to: refusal, in: piece)
    }
    currentPiece = piece
    defer { currentPiece = nil }
    let answer = perform(piece, using: engine)
    return answer.failed || answer.request != nil ? answer : nil
  }

  private static func belongsInBenchFile(_ text: String, meaning: Meaning) -> Bool {
    switch meaning {
    case .statement: Statement.looksLikeDefinition(text)
    case .command(let command, _): command.usage.definesBench
    case .question, .unknown: false
    }
  }
}

extension Request {
  fileprivate var path: String {
    switch self {
    case .read(let path, _), .write(let path, _), .writeNew(let path, _), .source(let path): path
    case .table(let request): request.path
    case .elapsed, .typedLines, .tweak, .prefill, .leave, .keepCopy: ""
    }
  }

  fileprivate var written: String? {
    switch self {
    case .write(let path, _), .writeNew(let path, _): path
    default: nil
    }
  }
}
