import DocumentModel
import GradientCore

extension Session {
  /// Whether a `train` is under way.
  public var isTraining: Bool { trainingWork != nil }

  /// Begins to train until `goal` epochs are finished; `advance` does it.
  mutating func beginTraining(
    to goal: Int, until: TrainingState.Threshold?, using engine: Engine
  ) throws(Refusal) -> Answer {
    let loop = try trainingLoop(using: engine)
    let loss = loop.value()
    bench.training.goal = goal
    bench.training.until = until
    let work = TrainingWork(
      from: bench.training.run.epoch, to: goal, until: until, loss: loss)
    guard loss.isFinite else { return cannotBegin(using: engine) }
    if let until, until.holds(for: loss) { return Answer(end(work, at: loss, using: engine)) }
    sliced = .training(work)
    return Answer(noteOnMovingExamples() + noteOnTargets() + noteOnRate(to: goal))
  }

  /// There is no way down from a loss that is no finite number.
  private mutating func cannotBegin(using engine: Engine) -> Answer {
    (bench.training.goal, bench.training.until) = (nil, nil)
    let places = [
      "objective": Text(bench.objective ?? "", .name),
      "reset": Text("reset weights", .command), "autopsy": Text("autopsy", .command),
    ]
    let refusal = Refusal(
      bench.training.beginnings.isEmpty
        ? Phrase(
          "{objective} is no finite number, so there is nothing to make better step by step.",
          places)
        : Phrase(
          "{objective} is no finite number any more, so training cannot go on. {reset} returns to the first values; {autopsy} finds out why.",
          places))
    return answer(to: refusal, in: currentPiece)
      .followed(by: Answer(notes(onNonFinite: bench.objective, using: engine)))
  }

  /// The targets may have been changed after the loss was chosen.
  private func noteOnTargets() -> Document {
    guard let loss = bench.loss?.kind, loss != .mse,
      let targets = bench.definitions.value(ofLeaf: Bench.dataNames[1]), !targets.areShares
    else { return Document() }
    return note(
      Phrase(
        "{loss} needs targets from 0 to 1, and Y holds others: {objective} says nothing there.",
        [
          "loss": Text(loss.rawValue, .command), "objective": Text(bench.objective ?? "", .name),
        ]))
  }

  /// Said where the rate is 0, or will be before the training ends.
  private func noteOnRate(to goal: Int) -> Document {
    let first = bench.training.run.epoch
    if bench.settings.step * bench.schedule.factor(at: first) == 0 {
      return note(
        Phrase(
          "The learning rate is 0 now, so nothing moves: {step} or {schedule} changes that.",
          ["step": Text("step = 0.1", .command), "schedule": Text("schedule", .command)]))
    }
    guard let end = bench.schedule.end, end < goal else { return Document() }
    return note(
      Phrase(
        "The schedule ends with epoch {end}; behind it the rate is 0, and nothing moves. {schedule} chooses another.",
        [
          "end": Problems.number(end),
          "schedule": Text("schedule cosine \(goal - bench.schedule.warmUp)", .command),
        ]))
  }

