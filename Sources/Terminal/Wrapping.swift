import DocumentModel

/// Prose in lines of at most `width` cells, broken between words; all but the first line begin
/// `hanging` cells further to the right. A short piece of code stays on one line where it
/// fits; a word that is wider than a line is cut.
func wrapped(_ text: Text, to width: Int, hanging: Int = 0) -> [Text] {
  var lines: [Text] = []
  var line = Text()
  var filled = 0
  var room: Int { lines.isEmpty ? width : width - hanging }
  func end() {
    lines.append(lines.isEmpty ? line : Text(blanks(hanging)) + line)
    filled = 0
  }
  for word in words(of: text, keeping: min(unbrokenCode, width - hanging)) {
    let (gap, size) = (cells(word.space), cells(word.text))
    if filled > 0, filled + gap + size <= room {
      line += word.space + word.text
      filled += gap + size
      continue
    }
    if filled > 0 { end() }
    // Blanks in front of everything are the writer's.
    line = lines.isEmpty && gap + size <= room ? word.space : Text()
    for piece in cut(word.text, at: max(room, 1)) {
      if filled > 0 {
        end()
        line = Text()
      }
      line += piece
      filled = cells(line)
    }
  }
  if filled > 0 { end() }
  return lines
}

private struct Word {
  /// The blanks before it, in the role they were written in.
  var space: Text
  var text: Text
}

/// The widest piece of code, or of a name, that is never broken at its blanks.
private let unbrokenCode = 32

/// How narrow a column can be in which no word is cut.
func widestWord(of text: Text, breakingCode: Bool) -> Int {
  words(of: text, keeping: breakingCode ? 0 : unbrokenCode).map { cells($0.text) }.max() ?? 0
}

private func words(of text: Text, keeping widest: Int) -> [Word] {
  var words: [Word] = []
  var word = Word(space: "", text: Text())
  for span in text.spans {
    let keeps = [.command, .code, .name].contains(span.role) && cells(span.text) <= widest
    var run = ""
    for character in span.text {
      guard character == " ", !keeps else {
        run.append(character)
        continue
      }
      word.text += Text(run, span.role)
      run = ""
      if word.text.isEmpty {
        word.space += Text(" ", span.role)
      } else {
        words.append(word)
        word = Word(space: Text(" ", span.role), text: Text())
      }
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
