import GradientCore

extension AnswerJudge {
  /// What the mistakes that the core knows would give here; several may give one number.
  var catalogueMistakes: [(name: String, value: Matrix)] { [] }
}

extension Exercise {
  /// Whether the catalogue has a text for a mistake of this name.
  static func catalogueExplains(_ name: String) -> Bool { false }
}

extension Session {
  /// What the catalogue says of a mistake: it ends in a question.
  func catalogueExplanation(of name: String) -> Phrase? { nil }
}
