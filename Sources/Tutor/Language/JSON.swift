import GradientCore

/// Answers for programs: JSON on one line, numbers in full.
indirect enum JSON: CustomStringConvertible {
  case string(String)
  case number(Double)
  case bool(Bool)
  case null
  case array([JSON])
  /// In this order.
  case object([(String, JSON)])

  init(_ matrix: Matrix) {
    if let number = matrix.scalar {
      self = .number(number)
    } else {
      self = .array(
        (0..<matrix.shape.rows).map { row in
          .array((0..<matrix.shape.columns).map { .number(matrix[row, $0]) })
        })
    }
  }

  var description: String {
    switch self {
    case .string(let text): Self.quoted(text)
    // JSON has no inf and nan.
    case .number(let number) where !number.isFinite: Self.quoted(Numbers.exact.text(number))
    case .number(let number): Numbers.exact.text(number)
    case .bool(let value): value ? "true" : "false"
    case .null: "null"
    case .array(let items): "[" + items.map(\.description).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0) + ": \($1)" }.joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      case _ where scalar.value < 0x20:
        "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
