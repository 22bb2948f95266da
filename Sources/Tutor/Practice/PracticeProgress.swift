import GradientCore

extension ProgressLines {
  /// What was practised, and the exercise that was open: words and numbers, of which those that are
  /// not known are passed over, so that an older program can read what a newer one wrote.
  ///
  ///     guessed sign made 5 right 4 recent rrwr
  ///     answered chain-rule through-add solved 2 attempts 3 … mistakes sign-flipped 1 day 20000
  ///     wrote chain-rule through-add -4
  ///     idea chain-rule strength 750 halflife 4 day 20000 success 20000
  ///     review 20000 1 chain-rule/through-add chain-rule/fork
  ///     exercise chain-rule through-add draw 1 attempts 2 hints 1 steps 0 evaluations 0
  ///     x = 3
  ///     …
  struct Practice {
    var records: [ExerciseName: ExerciseRecord] = [:]
    var guesses = Guesses()
    var open: Open?
    var ideas: [String: Mastery] = [:]
    var review: Review?

    struct Open {
      var name: ExerciseName
      var numbers: [String: Int] = [:]
      /// The lines that make its bench.
      var bench = ""
    }

    /// Takes a line that is of it; everything behind the open exercise is its bench.
    mutating func take(_ line: Substring) -> Bool {
      if open != nil {
        open?.bench += line + "\n"
        return true
      }
      guard !Statement.looksLikeDefinition(String(line)) else { return false }
      let words = line.split(separator: " ").map(String.init)
      if words.first == "guessed" {
        guesses.take(words.dropFirst())
        return true
      }
      guard let first = words.first,
        ["answered", "exercise", "wrote", "idea", "review"].contains(first)
      else { return false }
      guard words.count >= 3 else { return true }
      if first == "review" {
        review = Review(words.dropFirst())
        return true
      }
      if first == "idea" {
        ideas[words[1]] = Mastery(Self.numbers(words.dropFirst(2)).numbers)
        return true
      }
      let name = ExerciseName(lesson: words[1], exercise: words[2])
      if first == "wrote" {
        records[name, default: ExerciseRecord()].answer = words.dropFirst(3).joined(separator: " ")
        return true
      }
      let (numbers, mistakes) = Self.numbers(words.dropFirst(3))
      if first == "exercise" {
        open = Open(name: name, numbers: numbers)
      } else {
        let answer = records[name]?.answer
        records[name] = ExerciseRecord(numbers, mistakes: mistakes)
        records[name]?.answer = answer
      }
      return true
    }

    /// `solved 2 … mistakes added 1 sign-flipped 2`: behind `mistakes` those by name.
    private static func numbers(
      _ words: ArraySlice<String>
    ) -> (numbers: [String: Int], mistakes: [String: Int]) {
      var numbers: [String: Int] = [:]
      var mistakes: [String: Int] = [:]
      var rest = words
      var isMistake = false
      while let word = rest.popFirst() {
        if word == "mistakes" {
          isMistake = true
        } else if let number = rest.first.flatMap({ Int($0) }) {
          rest.removeFirst()
          if isMistake { mistakes[word] = number } else { numbers[word] = number }
        }
      }
      return (numbers, mistakes)
    }

    static func lines(of records: [ExerciseName: ExerciseRecord]) -> [String] {
      records.filter { $0.value != ExerciseRecord() }
        .map { "answered \($0.key.lesson) \($0.key.exercise)" + $0.value.words }.sorted()
        + records.compactMap { name, record in
          record.answer.map { "wrote \(name.lesson) \(name.exercise) \($0)" }
        }.sorted()
    }

    static func lines(of ideas: [String: Mastery]) -> [String] {
      ideas.sorted { $0.key < $1.key }.map { "idea \($0.key)" + $0.value.words }
    }
  }
}

extension ExerciseRecord {
  fileprivate init(_ numbers: [String: Int], mistakes: [String: Int]) {
    let count = { (name: String) in max(numbers[name] ?? 0, 0) }
    self.init()
    (solved, solvedAlone) = (count("solved"), count("alone"))
    (attempts, hints, skips) = (count("attempts"), count("hints"), count("skips"))
    solutionsShown = count("solutions")
    lastDay = numbers["day"]
    draw = UInt64(count("draw"))
    self.mistakes = mistakes.filter { $0.value > 0 }
  }

