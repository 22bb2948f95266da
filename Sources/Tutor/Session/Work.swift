import DocumentModel
import GradientCore

/// Many moves, made in slices; stopping between two of them loses nothing.
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

  var kind: Kind
  var total: Int
  private(set) var done = 0
  var facts: [StepFacts] = []
  var rows: [Row] = []

  init(_ kind: Kind, total: Int) {
    self.kind = kind
    self.total = total
  }

  var remaining: Int { total - done }

  mutating func moved() { done += 1 }

  /// Whether something is told of the next move.
  var tellsNext: Bool {
    let number = done + 1
    switch kind {
    case .step: return number <= 3 || number == total
    case .run: return Self.toldRows(of: total).contains(number)
    }
  }

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
  /// Does the next moves; nil while there are more.
  mutating func proceed(with started: Work, steps: Int, using engine: Engine) -> Answer? {
    var work = started
    do throws(Refusal) {
      var mover = try mover(using: engine)
      var failure: Refusal?
      for _ in 0..<min(steps, work.remaining) {
        let tells = work.tellsNext
        let before = tells && work.kind == .step ? mover.point : []
        let move = mover.move()
        if let leaf = move.nonFinite {
          failure = notFinite(mover.evaluation.graph.name(of: leaf) ?? "", after: work.done)
          break
        }
        if tells { tell(move, from: before, of: mover, in: &work) }
        work.moved()
      }
      mover.store(in: &bench)
      if let failure { throw failure }
    } catch {
      return Answer(document(of: work)).followed(by: answer(to: error, in: currentPiece))
    }
    guard work.remaining == 0 else {
      self.work = work
      return nil
    }
    return Answer(document(of: work) + notes(onNonFinite: bench.objective, using: engine))
  }

  private func tell(_ move: Move, from before: [Matrix], of mover: Mover, in work: inout Work) {
    switch work.kind {
    case .run:
      work.rows.append(
        Work.Row(
          number: work.done + 1, leaves: mover.leaves, point: mover.point,
          objective: mover.objectiveName, value: mover.value))
    case .step:
      work.facts.append(facts(of: move, from: before, by: mover, number: work.done + 1))
    }
  }

  private func facts(of move: Move, from before: [Matrix], by mover: Mover, number: Int)
    -> StepFacts
  {
    let slopes: [Matrix?] =
      bench.strategy.isSearch ? mover.leaves.map { _ in nil } : mover.slopes.map { $0 }
    let after = mover.point
    return StepFacts(
      strategy: bench.strategy, direction: bench.direction, number: number,
      objective: mover.objectiveName,
      formula: bench.definitions.definition(of: mover.objectiveName)?.formula,
      before: move.before, after: move.after, moved: move.hasMoved,
      leaves: mover.leaves.indices.map {
        .init(name: mover.leaves[$0], before: before[$0], after: after[$0], slope: slopes[$0])
      },
      tries: move.tries.map { .init(point: mover.values(of: $0.point), value: $0.value) },
      evaluations: move.evaluations, backwardPasses: move.backwardPasses,
      expectedChange: move.expectedChange, settings: bench.settings)
  }

  /// The objective and the leaves that may move, ready to be moved.
  func mover(using engine: Engine) throws(Refusal) -> Mover {
    guard let objective = bench.objective else {
      throw Refusal(
        Phrase(
          "There is nothing to improve yet. Define an output first, as in {example}.",
          ["example": Text("f = x * y", .command)]))
    }
    let leaves = bench.freeLeaves
    guard !leaves.isEmpty else {
      throw Refusal(
        Phrase(
          "No input of {objective} is free to move. free NAME lets one move.",
          ["objective": Text(objective, .name)]))
    }
    let entries = leaves.reduce(0) { $0 + (bench.definitions.value(ofLeaf: $1)?.shape.count ?? 0) }
    if bench.strategy == .numerical { try refuseManyNudges(entries) }
    do throws(CompilationError) {
      return try Mover(bench, objective: objective, leaves: leaves, using: engine)
    } catch {
      throw refusal(error, in: "")
    }
  }

  /// Numerical slopes cost one evaluation for every entry.
  func refuseManyNudges(_ entries: Int) throws(Refusal) {
    guard entries > 10_000 else { return }
    throw Refusal(
      Phrase(
        "Numerical slopes of {count} numbers would take as many evaluations for one step; 10000 is the limit. {other} takes one backward pass.",
        [
          "count": Problems.number(entries), "other": Text("strategy analytic", .command),
        ]))
  }

  private func notFinite(_ leaf: String, after moves: Int) -> Refusal {
    let name = ["leaf": Text(leaf, .name), "moves": Problems.number(moves)]
    return moves == 0
      ? Refusal(Phrase("The slope of {leaf} is not a finite number. Nothing moved.", name))
      : Refusal(
        Phrase(
          "After {moves} moves the slope of {leaf} is not a finite number. The last point is kept.",
          name))
  }

  /// What is told of a work, finished or stopped.
  func document(of work: Work) -> Document {
    switch work.kind {
    case .run: return Narration.rows(work.rows, in: voice)
    case .step:
      guard !work.facts.isEmpty else { return Document() }
      let voice = voice
      let blocks = curriculum.narrate(open: course.openLesson) { $0.narrate(work.facts, in: voice) }
      return Document(blocks ?? Narration.steps(work.facts, in: voice))
    }
  }

  func farewell(to work: Work) -> Phrase {
    Phrase(
      "Stopped after {done} of {total}. What was reached stays.",
      ["done": Problems.number(work.done), "total": Problems.number(work.total)])
  }
}

extension Answer {
  func followed(by next: Answer) -> Answer {
    var result = self
    result.append(next)
    return result
  }
}
