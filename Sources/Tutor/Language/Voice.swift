import DocumentModel
import GradientCore

/// How the session speaks now: its language, and its numbers with the learner's `digits`.
public struct Voice: Sendable {
  public var language: Language
  public var numbers: Numbers

  public init(language: Language = .english, numbers: Numbers = Numbers()) {
    self.language = language
    self.numbers = numbers
  }

  /// A sentence in which what is to be typed is in the learner's words.
  public func say(_ phrase: Phrase) -> Text {
    language.say(Phrase(phrase.english, phrase.places.mapValues(inOwnWords)))
  }

  /// A number that a forward pass computed, or that was typed.
  public func value(_ number: Double) -> Text { Text(numbers.text(number), .value) }
  public func value(_ matrix: Matrix) -> Text { Text(numbers.brief(matrix), .value) }

  /// A slope.
  public func gradient(_ number: Double) -> Text { Text(numbers.text(number), .gradient) }
  public func gradient(_ matrix: Matrix) -> Text { Text(numbers.brief(matrix), .gradient) }

  /// `x = 2`, in at most `width` columns where the name is not longer than that.
  public func equation(_ name: String, _ value: Matrix, width: Int = 78) -> Text {
    let room = width - name.count - 3
    return Text(name, .name) + " = " + Text(numbers.brief(value, width: room), .value)
  }

  /// A number with its sign, also when it is positive: `+0.1`.
  public func signed(_ number: Double) -> Text {
    let text = numbers.text(number)
    return Text(number > 0 ? "+" + text : text, .value)
  }

  /// `x, y or z`.
  public func alternatives(_ words: [String], _ role: Role) -> Text {
    let texts = words.map { Text($0, role) }
    guard texts.count > 1 else { return texts.first ?? "" }
    return say(
      Phrase(
        "{first} or {last}",
        ["first": texts.dropLast().joined(separator: ", "), "last": texts.last!]))
  }

  /// `x, y and z`.
  public func list(_ names: [String], _ role: Role = .name) -> Text {
    list(names.map { Text($0, role) })
  }

  public func list(_ texts: [Text]) -> Text {
    guard texts.count > 1 else { return texts.first ?? "" }
    return say(
      Phrase(
        "{first} and {last}",
        ["first": texts.dropLast().joined(separator: ", "), "last": texts.last!]))
  }
}
