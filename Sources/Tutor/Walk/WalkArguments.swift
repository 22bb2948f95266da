import GradientCore

/// What may stand after `forward` and `backward`: how far, and for `backward` where to.
struct WalkArguments {
  var distance = WalkDistance.gates(1)
  var place: Arguments.Part?

  init(_ arguments: inout Arguments, takesPlace: Bool, for usage: Usage, in session: Session)
    throws(Refusal)
  {
    while let part = arguments.next() {
      if (session.words[part.text] ?? part.text) == "all",
        session.bench.definitions[part.text] == nil
      {
        distance = .all
      } else if let count = Int(part.text), count != 0 {
        distance = .gates(count)
      } else if takesPlace, place == nil, Double(part.text) == nil {
        place = part
      } else {
        throw Refusal(
          Phrase(
            "{found} is not a number of gates. Type {example}, {back} to go back, or {all}.",
            [
              "found": .init(part.text, .code), "example": .init("\(usage.word) 3", .command),
              "back": .init("\(usage.word) -1", .command),
              "all": .init("\(usage.word) all", .command),
            ]), at: part.range)
      }
    }
  }
}
