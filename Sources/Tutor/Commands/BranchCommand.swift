import DocumentModel
import GradientCore

/// `branch`, `branch NAME`, `branch keep NAME`, `branch drop NAME …`: benches under names.
struct BranchCommand: Command {
  static let usage = Usage(
    "branch", "[NAME] [keep NAME] [drop NAME …]", group: .bench, worksAlone: false,
    completes: .branches([
      ("keep", Phrase("put the bench as it is in the place of what the branch kept")),
      ("drop", Phrase("forget a branch")),
    ]),
    summary: Phrase("keep the bench under a name, or go back to one that was kept"),
    details: [
      Phrase(
        "A new name keeps the bench as it is: definitions, values, settings, seed and counters. A name that is there brings back what it kept; undo takes that back."
      ),
      Phrase(
        "Alone it lists all branches. They are kept with your progress, and undo and reset leave them alone. {compare} puts two beside each other.",
        ["compare": Text("compare A B", .command)]),
    ],
    example: [
      "x = 1; y = -3; f = x * y; branch start", "run", "branch far", "compare start far",
      "branch start",
    ])

  private enum Action {
    case list
    case enter(Arguments.Part)
    case keep(Arguments.Part)
    case drop([Arguments.Part])
  }

  private let action: Action

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let part = arguments.next() else {
      action = .list
      return
    }
    switch session.words[part.text] ?? part.text {
    case "keep": action = .keep(try arguments.required(for: Self.usage))
    case "drop":
      action = .drop([try arguments.required(for: Self.usage)] + arguments.rest())
    default: action = .enter(part)
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    switch action {
    case .list: return Answer(session.branchList(using: engine))
    case .enter(let part):
      guard let kept = session.branches[part.text] else {
        return try session.keepBranch(part, as: Phrase("{name} keeps this bench", named(part)))
      }
      guard kept != session.bench else {
        return Answer(
          session.voice.say(Phrase("The bench is as {name} keeps it.", named(part))))
      }
      let before = session.bench
      session.bench = kept
      return session.arrival(from: before, Phrase("back at {name}", named(part)), using: engine)
    case .keep(let part):
      let isNew = session.branches[part.text] == nil
      return try session.keepBranch(
        part,
        as: isNew
          ? Phrase("{name} keeps this bench", named(part))
          : Phrase("{name} keeps this bench now", named(part)))
    case .drop(let parts):
      for part in parts where session.branches[part.text] == nil {
        throw session.unknownBranch(part)
      }
      for part in parts { session.branches[part.text] = nil }
      let names = ["names": session.voice.list(parts.map(\.text))]
      return Answer(
        session.voice.say(
          parts.count == 1
            ? Phrase("Forgot the branch {names}.", names)
            : Phrase("Forgot the branches {names}.", names)))
    }
  }

  private func named(_ part: Arguments.Part) -> [String: Text] { ["name": Text(part.text, .name)] }
}

extension Session {
  fileprivate mutating func keepBranch(
    _ part: Arguments.Part, as what: Phrase
  ) throws(Refusal) -> Answer {
    let name = part.text
    guard name.first?.isLetter == true,
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }),
      !Self.wordsOfBranches.contains(words[name] ?? name)
    else {
      throw Refusal(
        Phrase(
          "{name} cannot be the name of a branch: letters, digits, _ and -, as in {example}.",
          ["name": Text(name, .code), "example": Text("branch try1", .command)]), at: part.range)
    }
    guard branches[name] != nil || branches.names.count < Branches.maximumCount else {
      throw Refusal(
        Phrase(
          "There are {count} branches already; {command} forgets one.",
          [
            "count": Problems.number(Branches.maximumCount),
            "command": Text("branch drop NAME", .command),
          ]), at: part.range)
    }
    branches[name] = bench
    let kept = lines(of: [voice.say(what), branchInShort(name)].filter { !$0.isEmpty })
    guard !branches.lastingNames.contains(name) else { return Answer(kept) }
    return Answer(
      kept
        + note(
          Phrase(
            "It lasts until you leave: more than {count} numbers are not kept from day to day.",
            ["count": Problems.number(Branches.mostLastingNumbers)])))
  }

  /// `now` is the bench itself, for `compare`.
  private static let wordsOfBranches = ["keep", "drop", "now"]

  func unknownBranch(_ part: Arguments.Part) -> Refusal {
    let phrase =
      branches.isEmpty
      ? Phrase(
        "There are no branches yet. {example} keeps the bench under that name.",
        ["example": Text("branch NAME", .command)])
      : Phrase(
        "There is no branch {name}. There are {names}.",
        ["name": Text(part.text, .name), "names": voice.list(branches.names)])
    return unknown(part, among: branches.names, in: currentPiece?.text ?? "", otherwise: phrase)
  }

  /// A few inputs of what is kept, for a line.
  func branchInShort(_ name: String) -> Text {
    guard let bench = branches[name] else { return "" }
    let leaves = bench.definitions.names.compactMap { name in
      bench.definitions.value(ofLeaf: name).map { voice.equation(name, $0, width: 20) }
    }
    let more = leaves.count > 3 ? [Text("…", .hint)] : []
    return (leaves.prefix(3) + more).joined(separator: "  ")
  }

  fileprivate func branchList(using engine: Engine) -> Document {
    guard !branches.isEmpty else {
      return Document(
        .line(
          voice.say(
            Phrase(
              "There are no branches yet. {example} keeps the bench under that name.",
              ["example": Text("branch NAME", .command)]))))
    }
    let columns = [
      Table.Column(voice.say(Phrase("branch"))), Table.Column(voice.say(Phrase("output"))),
      Table.Column(voice.say(Phrase("steps")), .trailing),
      Table.Column(voice.say(Phrase("evaluations")), .trailing), Table.Column(""),
    ]
    let rows = branches.names.compactMap { name -> [Text]? in
      guard let kept = branches[name] else { return nil }
      let output = kept.objective.flatMap { objective in
        (try? engine.value(of: objective, in: kept)).map {
          voice.equation(objective, $0, width: 30)
        }
      }
      return [
        Text(name, .name), output ?? "", Problems.number(kept.steps),
        Problems.number(kept.evaluations),
        kept == bench ? voice.say(Phrase("the bench now")).with(.hint) : "",
      ]
    }
    return Document(.table(Table(columns: columns, rows: rows)))
  }
}
