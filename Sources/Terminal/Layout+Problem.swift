import DocumentModel

extension Layout {
  /// The line with a caret under the place, then the sentence.
  func rows(_ problem: Problem, under typed: TypedLine?) -> [Text] {
    let sentence = wrapped(visible.prose(problem.message), to: width - 2)
    return (place(of: problem, under: typed) + sentence).map { Text("  ") + $0 }
  }

  private func place(of problem: Problem, under typed: TypedLine?) -> [Text] {
    guard let source = problem.source, let range = problem.range else { return [] }
    if profile.plain { return [inWords(range, of: source)] }
    let (line, start, end) = cellRange(of: range, in: source)
    let room = width - 2
    if let typed, typed.text == source, line == source, typed.column >= 2 {
      let column = typed.column - 2 + start
      if column + end - start <= room, typed.column + cells(visible.fixed(line)) < width {
        return [marker(at: column, to: column + end - start)]
      }
    }
    let window = Window(
      of: visible.fixed(line), around: start, width: room, unicode: profile.unicode)
    return [
      Text(window.text, .code),
      marker(at: start - window.dropped, to: min(end - window.dropped, room)),
    ]
  }

  /// The place between marks that can be heard: `f = x * >>zz<<`.
  private func inWords(_ range: Range<Int>, of source: String) -> Text {
    let bytes = Array(source.utf8)
    let from = min(max(range.lowerBound, 0), bytes.count)
    let to = min(max(range.upperBound, from), bytes.count)
    func text(_ slice: ArraySlice<UInt8>) -> String { String(decoding: slice, as: UTF8.self) }
    let newline = UInt8(ascii: "\n")
    let begin = bytes[..<from].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[to...].firstIndex(of: newline) ?? bytes.count
    return visible.fixed(
      Text(text(bytes[begin..<from]) + ">>" + text(bytes[from..<to]) + "<<" + text(bytes[to..<end]))
    )
  }

  private func marker(at start: Int, to end: Int) -> Text {
    Text(blanks(start) + "^" + String(repeating: "~", count: max(end - start - 1, 0)), .problem)
  }

  /// The line of `source` in which the range begins, and the cells between which it lies there.
  private func cellRange(
    of range: Range<Int>, in source: String
  ) -> (line: String, start: Int, end: Int) {
    let bytes = Array(source.utf8)
    let from = min(max(range.lowerBound, 0), bytes.count)
    let to = min(max(range.upperBound, from), bytes.count)
    let newline = UInt8(ascii: "\n")
    let begin = bytes[..<from].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let finish = bytes[from...].firstIndex(of: newline) ?? bytes.count
    func width(_ slice: ArraySlice<UInt8>) -> Int {
      cells(visible.fixed(String(decoding: slice, as: UTF8.self)))
    }
    return (
      String(decoding: bytes[begin..<finish], as: UTF8.self), width(bytes[begin..<from]),
      width(bytes[begin..<min(to, finish)])
    )
  }
}

/// The part of a long line that is shown, so that a place in it can be pointed at.
private struct Window {
  var text: String
  /// How many cells the place has moved to the left.
  var dropped = 0

  init(of line: String, around place: Int, width: Int, unicode: Bool) {
    text = line
    let more = unicode ? "…" : "..."
    guard cells(line) > width else { return }
    var rest = Substring(line)
    if place > width * 2 / 3 {
      while let first = rest.first, place - dropped > width / 2 {
        dropped += cells(String(first))
        rest.removeFirst()
      }
      dropped -= cells(more)
      text = more + rest
    }
    guard cells(text) > width else { return }
    rest = Substring(text)
    var size = cells(text)
    while let last = rest.last, size > width - cells(more) {
      size -= cells(String(last))
      rest.removeLast()
    }
    text = rest + more
  }
}
