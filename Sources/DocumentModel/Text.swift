/// A run of characters with a role. A role says what the characters mean; how a role looks is the
/// terminal's business.
public struct Span: Equatable, Sendable {
  public var text: String
  public var role: Role

  public init(_ text: String, _ role: Role = .plain) {
    self.text = text
    self.role = role
  }
}

/// What a run of characters means.
public enum Role: Equatable, Sendable, CaseIterable {
  case plain
  /// A name of the learner's bench.
  case name
  /// A value that a forward pass computed, or that the learner typed.
  case value
  /// A number that a backward pass or a difference quotient computed.
  case gradient
  /// Something to type.
  case command
  case emphasis
  case strong
  /// Source code and formulas inside prose.
  case code
  /// Secondary: captions, page numbers, hints.
  case hint
  case problem
  case success
}

/// A line of spans; it may be wrapped where it is prose.
public struct Text: Equatable, Sendable {
  public var spans: [Span]

  public init(_ spans: [Span] = []) { self.spans = spans }
  public init(_ text: String, _ role: Role = .plain) {
    spans = text.isEmpty ? [] : [Span(text, role)]
  }

  public var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

  /// The characters without their roles.
  public var plain: String { spans.map(\.text).joined() }

  public static func + (left: Text, right: Text) -> Text { Text(left.spans + right.spans) }
  public static func += (left: inout Text, right: Text) { left.spans += right.spans }

  /// The same characters, all in one role.
  public func with(_ role: Role) -> Text { Text(spans.map { Span($0.text, role) }) }
}

extension Text: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}

extension Sequence<Text> {
  /// The texts one after the other with `separator` between them.
  public func joined(separator: Text = "") -> Text {
    var result = Text()
    for (position, text) in enumerated() {
      if position > 0 { result += separator }
      result += text
    }
    return result
  }

  /// Lines of texts side by side, as many on a line as `width` characters have room for.
  public func besideEachOther(gap: Int = 3, width: Int = 78) -> [Text] {
    let gap = Text(String(repeating: " ", count: gap))
    var lines: [Text] = []
    for part in self {
      if let last = lines.last, (last + gap + part).plain.count <= width {
        lines[lines.count - 1] = last + gap + part
      } else {
        lines.append(part)
      }
    }
    return lines
  }
}
