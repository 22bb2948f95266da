import DocumentModel
import GradientCore

/// `x == 2` is no formula; the difference of both sides is, and tells more.
extension Session {
  /// - Parameter sign: where `==` or `!=` stands in `text`.
  func comparison(in text: String, at sign: Range<Int>) -> Refusal {
    let bytes = Array(text.utf8)
    // In a definition, what is compared begins after its own sign.
    let assigns = Statement.looksLikeDefinition(text)
    let start = assigns ? (bytes.firstIndex(of: UInt8(ascii: "=")) ?? -1) + 1 : 0
    guard start <= sign.lowerBound, sign.upperBound <= bytes.count,
      let left = Self.short(bytes[start..<sign.lowerBound]),
      let right = Self.short(bytes[sign.upperBound...])
    else { return Refusal(Problems.sentence(.equalityIsNotAnOperation), at: sign) }
    let difference =
      (left.isComparison ? "(\(left))" : "\(left)") + " - "
      + (right.bindsAsSum ? "(\(right))" : "\(right)")
    return Refusal(
      Phrase(
        "{sign} does not compare here. {difference} shows the difference.",
        [
          "sign": Problems.code(String(decoding: bytes[sign], as: UTF8.self)),
          "difference": Text(difference, .command),
        ]), at: sign,
      correction: text.replacing(start..<bytes.count, with: (assigns ? " " : "") + difference))
  }

  /// What stands on one side, where it is a formula short enough to be shown.
  private static func short(_ side: ArraySlice<UInt8>) -> Formula? {
    guard side.count <= 30 else { return nil }
    return try? Formula(parsing: String(decoding: side, as: UTF8.self))
  }
}

extension Formula {
  fileprivate var isComparison: Bool {
    switch nodes[root].kind {
    case .binary(.greater), .binary(.greaterOrEqual), .binary(.less), .binary(.lessOrEqual): true
    default: false
    }
  }

  fileprivate var bindsAsSum: Bool {
    switch nodes[root].kind {
    case .binary(.add), .binary(.subtract), .unary(.negate): true
    default: isComparison
    }
  }
}
