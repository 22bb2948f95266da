/// How well the learner judges before something is shown.
struct Guesses: Equatable, Sendable {
  /// What was guessed: the surprise of a lesson, or of a move the sign, the larger of two, the value.
  enum Kind: String, CaseIterable, Sendable {
    case surprise, sign, larger, value

    var title: Phrase {
      switch self {
      case .surprise: Phrase("surprises")
      case .sign: Phrase("higher or lower")
      case .larger: Phrase("the larger of two")
      case .value: Phrase("values")
      }
    }
  }

  /// How many of a kind were made, and how many of them were right.
  struct Score: Equatable, Sendable {
    var kind: Kind
    var made: Int
    var right: Int
  }

  /// How many of each kind were made, and how many were right.
  private(set) var made: [Kind: Int] = [:]
  private(set) var right: [Kind: Int] = [:]
  /// Whether the last ones of each kind were right, the newest last.
  private(set) var recent: [Kind: [Bool]] = [:]

  private static let remembered = 4
  private static let enough = 3

  mutating func note(_ kind: Kind, isRight: Bool) {
    made[kind, default: 0] += 1
    if isRight { right[kind, default: 0] += 1 }
    recent[kind] = (recent[kind, default: []] + [isRight]).suffix(Self.remembered)
  }

  /// The kinds of which something was guessed, in the order in which they get harder.
  var summary: [Score] {
    Kind.allCases.compactMap { kind in
      made[kind].map { Score(kind: kind, made: $0, right: right[kind] ?? 0) }
    }
  }

  /// What is asked before a move: the next kind, once three of the last four were right.
  var level: Kind {
    if !masters(.sign) { return .sign }
    return masters(.larger) ? .value : .larger
  }

  private func masters(_ kind: Kind) -> Bool {
    (recent[kind] ?? []).count { $0 } >= Self.enough
  }
}

// MARK: - Progress

/// Kept in lines such as `guessed sign made 5 right 4 recent rrwr`.
extension Guesses {
  var lines: [String] {
    summary.map { score in
      let marks = (recent[score.kind] ?? []).map { $0 ? "r" : "w" }.joined()
      return "guessed \(score.kind.rawValue) made \(score.made) right \(score.right)"
        + (marks.isEmpty ? "" : " recent \(marks)")
    }
  }

  /// Takes what stands behind `guessed`; what is not known is passed over.
  mutating func take(_ words: ArraySlice<String>) {
    guard let kind = words.first.flatMap(Kind.init) else { return }
    let rest = Array(words.dropFirst())
    for (word, value) in zip(rest, rest.dropFirst()) {
      switch word {
      case "made": made[kind] = Int(value).flatMap { $0 > 0 ? $0 : nil }
      case "right": right[kind] = Int(value).flatMap { $0 > 0 ? $0 : nil }
      case "recent": recent[kind] = value.suffix(Self.remembered).map { $0 == "r" }
      default: continue
      }
    }
    right[kind] = right[kind].map { min($0, made[kind] ?? 0) }
    if made[kind] == nil { (right[kind], recent[kind]) = (nil, nil) }
  }

  /// What two tutors noted at the same time. Counts only grow, so the larger knows more.
  func merged(with other: Guesses) -> Guesses {
    var result = self
    result.made.merge(other.made) { max($0, $1) }
    result.right.merge(other.right) { max($0, $1) }
    for (kind, marks) in other.recent where other.made[kind] ?? 0 > made[kind] ?? 0 {
      result.recent[kind] = marks
    }
    return result
  }
}
