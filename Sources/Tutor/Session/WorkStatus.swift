import DocumentModel
import GradientCore

extension Session {
  /// One line about the work that goes on, while it does: `run: 120000 of 1000000000   f = 3.2
  /// Ctrl-C stops`. A single move with many tries counts these.
  public func workStatus(using engine: Engine) -> Text? {
    if let measuring { return status(of: measuring) }
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

  private func status(of measuring: Measuring) -> Text {
    let places = [
      "command": Text(measuring.purpose == .check ? "check" : "grad", .command),
      "done": Problems.number(measuring.measurement.quotients.count),
      "total": Problems.number(measuring.measurement.count),
    ]
    return voice.say(Phrase("{command}: {done} of {total}", places)) + "   " + wayOut
  }

  private var wayOut: Text {
    voice.say(Phrase("{key} stops", ["key": Text("Ctrl-C", .command)])).dimmed
  }
}
