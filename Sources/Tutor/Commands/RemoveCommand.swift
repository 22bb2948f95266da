import DocumentModel
import GradientCore

/// `remove NAME …`: forgets what nothing uses.
struct RemoveCommand: Command {
  static let usage = Usage(
    "remove", "NAME …", group: .bench, worksAlone: false,
    completes: .names,
    summary: Phrase("remove a name that nothing uses"),
    example: ["x = 1; y = 2; f = x^2", "remove y"])

  private let names: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    names = [try arguments.required(for: Self.usage)] + arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    // Names that go together may use each other, in any order.
    let going = names.map(\.text)
    for part in names {
      let users = session.users(of: part.text).filter { !going.contains($0) }
      guard users.isEmpty else {
        throw Refusal(
          Phrase(
            "{name} is used by {users}. Remove or change that first.",
            ["name": Text(part.text, .name), "users": session.voice.list(users)]), at: part.range)
      }
    }
    for part in names {
      let name = part.text
      if session.bench.definitions[name] != nil {
        session.bench.definitions[name] = nil
        session.bench.forgetTraining(of: name)
        session.bench.recipes[name] = nil
      } else if session.bench.definitions.functions.removeValue(forKey: name) == nil {
        throw session.unknownName(
          name, at: part.range, orAmong: session.bench.definitions.functions.keys.sorted())
      }
    }
    session.bench.forgetDataWithoutLeaves()
    let present = session.bench
    session.bench.reconsiderObjective { (try? engine.value(of: $0, in: present))?.shape }
    let removed = session.voice.list(going)
    return Answer(
      Document(.paragraph(session.voice.say(Phrase("Removed {names}.", ["names": removed])))))
  }
}

extension Session {
  /// The definitions and functions that read `name` or apply it.
  fileprivate func users(of name: String) -> [String] {
    let uses = { (formula: Formula) in
      formula.nodes.contains {
        switch $0.kind {
        case .name(let used), .apply(let used, _): used == name
        default: false
        }
      }
    }
    let definitions = bench.definitions.names.filter {
      bench.definitions.definition(of: $0).map { uses($0.formula) } ?? false
    }
    let functions = bench.definitions.functions.filter { own, function in
      own != name && !function.parameters.contains(name) && uses(function.body.formula)
    }
    return definitions + functions.keys.sorted()
  }
}
