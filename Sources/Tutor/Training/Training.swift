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
    if let until, until.holds(for: loss) { return Answer(end(work, at: loss, using: engine)) }
    sliced = .training(work)
    guard bench.settings.step * bench.schedule.factor(at: bench.training.run.epoch) == 0 else {
      return Answer()
    }
    return Answer(
      note(
        Phrase(
          "The learning rate is 0 now, so nothing moves: {step} or {schedule} changes that.",
          ["step": Text("step = 0.1", .command), "schedule": Text("schedule", .command)])))
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
        guard isFinished else { continue }
        bench.training.mark(loop.run.epoch, loop.epochLoss, validation: loop.validation)
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
      return Answer(loss).followed(by: answer(to: failure, in: currentPiece))
        .followed(by: Answer(notes(onBrokenSlopesOf: bench.objective, using: engine)))
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

  private func brokenUpdate(_ leaf: String, of loop: TrainingLoop, isOverflow: Bool) -> Refusal {
    let places = [
      "leaf": Text(leaf, .name), "epoch": Problems.number(loop.run.epoch + 1),
      "batch": Problems.number(loop.run.batch + 1),
      "count": Problems.number(loop.rules.batchCount),
    ]
    return isOverflow
      ? Refusal(
        Phrase(
          "In epoch {epoch}, batch {batch} of {count}, the update would make {leaf} infinite. The values before it are kept; a smaller step may help.",
          places))
      : Refusal(
        Phrase(
          "In epoch {epoch}, batch {batch} of {count}, the slope of {leaf} is not a finite number. The values before it are kept; a smaller step may help.",
          places))
  }
}
