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
    let near =
      nearest(to: word, among: others + Commands.words(in: language.words))
      ?? nearest(to: word, among: Commands.words(in: words))
    guard let near, !others.contains(near), let command = Commands.named(near, words: words),
      Self.throwsAway.contains(command.usage.word), !isSlip(word, of: near)
    else { return near }
    return nil
  }

  /// Nobody should lose anything by an Enter behind a word that was meant otherwise.
  private static let throwsAway: Set<String> = ["undo", "reset", "quit", "forget"]

  /// Whether a word is a beginning of the other, or begins like it and differs by one letter.
  private func isSlip(_ word: String, of other: String) -> Bool {
    let (typed, meant) = (folded(word), folded(other))
    if typed.count > 1, meant.starts(with: typed) || typed.starts(with: meant) { return true }
    return typed.first == meant.first && abs(typed.count - meant.count) <= 1
      && Set(typed).symmetricDifference(meant).count <= 2
  }
}
