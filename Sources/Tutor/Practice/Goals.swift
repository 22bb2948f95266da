import DocumentModel
import GradientCore

/// A goal is looked at after every command that changed the bench.
extension Session {
  /// - Parameters:
  ///   - before: the bench before the command.
  ///   - piece: the command; nil where moves were made, which count.
  mutating func followGoal(since before: Bench, after piece: Piece?) -> Document {
    guard bench != before, bench != start, let (open, placed) = openExercise, !open.isSolved,
      case .goal(let conditions, let moves) = placed.exercise.kind
    else { return Document() }
    if let piece, !travels(piece), case .stepping(let byHand) = moves {
      let notice = noticeMoves(since: before, except: byHand)
      if !notice.isEmpty { return notice }
    }
    let values = ExerciseValues(bench, since: start)
    let isMet = conditions.allSatisfy(values.holds)
    guard !bench.wasMovedByHand else { return isMet ? metByHand : Document() }
    let moved = bench.steps != before.steps || bench.evaluations != before.evaluations
    let broken = conditions.filter { values.readsOnlySettings($0) && !values.holds($0) }
    if moved, !broken.isEmpty { return noticeMoves(outside: broken, of: placed) }
    let released = start.definitions.names.filter {
      start.role(of: $0) == .held
        && bench.definitions.value(ofLeaf: $0) != start.definitions.value(ofLeaf: $0)
    }
    if moved, moves != .free, !released.isEmpty { return noticeMoves(of: released) }
    guard !isMet else {
      practice.open?.attempts += 1
      record { $0.attempts += 1 }
      return solved(placed, nil, because: nil, on: values).document
    }
    // Who only turns a setting has not tried again.
    guard moved || !placed.exercise.countsMoves else { return Document() }
    return tellFailure(placed, conditions, values)
  }

  private var metByHand: Document {
    note(
      Phrase(
        "The goal is met, but not in the way that is asked for: {reset} begins anew.",
        ["reset": Text("reset", .command)]))
  }

  /// Moves while a setting was not as the goal asks: carried out, but they do not count.
  private mutating func noticeMoves(
    outside broken: [String], of placed: PlacedExercise
  ) -> Document {
    bench.wasMovedByHand = true
    return wrappedNote(
      Phrase(
        "These moves do not count, because {goal} did not hold; {undo} takes them back, {reset} begins anew.",
        [
          "goal": placed.exercise.goal(broken, on: start), "undo": Text("undo", .command),
          "reset": Text("reset", .command),
        ]))
  }

  /// Whether a command brings a bench back on which it is known what moved.
  private func travels(_ piece: Piece) -> Bool {
    guard case .command(let command, _) = meaning(of: piece.text) else { return false }
    return command == ResetCommand.self || command == UndoCommand.self
      || command == RedoCommand.self
  }

  /// An input or a formula of the exercise that was changed by hand: carried out, but it is not the
  /// way that is asked for.
  private mutating func noticeMoves(since before: Bench, except allowed: [String]) -> Document {
    let names = start.definitions.names.filter { name in
      !allowed.contains(name)
        && (bench.definitions.value(ofLeaf: name) != before.definitions.value(ofLeaf: name)
          || bench.definitions.definition(of: name) != before.definitions.definition(of: name))
    }
    let functions = start.definitions.functions.keys.sorted().filter {
      bench.definitions.functions[$0] != before.definitions.functions[$0]
    }
    guard !names.isEmpty || !functions.isEmpty else { return Document() }
    bench.wasMovedByHand = true
    return Document(
      .paragraph(
        voice.say(
          Phrase(
            "You changed {names} by hand: that does not count here. Change a setting instead; {undo} takes this back, {reset} begins anew.",
            [
              "names": voice.list(names + functions), "undo": Text("undo", .command),
              "reset": Text("reset", .command),
            ])
        ).dimmed))
  }

  /// Moves of what was held when the exercise began.
  private mutating func noticeMoves(of released: [String]) -> Document {
    bench.wasMovedByHand = true
    return wrappedNote(
      Phrase(
        "These moves do not count, because {names} was to be held; {undo} takes them back, {reset} begins anew.",
        [
          "names": voice.list(released), "undo": Text("undo", .command),
          "reset": Text("reset", .command),
        ]))
  }

  /// What is said where the goal is not reached: a mistake that shows, or a limit that is passed.
  private mutating func tellFailure(
    _ placed: PlacedExercise, _ conditions: [String], _ values: ExerciseValues
  ) -> Document {
    var blocks: [Block] = []
    let names = placed.exercise.mistakes.filter { $0.conditions.allSatisfy(values.holds) }
      .map(\.name)
    if Set(names).count == 1, let text = explanation(names[0], placed, on: values) {
      record { $0.mistakes[names[0], default: 0] += 1 }
      blocks.append(
        .paragraph(voice.say(Phrase("Not yet. {explanation}", ["explanation": text]))))
    }
    let passed = conditions.filter(values.isOutOfReach)
    if !passed.isEmpty {
      blocks.append(
        .line(
          voice.say(
            Phrase(
              "The limit {goal} was passed.", ["goal": placed.exercise.goal(passed, on: start)]))))
      blocks.append(offering("reset"))
    }
    guard !blocks.isEmpty else { return Document() }
    practice.open?.attempts += 1
    record { $0.attempts += 1 }
    return Document(blocks)
  }
}

extension Exercise {
  /// Whether its goal, or a mistake on the way, speaks of steps or evaluations.
  fileprivate var countsMoves: Bool {
    guard case .goal(let conditions, _) = kind else { return false }
    return (conditions + mistakes.flatMap(\.conditions)).contains {
      $0.contains("steps") || $0.contains("evaluations")
    }
  }
}
