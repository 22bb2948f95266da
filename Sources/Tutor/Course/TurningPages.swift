import DocumentModel
import GradientCore

extension Session {
  /// Opens a page. A page of another lesson puts that lesson's setup on the bench; turning pages
  /// within a lesson leaves the bench as it is.
  ///
  /// - Parameters:
  ///   - peeking: whether a lesson that was not begun is only looked at.
  ///   - asks: whether the page's surprise may be asked first.
  mutating func turn(
    to place: CourseState.Place, peeking: Bool = false, asking asks: Bool = true,
    using engine: Engine
  ) throws(Refusal) -> Answer {
    guard !course.isPlaying else {
      throw Refusal(
        Phrase(
          "This is the sandbox. {resume} brings the lesson back.",
          ["resume": Text("resume", .command)]),
        correction: "resume")
    }
    guard let lesson = lesson(place.lesson) else { throw Self.noLessons }
    closeExercise()
    if asks, let question = askSurprise(of: lesson, at: place, using: engine) { return question }
    var notice = Document()
    if course.place?.lesson != lesson.id {
      let from = course.peek?.from ?? course.place
      let left =
        course.peek?.left ?? KeptBench(bench: bench, start: start, history: history)
      notice = try change(to: lesson, at: place, using: engine)
      course.peek = nil
      if peeking, let from, from.lesson != lesson.id, course.pagesSeen(of: lesson) == 0 {
        course.peek = Peek(from: from, left: left, bench: bench)
      }
    } else if course.peek != nil, course.place != place {
      beginPeeked()
    } else if bench.isEmpty {
      try begin(with: lesson.setup, at: place, using: engine)
    }
    course.show(place)
    var page = showOpenPage(using: engine)
    page.document = notice + page.document
    return page
  }

  /// Makes the bench that `setup` makes, and lets `reset` return to it.
  mutating func begin(
    with setup: [String], at place: CourseState.Place?, using engine: Engine
  ) throws(Refusal) {
    let fresh = try canonical(setup, at: place, using: engine)
    // Where nothing of the learner's is replaced, there is nothing for `undo` to bring back.
    if bench.isEmpty || bench == start { lineStart?.bench = fresh.bench }
    bench = fresh.bench
    start = fresh.bench
    snapshots = Snapshots()
  }

  /// The open page once more; Enter goes to the next.
  mutating func showOpenPage(using engine: Engine) -> Answer {
    guard let (lesson, place) = openPage else { return Answer() }
    course.show(place)
    offer = wayOn(isLast: isLast(place))
    return Answer(document(of: lesson, page: place.page, using: engine))
  }

  static let noLessons = Refusal(Phrase("There are no lessons here."))

  static let nothingOpen = Refusal(
    Phrase(
      "No lesson is open. {next} begins the course, {lessons} lists all.",
      ["next": Text("next", .command), "lessons": Text("lessons", .command)]))
}

// MARK: - What is meant by a lesson's name

extension Session {
  /// Finds the page that `5`, `5.3`, `chain-rule 3`, `chain rule 3`, `"Chain rule" 3` or a beginning
  /// such as `chain` mean, in any language.
  func place(named parts: [Arguments.Part]) throws(Refusal) -> CourseState.Place {
    guard !lessons.isEmpty else { throw Self.noLessons }
    var words = parts.flatMap { $0.text.split(separator: " ").map(String.init) }
    var page: Int?
    if words.count == 1, let (number, second) = Self.pair(words[0]) {
      words = [number]
      page = second
    } else if words.count > 1, let number = words.last.flatMap({ Int($0) }) {
      words.removeLast()
      page = number
    }
    let range = parts.first!.range.lowerBound..<parts.last!.range.upperBound
    let lesson = try lesson(meantBy: words.joined(separator: " "), at: range)
    guard (1...lesson.pageCount).contains(page ?? 1) else {
      throw Refusal(
        Phrase(
          "The pages of {lesson} are numbered from 1 to {count}.",
          ["lesson": Text(lesson.title), "count": Text("\(lesson.pageCount)")]),
        at: parts.last!.range)
    }
    return .init(lesson: lesson.id, page: page ?? 1)
  }

  /// `5.3` → 5 and 3.
  private static func pair(_ word: String) -> (String, Int)? {
    let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 2, Int(numbers[0]) != nil, let page = Int(numbers[1]) else { return nil }
    return (String(numbers[0]), page)
  }

  func lesson(meantBy typed: String, at range: Range<Int>) throws(Refusal) -> Lesson {
    if let number = Int(typed) {
      guard let lesson = lessons.first(where: { $0.number == number }) else {
        throw Refusal(
          Phrase(
            "The lessons are numbered from {first} to {last}.",
            [
              "first": Text("\(lessons.first!.number)"), "last": Text("\(lessons.last!.number)"),
            ]), at: range)
      }
      return lesson
    }
    let names = lessonNames
    let name = typed.asLessonName
    let exact = names[name]
    let begun = Set(names.filter { $0.key.hasPrefix(name) }.values)
    if let id = exact ?? (begun.count == 1 ? begun.first : nil), let lesson = lesson(id) {
      return lesson
    }
    // A slip in `chain` is looked for among the first words, too.
    let beginnings = Dictionary(
      names.map { (String($0.key.prefix { $0 != "-" }), $0.value) }, uniquingKeysWith: min)
    let known = nearest(to: name, among: names.keys.sorted() + beginnings.keys.sorted())
    guard let known = known.flatMap({ names[$0] ?? beginnings[$0] }) else {
      throw Refusal(
        Phrase(
          "There is no lesson {name}. {lessons} lists all.",
          ["name": Text(typed, .code), "lessons": Text("lessons", .command)]), at: range)
    }
    throw Refusal(
      Phrase(
        "There is no lesson {name}. Did you mean {nearest}?",
        ["name": Text(typed, .code), "nearest": Text(known, .command)]),
      at: range, correction: "open \(known)")
  }

  /// Ids, and titles of all languages → ids.
  private var lessonNames: [String: String] {
    var names: [String: String] = [:]
    for lesson in curriculum.languages.flatMap(\.lessons) {
      names[lesson.id] = lesson.id
      names[lesson.title.asLessonName] = lesson.id
    }
    return names
  }
}

extension String {
  /// `Gradiente numérico` → `gradiente-numerico`.
  fileprivate var asLessonName: String {
    var letters = String.UnicodeScalarView()
    letters.append(contentsOf: folded(self))
    return String(letters).split(separator: " ").joined(separator: "-")
  }
}
