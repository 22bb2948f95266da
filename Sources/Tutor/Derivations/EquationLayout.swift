import DocumentModel

/// Chains of equations with their rules at the right, within 78 columns.
struct EquationLayout {
  private(set) var lines: [Text] = []
  /// How far the equals sign of the present chain stands from the edge.
  private var indent = 0

  private static let width = 78
  /// Where rules stand, unless an equation is longer.
  private static let ruleColumn = 46
  private static let longestLeft = 20

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

  /// Broken before operators, in as few brackets as can be.
  private func wrapped(_ text: Text, hanging: Int) -> [Text] {
    let plain = Array(text.plain)
    guard plain.count > Self.width else { return [text] }
    var rows: [Text] = []
    var start = 0
    while start < plain.count {
      let room = Self.width - (start == 0 ? 0 : hanging)
      var end = min(start + room, plain.count)
      if end < plain.count {
        end = place(in: plain, start + room / 2..<end) ?? end
      }
      let part = Text(String(plain[start..<end]), .code)
      rows.append(start == 0 ? part : Text(String(repeating: " ", count: hanging)) + part)
      start = end
      while start < plain.count, plain[start] == " " { start += 1 }
    }
    return rows
  }

  private func place(in plain: [Character], _ range: Range<Int>) -> Int? {
    var depth = 0
    var best: (place: Int, cost: Int)?
    for (position, character) in plain.enumerated().prefix(range.upperBound) {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      guard character == " ", range.contains(position), position + 1 < plain.count else {
        continue
      }
      let next = plain[position + 1]
      let isComma = plain[position - 1] == ","
      guard "+-*/<>=".contains(next) || isComma else { continue }
      // A sum is broken before a product, and an entry such as W[0, 1] last of all.
      let cost = 2 * depth + ("+-".contains(next) ? 0 : isComma ? 20 : 1)
      if cost <= best?.cost ?? .max { best = (position, cost) }
    }
    return best?.place
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
