import DocumentModel
import GradientCore
import Testing

@testable import Tutor

/// A session and its engine, talked to in lines; what is answered comes back as plain lines.
struct Talk {
  var session: Session
  let engine = Engine()

  init(_ lines: String..., curriculum: Curriculum = Curriculum(languages: [.english])) {
    session = Session(curriculum: curriculum)
    for line in lines {
      let answer = session.respondToEnd(line, using: engine)
      precondition(!answer.failed, "\(line): \(answer.document.lines)")
    }
  }

  mutating func answer(_ line: String) -> Answer { session.respondToEnd(line, using: engine) }
  mutating func say(_ line: String) -> [String] { answer(line).document.lines }

  /// The message of the problem that `line` meets, or nil where it meets none.
  mutating func problem(_ line: String) -> String? {
    let answer = answer(line)
    guard answer.failed else { return nil }
    return answer.document.problem?.message.plain
  }

  /// What the caret stands under.
  mutating func place(_ line: String) -> String? { answer(line).document.problem?.marked }

  func value(_ name: String) -> Double? {
    (try? engine.value(of: name, in: session.bench))?.scalar
  }
}

extension Problem {
  /// What the caret stands under.
  var marked: String? {
    guard let source, let range else { return nil }
    return String(decoding: Array(source.utf8)[range], as: UTF8.self)
  }
}

extension Document {
  var problem: Problem? {
    for case .problem(let problem) in blocks { return problem }
    return nil
  }

  /// What is said, without layout.
  var lines: [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .heading(let text, _, _), .paragraph(let text), .line(let text): [text.plain]
      case .preformatted(let texts): texts.map(\.plain)
      case .list(let items, _): items.flatMap { Document($0).lines }
      case .table(let table):
        (table.columns.allSatisfy(\.title.isEmpty)
          ? [] : [table.columns.map(\.title.plain).joined(separator: " | ")])
          + table.rows.map { $0.map(\.plain).joined(separator: " | ") }
      case .tree(let tree): tree.lines(indent: "")
      case .circuit(let circuit): circuit.sentences.map(\.plain)
      case .plot(let plot): [plot.sentence.plain]
      case .picture(let picture): [picture.sentence.plain]
      case .shares(let shares): shares.rows.map { "\($0.name.plain): \($0.value.plain)" }
      case .beside(let left, let right): Document(left + right).lines
      case .transcript(let exchanges):
        exchanges.flatMap { ["> " + $0.command] + $0.answer.lines }
      case .problem(let problem): [problem.message.plain]
      case .drawn(let drawn, _): Document(drawn).lines
      case .indented(let blocks): Document(blocks).lines.map { "  " + $0 }
      case .rest: [""]
      }
    }
  }
}

extension Tree {
  func lines(indent: String) -> [String] {
    [indent + label.plain] + branches.flatMap { $0.lines(indent: indent + "  ") }
  }
}
