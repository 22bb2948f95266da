import DocumentModel
import GradientCore

extension Session {
  /// One line about the work that goes on, while it does: `run: 120000 of 1000000000   f = 3.2
  /// Ctrl-C stops`. A single move with many tries counts these.
  public func workStatus(using engine: Engine) -> Text? {
    if let measuring { return status(of: measuring) }
    if let exploration { return status(of: exploration) }
    if let trainingWork { return status(of: trainingWork, using: engine) }
    guard let work else { return nil }
    let tries = work.total == 1 ? work.unfinished : nil
    var items = [
      voice.say(
        Phrase(
          "{command}: {done} of {total}",
          [
            "command": Text(work.kind == .run ? "run" : "step", .command),
            "done": Problems.number(tries?.evaluations ?? work.done),
            "total": Problems.number(tries == nil ? work.total : bench.settings.tries),
          ]))
    ]
    if let objective = bench.objective,
      let value = tries?.stopped.after ?? (try? engine.value(of: objective, in: bench))?.scalar
    {
      items.append(Text(objective, .name) + " = " + voice.value(value))
    }
    return (items + [wayOut]).joined(separator: "   ")
  }

  /// How many tenths of the work that goes on are done.
  public var workTenths: Int? {
    if let measuring {
      let (done, count) = measuring.progress
      return done * 10 / max(count, 1)
    }
    if let exploration { return exploration.done * 10 / max(exploration.total, 1) }
    if let trainingWork {
      return Int(fraction(of: trainingWork) * 10)
    }
    guard let work else { return nil }
    if work.total == 1, let tries = work.unfinished?.evaluations {
      return Int(min(Double(tries) / Double(bench.settings.tries) * 10, 10))
    }
    return Int(Double(work.done) / Double(max(work.total, 1)) * 10)
  }

  /// The same for whoever listens: `run: 10 percent`.
  public func workStatus(tenths: Int) -> Text {
    let command =
      measuring?.command ?? exploration?.command ?? trainingWork.map { _ in "train" }
      ?? (work?.kind == .run ? "run" : "step")
    return voice.say(
      Phrase(
        "{command}: {number} percent",
        ["command": Text(command, .command), "number": Problems.number(tenths * 10)]))
  }

  private func status(of measuring: Measuring) -> Text {
    let places = [
      "command": Text(measuring.command, .command),
      "done": Problems.number(measuring.progress.done),
      "total": Problems.number(measuring.progress.count),
    ]
    return voice.say(Phrase("{command}: {done} of {total}", places)) + "   " + wayOut
  }

  private func status(of training: TrainingWork, using engine: Engine) -> Text {
    let places = [
      "command": Text("train", .command), "done": Problems.number(bench.training.run.epoch),
      "total": Problems.number(training.goal),
    ]
    var items = [voice.say(Phrase("{command}: epoch {done} of {total}", places))]
    if let objective = bench.objective,
      let loss = (try? engine.value(of: objective, in: bench))?.scalar
    {
      items.append(Text(objective, .name) + " = " + voice.value(loss))
    }
    return (items + [wayOut]).joined(separator: "   ")
  }

  private func status(of exploration: Exploration) -> Text {
    let places = [
      "command": Text(exploration.command, .command), "done": Problems.number(exploration.done),
      "total": Problems.number(exploration.total),
    ]
    return voice.say(Phrase("{command}: {done} of {total}", places)) + "   " + wayOut
  }

  /// How the work is stopped.
  public var wayOut: Text {
    voice.say(Phrase("{key} stops", ["key": Text("Ctrl-C", .command)])).dimmed
  }
}
