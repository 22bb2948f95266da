import GradientCore

/// What stands before the cursor, as far as it matters for how the line can go on.
struct CompletionContext {
  /// What is typed before the cursor.
  let bytes: [UInt8]
  private let words: [String: String]
  /// Where the present command begins, blanks dropped.
  private(set) var commandStart = 0
  /// Where the quote at the cursor was opened.
  private(set) var quote: Int?
  private(set) var isInComment = false
  private var brackets: [Bracket] = []

  private struct Bracket {
    /// The name of the function whose arguments it holds; empty for others.
    var function: String
    /// Whether its first argument is complete.
    var isBehindFirst = false
  }

  /// - Parameter words: What other languages call the commands.
  init(_ line: String, cursor: Int, words: [String: String]) {
    bytes = Array(line.utf8.prefix(max(cursor, 0)))
    self.words = words
    var reader = LineReader(bytes, words: words)
    for position in bytes.indices { take(reader.read(at: position), at: position) }
    (commandStart, quote, isInComment) = (reader.commandStart, reader.quote, reader.isInComment)
    skipBlanks()
  }

  private mutating func take(_ sign: LineReader.Sign, at position: Int) {
    switch sign {
    case .opensBracket:
      let isCall = bytes[position] == UInt8(ascii: "(")
      let start = wordStart(before: position)
      brackets.append(Bracket(function: isCall ? text(start..<position) : ""))
    case .closesBracket: brackets.removeLast()
    case .separatesArguments: brackets[brackets.count - 1].isBehindFirst = true
    case .ordinary, .separatesCommands, .beginsComment: break
    }
  }

  private mutating func skipBlanks() {
    while commandStart < bytes.count, isBlank(bytes[commandStart]) { commandStart += 1 }
  }

  /// The same place, for the command that stands behind the first word.
  func afterFirstWord() -> CompletionContext {
    var context = self
    while context.commandStart < bytes.count, !isBlank(bytes[context.commandStart]) {
      context.commandStart += 1
    }
    context.skipBlanks()
    return context
  }

  /// Where the word that ends at the cursor begins.
  var wordStart: Int { max(wordStart(before: bytes.count), commandStart) }

  /// Where the argument that ends at the cursor begins: behind a blank.
  var partStart: Int {
    (bytes[commandStart...].lastIndex(where: isBlank) ?? commandStart - 1) + 1
  }

  var isInBrackets: Bool { !brackets.isEmpty }
  /// The function whose arguments are being typed.
  var function: String? { brackets.last { !$0.function.isEmpty }?.function }

  /// Whether the name that a slope is taken in stands at the cursor: `d(f, `.
  var isSlopeName: Bool { brackets.last?.function == "d" && brackets.last?.isBehindFirst == true }

  /// Where the number behind `axis=` begins, in the call of a function that takes one.
  var axisStart: Int? {
    guard takesAxis, let sign = bytes.lastIndex(of: UInt8(ascii: "=")) else { return nil }
    let before = text(0..<sign).reversed().drop { $0 == " " }.prefix { $0.isLetter || $0 == "_" }
    let start = bytes[(sign + 1)...].firstIndex { !isBlank($0) } ?? bytes.count
    let isNumber = bytes[start...].allSatisfy { (0x30...0x39).contains($0) }
    return before.elementsEqual("sixa") && isNumber ? start : nil
  }

  /// Whether `axis=` can stand at the cursor: behind the first argument of a reduction.
  var beginsAxis: Bool { takesAxis && brackets.last?.isBehindFirst == true }

  private var takesAxis: Bool {
    brackets.last.flatMap { BuiltInFunction(rawValue: $0.function) }?.takesAxis ?? false
  }

  /// The words of the command before the argument at the cursor.
  var wordsBefore: [String] {
    bytes[commandStart..<max(partStart, commandStart)].split(whereSeparator: isBlank).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// `\sig` or only `\`, where the cursor stands behind it: a letter by its name.
  var symbolStart: Int? {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "\\")) else { return nil }
    let isName = bytes[(slash + 1)...].allSatisfy { $0 < 0x80 && !isBlank($0) && $0 != 0x5C }
    return isName ? slash : nil
  }

  /// What stands before and after the `=` of `NAME = …`, where one name stands before it.
  var definition: (name: String, rightStart: Int)? {
    let command = bytes[commandStart...]
    guard let sign = command.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    var end = sign
    if end > commandStart, bytes[end - 1] == UInt8(ascii: ":") { end -= 1 }
    while end > commandStart, isBlank(bytes[end - 1]) { end -= 1 }
    let start = bytes[(sign + 1)...].firstIndex { !isBlank($0) } ?? bytes.count
    return (text(commandStart..<end), start)
  }

  /// Names that this line itself makes: those defined before the command, and the inputs of the
  /// function that it defines.
  var namesInLine: [String] {
    let before = Piece.pieces(of: text(0..<commandStart), number: 1, words: words)
    let defined = before.compactMap { piece in
      CompletionContext(piece.text, cursor: piece.text.utf8.count, words: words).definition?.name
    }
    let head = definition?.name ?? ""
    let inputs = head.last == ")" ? head.drop { $0 != "(" }.dropFirst().dropLast() : ""
    return (defined + inputs.split(separator: ",").map { $0.trimmingBlanks })
      .filter { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  func text(from start: Int) -> String { text(min(start, bytes.count)..<bytes.count) }

  private func wordStart(before end: Int) -> Int {
    var start = end
    for scalar in text(0..<end).unicodeScalars.reversed() {
      let properties = scalar.properties
      let isPart =
        scalar == "_" || properties.isAlphabetic || properties.generalCategory == .decimalNumber
        || properties.generalCategory == .nonspacingMark
      guard isPart else { break }
      start -= UTF8.width(scalar)
    }
    return max(start, 0)
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String { String(filter { $0 != " " }) }
}
