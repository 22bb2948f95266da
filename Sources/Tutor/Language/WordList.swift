/// What may be typed in a language, and the English word of the command or setting it stands for.
///
/// Of several words for one, the first is the one that is offered, so their order is kept.
public struct WordList: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  /// What may be typed → the English word.
  public private(set) var meanings: [String: String] = [:]
  private var inOrder: [String] = []

  public init() {}

  public init(dictionaryLiteral elements: (String, String)...) {
    for (word, english) in elements { add(word, for: english) }
  }

  /// Of a word that is there already, only the meaning changes.
  public mutating func add(_ word: String, for english: String) {
    if meanings.updateValue(english, forKey: word) == nil { inOrder.append(word) }
  }

  /// What may be typed for an English word, without the spellings that only lack an accent.
  func typed(for english: String) -> [String] {
    let all = inOrder.filter { meanings[$0] == english }
    return all.filter { word in !all.contains { $0 != word && $0.withoutAccents == word } }
  }
}
