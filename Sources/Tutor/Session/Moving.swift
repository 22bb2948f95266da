import DocumentModel
import GradientCore

extension Session {
  /// The objective and the leaves that may move, ready to be moved.
  func mover(using engine: Engine) throws(Refusal) -> Mover {
    let (objective, leaves) = try movable()
    do throws(CompilationError) {
      return try Mover(bench, objective: objective, leaves: leaves, using: engine)
    } catch {
      throw refusal(error, in: "")
    }
  }

  /// What moves, and for what.
  func movable() throws(Refusal) -> (objective: String, leaves: [String]) {
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
    return (objective, leaves)
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

  func notFinite(_ leaf: String, after moves: Int) -> Refusal {
    let name = ["leaf": Text(leaf, .name), "moves": Problems.number(moves)]
    return moves == 0
      ? Refusal(Phrase("The slope of {leaf} is not a finite number. Nothing moved.", name))
      : Refusal(
        Phrase(
          "After move {moves} the slope of {leaf} is not a finite number. The last point is kept.",
          name))
  }

  func overflows(_ leaf: String, after moves: Int) -> Refusal {
    let name = ["leaf": Text(leaf, .name), "moves": Problems.number(moves)]
    return moves == 0
      ? Refusal(
        Phrase("This step would make {leaf} infinite. Nothing moved; take a shorter step.", name))
      : Refusal(
        Phrase(
          "After move {moves} the next would make {leaf} infinite: it diverges. The last point is kept.",
          name))
  }

  /// What is told of a work, finished or stopped.
  func document(of work: Work) -> Document {
    switch work.kind {
    case .run: return Narration.rows(work.rows, in: voice)
    case .step:
      guard !work.facts.isEmpty else { return Document() }
      let voice = voice
      // A lesson tells of step times slope; another optimizer does something else.
      let blocks =
        bench.descendsPlainly
        ? curriculum.narrate(open: course.openLesson) { $0.narrate(work.facts, in: voice) } : nil
      return Document(blocks ?? Narration.steps(work.facts, in: voice))
    }
  }
}
