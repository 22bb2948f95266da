import DocumentModel

/// How each role looks: the one place where colours are chosen. This is the visual language.
///
/// | role | looks like | means |
/// |---|---|---|
/// | plain, name, code | the terminal's own letters | prose, names of the bench, formulas |
/// | value | blue | a number that came forward, or was typed |
/// | gradient | orange | a number that came backward, or measures a slope |
/// | command, strong | bold | what to type; a title |
/// | emphasis | italic | a stressed word |
/// | hint | grey | secondary: captions, page numbers, what is offered |
/// | problem | red | the place of a mistake |
/// | success | green | something is done |
///
/// 1. No meaning is carried by colour alone: a gradient has its `∂`, a title or a place of its own;
///    a mistake has its caret and its sentence. Without colour nothing is missing.
/// 2. Blue and orange stay apart for colour-blind eyes.
/// 3. Backgrounds are the terminal's own. There are two sets of colours, for dark and for light
///    ones, and every colour has a contrast of at least 4.5 (a test computes it): on black and on
///    the usual dark greys, on white and on the usual creams.
/// 4. The sixteen colours belong to the terminal; those are taken that are readable in the palettes
///    of xterm and of the Linux console.
/// 5. Every colour ends on the line on which it begins.
/// 6. Words are calm: no boxes around prose, no emoji, empty lines as rests.
struct Theme: Equatable, Sendable {
  var colors: TerminalProfile.ColorDepth
  var background = TerminalProfile.Background.dark

  init(colors: TerminalProfile.ColorDepth, background: TerminalProfile.Background = .dark) {
    self.colors = colors
    self.background = background
  }

  init(_ profile: TerminalProfile) {
    self.init(colors: profile.colors, background: profile.background)
  }

  /// The parameters of the escape that begins the role; empty where it looks like plain text.
  func style(of role: Role) -> String {
    switch role {
    case .plain, .name, .code: ""
    case .command, .strong: "1"
    case .emphasis: "3"
    case .value: color(of: .blue)
    case .gradient: color(of: .orange)
    case .hint: color(of: .grey)
    case .problem: color(of: .red)
    case .success: color(of: .green)
    }
  }

  enum Hue: CaseIterable { case blue, orange, grey, red, green }

  private func color(of hue: Hue) -> String {
    switch colors {
    case .none: return ""
    case .ansi16: return sixteen(hue)
    case .ansi256: return "38;5;\(indexed(hue))"
    case .trueColor:
      let color = mixed(hue)
      return "38;2;\(color >> 16 & 0xFF);\(color >> 8 & 0xFF);\(color & 0xFF)"
    }
  }

  /// Grey is dim, because the palettes do not agree on one; a light background has no green that
  /// can be read, so bold stands in.
  private func sixteen(_ hue: Hue) -> String {
    switch (hue, background) {
    case (.blue, .dark): "36"
    case (.blue, .light): "34"
    case (.orange, .dark): "33"
    case (.orange, .light): "35"
    case (.grey, _): "2"
    case (.red, .dark): "91"
    case (.red, .light): "31"
    case (.green, .dark): "32"
    case (.green, .light): "1"
    }
  }

  private func indexed(_ hue: Hue) -> Int {
    switch (hue, background) {
    case (.blue, .dark): 75
    case (.blue, .light): 25
    case (.orange, .dark): 215
    case (.orange, .light): 94
    case (.grey, .dark): 248
    case (.grey, .light): 241
    case (.red, .dark): 210
    case (.red, .light): 124
    case (.green, .dark): 114
    case (.green, .light): 22
    }
  }

  private func mixed(_ hue: Hue) -> Int {
    switch (hue, background) {
    case (.blue, .dark): 0x6CB6FF
    case (.blue, .light): 0x0B5CAD
    case (.orange, .dark): 0xF5A64B
    case (.orange, .light): 0x9A4A00
    case (.grey, .dark): 0xA0A4A8
    case (.grey, .light): 0x5F6368
    case (.red, .dark): 0xFF8A80
    case (.red, .light): 0xB3261E
    case (.green, .dark): 0x7FD188
    case (.green, .light): 0x1E6B2E
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
