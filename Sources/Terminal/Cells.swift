import CTerminal
import DocumentModel

/// How many cells of a terminal the characters fill: combining marks none, wide ones two.
func cells(_ text: some StringProtocol) -> Int {
  text.unicodeScalars.reduce(0) { $0 + Int(terminal_cells($1.value)) }
}

func cells(_ text: Text) -> Int { text.spans.reduce(0) { $0 + cells($1.text) } }

extension Renderer {
  /// How many rows of the window a line fills that was rendered before, perhaps for another width.
  public func rows(ofRendered line: some StringProtocol) -> Int {
    var filled = 0
    var isEscape = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { filled += Int(terminal_cells(scalar.value)) }
      if scalar == "m" { isEscape = false }
    }
    return max((filled + profile.width - 1) / profile.width, 1)
  }
}

func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

extension Text {
  /// The text with blanks on its right, or on its left, to fill `width` cells.
  func padded(to width: Int, _ alignment: Table.Alignment = .leading) -> Text {
    let space = Text(blanks(width - cells(self)))
    return alignment == .trailing ? space + self : self + space
  }

  /// What stands before the first blank and what stands behind it.
  var cutAtBlank: (first: Text, rest: Text)? {
    for (index, span) in spans.enumerated() {
      guard let blank = span.text.firstIndex(of: " ") else { continue }
      let after = span.text.index(after: blank)
      return (
        Text(Array(spans[..<index])) + Text(String(span.text[..<blank]), span.role),
        Text(String(span.text[after...]), span.role) + Text(Array(spans[(index + 1)...]))
      )
    }
    return nil
  }

  var trimmingTrailingBlanks: Text {
    var result = self
    while let last = result.spans.last {
      var text = Substring(last.text)
      while text.last == " " { text.removeLast() }
      if text.isEmpty {
        result.spans.removeLast()
        continue
      }
      result.spans[result.spans.count - 1].text = String(text)
      break
    }
    return result
  }

  /// The same text where plain characters have `role`.
  func with(plainAs role: Role) -> Text {
    Text(spans.map { $0.role == .plain ? Span($0.text, role) : $0 })
  }

  /// Between what stands side by side, a sign that can be heard where there were three blanks or
  /// more. Blanks inside values and code are the writer's.
  var sayingGaps: Text {
    var result = Text()
    for span in spans {
      // What stands in brackets belongs to what is before it.
      if span.text.first == "(", var last = result.spans.popLast() {
        if last.text.hasSuffix("; ") { last.text = last.text.dropLast(2) + " " }
        result += Text([last])
      }
      guard span.role == .plain || span.role == .hint, !result.isEmpty || span.text.first != " "
      else {
        result += Text([span])
        continue
      }
      let text = span.text.replacing(#/(^|[^ ;]) {3,}(\(?)/#) {
        "\($0.output.1)\($0.output.2.isEmpty ? "; " : " (")"
      }
      result += Text(text, span.role)
    }
    return result
  }
}
