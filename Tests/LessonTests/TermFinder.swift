import Tutor

/// Finds words of the glossary in a text: in any case, in the plural, with a hyphen for a blank.
struct TermFinder {
  struct Hit {
    var id: String
    var words: Range<Int>
    var excerpt: String
  }

  private struct Name {
    var id: String
    /// The forms of each of its words.
    var words: [Set<String>]
  }

  private let names: [Name]

  init(_ terms: [GlossaryTerm], language: String) {
    names = terms.flatMap { term in
      term.names.map { name in
        // "to diverge" stands in the glossary, "it diverges" in a text.
        let words = Self.words(name.hasPrefix("to ") ? String(name.dropFirst(3)) : name)
        return Name(id: term.id, words: words.map { Self.forms(of: $0.text, in: language) })
      }
    }.sorted { $0.words.count > $1.words.count }
  }

  /// From left to right, the longest name where several begin; what lies inside it is not looked at
  /// unless all are wanted.
  func hits(in text: String, all: Bool = false, except phrases: [String] = []) -> [Hit] {
    let words = Self.words(text)
    let phrases = phrases.map { Self.words($0).map { Set([$0.text]) } }
    var hits: [Hit] = []
    var position = 0
    while position < words.count {
      if let phrase = phrases.first(where: { Self.matches($0, words[position...]) }) {
        position += phrase.count
        continue
      }
      let found = names.filter { Self.matches($0.words, words[position...]) }
      for name in all ? found[...] : found.prefix(1) {
        let excerpt = words[max(0, position - 4)..<min(words.count, position + 6)]
        hits.append(
          Hit(
            id: name.id, words: position..<(position + name.words.count),
            excerpt: excerpt.map(\.text).joined(separator: " ")))
      }
      position += all ? 1 : max(1, found.first?.words.count ?? 1)
    }
    return hits
  }

  // MARK: - Words

  private struct Word {
    var text: String
    /// Whether nothing but a blank or a hyphen lies before it.
    var goesOn: Bool
  }

  private static func words(_ text: String) -> [Word] {
    var words: [Word] = []
    var isOpen = false
    var gap = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        if isOpen {
          words[words.count - 1].text.append(character)
        } else {
          words.append(Word(text: String(character), goesOn: gap == " " || gap == "-"))
        }
        isOpen = true
        gap = ""
      } else {
        isOpen = false
        gap.append(character)
      }
    }
    return words
  }

  private static func matches(_ forms: [Set<String>], _ words: ArraySlice<Word>) -> Bool {
    guard words.count >= forms.count, !forms.isEmpty else { return false }
    return zip(forms, words).allSatisfy { $0.contains($1.text) }
      && words.prefix(forms.count).dropFirst().allSatisfy(\.goesOn)
  }

  /// A word and its plural.
  static func forms(of word: String, in language: String) -> Set<String> {
    guard language == "pt" else {
      let isLikeTry = word.hasSuffix("y") && !["ay", "ey", "oy"].contains(where: word.hasSuffix)
      return isLikeTry ? [word, word.dropLast() + "ies"] : [word, word + "s", word + "es"]
    }
    let endings: [(String, [String])] = [
      ("ão", ["ões", "ãos", "ães"]), ("al", ["ais"]), ("el", ["éis", "eis"]),
      ("il", ["is", "eis"]), ("ol", ["óis"]), ("ul", ["uis"]), ("ês", ["eses"]), ("és", ["eses"]),
      ("m", ["ns"]),
      ("r", ["res"]),
      ("z", ["zes"]), ("s", ["ses"]),
    ]
    if let (ending, plurals) = endings.first(where: { word.hasSuffix($0.0) }) {
      return Set(plurals.map { word.dropLast(ending.count) + $0 } + [word])
    }
    return [word, word + "s"]
  }
}
