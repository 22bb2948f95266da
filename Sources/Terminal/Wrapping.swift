import DocumentModel

/// Prose in lines of at most `width` cells, broken between words. A short piece of code stays on
/// one line; a word that is wider than a line is cut.
func wrapped(_ text: Text, to width: Int) -> [Text] {
  var lines: [Text] = []
  var line = Text()
  var filled = 0
  for word in words(of: text) {
    let size = cells(word.text)
    if filled > 0, filled + 1 + size <= width {
      line += word.space + word.text
      filled += 1 + size
      continue
    }
    if filled > 0 { lines.append(line) }
    var pieces = cut(word.text, at: width)
    line = pieces.removeLast()
    lines += pieces
    filled = cells(line)
  }
  if filled > 0 { lines.append(line) }
  return lines
}

private struct Word {
  /// The blank before it, in the role it was written in.
  var space: Text
  var text: Text
}

/// The widest piece of code that is never broken at its blanks.
private let unbrokenCode = 30

private func words(of text: Text) -> [Word] {
  var words: [Word] = []
  var word = Word(space: "", text: Text())
  for span in text.spans {
    let keeps = (span.role == .command || span.role == .code) && cells(span.text) <= unbrokenCode
    var run = ""
    for character in span.text {
      guard character == " ", !keeps else {
        run.append(character)
        continue
      }
      word.text += Text(run, span.role)
      run = ""
      if !word.text.isEmpty { words.append(word) }
      word = Word(space: Text(" ", span.role), text: Text())
    }
    word.text += Text(run, span.role)
  }
  if !word.text.isEmpty { words.append(word) }
  return words
}

private func cut(_ word: Text, at width: Int) -> [Text] {
  guard cells(word) > width else { return [word] }
  var pieces: [Text] = []
  var piece = Text()
  var filled = 0
  for span in word.spans {
    for character in span.text {
      let size = cells(String(character))
      if filled + size > width, filled > 0 {
        pieces.append(piece)
        piece = Text()
        filled = 0
      }
      piece += Text(String(character), span.role)
      filled += size
    }
  }
  return pieces + [piece]
}
