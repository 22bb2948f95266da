import DocumentModel

/// How each role looks: the one place where colours are chosen.
///
/// Values are blue and gradients orange, a pair that stays apart for colour-blind eyes and whose
/// contrast is at least 3.4 on black and on white. No meaning is carried by colour alone.
struct Theme: Equatable, Sendable {
  var colors: TerminalProfile.ColorDepth

  /// The parameters of the escape that begins the role; empty where it looks like plain text.
  func style(of role: Role) -> String {
    switch role {
    case .plain, .name, .code: ""
    case .command, .strong: bold
    case .emphasis: italic
    case .value: color(.blue)
    case .gradient: color(.orange)
    case .hint: colors == .ansi16 ? dim : color(.grey)
    case .problem: color(.red)
    case .success: color(.green)
    }
  }

  private var bold: String { "1" }
  private var dim: String { "2" }
  private var italic: String { "3" }

  private enum Color { case blue, orange, grey, red, green }

  private func color(_ color: Color) -> String {
    switch (colors, color) {
    case (.none, _): ""
    case (.ansi16, .blue): "36"
    case (.ansi16, .orange): "35"
    case (.ansi16, .grey): "90"
    case (.ansi16, .red): "31"
    case (.ansi16, .green): "32"
    case (.ansi256, .blue): "38;5;32"
    case (.ansi256, .orange): "38;5;166"
    case (.ansi256, .grey): "38;5;244"
    case (.ansi256, .red): "38;5;160"
    case (.ansi256, .green): "38;5;28"
    case (.trueColor, .blue): "38;2;20;132;190"
    case (.trueColor, .orange): "38;2;206;96;16"
    case (.trueColor, .grey): "38;2;125;125;125"
    case (.trueColor, .red): "38;2;214;58;58"
    case (.trueColor, .green): "38;2;44;140;60"
    }
  }

  /// The text with its escapes; none where there is no colour.
  func paint(_ text: Text) -> String {
    guard colors != .none else { return text.plain }
    var result = ""
    for span in text.spans {
      let style = style(of: span.role)
      result += style.isEmpty ? span.text : "\u{1B}[\(style)m\(span.text)\u{1B}[0m"
    }
    return result
  }
}
