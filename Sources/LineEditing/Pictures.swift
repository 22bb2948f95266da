extension Unicode.Scalar {
  /// What is shown and read in its place where a terminal might obey it, or hide or reorder what
  /// follows: a sign that no formula knows, so that a line with it is refused and not run.
  var picture: Unicode.Scalar {
    switch value {
    case 0x00..<0x20: Unicode.Scalar(0x2400 + value)!
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
      0xFFF9...0xFFFB:
      "\u{FFFD}"
    default: self
    }
  }

  /// Whether a terminal shows it as it is.
  var isShown: Bool { picture == self }
}

extension String {
  /// The same text with pictures where a terminal would not show a character. What a key or a
  /// program sends to a terminal, such as `ESC [ D`, is one picture: its bracket opens nothing.
  func pictured() -> String {
    var text = String.UnicodeScalarView()
    for scalar in replacing(#/\u{1B}[\[O]?[0-9;?]*[A-Za-z~]?/#, with: "\u{241B}").unicodeScalars {
      text.append(scalar.picture)
    }
    return String(text)
  }
}
