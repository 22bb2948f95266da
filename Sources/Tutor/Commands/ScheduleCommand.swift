import DocumentModel
import GradientCore

/// `schedule [FORM NUMBERS] [warmup EPOCHS]`: how the learning rate changes from epoch to epoch.
struct ScheduleCommand: Command {
  static let usage = Usage(
    "schedule", "[constant|step N F|exponential F|cosine N] [warmup N]", group: .networks,
    definesBench: true,
    completes: .words([
      ("constant", Phrase("the rate stays")),
      ("step", Phrase("times a factor after every so many epochs: step 10 0.5")),
      ("exponential", Phrase("times a factor after every epoch: exponential 0.95")),
      ("cosine", Phrase("half a wave down to 0 in so many epochs: cosine 100")),
      ("warmup", Phrase("first it rises evenly in so many epochs: warmup 5")),
    ]),
    summary: Phrase("say how the learning rate changes from epoch to epoch"),
    details: [
      Phrase(
        "The rate is the setting step times a factor. Each move of step and run counts as an epoch."
      )
    ],
    example: ["step = 0.1", "schedule step 10 0.5", "schedule cosine 100 warmup 5"])

  private let schedule: RateSchedule?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let form = arguments.next() else {
      schedule = nil
      return
    }
    var schedule = RateSchedule.constant
    let word = { (part: Arguments.Part) in session.words[part.text] ?? part.text }
    switch word(form) {
    case "constant": break
    case "step":
      let every = try Self.epochs(&arguments)
      schedule.form = .step(every: every, factor: try Self.factor(&arguments))
    case "exponential": schedule.form = .exponential(factor: try Self.factor(&arguments))
    case "cosine": schedule.form = .cosine(epochs: try Self.epochs(&arguments))
    case "warmup": schedule.warmUp = try Self.epochs(&arguments)
    default:
      let known = ["constant", "step", "exponential", "cosine", "warmup"]
      throw session.unknown(
        form, among: session.spellings(of: known), in: arguments.command,
        otherwise: Phrase(
          "{name} is not a schedule. There are {known}.",
          ["name": Problems.code(form.text), "known": session.voice.list(known, .command)]))
    }
    if schedule.warmUp == 0, let next = arguments.parts.first, word(next) == "warmup" {
      _ = arguments.next()
      schedule.warmUp = try Self.epochs(&arguments)
    }
    self.schedule = schedule
  }

  private static func epochs(_ arguments: inout Arguments) throws(Refusal) -> Int {
    let part = try arguments.required(for: usage)
    guard let count = Int(part.text), (1...1_000_000_000).contains(count) else {
      throw Refusal(
        Phrase(
          "{found} is no number of epochs. It is a whole number from 1 to 1000000000.",
          ["found": Text(part.text, .code)]), at: part.range)
    }
    return count
  }

  private static func factor(_ arguments: inout Arguments) throws(Refusal) -> Double {
    let part = try arguments.required(for: usage)
    guard let factor = Double(part.text), factor > 0, factor.isFinite else {
      throw Refusal(
        Phrase(
          "{found} is no factor. It is a number above 0, as in {example}.",
          ["found": Text(part.text, .code), "example": Text("schedule exponential 0.95", .command)]),
        at: part.range)
    }
    return factor
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let schedule { session.bench.schedule = schedule }
    return Answer(session.scheduleInWords)
  }
}

extension Session {
  /// `cosine 100 warmup 5    rate 0.02 in epoch 1`; `cosseno 100 aquecimento 5    …`.
  var scheduleInWords: Text {
    let epoch = bench.training.run.epoch
    return Text(voice.words(for: bench.schedule), .strong) + "    "
      + voice.say(
        Phrase(
          "rate {rate} in epoch {epoch}",
          [
            "rate": voice.value(bench.settings.step * bench.schedule.factor(at: epoch)),
            "epoch": Problems.number(epoch + 1),
          ]))
  }
}

extension Voice {
  /// What is typed for a schedule, in the learner's words.
  func words(for schedule: RateSchedule) -> String {
    schedule.words.map(word).joined(separator: " ")
  }
}

extension RateSchedule {
  /// What is typed for it, in English.
  var words: [String] {
    let form: [String] =
      switch form {
      case .constant: warmUp > 0 ? [] : ["constant"]
      case .step(let every, let factor): ["step", "\(every)", Numbers.exact.text(factor)]
      case .exponential(let factor): ["exponential", Numbers.exact.text(factor)]
      case .cosine(let epochs): ["cosine", "\(epochs)"]
      }
    return form + (warmUp > 0 ? ["warmup", "\(warmUp)"] : [])
  }
}
