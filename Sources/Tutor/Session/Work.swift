import DocumentModel
import GradientCore

/// Moves, made in slices; stopping between two of them loses nothing.
struct Work: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// Tells the first three moves and the last.
    case step
    /// Tells at most ten rows.
    case run
  }

  /// Where a run passed.
  struct Row: Equatable, Sendable {
    var number: Int
    var leaves: [String]
    var point: [Matrix]
    var objective: String
    var value: Double
  }

  /// The objective after so many moves.
  struct LastFinite: Equatable, Sendable {
    var number: Int
    var value: Double
  }

  let kind: Kind
  let total: Int
  private(set) var done = 0
  /// The next move, where it takes many evaluations and some of them were made.
  var unfinished: UnfinishedMove?
  var facts: [StepFacts] = []
  var rows: [Row] = []
  /// The objective where it stands between two slices.
  var reached: Double?
  /// Where the objective was finite last, once it is not.
  private(set) var lastFinite: LastFinite?
  /// Which moves are told.
  private let told: [Int]

  init(_ kind: Kind, total: Int) {
    self.kind = kind
    self.total = total
    told = kind == .run ? Self.toldRows(of: total) : [1, 2, 3, total]
  }

  var remaining: Int { total - done }

  mutating func made(_ move: Move) {
    if !move.after.isFinite, move.before.isFinite {
      lastFinite = LastFinite(number: done, value: move.before)
    }
    done += 1
  }

  /// Whether something is told of the next move.
  var tellsNext: Bool { told.contains(done + 1) }

  /// At most ten moves of `total`, the first and the last among them: all of a short run, and by
  /// powers of ten in a longer one, which shows the beginning as well as the end.
  static func toldRows(of total: Int) -> [Int] {
    if total <= 10 { return Array(1...total) }
    let powers = sequence(first: 1) { $0 * 10 }.prefix { $0 < total }
    let halves = powers.map { $0 * 3 }.filter { $0 < total }
    let all = powers.count + halves.count < 10 ? powers + halves : Array(powers)
    return all.sorted().suffix(9) + [total]
  }
}

extension Session {
  /// Begins moves, which `advance` makes.
  mutating func begin(_ work: Work, using engine: Engine) throws(Refusal) -> Answer {
    _ = try mover(using: engine)
    self.work = work
    return Answer()
  }

  /// Does the next moves, for about so many evaluations; nil while there are more.
  mutating func proceed(with started: Work, evaluations: Int, using engine: Engine) -> Answer? {
    var work = started
    do throws(Refusal) {
      var mover = try mover(using: engine)
      var failure: Refusal?
      var budget = evaluations
      while budget > 0, work.remaining > 0 {
        let before =
          work.kind == .run || !work.tellsNext
          ? [] : work.unfinished.map { mover.values(of: $0.start) } ?? mover.point
        guard let move = mover.move(&work.unfinished, spending: &budget) else { break }
        if let leaf = move.nonFinite ?? move.overflow {
          let name = mover.evaluation.graph.name(of: leaf) ?? ""
          failure =
            move.nonFinite == nil
            ? overflows(name, after: work.done) : notFinite(name, after: work.done)
          break
        }
        if work.tellsNext {
          work.tell(
            move, by: bench, of: mover.objectiveName, mover.leaves, from: before, to: mover.point,
            slopes: bench.strategy.isSearch ? nil : mover.slopes)
        }
        work.made(move)
      }
      work.reached = work.unfinished?.before ?? mover.value
      mover.store(in: &bench)
      if let failure { throw failure }
    } catch {
      var stopped = Answer(document(ofStopped: work))
        .followed(by: answer(to: error, in: currentPiece))
      stopped.document += notes(onBrokenSlopesOf: bench.objective, using: engine)
      stopped.document += note(onLastFinite: work)
      return stopped
    }
    guard work.remaining == 0 else {
      self.work = work
      return nil
    }
    return Answer(
      document(of: work) + notes(onNonFinite: bench.objective, using: engine)
        + note(onLastFinite: work))
  }

