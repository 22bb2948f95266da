import DocumentModel
import GradientCore

/// What stands behind the first word of `data`.
struct DataArguments {
  var arguments: Arguments
  private let session: Session

  init(_ arguments: Arguments, in session: Session) {
    (self.arguments, self.session) = (arguments, session)
  }

  /// Takes a word away, in any language, where it stands next.
  mutating func take(_ word: String) -> Bool {
    guard let part = arguments.parts.first, !part.isQuoted,
      (session.words[part.text] ?? part.text) == word
    else { return false }
    _ = arguments.next()
    return true
  }

  mutating func rest() -> [Arguments.Part] { arguments.rest() }

  /// `200`: how many rows.
  mutating func count(orElse usual: Int) throws(Refusal) -> Int {
    guard let part = arguments.parts.first, part.text.first?.isNumber == true else { return usual }
    _ = arguments.next()
    guard let count = Int(part.text), (4...1_000_000).contains(count) else {
      throw Refusal(
        Phrase(
          "{found} is not a count of rows: a whole number from 4 to 1000000.",
          ["found": Problems.code(part.text)]), at: part.range)
    }
    return count
  }

  /// `noise 0.1`.
  mutating func noise(orElse usual: Double) throws(Refusal) -> Double {
    guard take("noise") else { return usual }
    let part = try arguments.required(for: DataCommand.usage)
    guard let noise = number(part), noise >= 0, noise.isFinite, noise <= 1e6 else {
      throw Refusal(
        Phrase(
          "{found} is not a deviation: a number from 0 to 1000000.",
          ["found": Problems.code(part.text)]), at: part.range)
    }
    return noise
  }

  /// `seed 1`.
  mutating func seed() throws(Refusal) -> Int? {
    guard take("seed") else { return nil }
    let part = try arguments.required(for: DataCommand.usage)
    guard let seed = Int(part.text), (0...(1 << 53)).contains(seed) else {
      throw Refusal(
        Phrase("{found} is not a seed: a whole number.", ["found": Problems.code(part.text)]),
        at: part.range)
    }
    return seed
  }

  /// `0.8` or `80%`: the share of the rows that are for training.
  mutating func share() throws(Refusal) -> (Double, at: Range<Int>) {
    let part = try arguments.required(for: DataCommand.usage)
    let share =
      part.text.hasSuffix("%")
      ? Double(part.text.dropLast()).map { $0 / 100 } : number(part)
    guard let share, share > 0, share <= 1 else {
      throw Refusal(
        Phrase(
          "{found} is not a share of the rows: a number above 0 and at most 1, as in {example}.",
          [
            "found": Problems.code(part.text), "example": Text("data split 0.8", .command),
          ]), at: part.range)
    }
    return (share, part.range)
  }

  /// `target NAME`, `classes`, `numbers`, in any order.
  mutating func options() throws(Refusal) -> TableOptions {
    var options = TableOptions()
    while true {
      if take("target") {
        options.target = try arguments.required(for: DataCommand.usage).text
      } else if take("classes") {
        options.kind = .classes
      } else if take("numbers") {
        options.kind = .numbers
      } else {
        return options
      }
    }
  }

  /// `expecting ROWS COLUMNS TARGETS`: what `save` writes, so that the place of rows can be kept
  /// that are not there any more.
  mutating func expected() throws(Refusal) -> DataCommand.Expected? {
    guard take("expecting") else { return nil }
    var counts: [Int] = []
    for _ in 0..<3 {
      let part = try arguments.required(for: DataCommand.usage)
      guard let count = Int(part.text), (1...10_000_000).contains(count) else {
        throw Refusal(arguments.notTaken(part, by: DataCommand.usage), at: part.range)
      }
      counts.append(count)
    }
    var read: (rows: Int, fingerprint: Int)?
    if let rows = arguments.parts.first.flatMap({ Int($0.text) }),
      let fingerprint = arguments.parts.dropFirst().first.flatMap({ Int($0.text) })
    {
      _ = (arguments.next(), arguments.next())
      read = (rows, fingerprint)
    }
    guard counts[0] * max(counts[1], counts[2]) <= 10_000_000 else {
      throw arguments.incomplete(DataCommand.usage)
    }
    return (counts[0], counts[1], counts[2], read)
  }

  /// A number, or a formula that computes one now.
  private func number(_ part: Arguments.Part) -> Double? {
    var session = session
    guard let formula = try? Formula(parsing: part.text) else { return nil }
    return (try? session.value(of: formula, in: part.text))?.value.scalar
  }
}
