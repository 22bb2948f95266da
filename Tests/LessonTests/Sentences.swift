extension Passage {
  /// What stands between full stops, question marks and exclamation marks.
  var sentences: [Sentence] {
    var sentences = [Sentence()]
    for word in words.split(separator: " ") {
      sentences[sentences.count - 1].words.append(word)
      if let last = word.last(where: { !")\"*".contains($0) }), ".?!".contains(last) {
        sentences.append(Sentence())
      }
    }
    return sentences.filter { !$0.words.isEmpty }
  }
}

struct Sentence: CustomStringConvertible {
  var words: [Substring] = []
  var description: String { words.joined(separator: " ") }

  /// A piece of code is one word, and so is a formula: what operators join.
  var length: Int {
    var length = 0
    var joins = false
    for word in words {
      let isOperator = word.allSatisfy { "+-*/·=→<>≤≥".contains($0) } || word == ":="
      if !isOperator, !joins, word.contains(where: \.isWordPart) { length += 1 }
      joins = isOperator
    }
    return length
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == Passage.code }
}
