import DocumentModel

extension Session {
  /// What is to be known about the place at `cursor`: the word there, the function around it, or
  /// the command; on an empty line, all commands. Nothing changes by asking.
  public func explanation(of line: String, at cursor: Int, using engine: Engine) -> Document {
    let bytes = Array(line.utf8)
    let behind = String(decoding: bytes[min(cursor, bytes.count)...], as: UTF8.self)
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let end = min(cursor, bytes.count) + behind.utf8.count
    let context = CompletionContext(line, cursor: end, words: words)
    let topics = [
      context.text(from: context.wordStart), context.function ?? "",
      context.wordsBefore.first ?? "",
    ]
    var copy = self
    for topic in topics where !topic.isEmpty {
      let answer = copy.respondToEnd("help \(topic)", using: engine)
      if !answer.failed { return answer.document }
    }
    return copy.respondToEnd("help", using: engine).document
  }
}