  /// Makes the next updates; nil while there is more to do and nothing to report.
  mutating func proceed(
    with started: TrainingWork, updates limit: Int, using engine: Engine
  ) -> Answer? {
    var work = started
    let loop: TrainingLoop
    do throws(Refusal) { loop = try trainingLoop(using: engine) } catch {
      return answer(to: error, in: currentPiece)
    }
    var failure: Refusal?
    var isLossBroken = false
    var isEnd = false
    var isReport = false
    var left = limit
    while left > 0, !isEnd, !isReport, failure == nil {
      left -= 1
      let (epoch, row) = (loop.run.epoch, loop.run.row)
      switch loop.update() {
      case .moved:
        let isFinished = loop.run.epoch > epoch
        work.samples += (isFinished ? loop.rules.rows : loop.run.row) - row
        if isFinished {
          bench.training.mark(loop.run.epoch, loop.epochLoss, validation: loop.validation)
        }
        if !loop.lastLoss.isFinite {
          failure = brokenLoss(in: epoch + 1)
          isLossBroken = true
        }
        guard isFinished, failure == nil else { continue }
        let isReached = work.until.map { $0.holds(for: loop.value()) } ?? false
        isEnd = isReached || loop.run.epoch >= work.goal
        isReport = !isEnd && work.tells(loop.run.epoch)
      case .nonFinite(let leaf):
        failure = brokenUpdate(loop.name(of: leaf), of: loop, isOverflow: false)
      case .overflow(let leaf):
        failure = brokenUpdate(loop.name(of: leaf), of: loop, isOverflow: true)
      }
    }
    store(loop, updates: &work)
    if let failure {
      let loss = report(work, using: engine)
      let place =
        isLossBroken
        ? notes(onNonFinite: bench.objective, using: engine)
        : notes(onBrokenSlopesOf: bench.objective, using: engine)
      return Answer(loss).followed(by: answer(to: failure, in: currentPiece))
        .followed(by: Answer(place))
    }
    if isEnd { return Answer(end(work, at: loop.value(), using: engine)) }
    defer { sliced = .training(work) }
    guard isReport else { return nil }
    work.lastReport = bench.training.run.epoch
    return Answer(report(work, using: engine))
  }

  /// Takes what was reached back to the bench.
  private mutating func store(_ loop: TrainingLoop, updates work: inout TrainingWork) {
    guard loop.updates > 0 else { return }
    for (name, value) in zip(bench.freeLeaves, loop.point) { bench.move(name, to: value) }
    loop.store(in: &bench.optimizerState)
    bench.training.run = loop.run
    bench.steps += loop.updates
    bench.evaluations += loop.evaluations
    bench.handMoves = nil
    work.updates += loop.updates
  }

  /// Ends a training between two batches; all is kept.
  mutating func stop(_ work: TrainingWork) -> Answer {
    offer = "train"
    let run = bench.training.run
    let places = [
      "epoch": Problems.number(run.epoch), "next": Problems.number(run.epoch + 1),
      "goal": Problems.number(work.goal), "batch": Problems.number(run.batch),
      "count": Problems.number(batchCount), "train": Text("train", .command),
    ]
    let farewell =
      run.isBetweenEpochs
      ? Phrase(
        "Stopped after epoch {epoch} of {goal}. Everything is kept; {train} goes on.", places)
      : Phrase(
        "Stopped in epoch {next} of {goal}, after batch {batch} of {count}. Everything is kept; {train} goes on.",
        places)
    return Answer(Document(.paragraph(voice.say(farewell))))
  }

  /// How many batches an epoch has now.
  var batchCount: Int {
    guard bench.trainsInBatches, let rows = bench.rowCount else { return 1 }
    return (rows + bench.settings.batch - 1) / bench.settings.batch
  }

  private func brokenLoss(in epoch: Int) -> Refusal {
    Refusal(
      Phrase(
        "In epoch {epoch} {objective} stopped being a finite number, and training stops. {autopsy} finds out why; {reset} returns to the first values.",
        [
          "epoch": Problems.number(epoch), "objective": Text(bench.objective ?? "", .name),
          "autopsy": Text("autopsy", .command), "reset": Text("reset weights", .command),
        ]))
  }

  private func brokenUpdate(_ leaf: String, of loop: TrainingLoop, isOverflow: Bool) -> Refusal {
    let places = [
      "leaf": Text(leaf, .name), "epoch": Problems.number(loop.run.epoch + 1),
      "batch": Problems.number(loop.run.batch + 1),
      "count": Problems.number(loop.rules.batchCount), "autopsy": Text("autopsy", .command),
    ]
    return isOverflow
      ? Refusal(
        Phrase(
          "In epoch {epoch}, batch {batch} of {count}, the update would make {leaf} infinite. The values before it are kept. A smaller step may help; {autopsy} finds out why.",
          places))
      : Refusal(
        Phrase(
          "In epoch {epoch}, batch {batch} of {count}, the slope of {leaf} is not a finite number. The values before it are kept. A smaller step may help; {autopsy} finds out why.",
          places))
  }
}
