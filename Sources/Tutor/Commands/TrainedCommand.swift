import DocumentModel
import GradientCore

/// What `save` writes about training, so that a loaded bench goes on exactly:
///
///     trained EPOCH BATCH ROW SEED LOSS [GOAL]
///     trained NAME from MATRIX
///     trained NAME UPDATES first MATRIX second MATRIX
struct TrainedCommand: Command {
  static let usage = Usage(
    "trained", "EPOCH BATCH ROW SEED LOSS [GOAL [< NUMBER]] | NAME from MATRIX | NAME UPDATES …",
    group: .session, worksAlone: false, isHidden: true, definesBench: true,
    summary: Phrase("say where training stands, as save writes it"),
    example: ["w = 3; L = w^2", "trained w from 4", "trained 10 0 0 1 0"])

  private let parts: [Arguments.Part]
  private let end: Range<Int>

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard !arguments.isEmpty else { throw arguments.incomplete(Self.usage) }
    end = arguments.end
    parts = arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let words = parts.map(\.text)
    let isDone =
      Int(words[0]) != nil
      ? Self.place(words, in: &session.bench.training) : try leaf(words, in: &session)
    guard isDone else {
      throw Refusal(
        Phrase("This is not what {command} writes.", ["command": Text("save", .command)]),
        at: parts[0].range.lowerBound..<end.upperBound)
    }
    return Answer()
  }

  private static func place(_ words: [String], in training: inout TrainingState) -> Bool {
    let counts = words.prefix(3).compactMap { Int($0) }.filter { $0 >= 0 }
    guard words.count >= 5, counts.count == 3, let seed = UInt64(words[3]),
      let loss = Double(words[4])
    else { return false }
    training.run.epoch = counts[0]
    training.run.batch = counts[1]
    training.run.row = counts[2]
    training.run.shuffleSeed = seed
    training.run.lossSum = loss
    switch words.count {
    case 5: return true
    case 6, 8:
      guard let goal = Int(words[5]) else { return false }
      training.goal = goal
      guard words.count == 8 else { return true }
      guard let sign = TrainingState.Threshold.Sign(rawValue: words[6]),
        let value = Double(words[7])
      else { return false }
      training.until = .init(sign: sign, value: value)
      return true
    default: return false
    }
  }

  private func leaf(_ words: [String], in session: inout Session) throws(Refusal) -> Bool {
    guard let value = session.bench.definitions.value(ofLeaf: words[0]), words.count >= 3 else {
      return false
    }
    if words[1] == "from", words.count == 3 {
      guard let beginning = matrix(words[2]), beginning.shape == value.shape else { return false }
      session.bench.training.beginnings[words[0]] = beginning
      return true
    }
    guard let updates = Int(words[1]), updates >= 0, words.count % 2 == 0 else { return false }
    var leaf = OptimizerState.Leaf(updates: updates)
    for place in stride(from: 2, to: words.count, by: 2) {
      guard let entries = matrix(words[place + 1])?.elements, entries.count == value.shape.count
      else { return false }
      switch words[place] {
      case "first": leaf.first = entries
      case "second": leaf.second = entries
      default: return false
      }
    }
    session.bench.optimizerState[words[0]] = leaf
    return true
  }

  private func matrix(_ text: String) -> Matrix? {
    guard let formula = try? Formula(parsing: text), !formula.containsRandomDraw,
      formula.names.isEmpty
    else { return nil }
    return try? Definitions().compute(Definition(formula), ties: .split).value
  }
}

extension Bench {
  /// The lines that say how it was trained; none where it was not.
  func trainingScript() -> [String] {
    var lines: [String] = []
    if optimizer != .sgd {
      let numbers = zip(optimizer.rule.hyperparameters, optimizer.numbers)
        .filter { optimizer.rule.initial($0) != $1 }
        .map { " \($0.rawValue)=\(Numbers.exact.text($1))" }
      lines.append("optimizer \(optimizer.rule.rawValue)" + numbers.joined())
    }
    if schedule != .constant {
      lines.append("schedule " + schedule.words.joined(separator: " "))
    }
    let run = training.run
    if run != TrainingRun() || training.goal != nil {
      var line =
        "trained \(run.epoch) \(run.batch) \(run.row) \(run.shuffleSeed) "
        + Numbers.exact.text(run.lossSum)
      if let goal = training.goal {
        line += " \(goal)"
        if let until = training.until {
          line += " \(until.sign.rawValue) " + Numbers.exact.text(until.value)
        }
      }
      lines.append(line)
    }
    for name in definitions.names where definitions.value(ofLeaf: name) != nil {
      if let beginning = training.beginnings[name] {
        lines.append("trained \(name) from " + Numbers.exact.inline(beginning))
      }
      if let leaf = optimizerState[name] {
        let shape = Shape(1, definitions.value(ofLeaf: name)!.shape.count)
        let memory = [("first", leaf.first), ("second", leaf.second)].filter { !$0.1.isEmpty }
          .map { " \($0.0) " + Numbers.exact.inline(Matrix(shape, $0.1)) }
        lines.append("trained \(name) \(leaf.updates)" + memory.joined())
      }
    }
    return lines
  }
}