  /// ` solved 2 attempts 3 …`, without what is 0.
  fileprivate var words: String {
    let numbers =
      [
        ("solved", solved), ("alone", solvedAlone), ("attempts", attempts), ("hints", hints),
        ("skips", skips), ("solutions", solutionsShown), ("draw", Int(clamping: draw)),
      ].filter { $0.1 > 0 } + (lastDay.map { [("day", $0)] } ?? [])
    let named = mistakes.sorted { $0.key < $1.key }.map { " \($0.key) \($0.value)" }.joined()
    return numbers.map { " \($0.0) \($0.1)" }.joined()
      + (named.isEmpty ? "" : " mistakes" + named)
  }

  /// What two tutors noted at the same time. Counts only grow, so the larger knows more.
  func merged(with other: ExerciseRecord) -> ExerciseRecord {
    var result = self
    result.solved = max(solved, other.solved)
    result.solvedAlone = max(solvedAlone, other.solvedAlone)
    result.attempts = max(attempts, other.attempts)
    result.hints = max(hints, other.hints)
    result.skips = max(skips, other.skips)
    result.solutionsShown = max(solutionsShown, other.solutionsShown)
    result.mistakes.merge(other.mistakes) { max($0, $1) }
    result.lastDay = [lastDay, other.lastDay].compactMap { $0 }.max()
    result.draw = max(draw, other.draw)
    result.answer = answer ?? other.answer
    return result
  }
}

// MARK: - The open exercise

extension Session {
  var openExerciseLines: [String] {
    guard let open = practice.open else { return [] }
    let numbers = [
      ("draw", Int(clamping: open.draw)), ("attempts", open.attempts),
      ("hints", open.hintsShown), ("solved", open.isSolved ? 1 : 0),
      ("shown", open.solutionWasShown ? 1 : 0), ("steps", bench.steps - start.steps),
      ("evaluations", bench.evaluations - start.evaluations),
      ("byhand", bench.wasMovedByHand ? 1 : 0),
    ]
    let head = "exercise \(open.name.lesson) \(open.name.exercise)"
    return [head + numbers.map { " \($0.0) \($0.1)" }.joined()]
      + bench.script(withFullPaths: true)
  }

  /// Goes on inside the exercise that was open. Where that is not taught any more, or its bench
  /// cannot be made, the learner's bench is what there is.
  mutating func restore(_ lines: ProgressLines.Practice, using engine: Engine) {
    practice.records = lines.records
    practice.ideas = lines.ideas
    practice.review = lines.review
    practice.guesses = lines.guesses
    guard let saved = lines.open, let placed = placed(saved.name) else { return }
    let numbers = saved.numbers
    var opened = self
    var other = Session(curriculum: curriculum, takesOffers: false)
    do throws(Refusal) {
      let draw = UInt64(max(numbers["draw"] ?? 0, 0))
      opened.open(
        placed, draw: draw, on: try opened.bench(of: placed, draw: draw, using: engine))
      _ = try other.restoreBench(from: saved.bench, using: engine) { _ in
        .failure(.file(.notPermitted))
      }
    } catch {
      return
    }
    opened.bench = other.bench
    opened.bench.steps = opened.start.steps + (numbers["steps"] ?? 0)
    opened.bench.evaluations = opened.start.evaluations + (numbers["evaluations"] ?? 0)
    opened.bench.wasMovedByHand = numbers["byhand"] == 1
    opened.practice.open?.attempts = numbers["attempts"] ?? 0
    let hintCount = placed.exercise.texts.hints.count
    opened.practice.open?.hintsShown = min(max(numbers["hints"] ?? 0, 0), hintCount)
    opened.practice.open?.isSolved = numbers["solved"] == 1
    opened.practice.open?.solutionWasShown = numbers["shown"] == 1
    self = opened
  }
}
