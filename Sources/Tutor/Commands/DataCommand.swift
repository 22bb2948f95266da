import DocumentModel
import GradientCore

/// `data`, `data NAME`, `data FILE`, `data split`, `data standardize`, `data add`, `data drop`.
struct DataCommand: Command {
  static let usage = Usage(
    "data", "[NAME | FILE | add … | own | split SHARE | standardize | drop]", group: .networks,
    worksAlone: false, definesBench: true, completes: .data,
    summary: Phrase("put examples into X and Y"),
    details: [
      Phrase(
        "{generators} are computed: {example} makes 200 rows. {shipped} are always there. Anything else is a file of rows with commas, semicolons or tabs between cells; a name without a point stands in quotes.",
        [
          "generators": Text(Generator.allCases.map(\.rawValue).joined(separator: " "), .command),
          "example": Text("data moons 200 noise 0.1 seed 1", .command),
          "shipped": Text("iris digits regression", .command),
        ]),
      Phrase(
        "The target is the only column of words, or the last column; {target} takes another one. Whole numbers of few kinds are classes; {numbers} takes them as numbers.",
        [
          "target": Text("data FILE target NAME", .command),
          "numbers": Text("data FILE numbers", .command),
        ]),
      Phrase(
        "X holds a row for each example. Y holds a column of numbers, of 0 and 1 for two classes, or a column for each of more classes. Both are examples: no step moves them."
      ),
      Phrase(
        "{split} keeps a part of the rows for validation, {standardize} gives every column the mean 0 and the deviation 1, {add} adds a row with its target last, {drop} forgets the data. Alone, {data} tells what is there.",
        [
          "split": Text("data split 0.8 seed 1", .command),
          "standardize": Text("data standardize", .command),
          "add": Text("data add 1.5 -2 1", .command), "drop": Text("data drop", .command),
          "data": Text("data", .command),
        ]),
      Phrase(
        "On an empty bench {add} begins data of your own; {own} makes data of an X and a Y that you typed. Standardizing takes means and deviations once: rows that come later, and another split, do not change them.",
        [
          "add": Text("data add 1.5 -2 1", .command), "own": Text("data own", .command),
        ]),
    ],
    example: [
      "data moons", "data split 0.8", "data standardize", "data add 1.5 -2 1", "data",
    ])

  static let actions: [(word: String, meaning: Phrase)] = [
    ("add", Phrase("add a row of your own, its target last")),
    ("own", Phrase("make data of the X and Y that you typed")),
    ("split", Phrase("keep a part of the rows for validation")),
    ("standardize", Phrase("give every column the mean 0 and the deviation 1")),
    ("drop", Phrase("forget the data")),
  ]

  /// All words that it takes.
  static let words =
    actions.map(\.word) + ["noise", "seed", "target", "classes", "numbers", "off"]

  private enum Action {
    case tell
    case generate(Generator, count: Int, noise: Double, seed: Int?)
    case shipped(String, at: Range<Int>, TableOptions)
    case read(TableRequest, at: Range<Int>, Expected?)
    case add([Arguments.Part])
    case split(Double, seed: Int?, at: Range<Int>)
    case standardize(Bool, by: [Arguments.Part])
    case own
    case drop
  }

  /// What a saved bench knows of a file: rows and columns of X, columns of Y, and of later ones how
  /// many rows were read, and what they were.
  typealias Expected = (
    rows: Int, columns: Int, targets: Int, read: (rows: Int, fingerprint: Int)?
  )

  private let action: Action

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let part = arguments.next() else {
      action = .tell
      return
    }
    var reader = DataArguments(arguments, in: session)
    defer { arguments = reader.arguments }
    let word = part.isQuoted ? "" : session.words[part.text] ?? part.text
    switch word {
    case "add": action = .add([try reader.arguments.required(for: Self.usage)] + reader.rest())
    case "split":
      let (share, range) = try reader.share()
      action = .split(share, seed: try reader.seed(), at: range)
    case "standardize", "standardise":
      let isOn = !reader.take("off")
      action = .standardize(isOn, by: isOn && reader.take("by") ? reader.rest() : [])
    case "own": action = .own
    case "drop": action = .drop
    default:
      if let generator = Generator(rawValue: word) {
        let count = try reader.count(orElse: generator.usualCount)
        let noise = try reader.noise(orElse: generator.usualNoise(count: count))
        action = .generate(generator, count: count, noise: noise, seed: try reader.seed())
      } else if session.curriculum.dataFile(named: part.text) != nil, !part.isQuoted {
        action = .shipped(part.text, at: part.range, try reader.options())
      } else if part.isQuoted || part.text.contains(".") || part.text.contains("/") {
        let request = TableRequest(path: part.text, options: try reader.options())
        action = .read(request, at: part.range, try reader.expected())
      } else {
        throw session.unknownData(part)
      }
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    switch action {
    case .tell:
      guard let data = session.bench.data else { return Answer(session.dataThereAre) }
      return Answer(session.summary(of: data))
    case .generate(let generator, let count, let noise, let seed):
      let seed = seed ?? Int(session.bench.settings.seed)
      return try session.put(
        .generate(generator, count: count, noise: noise, seed: seed), using: engine)
    case .shipped(let name, let range, let options):
      return try session.putShipped(name, options, at: range, using: engine)
    case .read(let request, let range, let expected):
      return try session.read(request, expecting: expected, at: range, using: engine)
    case .add(let parts): return try session.addToData(parts, using: engine)
    case .split(let share, let seed, let range):
      return try session.splitData(share: share, seed: seed, at: range, using: engine)
    case .standardize(let isOn, let numbers):
      return try session.standardizeData(isOn, by: numbers, using: engine)
    case .own: return try session.makeDataOfTyped(using: engine)
    case .drop: return try session.dropData(using: engine)
    }
  }
}
