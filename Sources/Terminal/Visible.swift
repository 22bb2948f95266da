import DocumentModel

/// Makes text safe and possible to show: a control character is shown and never obeyed, and where
/// the terminal has only ASCII, everything is said in ASCII.
public struct Visible: Sendable {
  var unicode: Bool
  /// For those who hear the page.
  var plain = false

  /// Text from outside, for a line of the program's own words.
  public static func safe(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Visible(unicode: true).fixed(String($0)) }.joined(separator: "\n")
  }

  /// Text that keeps its columns: tabs lead to the next multiple of eight.
  func fixed(_ text: Text) -> Text {
    var column = 0
    return Text(
      text.spans.map { span in
        var shown = ""
        for character in span.text {
          let piece = character == "\t" ? blanks(8 - column % 8) : visible(character)
          column += cells(piece)
          shown += piece
        }
        return Span(shown, span.role)
      })
  }

  /// Prose: tabs and line breaks are blanks.
  func prose(_ text: Text) -> Text {
    Text(
      text.spans.map { span in
        Span(
          span.text.reduce(into: "") {
            $0 += $1.isNewline || $1 == "\t" ? " " : visible($1)
          }, span.role)
      })
  }

  func fixed(_ text: String) -> String { fixed(Text(text)).plain }

  private func visible(_ character: Character) -> String {
    if character.isASCII, let byte = character.asciiValue, byte >= 0x20, byte < 0x7F,
      character != "\r\n"
    {
      return String(character)
    }
    return character.unicodeScalars.reduce(into: "") { $0 += visible($1) }
  }

  private func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x00..<0x20: "^" + String(Unicode.Scalar(UInt8(scalar.value) + 0x40))
    case 0x7F: "^?"
    case 0x20..<0x7F: String(scalar)
    // C1 controls, and the marks that reorder or hide what follows.
    case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB:
      unicode ? "\u{FFFD}" : "?"
    case 0x25B8 where plain: ">"  // the sign of the prompt
    default: unicode ? String(scalar) : ascii(scalar)
    }
  }

  private func ascii(_ scalar: Unicode.Scalar) -> String {
    if let known = Visible.ascii[scalar] { return known }
    return scalar.properties.canonicalCombiningClass == .notReordered ? "?" : ""
  }

  private static let ascii: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "\u{A0}": " ", "∂": "d", "Δ": "D", "δ": "d", "∇": "grad", "σ": "sigmoid", "π": "pi",
      "ε": "eps",
      "η": "eta", "λ": "lambda", "·": "*", "×": "*", "÷": "/", "−": "-", "±": "+-", "²": "^2",
      "³": "^3", "′": "'", "√": "sqrt", "∛": "cbrt", "∞": "inf", "≈": "~", "≤": "<=", "≥": ">=",
      "≠": "!=", "→": "->", "←": "<-", "↑": "^", "↓": "v", "▸": ">", "•": "-", "✓": "+", "…": "...",
      "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"", "«": "\"", "»": "\"", "§": "#",
      "½": "1/2", "º": "o", "ª": "a", "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+",
      "├": "+", "Σ": "sum", "ᵢ": "i", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "█": "#", "●": "o",
      "◂": "<", "⇧": "Shift", "▌": "-", "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*",
      "▇": "#", "░": ".", "▒": ":", "▓": "%",
    ]
    for (letters, plain) in [
      ("àáâãä", "a"), ("èéêë", "e"), ("ìíîï", "i"), ("òóôõö", "o"), ("ùúûü", "u"), ("ç", "c"),
      ("ñ", "n"), ("ÀÁÂÃÄ", "A"), ("ÈÉÊË", "E"), ("ÌÍÎÏ", "I"), ("ÒÓÔÕÖ", "O"), ("ÙÚÛÜ", "U"),
      ("Ç", "C"), ("Ñ", "N"),
    ] {
      for letter in letters.unicodeScalars { table[letter] = plain }
    }
    return table
  }()
}
