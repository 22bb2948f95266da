import DocumentModel
import GradientCore

extension Session {
  /// How the training that is under way stands; nil where there is none.
  public func trainingFacts(using engine: Engine) -> TrainingFacts? {
    trainingWork.flatMap { facts(of: $0, using: engine) }
  }

  private func facts(of work: TrainingWork, using engine: Engine) -> TrainingFacts? {
    let prediction = bench.prediction
    guard let objective = bench.objective,
      let training = score(of: bench, by: prediction, using: engine)
    else { return nil }
    let validation = bench.validating.flatMap { score(of: $0, by: prediction, using: engine) }
    let run = bench.training.run
    return TrainingFacts(
      firstEpoch: work.firstEpoch, epoch: run.epoch, goal: work.goal, batch: run.batch,
      batchCount: batchCount, objective: objective, loss: training.loss,
      validation: validation?.loss,
      accuracy: training.accuracy, validationAccuracy: validation?.accuracy,
      samples: work.samples,
      fraction: fraction(of: work),
      rate: bench.settings.step * bench.schedule.factor(at: run.epoch),
      optimizer: bench.optimizer, batchSize: bench.trainsInBatches ? bench.settings.batch : 0,
      history: bench.training.history)
  }

  /// How much of a training is done, from 0 to 1.
  func fraction(of work: TrainingWork) -> Double {
    let run = bench.training.run
    let part = Double(run.row) / Double(max(bench.rowCount ?? 1, 1))
    let done = Double(run.epoch - work.firstEpoch) + part
    return min(done / Double(max(work.goal - work.firstEpoch, 1)), 1)
  }

  /// One line: `epoch 10   L = 0.0841`.
  func report(_ work: TrainingWork, using engine: Engine) -> Document {
    guard let facts = facts(of: work, using: engine) else { return Document() }
    return Document(.line(reportLine(facts, isAligned: true).joined(separator: "   ")))
  }

  /// - Parameter isAligned: whether it stands below others, column below column.
  private func reportLine(_ facts: TrainingFacts, isAligned: Bool = false) -> [Text] {
    let epoch = String(facts.epoch)
    let indent = String(repeating: " ", count: max(String(facts.goal).count - epoch.count, 0))
    var parts = [
      voice.say(Phrase("epoch {number}", ["number": Text(indent + epoch)])).with(.hint),
      Text(facts.objective, .name) + " = " + voice.value(facts.loss),
    ]
    func align(to width: Int) {
      guard isAligned else { return }
      let missing = width - parts[parts.count - 1].plain.count
      parts[parts.count - 1] += Text(String(repeating: " ", count: max(missing, 0)))
    }
    if facts.accuracy != nil || facts.validation != nil {
      // Room for `5.36107e-05`.
      align(to: facts.objective.count + 3 + voice.numbers.digits + 5)
    }
    if let accuracy = facts.accuracy {
      parts.append(voice.say(Phrase("accuracy {percent}", ["percent": percentage(accuracy)])))
      if facts.validation != nil {
        let widest = voice.say(Phrase("accuracy {percent}", ["percent": percentage(0.999)]))
        align(to: widest.plain.count)
      }
    }
    if let validation = facts.validation {
      let few = Numbers(digits: min(voice.numbers.digits, 4))
      let number = few.text(validation)
      let room = isAligned ? String(repeating: " ", count: max(6 - number.count, 0)) : ""
      var places = ["value": Text(number + room, .value)]
      if let accuracy = facts.validationAccuracy {
        places["percent"] = percentage(accuracy)
        parts.append(voice.say(Phrase("(validation {value} · {percent})", places)))
      } else {
        parts.append(voice.say(Phrase("(validation {value})", places)))
      }
    }
    return parts
  }

  /// `97.5 %`.
  private func percentage(_ share: Double) -> Text {
    Text(Numbers(digits: 4).text((share * 1000).rounded() / 10) + " %", .value)
  }

  /// The last line, and what there is to say about it.
  mutating func end(_ work: TrainingWork, at loss: Double, using engine: Engine) -> Document {
    bench.training.goal = nil
    bench.training.until = nil
    guard let facts = facts(of: work, using: engine) else { return Document() }
    var parts = reportLine(facts)
    if work.updates > 0 { parts[1] += "   " + comparison(of: facts.loss, with: work.firstLoss) }
    var document = lines(of: parts, gap: 3)
    let rise = facts.loss - work.firstLoss
    if (bench.direction == .minimize ? rise : -rise) > abs(work.firstLoss) / 1000 {
      document += note(
        Phrase(
          "{objective} is worse than before this training; {autopsy} finds out why.",
          [
            "objective": Text(facts.objective, .name), "autopsy": Text("autopsy", .command),
          ]))
    }
    if let until = work.until {
      let places = [
        "goal": Text("\(facts.objective) \(until.sign.rawValue) ", .code)
          + voice.value(until.value),
        "epoch": Problems.number(facts.epoch),
      ]
      document += note(
        !until.holds(for: loss)
          ? Phrase("{goal} was not reached by epoch {epoch}.", places)
          : work.updates == 0
            ? Phrase("{goal} holds already.", places)
            : Phrase("{goal} is reached after epoch {epoch}.", places))
    }
    return document + notes(onNonFinite: bench.objective, using: engine)
  }
}
