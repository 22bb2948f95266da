import DocumentModel
import GradientCore

/// `strategy [NAME]`: where the next move comes from.
struct StrategyCommand: Command {
  static let usage = Usage(
    "strategy", "[random|local|numerical|analytic]", group: .bench,
    definesBench: true, completes: .strategies,
    summary: Phrase("say where the next move comes from"),
    details: [
      Phrase(
        "random draws points between -range and range; local draws changes of at most radius; numerical measures slopes with h; analytic computes them by a backward pass."
      )
    ],
    example: ["x = 1; y = -3; f = x * y", "strategy numerical", "step"])

  private let strategy: StrategyName?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let name = arguments.next() else {
      strategy = nil
      return
    }
    strategy = StrategyName(rawValue: session.words[name.text] ?? name.text)
    guard strategy == nil else { return }
    let known = StrategyName.allCases.map(\.rawValue)
    throw session.unknown(
      name, among: session.spellings(of: known), in: arguments.command,
      otherwise: Phrase(
        "{name} is not a strategy. There are {known}.",
        ["name": Problems.code(name.text), "known": session.voice.list(known, .command)]))
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let strategy { session.bench.strategy = strategy }
    return Answer(session.strategyInWords)
  }
}

extension Session {
  /// `numerical gradient    step = 0.01    h = 0.01`: the strategy and the settings that it reads.
  var strategyInWords: Text {
    let settings: [Setting] =
      switch bench.strategy {
      case .random: [.range, .tries]
      case .local: [.radius, .tries]
      case .numerical: [.step, .h]
      case .analytic: [.step]
      }
    return settings.reduce(voice.say(bench.strategy.title)) { text, setting in
      text + "    " + Text(setting.rawValue, .name) + " = " + voice.value(bench.settings[setting])
    }
  }
}