  /// Ends a work where it is. A search keeps the best point that it has found.
  mutating func stop(_ started: Work) -> Answer {
    var work = started
    let farewell = farewell(to: work)
    if let unfinished = work.unfinished, keepsBest(of: work), let objective = bench.objective {
      let leaves = bench.freeLeaves
      let before = leaves.compactMap { bench.definitions.value(ofLeaf: $0) }
      let after = Matrix.cut(unfinished.bestPoint, into: before.map(\.shape))
      work.tell(
        unfinished.stopped, by: bench, of: objective, leaves, from: before, to: after, slopes: nil)
      for (name, value) in zip(leaves, after) { bench.move(name, to: value) }
      bench.steps += 1
      bench.evaluations += unfinished.evaluations
    }
    return Answer(document(ofStopped: work) + Document(.line(voice.say(farewell))))
  }

  /// What is told of the moves, and where the last of them led where that is not told.
  private func document(ofStopped work: Work) -> Document {
    let told = max(work.facts.last?.number ?? 0, work.rows.last?.number ?? 0)
    guard work.done > told, let objective = bench.objective, let value = work.reached else {
      return document(of: work)
    }
    let leaves = bench.freeLeaves
    let last = Work.Row(
      number: work.done, leaves: leaves,
      point: leaves.compactMap { bench.definitions.value(ofLeaf: $0) }, objective: objective,
      value: value)
    switch work.kind {
    case .run: return Narration.rows(work.rows + [last], in: voice)
    case .step: return document(of: work) + Narration.end(last, in: voice)
    }
  }

  private func keepsBest(of work: Work) -> Bool {
    bench.strategy.isSearch && (work.unfinished?.evaluations ?? 0) > 0
  }

  private func farewell(to work: Work) -> Phrase {
    let places = [
      "done": Problems.number(work.done), "total": Problems.number(work.total),
      "tries": Problems.number(work.unfinished?.evaluations ?? 0),
      "all": Problems.number(bench.settings.tries), "number": Problems.number(work.done + 1),
    ]
    return if keepsBest(of: work) {
      work.total == 1
        ? Phrase("Stopped after {tries} of {all} tries. The best point so far is kept.", places)
        : Phrase(
          "Stopped in move {number} of {total}, after {tries} of {all} tries. The best point so far is kept.",
          places)
    } else {
      work.done == 0
        ? Phrase("Stopped before the first move was done. Nothing moved.")
        : Phrase("Stopped after {done} of {total}. What was reached stays.", places)
    }
  }
}

extension Work {
  /// Remembers what is to be told of the next move.
  fileprivate mutating func tell(
    _ move: Move, by bench: Bench, of objective: String, _ leaves: [String],
    from before: [Matrix], to after: [Matrix], slopes: [Matrix]?
  ) {
    switch kind {
    case .run:
      rows.append(
        Row(
          number: done + 1, leaves: leaves, point: after, objective: objective, value: move.after))
    case .step:
      facts.append(
        StepFacts(
          strategy: bench.strategy, direction: bench.direction, number: done + 1,
          objective: objective, formula: bench.definitions.definition(of: objective)?.formula,
          before: move.before, after: move.after, moved: move.hasMoved,
          leaves: leaves.indices.map {
            .init(name: leaves[$0], before: before[$0], after: after[$0], slope: slopes?[$0])
          },
          tries: move.tries.map {
            .init(point: Matrix.cut($0.point, into: before.map(\.shape)), value: $0.value)
          },
          evaluations: move.evaluations, backwardPasses: move.backwardPasses,
          expectedChange: move.expectedChange, settings: bench.settings))
    }
  }
}

extension Answer {
  func followed(by next: Answer) -> Answer {
    var result = self
    result.append(next)
    return result
  }
}
