import DocumentModel

/// What can stand behind `data`.
extension Session {
  func dataArguments(after given: [String]) -> [CompletionCandidate] {
    guard let first = given.first.map({ words[$0] ?? $0 }) else {
      return Generator.allCases.map { CompletionCandidate($0.rawValue, voice.say($0.meaning)) }
        + shippedData.map { CompletionCandidate($0.name, $0.meaning) }
        + DataCommand.actions.flatMap { inOwnLanguage($0.word, voice.say($0.meaning)) }
    }
    let seed = ("seed", Phrase("where the random numbers start"))
    let more: [(String, Phrase)] =
      if Generator(rawValue: first) != nil {
        [("noise", Phrase("deviation of what is added at random")), seed]
      } else {
        switch first {
        case "split" where given.count > 1: [seed]
        case "standardize" where given.count == 1: [("off", Phrase("as they were read"))]
        case "split", "standardize", "add", "drop": []
        default:
          [
            ("target", Phrase("the column to be predicted")),
            ("classes", Phrase("its numbers are classes")),
            ("numbers", Phrase("its numbers are numbers")),
          ]
        }
      }
    return more.filter { word, _ in !given.contains { (words[$0] ?? $0) == word } }
      .flatMap { inOwnLanguage($0.0, voice.say($0.1)) }
  }
}
