import DocumentModel
import GradientCore

/// `optimizer [NAME] [NUMBER | NUMBER=VALUE …]`: what is done with a gradient.
struct OptimizerCommand: Command {
  static let usage = Usage(
    "optimizer", "[NAME] [NUMBER=VALUE …]", group: .networks,
    definesBench: true,
    completes: .words(Optimizer.Rule.allCases.map { ($0.rawValue, $0.title) }),
    summary: Phrase("say what is done with the gradient, and show its formula and memory"),
    details: [
      Phrase(
        "It serves step, run and train alike. The learning rate is the setting step; schedule changes it from epoch to epoch."
      ),
      Phrase(
        "The forms and first numbers are those of PyTorch's documentation. Another optimizer begins with an empty memory."
      ),
    ],
    example: ["w = 4; L = w^2; minimize L", "optimizer momentum 0.9", "step 2; optimizer"])

  private let optimizer: Optimizer?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let name = arguments.next() else {
      optimizer = nil
      return
    }
    guard let rule = Optimizer.Rule(rawValue: session.words[name.text] ?? name.text) else {
      let known = Optimizer.Rule.allCases.map(\.rawValue)
      throw session.unknown(
        name, among: session.spellings(of: known), in: arguments.command,
        otherwise: Phrase(
          "{name} is not an optimizer. There are {known}.",
          ["name": Problems.code(name.text), "known": session.voice.list(known, .command)]))
    }
    var optimizer = Optimizer(rule)
    while let part = arguments.next() {
      let (number, value) = try Self.assignment(part, of: rule, &arguments)
      optimizer[number] = try Self.value(value, of: number)
    }
    self.optimizer = optimizer
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let optimizer { session.bench.set(optimizer) }
    return Answer(session.documentOfOptimizer)
  }

  // MARK: - Numbers

  /// `beta1=0.9`, `beta1 = 0.9`, or the number alone where the rule has only one.
  private static func assignment(
    _ part: Arguments.Part, of rule: Optimizer.Rule, _ arguments: inout Arguments
  ) throws(Refusal) -> (Hyperparameter, Arguments.Part) {
    let halves = part.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(halves[0])
    if halves.count == 1, Double(name) != nil {
      if rule.hyperparameters == [.mu] { return (.mu, part) }
      throw rateRefusal(part, rule)
    }
    guard let number = Hyperparameter(rawValue: name), rule.hyperparameters.contains(number) else {
      throw Refusal(
        rule.hyperparameters.isEmpty
          ? Phrase("{rule} has no numbers of its own.", ["rule": Text(rule.rawValue, .command)])
          : Phrase(
            "{rule} has no number {name}. It has {known}.",
            [
              "rule": Text(rule.rawValue, .command), "name": Text(name, .code),
              "known": Text(rule.hyperparameters.map(\.rawValue).joined(separator: ", "), .name),
            ]), at: part.range)
    }
    if halves.count == 2, !halves[1].isEmpty {
      let start = part.range.lowerBound + name.utf8.count + 1
      return (number, .init(text: String(halves[1]), range: start..<part.range.upperBound))
    }
    if halves.count == 1 { _ = arguments.take("=") }
    return (number, try arguments.required(for: usage))
  }

  /// A number alone is most often meant to be the learning rate.
  private static func rateRefusal(_ part: Arguments.Part, _ rule: Optimizer.Rule) -> Refusal {
    let places = [
      "step": Text("step = \(part.text)", .command), "rule": Text(rule.rawValue, .command),
      "example": Text(
        "optimizer \(rule.rawValue) "
          + rule.hyperparameters.prefix(1).map {
            "\($0.rawValue)=\(Numbers(digits: 6).text(rule.initial($0)))"
          }.joined(), .command),
    ]
    return Refusal(
      rule.hyperparameters.isEmpty
        ? Phrase(
          "{rule} has no numbers of its own. The learning rate is a setting: {step}.", places)
        : Phrase(
          "The learning rate is a setting: {step}. The numbers of {rule} have names, as in {example}.",
          places), at: part.range)
  }

  private static func value(
    _ part: Arguments.Part, of number: Hyperparameter
  ) throws(Refusal) -> Double {
    if let value = Double(part.text), number.accepts(value) { return value }
    let name = ["number": Text(number.rawValue, .name)]
    switch number {
    case .mu, .alpha, .beta1, .beta2:
      throw Refusal(Phrase("{number} is a number from 0 up to 1, without 1.", name), at: part.range)
    case .epsilon, .decay:
      throw Refusal(Phrase("{number} is a number, 0 or larger.", name), at: part.range)
    }
  }
}
