import DocumentModel
import GradientCore

// What is typed without `answer` may be meant as one.
extension Session {
  /// The line that hands in what was typed alone, where it could be an answer to the open exercise.
  func handingIn(_ text: String) -> String? {
    guard takesOffers, let (open, placed) = openExercise, !open.isSolved else { return nil }
    switch placed.exercise.kind {
    case .goal: return nil
    case .choices, .order:
      let all = placed.exercise.shownKeys(draw: open.draw)
      return shownKeys(text, among: all) == nil ? nil : "answer \(text)"
    case .value, .formula:
      let line = "answer \(text)"
      let part = (text: text, offset: line.utf8.count - text.utf8.count)
      return (try? read(part, in: line, for: placed)) == nil ? nil : line
    }
  }

  /// Answers what nobody could compute with the offer to hand it in.
  mutating func offerToHandIn(_ text: String) -> Answer? {
    if takesOffers, let (open, placed) = openExercise, open.isSolved,
      shownKeys(text, among: placed.exercise.shownKeys(draw: open.draw)) != nil
    {
      let line = voice.say(Phrase("This one is solved already."))
      return Answer(Document([.line(line)] + exerciseEnd(placed)))
    }
    guard let line = handingIn(text) else { return nil }
    return Answer(Document(offeringToHandIn(line)))
  }

  /// Nothing was judged yet: Enter does it.
  mutating func offeringToHandIn(_ line: String) -> Block {
    offer = line
    let phrase = Phrase("{answer} hands it in", ["answer": Text(line, .command)])
    return .line(voice.say(phrase) + Text(" (Enter)", .hint))
  }
}
