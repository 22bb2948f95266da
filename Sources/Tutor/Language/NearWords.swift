import DocumentModel
import GradientCore

/// Words that are not known where they stand, and what was probably meant.
extension Session {
  /// A word of `line` that is none of `known`: the nearest of them is offered, where one is near.
  func unknown(
    _ part: Arguments.Part, among known: [String], in line: String, otherwise: Phrase
  ) -> Refusal {
    unknown(part.text, among: known, in: line, at: part.range, otherwise: otherwise)
  }

  func unknown(
    _ word: String, among known: [String], in line: String, at range: Range<Int>,
    otherwise: Phrase
  ) -> Refusal {
    guard let nearest = nearest(to: word, among: known) else {
      return Refusal(otherwise, at: range)
    }
    return Refusal(
      Phrase(
        "I don't know {name}. Did you mean {nearest}?",
        ["name": Text(word, .name), "nearest": Text(nearest, .code)]),
      at: range, correction: line.replacing(range, with: nearest))
  }

  /// English words, and what may be typed for them: in the present language, then in the others.
  func spellings(of english: [String]) -> [String] {
    let typed = { (words: [String: String]) in
      words.filter { english.contains($0.value) }.keys.sorted()
    }
    return english + typed(language.words) + typed(words)
  }

  /// The command or what else was meant by a wrong word: of two languages, rather the present one.
  func nearestCommand(to word: String, orAmong others: [String] = []) -> String? {
    nearest(to: word, among: others + Commands.words(in: language.words))
      ?? nearest(to: word, among: Commands.words(in: words))
  }
}
