import DocumentModel
import GradientCore

/// `hold NAME …`: inputs that no step moves.
struct HoldCommand: Command {
  static let usage = Usage(
    "hold", "NAME …", group: .bench, worksAlone: false,
    definesBench: true, completes: .inputs,
    summary: Phrase("keep inputs from being moved by step and run"),
    details: [Phrase("free NAME lets them move again.")],
    example: ["w = 2; x = 3; f = w * x", "hold x", "step"])

  private let names: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    names = [try arguments.required(for: Self.usage)] + arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.give(.held, to: names)
  }
}

extension Session {
  /// Gives leaves another role and tells what is free now.
  mutating func give(_ role: LeafRole, to parts: [Arguments.Part]) throws(Refusal) -> Answer {
    for part in parts {
      let name = part.text.hasSuffix(",") ? String(part.text.dropLast()) : part.text
      guard let value = bench.definitions.value(ofLeaf: name) else {
        throw notAnInput(name, at: part.range)
      }
      bench.definitions[name] = .leaf(value, role)
    }
    return Answer(Document(.line(rolesInWords)))
  }

  private func notAnInput(_ name: String, at range: Range<Int>) -> Refusal {
    if bench.definitions[name] != nil {
      return Refusal(
        Phrase(
          "{name} follows its definition; only inputs can be held or free.",
          ["name": Text(name, .name)]), at: range)
    }
    return unknownName(name, at: range)
  }

  func unknownName(_ name: String, at range: Range<Int>) -> Refusal {
    guard let nearest = nearest(to: name, among: bench.definitions.names) else {
      return Refusal(Problems.sentence(.unknownName(name)), at: range)
    }
    return Refusal(
      Phrase(
        "I don't know {name}. Did you mean {nearest}?",
        ["name": Text(name, .name), "nearest": Text(nearest, .name)]), at: range,
      correction: currentPiece?.text.replacing(range, with: nearest))
  }

  /// `free: w0, w1 and w2    held: x0 and x1`.
  var rolesInWords: Text {
    let leaves = bench.definitions.names.filter { bench.role(of: $0) != nil }
    let free = leaves.filter { bench.role(of: $0) == .parameter }
    let held = leaves.filter { bench.role(of: $0) == .held }
    let none = voice.say(Phrase("none"))
    var text = voice.say(Phrase("free: {names}", ["names": free.isEmpty ? none : voice.list(free)]))
    if !held.isEmpty {
      text += "    " + voice.say(Phrase("held: {names}", ["names": voice.list(held)]))
    }
    return text
  }
}
