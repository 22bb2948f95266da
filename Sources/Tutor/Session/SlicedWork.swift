import GradientCore

/// What takes long and is done in slices; stopping between two of them loses nothing.
enum SlicedWork: Equatable, Sendable {
  /// Moves of the bench.
  case moves(Work)
  /// Updates of a training.
  case training(TrainingWork)
  /// Slopes that are measured.
  case slopes(Measuring)
  /// Something tried out on a copy, which leaves the bench as it is.
  case exploration(Exploration)
}

extension Session {
  var work: Work? {
    get { if case .moves(let work) = sliced { work } else { nil } }
    set { if let newValue { sliced = .moves(newValue) } else if work != nil { sliced = nil } }
  }

  var trainingWork: TrainingWork? {
    if case .training(let work) = sliced { work } else { nil }
  }

  var measuring: Measuring? {
    get { if case .slopes(let measuring) = sliced { measuring } else { nil } }
    set {
      if let newValue { sliced = .slopes(newValue) } else if measuring != nil { sliced = nil }
    }
  }

  var exploration: Exploration? {
    if case .exploration(let exploration) = sliced { exploration } else { nil }
  }
}

/// What is tried out on a copy of the bench.
enum Exploration: Equatable, Sendable {
  case race(Race)
  case sweep(SweepWork)
  case autopsy(Autopsy)

  /// The word that began it.
  var command: String {
    switch self {
    case .race: "race"
    case .sweep: "hsweep"
    case .autopsy: "autopsy"
    }
  }

  var done: Int {
    switch self {
    case .race(let race): race.done
    case .sweep(let sweep): sweep.sweep.rows.count
    case .autopsy(let autopsy): min(autopsy.done, autopsy.total)
    }
  }

  var total: Int {
    switch self {
    case .race(let race): race.total
    case .sweep(let sweep): sweep.sweep.widths.count
    case .autopsy(let autopsy): autopsy.total
    }
  }

  var farewell: Phrase {
    Phrase(
      "Stopped after {done} of {total}. Nothing of the bench has changed.",
      ["done": Problems.number(done), "total": Problems.number(total)])
  }
}

extension Session {
  /// Tries on; nil while there is more to do.
  mutating func proceed(
    with started: Exploration, evaluations: Int, using engine: Engine
  ) -> Answer? {
    do throws(CompilationError) {
      switch started {
      case .race(var race):
        try race.proceed(atMost: evaluations, using: engine)
        if race.isFinished { return Answer(document(of: race)) }
        sliced = .exploration(.race(race))
      case .sweep(var sweep):
        try sweep.proceed(atMost: max(evaluations / 4, 1), using: engine)
        if sweep.sweep.isComplete { return Answer(document(of: sweep)) }
        sliced = .exploration(.sweep(sweep))
      case .autopsy(var autopsy):
        if let document = try proceed(with: &autopsy, updates: evaluations, using: engine) {
          return Answer(document)
        }
        sliced = .exploration(.autopsy(autopsy))
      }
      return nil
    } catch {
      return answer(to: refusal(error, in: ""), in: currentPiece)
    }
  }
}
