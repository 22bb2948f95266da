import DocumentModel
import GradientCore

/// An optimizer in words, with its formula, its numbers and what it remembers.
extension Session {
  var documentOfOptimizer: Document {
    let rule = bench.optimizer.rule
    var head =
      Text(rule.rawValue, .strong) + "    " + Text("step", .name) + " = "
      + voice.value(bench.settings.step)
    for number in rule.hyperparameters {
      head += "    " + Text(number.rawValue, .name) + " = " + voice.value(bench.optimizer[number])
    }
    var document = Document(.line(head))
    let formula = formulas(of: rule).map { Block.line(Text($0, .code)) }
    document += Document(.indented(formula)) + remark(Self.letters(of: rule, bench.direction))
    if bench.schedule != .constant {
      document += remark(
        Phrase(
          "The rate is step times the factor of the schedule, now {factor}.",
          ["factor": voice.value(bench.schedule.factor(at: bench.training.run.epoch))]))
    }
    if bench.settings.clip > 0 {
      document += remark(
        Phrase(
          "A gradient longer than clip = {clip} is shortened to this length first.",
          ["clip": voice.value(bench.settings.clip)]))
    }
    if bench.strategy.isSearch {
      document += remark(
        Phrase(
          "{strategy} has no slopes, so the optimizer waits until the strategy is another one.",
          ["strategy": voice.say(bench.strategy.title)]))
    }
    return document + memory
  }

  private func remark(_ phrase: Phrase) -> Document {
    Document(.paragraph(voice.say(phrase).with(.hint)))
  }

  /// With the numbers that it has now, as they could be typed.
  private func formulas(of rule: Optimizer.Rule) -> [String] {
    let number = { (number: Hyperparameter) in voice.numbers.text(bench.optimizer[number]) }
    // PyTorch's documentation writes γ for step, θ for w, μ for mu and τ for what momentum is not.
    switch rule {
    case .sgd: return ["w = w - step * g"]
    case .momentum: return ["m = \(number(.mu)) * m + g", "w = w - step * m"]
    case .nesterov:
      return ["m = \(number(.mu)) * m + g", "w = w - step * (g + \(number(.mu)) * m)"]
    case .adagrad:
      return ["v = v + g^2", "w = w - step * g / (sqrt(v) + \(number(.epsilon)))"]
    case .rmsprop:
      return [
        "v = \(number(.alpha)) * v + (1 - \(number(.alpha))) * g^2",
        "w = w - step * g / (sqrt(v) + \(number(.epsilon)))",
      ]
    case .adam, .adamw:
      let (one, two) = (number(.beta1), number(.beta2))
      let decay = ["w = w - step * \(number(.decay)) * w"]
      return [
        "m = \(one) * m + (1 - \(one)) * g",
        "v = \(two) * v + (1 - \(two)) * g^2",
      ] + (rule == .adamw ? decay : []) + [
        "w = w - step * (m / (1 - \(one)^t)) / (sqrt(v / (1 - \(two)^t)) + \(number(.epsilon)))"
      ]
    }
  }

  private static func letters(of rule: Optimizer.Rule, _ direction: Direction) -> Phrase {
    let isDown = direction == .minimize
    switch rule {
    case .sgd:
      return isDown
        ? Phrase("g is the slope of w.")
        : Phrase("g is the slope of w with its sign turned, because this goes uphill.")
    case .adam, .adamw:
      return isDown
        ? Phrase("g is the slope of w; m and v begin at 0, and t counts the updates from 1.")
        : Phrase(
          "g is the slope of w with its sign turned, because this goes uphill; m and v begin at 0, and t counts the updates from 1."
        )
    case .momentum, .nesterov:
      return isDown
        ? Phrase("g is the slope of w; m begins at 0.")
        : Phrase(
          "g is the slope of w with its sign turned, because this goes uphill; m begins at 0.")
    case .adagrad, .rmsprop:
      return isDown
        ? Phrase("g is the slope of w; v begins at 0.")
        : Phrase(
          "g is the slope of w with its sign turned, because this goes uphill; v begins at 0.")
    }
  }

  /// A row for each leaf that was moved.
  private var memory: Document {
    let (rule, state) = (bench.optimizer.rule, bench.optimizerState)
    let names = bench.definitions.names.filter { state[$0] != nil }
    guard rule.keepsFirst || rule.keepsSecond else { return Document() }
    guard !names.isEmpty else { return remark(Phrase("It remembers nothing yet.")) }
    var columns = [Table.Column(""), Table.Column("t", .trailing)]
    if rule.keepsFirst { columns.append(Table.Column("m")) }
    if rule.keepsSecond { columns.append(Table.Column("v")) }
    let rows = names.prefix(12).map { name -> [Text] in
      let leaf = state[name]!
      let shape = bench.definitions.value(ofLeaf: name)?.shape ?? Shape(1, leaf.first.count)
      let cells = [leaf.first, leaf.second].filter { !$0.isEmpty }.map { entries in
        entries.count == shape.count
          ? Text(voice.numbers.brief(Matrix(shape, entries), width: 28), .value) : ""
      }
      return [Text(name, .name), Problems.number(leaf.updates)] + cells
    }
    return Document(.table(Table(columns: columns, rows: rows)))
  }
}

extension Optimizer.Rule {
  var title: Phrase {
    switch self {
    case .sgd: Phrase("step times slope, and nothing else")
    case .momentum: Phrase("former gradients go on pushing")
    case .nesterov: Phrase("momentum that looks ahead")
    case .adagrad: Phrase("each number by the sum of its squared slopes")
    case .rmsprop: Phrase("each number by the mean of its squared slopes")
    case .adam: Phrase("momentum and mean of squares, both corrected")
    case .adamw: Phrase("adam, and every number shrinks a little")
    }
  }
}
