import DocumentModel
import Foundation
import Testing

@testable import Terminal

@Suite struct ThemeTests {
  /// Black, and the dark backgrounds that many choose; white, and the light ones.
  private static let backgrounds: [TerminalProfile.Background: [Int]] = [
    .dark: [0x000000, 0x1E1E1E, 0x282C34, 0x002B36, 0x300A24],
    .light: [0xFFFFFF, 0xFAFAFA, 0xFDF6E3, 0xF0F0F0],
  ]

  /// By the formula of the Web Content Accessibility Guidelines, whose bound for text is 4.5.
  @Test(
    arguments: TerminalProfile.Background.allCases,
    [TerminalProfile.ColorDepth.ansi256, .trueColor])
  func `every role can be read on its background`(
    background: TerminalProfile.Background, colors: TerminalProfile.ColorDepth
  ) throws {
    let theme = Theme(colors: colors, background: background)
    var seen: Set<String> = []
    for role in Role.allCases where theme.style(of: role).hasPrefix("38;") {
      let color = try #require(Color(theme.style(of: role)))
      for back in Self.backgrounds[background]! {
        #expect(color.contrast(with: Color(back)) >= 4.5, "\(role) on \(String(back, radix: 16))")
      }
      seen.insert(theme.style(of: role))
    }
    #expect(seen.count == 5, "no two of these roles look alike")
  }

  /// The sixteen colours are the terminal's own; these are xterm's.
  @Test(arguments: TerminalProfile.Background.allCases)
  func `the sixteen colours can be read in xterm`(background: TerminalProfile.Background) throws {
    let palette = [
      0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
      0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    let theme = Theme(colors: .ansi16, background: background)
    let behind = Color(background == .dark ? 0x000000 : 0xFFFFFF)
    for role in Role.allCases {
      guard let code = Int(theme.style(of: role)), code >= 30 else { continue }
      let color = Color(palette[code >= 90 ? code - 90 + 8 : code - 30])
      #expect(color.contrast(with: behind) >= 4.5, "\(role)")
    }
  }

  @Test func `values and gradients never look alike`() {
    for colors in TerminalProfile.ColorDepth.allCases where colors != .none {
      for background in TerminalProfile.Background.allCases {
        let theme = Theme(colors: colors, background: background)
        #expect(theme.style(of: .value) != theme.style(of: .gradient))
      }
    }
  }

  @Test(arguments: [
    ("11;rgb:1e1e/1e1e/1e1e", TerminalProfile.Background.dark),
    ("11;rgb:ff/ff/ff", .light), ("11;rgb:fdfd/f6f6/e3e3", .light),
    ("11;rgba:0000/2b2b/3636/ffff", .dark), ("11;rgb:f/f/f", .light), ("11;?", nil),
    ("11;rgb:ff/ff", nil), ("11;rgb:zz/00/00", nil), ("", nil),
  ])
  func `a terminal's answer is understood`(
    answer: String, background: TerminalProfile.Background?
  ) {
    #expect(TerminalProfile.Background(answer: answer) == background)
  }

  @Test(arguments: [
    ("15;0", TerminalProfile.Background.dark), ("0;15", .light), ("0;default;15", .light),
    ("0;7", .light), ("12;8", .dark), ("15;default", nil), ("", nil), ("1;99", nil),
  ])
  func `COLORFGBG is understood`(value: String, background: TerminalProfile.Background?) {
    #expect(TerminalProfile.Background(colorFGBG: value) == background)
  }
}

/// A colour and its luminance.
private struct Color {
  let luminance: Double

  init(_ rgb: Int) {
    let linear = [16, 8, 0].map { shift -> Double in
      let part = Double(rgb >> shift & 0xFF) / 255
      return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// From `38;5;N` or `38;2;R;G;B`.
  init?(_ style: String) {
    let numbers = style.split(separator: ";").compactMap { Int($0) }
    switch numbers.dropFirst(1).first {
    case 2 where numbers.count == 5:
      self.init(numbers[2] << 16 | numbers[3] << 8 | numbers[4])
    case 5 where numbers.count == 3 && numbers[2] >= 232:
      self.init((8 + 10 * (numbers[2] - 232)) * 0x010101)
    case 5 where numbers.count == 3 && numbers[2] >= 16:
      let levels = [0, 95, 135, 175, 215, 255]
      let cube = numbers[2] - 16
      self.init(levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6])
    default: return nil
    }
  }

  func contrast(with other: Color) -> Double {
    let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }
}
