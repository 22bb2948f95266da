import DocumentModel

/// Chains of equations with their rules at the right, within 78 columns.
struct EquationLayout {
  private(set) var lines: [Text] = []
  /// How far the equals sign of the present chain stands from the edge.
  private var indent = 0

  private static let width = 78
  /// Where rules stand, unless an equation is longer.
  private static let ruleColumn = 46
  private static let longestLeft = 24

  mutating func add(_ left: String?, _ right: String, sign: String = "=", rule: Text) {
    var start = Text(String(repeating: " ", count: indent))
    if let left {
      if left.count > Self.longestLeft {
        lines += wrapped(Text(left, .code), hanging: 4)
        indent = 2
        start = Text("  ")
      } else {
        indent = left.count + 1
        start = Text(left, .code) + " "
      }
    }
    let equation = start + Text("\(sign) ") + Text(right, .code)
    let rows = wrapped(equation, hanging: indent + 4)
    lines += rows.dropLast()
    let last = rows.last!
    let (width, ruleWidth) = (last.plain.count, rule.plain.count)
    let column = max(Self.ruleColumn, width + 3)
    if ruleWidth == 0 {
      lines.append(last)
    } else if column + ruleWidth <= Self.width {
      lines.append(last + Text(String(repeating: " ", count: column - width)) + rule.dimmed)
    } else {
      lines.append(last)
      let room = Self.width - indent - 4
      for part in prose(rule.plain, width: room) {
        lines.append(
          Text(String(repeating: " ", count: indent + 4)) + Text(part, .hint))
      }
    }
  }

  /// Broken before operators and after commas.
  private func wrapped(_ text: Text, hanging: Int) -> [Text] {
    let plain = Array(text.plain)
    guard plain.count > Self.width else { return [text] }
    var rows: [Text] = []
    var start = 0
    while start < plain.count {
      let room = Self.width - (start == 0 ? 0 : hanging)
      var end = min(start + room, plain.count)
      if end < plain.count {
        let breaks = (start + room / 2..<end).filter {
          plain[$0] == " " && ("+-*/<>".contains(plain[$0 + 1]) || plain[$0 - 1] == ",")
        }
        end = breaks.last ?? end
      }
      let part = Text(String(plain[start..<end]), .code)
      rows.append(start == 0 ? part : Text(String(repeating: " ", count: hanging)) + part)
      start = end
      while start < plain.count, plain[start] == " " { start += 1 }
    }
    return rows
  }

  private func prose(_ text: String, width: Int) -> [String] {
    var rows: [String] = []
    for word in text.split(separator: " ") {
      if let last = rows.last, last.count + word.count < width {
        rows[rows.count - 1] = last + " " + word
      } else {
        rows.append(String(word))
      }
    }
    return rows
  }
}
