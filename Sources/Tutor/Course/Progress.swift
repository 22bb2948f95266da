import DocumentModel
import GradientCore

/// What is kept from one day to the next: a script of our own language. Its first lines say what
/// was seen, the others are what `save` writes: of the bench, and of each lesson's that was left
/// with changes, and of each branch with its steps and evaluations.
///
///     # backprop-tutor, progress 1
///     lang pt
///     seen random-search 1 2 3
///     open random-search 3
///     x = 1.5
///     …
///     kept chain-rule
///     x = 7
///     …
///     branch far 10 10
///     x = 9
///     …
///     exercise chain-rule through-add …
///     x = 3
///     …
extension Session {
  private static let head = "# backprop-tutor, progress 1"

  /// - Parameter theirs: what another tutor kept meanwhile. Pages that were seen there were seen;
  ///   the bench is ours, and so are those kept of other lessons where both kept one.
  public func progressScript(mergedWith theirs: String? = nil) -> String {
    var seen = course.seen
    var (records, ideas, guesses) = (practice.records, practice.ideas, practice.guesses)
    var kept = course.kept.mapValues { $0.bench.script(withFullPaths: true) }
    var keptBranches = branches.lastingNames.compactMap { name in
      branches[name].map { ProgressLines.Branch($0, name: name) }
    }
    let place = course.peek?.from ?? course.place
    if let place { kept[place.lesson] = nil }
    if let theirs, let other = try? ProgressLines(theirs) {
      seen.merge(other.seen) { $0.union($1) }
      records.merge(other.practice.records) { $0.merged(with: $1) }
      ideas.merge(other.practice.ideas) { $0.merged(with: $1) }
      guesses = guesses.merged(with: other.practice.guesses)
      for (lesson, script) in other.kept where lesson != place?.lesson {
        kept[lesson] = kept[lesson] ?? script.split(separator: "\n").map(String.init)
      }
      keptBranches += other.branches.filter { branches[$0.name] == nil }
    }
    var lines = [Self.head, "lang \(languageCode)"]
    lines += Preference.allCases.filter { preferences[$0] != $0.choices[0] }
      .map { "set \($0) \(preferences[$0])" }
    lines += seen.keys.sorted().map { lesson in
      (["seen", lesson] + seen[lesson]!.sorted().map(String.init)).joined(separator: " ")
    }
    lines += ProgressLines.Practice.lines(of: records) + guesses.lines
    lines += ProgressLines.Practice.lines(of: ideas)
    lines += practice.review.map { [$0.line] } ?? []
    if let place { lines.append("open \(place.lesson) \(place.page)") }
    // The sandbox is not kept, the bench it was copied from is; so is that behind an exercise.
    let learners =
      course.peek?.left.bench ?? course.stash?.bench ?? practice.open?.learners.bench ?? bench
    lines += learners.script(withFullPaths: true)
    for (lesson, script) in kept.sorted(by: { $0.key < $1.key }) {
      lines.append("kept \(lesson)")
      lines += script
    }
    for branch in keptBranches {
      lines.append("branch \(branch.name) \(branch.steps) \(branch.evaluations)")
      lines += branch.script.split(separator: "\n").map(String.init)
    }
    lines += openExerciseLines
    return lines.map { $0 + "\n" }.joined()
  }

