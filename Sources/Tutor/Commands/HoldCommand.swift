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
    return Answer(rolesInWords)
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

  /// - Parameter others: what a command takes beside names of values.
  func unknownName(_ name: String, at range: Range<Int>, orAmong others: [String] = []) -> Refusal {
    if Vocabulary.functions.contains(name) || Vocabulary.constants.contains(name) {
      return Refusal(
        Phrase(
          "{name} belongs to the language; {help} explains it.",
          ["name": Text(name, .name), "help": Text("help \(name)", .command)]),
        at: range, correction: "help \(name)")
    }
    return unknown(
      name, among: bench.definitions.names + others, in: currentPiece?.text ?? "", at: range,
      otherwise: Problems.sentence(.unknownName(name)))
  }

  /// `free: w0, w1 and w2    held: x0 and x1`.
  var rolesInWords: Document {
    let leaves = bench.definitions.names.filter { bench.role(of: $0) != nil }
    let free = leaves.filter { bench.role(of: $0) == .parameter }
    let held = leaves.filter { bench.role(of: $0) == .held }
    let examples = leaves.filter { bench.role(of: $0) == .data }
    let none = voice.say(Phrase("none"))
    var parts = [
      voice.say(Phrase("free: {names}", ["names": free.isEmpty ? none : voice.list(free)]))
    ]
    if !held.isEmpty {
      parts.append(voice.say(Phrase("held: {names}", ["names": voice.list(held)])))
    }
    if !examples.isEmpty {
      parts.append(voice.say(Phrase("examples: {names}", ["names": voice.list(examples)])))
    }
    let isShort = parts.reduce(-4) { $0 + $1.plain.count + 4 } <= 78
    return isShort ? lines(of: parts) : Document(parts.map { .paragraph($0) })
  }
}
