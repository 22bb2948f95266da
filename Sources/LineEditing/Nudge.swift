/// Alt-Up and Alt-Down: the number at the cursor, a little larger or smaller.
struct Nudge {
  /// Where the number stands, as characters of the line, its sign included.
  private(set) var range: Range<Int>
  private(set) var text: String

  /// The number under the cursor, or else the nearest before it, moved by `units` of its last
  /// digit; nil where there is none.
  init?(_ line: [Character], cursor: Int, by units: Int) {
    guard let found = Self.number(in: line, at: cursor) else { return nil }
    range = found
    guard let moved = Self.moved(String(line[found]), by: units) else { return nil }
    text = moved
  }

  // MARK: - Finding it

  private static func number(in line: [Character], at cursor: Int) -> Range<Int>? {
    var last: Range<Int>?
    var position = 0
    while position < line.count, position <= cursor {
      guard line[position].isDigit || (line[position] == "." && line.isDigit(at: position + 1))
      else {
        position += 1
        // The digits of `w0` are part of a name.
        while position > 0, line[position - 1].beginsName, line.continuesName(at: position) {
          position += 1
        }
        continue
      }
      let end = self.end(ofNumberAt: position, in: line)
      last = (isNegative(position, in: line) ? position - 1 : position)..<end
      position = end
    }
    return last
  }

  private static func end(ofNumberAt start: Int, in line: [Character]) -> Int {
    var end = start
    func skipDigits() { while line.isDigit(at: end) { end += 1 } }
    skipDigits()
    let isOutside = line[..<start].reduce(0) { $0 + ("([".contains($1) ? 1 : 0) } == 0
    let isList = line[..<start].prefix { $0 != "=" }.contains(",")
    if end < line.count, line[end] == "." || (line[end] == "," && isOutside && !isList),
      line[end] == "." || line.isDigit(at: end + 1)
    {
      end += 1
      skipDigits()
    }
    if end < line.count, "eE".contains(line[end]) {
      let sign = end + 1 < line.count && "+-".contains(line[end + 1]) ? 1 : 0
      if line.isDigit(at: end + 1 + sign) {
        end += 1 + sign
        skipDigits()
      }
    }
    return end
  }

  /// Whether the minus before a number is its sign and not a subtraction.
  private static func isNegative(_ start: Int, in line: [Character]) -> Bool {
    guard start > 0, line[start - 1] == "-" else { return false }
    let before = line[..<(start - 1)]
    guard let operand = before.last(where: { $0 != " " }) else { return true }
    if !(operand.isDigit || operand.beginsName || ")].".contains(operand)) { return true }
    // `[1 -2]` has two entries.
    let open = before.reduce(0) { $0 + ($1 == "[" ? 1 : $1 == "]" ? -1 : 0) }
    return open > 0 && before.last == " "
  }

  // MARK: - Moving it

  private static func moved(_ number: String, by units: Int) -> String? {
    let digits = number.drop { $0 == "-" }
    let mantissa = digits.prefix { !"eE".contains($0) }
    let exponent = Int(digits.dropFirst(mantissa.count).dropFirst()) ?? 0
    let comma = mantissa.first { $0 == "." || $0 == "," }
    let parts = mantissa.split(separator: comma ?? ".", omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? parts[1].count : 0
    guard mantissa.count <= 17, let whole = Int(parts.joined()) else { return nil }
    let value = number.first == "-" ? -whole : whole

    if digits.count > mantissa.count, decimals == 0, abs(value) < 10, value != 0 {
      return oneDigit(value, exponent, by: units)
    }
    let tail = String(digits.dropFirst(mantissa.count))
    return text(value + units, decimals: decimals, comma: comma ?? ".") + tail
  }

  /// `1e-5` goes down to `9e-6`: a number this small is never meant to become 0.
  private static func oneDigit(_ value: Int, _ exponent: Int, by units: Int) -> String {
    var (digit, exponent) = (abs(value), exponent)
    let grows = (units > 0) == (value > 0)
    if abs(units) >= 10 {
      exponent += grows ? 1 : -1
    } else if grows {
      digit += 1
      if digit == 10 { (digit, exponent) = (1, exponent + 1) }
    } else {
      digit -= 1
      if digit == 0 { (digit, exponent) = (9, exponent - 1) }
    }
    return "\(value < 0 ? "-" : "")\(digit)e\(exponent)"
  }

  private static func text(_ value: Int, decimals: Int, comma: Character) -> String {
    var digits = String(abs(value))
    if decimals > 0 {
      digits = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
      digits.insert(comma, at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return (value < 0 ? "-" : "") + digits
  }
}

extension Character {
  fileprivate var isDigit: Bool { isASCII && isNumber }
  fileprivate var beginsName: Bool { isLetter || self == "_" }
}

extension [Character] {
  fileprivate func isDigit(at position: Int) -> Bool {
    position < count && self[position].isDigit
  }

  fileprivate func continuesName(at position: Int) -> Bool {
    position < count && (self[position].isDigit || self[position].beginsName)
  }
}