  /// Goes on where a progress script stopped.
  ///
  /// A lesson that is not taught any more, or has fewer pages now, is passed over. Anything that
  /// is no progress is refused, and the session stays as it was.
  ///
  /// - Parameter read: reads a file of rows that a bench needs.
  /// - Returns: The files of rows that could not be read; zeros keep their places.
  @discardableResult
  public mutating func restore(
    from script: String, using engine: Engine = Engine(),
    reading read: (TableRequest) -> Result<ReadTable, TableProblem> = { _ in
      .failure(.file(.notPermitted))
    }
  ) throws(Refusal) -> [TableRequest] {
    var missing: [TableRequest] = []
    let progress = try ProgressLines(script)
    var session = Session(curriculum: curriculum, language: languageCode, takesOffers: takesOffers)
    if let code = progress.language, curriculum.language(code) != nil {
      session.languageCode = code
    }
    session.day = day
    session.preferences = progress.preferences
    session.course.seen = progress.seen
    if let place = progress.place, let lesson = session.lesson(place.lesson) {
      try session.begin(with: lesson.setup, at: place, using: engine)
      session.course.place = place
    }
    for (lesson, script) in progress.kept where lesson != session.course.openLesson {
      var other = Session(curriculum: curriculum, takesOffers: false)
      missing += try other.restoreBench(from: script, using: engine, reading: read)
      session.course.kept[lesson] = KeptBench(bench: other.bench)
    }
    for branch in progress.branches {
      var other = Session(curriculum: curriculum, takesOffers: false)
      missing += try other.restoreBench(from: branch.script, using: engine, reading: read)
      (other.bench.steps, other.bench.evaluations) = (branch.steps, branch.evaluations)
      session.branches[branch.name] = other.bench
    }
    missing += try session.restoreBench(from: progress.bench, using: engine, reading: read)
    session.restore(progress.practice, using: engine)
    self = session
    return missing
  }

  mutating func restoreBench(
    from script: String, using engine: Engine,
    reading read: (TableRequest) -> Result<ReadTable, TableProblem>
  ) throws(Refusal) -> [TableRequest] {
    let (answer, missing) = load(script, using: engine, reading: read)
    guard !answer.failed else {
      throw Refusal(
        Phrase(
          "The saved bench cannot be made: {problem}",
          ["problem": answer.document.problems.first ?? ""]))
    }
    return missing
  }
}

/// A progress script, taken apart.
struct ProgressLines {
  var language: String?
  var preferences = Preferences()
  var seen: [String: Set<Int>] = [:]
  var place: CourseState.Place?
  /// The lines that make the bench.
  var bench = ""
  /// The lines that make the benches of other lessons.
  var kept: [String: String] = [:]
  var branches: [Branch] = []
  var practice = Practice()

  struct Branch {
    var name: String
    var steps: Int
    var evaluations: Int
    /// The lines that make its bench.
    var script = ""
  }

  init(_ script: String) throws(Refusal) {
    var lesson: String?
    for line in script.split(separator: "\n") where !line.hasPrefix("#") {
      if practice.take(line) { continue }
      let words = line.split(separator: " ").map(String.init)
      // These words may be names.
      switch Statement.looksLikeDefinition(String(line)) ? nil : words.first {
      case "lang" where words.count == 2: language = words[1]
      case "set" where words.count == 3 && Preference(rawValue: words[1]) != nil:
        let preference = Preference(rawValue: words[1])!
        guard preference.choices.contains(words[2]) else { throw Self.damaged(line) }
        preferences[preference] = words[2]
      case "seen" where words.count >= 2:
        seen[words[1]] = Set(try words.dropFirst(2).map(Self.page))
      case "open" where words.count == 3:
        place = .init(lesson: words[1], page: try Self.page(words[2]))
      case "kept" where words.count == 2:
        lesson = words[1]
        kept[words[1]] = ""
      case "branch" where words.count == 4:
        guard let steps = Int(words[2]), let evaluations = Int(words[3]) else {
          throw Self.damaged(line)
        }
        branches.append(Branch(name: words[1], steps: steps, evaluations: evaluations))
      case "lang", "seen", "open", "kept", "branch": throw Self.damaged(line)
      case _ where !branches.isEmpty: branches[branches.count - 1].script += line + "\n"
      case _ where lesson != nil: kept[lesson!]! += line + "\n"
      default: bench += line + "\n"
      }
    }
  }

  private static func page(_ word: String) throws(Refusal) -> Int {
    guard let page = Int(word), page > 0 else { throw damaged(Substring(word)) }
    return page
  }

  private static func damaged(_ text: Substring) -> Refusal {
    Refusal(
      Phrase("{text} is no line of saved progress.", ["text": Text(String(text), .code)]))
  }
}

extension ProgressLines.Branch {
  init(_ bench: Bench, name: String) {
    self.init(
      name: name, steps: bench.steps, evaluations: bench.evaluations,
      script: bench.script(withFullPaths: true).joined(separator: "\n"))
  }
}
