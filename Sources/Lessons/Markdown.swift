import CMark
import DocumentModel

/// The blocks of a Markdown text, as libcmark finds them.
struct Markdown {
  enum Kind: Equatable {
    case heading(Text, level: Int)
    /// A fence with its info string.
    case fence(info: String, lines: [String])
    /// Everything that is shown as it stands: paragraphs, lists, indented code.
    case prose(Block)
    case unclosedFence
    case unknown
  }

  struct Element: Equatable {
    var line: Int
    var kind: Kind
  }

  let elements: [Element]

  init(_ text: String) {
    let root = text.withCString { cmark_parse_document($0, text.utf8.count, CMARK_OPT_DEFAULT) }
    defer { cmark_node_free(root) }
    let lines = text.lines
    elements = Self.children(of: root).map { node in
      Element(line: Int(cmark_node_get_start_line(node)), kind: Self.kind(of: node, in: lines))
    }
  }

  private static func kind(of node: OpaquePointer, in lines: [Substring]) -> Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      return .heading(inline(node), level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_CODE_BLOCK where isFenced(node, in: lines):
      guard isClosed(node, in: lines) else { return .unclosedFence }
      return .fence(
        info: string(cmark_node_get_fence_info(node)), lines: codeLines(of: node))
    default:
      return block(node).map { .prose($0) } ?? .unknown
    }
  }

  /// Nil where the markup has no place in a lesson.
  private static func block(_ node: OpaquePointer) -> Block? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: return .paragraph(inline(node))
    case CMARK_NODE_CODE_BLOCK: return .preformatted(codeLines(of: node).map { Text($0, .code) })
    case CMARK_NODE_LIST:
      var items: [[Block]] = []
      for item in children(of: node) {
        let blocks = children(of: item).map(block)
        guard !blocks.contains(nil) else { return nil }
        items.append(blocks.compactMap { $0 })
      }
      return .list(items, ordered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
    default: return nil
    }
  }

  private static func inline(_ node: OpaquePointer, role: Role = .plain) -> Text {
    children(of: node).map { child in
      switch cmark_node_get_type(child) {
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: Text(" ", role)
      case CMARK_NODE_CODE: Text(string(cmark_node_get_literal(child)), .code)
      case CMARK_NODE_EMPH: inline(child, role: .emphasis)
      case CMARK_NODE_STRONG: inline(child, role: .strong)
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE: inline(child, role: role)
      default: Text(string(cmark_node_get_literal(child)), role)
      }
    }
    .joined()
    .merged
  }

  // MARK: - Fences

  private static func isFenced(_ node: OpaquePointer, in lines: [Substring]) -> Bool {
    let opening = lines[Int(cmark_node_get_start_line(node)) - 1].trimmed
    return opening.hasPrefix("```") || opening.hasPrefix("~~~")
  }

  /// libcmark closes an open fence at the end of the text; an author forgot it.
  private static func isClosed(_ node: OpaquePointer, in lines: [Substring]) -> Bool {
    let start = Int(cmark_node_get_start_line(node))
    let end = min(Int(cmark_node_get_end_line(node)), lines.count)
    let closing = lines[end - 1].trimmed.utf8
    return end > start && closing.count >= 3
      && closing.allSatisfy { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
  }

  private static func codeLines(of node: OpaquePointer) -> [String] {
    var lines = string(cmark_node_get_literal(node)).lines.map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  // MARK: - From C

  private static func children(of node: OpaquePointer?) -> [OpaquePointer] {
    var result: [OpaquePointer] = []
    var child = cmark_node_first_child(node)
    while let current = child {
      result.append(current)
      child = cmark_node_next(current)
    }
    return result
  }

  private static func string(_ characters: UnsafePointer<CChar>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }
}

extension Text {
  /// libcmark cuts text at every special character; neighbours in one role are one span again.
  fileprivate var merged: Text {
    var result: [Span] = []
    for span in spans {
      if result.last?.role == span.role {
        result[result.count - 1].text += span.text
      } else {
        result.append(span)
      }
    }
    return Text(result)
  }
}
