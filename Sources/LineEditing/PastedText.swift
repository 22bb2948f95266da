/// Text that was copied from somewhere, as the lines that are meant to be run.
public struct PastedText {
  let isOpen: (String) -> Bool
  let join: (String, String) -> String

  /// Where there are prompts in the text, what stands behind them; what stands between them are
  /// the answers that were copied with them.
  func commands(in text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.contains(where: { Self.behindPrompt($0) != nil }) else { return lines }
    var commands: [String] = []
    var open: String?
    for line in lines {
      if let command = Self.behindPrompt(line) {
        // What another prompt follows is complete, whatever it lacks.
        if let begun = open { commands += [begun, ""] }
        open = isOpen(command) ? command : nil
        if open == nil, !command.isEmpty { commands.append(command) }
      } else if let begun = open {
        let joined = join(begun, Self.behindContinuation(line))
        open = isOpen(joined) ? joined : nil
        if open == nil { commands.append(joined) }
      }
    }
    return commands + [open].compactMap(\.self)
  }

  /// What stands behind a prompt of ours, of a lesson or of Python; nil where there is none.
  public static func behindPrompt(_ line: String) -> String? {
    let text = Substring(line).trimmed
    if let arrow = text.firstIndex(of: "▸"), text[..<arrow].count <= 60 {
      return behindBlank(text[text.index(after: arrow)...])
    }
    for mark in [">>>", ">"] where text.hasPrefix(mark) {
      return behindBlank(text.dropFirst(mark.count))
    }
    // `chain rule 3/5 > `, where the terminal has only ASCII.
    guard let end = text.firstRange(of: " >") else { return nil }
    let words = text[..<end.lowerBound].split(separator: " ")
    let numbers = words.last?.split(separator: "/") ?? []
    // `x + 3/5 > 2` is a formula.
    guard numbers.count == 2, numbers.allSatisfy({ $0.allSatisfy(\.isNumber) }),
      words.count > 1, words.dropLast().allSatisfy({ $0.first?.isLetter == true })
    else { return nil }
    return behindBlank(text[end.upperBound...])
  }

  public static func behindContinuation(_ line: String) -> String {
    let text = Substring(line).trimmed
    for mark in ["...", "…"] where text.hasPrefix(mark) {
      return String(text.dropFirst(mark.count).trimmed)
    }
    return String(text)
  }

  private static func behindBlank(_ rest: Substring) -> String? {
    guard rest.isEmpty || rest.first == " " || rest.first == "\u{A0}" else { return nil }
    return String(rest.trimmed)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
