import DocumentModel
import Tutor

/// Two files of paragraphs that stand beside the lessons; their own heads say how they are written.
extension Catalogue {
  /// `chain-rule in chain-rule`, the names on the next line with semicolons between them, then the
  /// definition; an empty line ends the term.
  static func glossary(
    _ text: String, path: String
  ) throws(LessonTextError) -> [GlossaryTerm] {
    var terms: [GlossaryTerm] = []
    for paragraph in paragraphs(text) {
      let head = paragraph.lines[0].split(separator: " ").map(String.init)
      let names = paragraph.lines.dropFirst().first.map { line in
        line.split(separator: ";").map { String($0.trimmed) }.filter { !$0.isEmpty }
      }
      guard head.count == 3, head[1] == "in", let names, !names.isEmpty,
        paragraph.lines.count > 2
      else { throw LessonTextError(path: path, line: paragraph.line, reason: .unreadableTerm) }
      guard !terms.contains(where: { $0.id == head[0] }) else {
        throw LessonTextError(path: path, line: paragraph.line, reason: .termTwice(head[0]))
      }
      terms.append(
        GlossaryTerm(
          id: head[0], lesson: head[2], names: names,
          definition: prose(paragraph.lines.dropFirst(2).joined(separator: " "))))
    }
    return terms
  }

  /// A lesson's id, what the learner can do after it, and what comes next, a line each.
  static func endings(
    _ text: String, path: String
  ) throws(LessonTextError) -> [String: LessonEnding] {
    var endings: [String: LessonEnding] = [:]
    for paragraph in paragraphs(text) {
      guard paragraph.lines.count == 3 else {
        throw LessonTextError(path: path, line: paragraph.line, reason: .unreadableEnding)
      }
      endings[paragraph.lines[0]] = LessonEnding(
        can: prose(paragraph.lines[1]), next: prose(paragraph.lines[2]))
    }
    return endings
  }

  /// What stands between empty lines, without comments.
  private static func paragraphs(_ text: String) -> [(line: Int, lines: [String])] {
    var all: [(line: Int, lines: [String])] = []
    var isOpen = false
    for (number, line) in text.lines.enumerated() where line.utf8.first != UInt8(ascii: "#") {
      let line = line.trimmed
      guard !line.isEmpty else {
        isOpen = false
        continue
      }
      if !isOpen { all.append((number + 1, [])) }
      isOpen = true
      all[all.count - 1].lines.append(String(line))
    }
    return all
  }

  /// What stands between backquotes is code.
  private static func prose(_ line: String) -> Text {
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { Text(String($1), $0 % 2 == 0 ? .plain : .code) }.joined()
  }
}
