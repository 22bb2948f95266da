import DocumentModel
import GradientCore

/// Holds the exercises of a curriculum against the rules by which they are written: for the numbers
/// of the text, and for those that are drawn.
public struct ExerciseLint {
  /// What is wrong with an exercise.
  public struct Fault: Equatable, Sendable, CustomStringConvertible {
    public var language: String
    public var lesson: String
    public var exercise: String
    /// The presentation in which it is found; 0 is the first.
    public var draw: UInt64
    public var reason: Phrase

    public var description: String {
      let drawn = draw == 0 ? "" : " (\(draw))"
      return "\(language) \(lesson) \(exercise)\(drawn): \(Language.english.say(reason).plain)"
    }
  }

  private let curriculum: Curriculum
  private let engine = Engine()
  private let drawn = DrawnNumbers()
  private static let mostDraws: UInt64 = 200

  public init(_ curriculum: Curriculum) { self.curriculum = curriculum }

  /// All exercises and asks, each as language, lesson and place in it.
  public func faults() -> [Fault] {
    curriculum.languages.flatMap { language in
      language.lessons.flatMap { faults(of: $0.id, in: language.code) }
    }
  }

  /// What is wrong in one lesson.
  public func faults(of lessonID: String, in code: String) -> [Fault] {
    var session = Session(curriculum: curriculum, language: code, takesOffers: false)
    guard let lesson = session.language.lessons.first(where: { $0.id == lessonID }) else {
      return []
    }
    session.course.place = .init(lesson: lessonID, page: 1)
    let asks = lesson.pages.enumerated().compactMap { index, page in
      page.ask.map { PlacedExercise(exercise: $0, lesson: lesson, page: index + 1, number: 0) }
    }
    return translationFaults(of: lesson, in: code)
      + lesson.exercises.flatMap { faults(of: $0, in: session) }
      + asks.flatMap { faults(of: $0, in: session) }
  }

  private func faults(of placed: PlacedExercise, in session: Session) -> [Fault] {
    let fault = { (draw: UInt64, reason: Phrase) in
      Fault(
        language: session.languageCode, lesson: placed.lesson.id, exercise: placed.exercise.id,
        draw: draw, reason: reason)
    }
    let first: Bench
    do throws(Refusal) {
      first = try session.bench(of: placed, draw: 0, using: engine)
    } catch {
      return [fault(0, error.reason)]
    }
    let judged = drawn.numbers(of: placed)
    let checked = CheckedExercise(placed, session, engine, knowing: judged)
    var faults = checked.textFaults(on: first).map { fault(0, $0) }
    faults += checked.faults(on: first, draw: 0).map { fault(0, $0) }
    faults += checked.variationFaults(on: first).map { fault(0, $0) }
    // With wrong numbers in the text, nothing that is drawn says more.
    guard faults.isEmpty else { return faults }
    // What is drawn is the same in all languages; only their texts differ.
    let isFirst = session.languageCode == curriculum.languages.first?.code
    let most = isFirst ? Self.mostDraws : Self.mostDraws / 10
    var seen: Set<[Double]> = []
    for draw in 1..<(1 + min(placed.exercise.presentations, most)) {
      let drawn = try? session.bench(of: placed, draw: draw, using: engine, knowing: judged)
      guard let bench = drawn else {
        faults.append(fault(draw, Phrase("No numbers can be drawn.")))
        break
      }
      let numbers = placed.exercise.variations.map {
        bench.definitions.value(ofLeaf: $0.name)?.scalar ?? .nan
      }
      // With the same numbers only the order of choices and cards is another.
      let isNew = seen.insert(numbers).inserted
      guard isNew || !placed.exercise.shownKeys(draw: 0).isEmpty else { continue }
      faults += checked.faults(on: bench, draw: draw).map { fault(draw, $0) }
      if faults.count > 3 { break }
    }
    return faults
  }

  // MARK: - Languages

  /// The machine parts are those of the first language, byte for byte.
  private func translationFaults(of lesson: Lesson, in code: String) -> [Fault] {
    guard let first = curriculum.languages.first, first.code != code,
      let original = first.lessons.first(where: { $0.id == lesson.id })
    else { return [] }
    let own = lesson.pages.map(\.machineParts)
    let theirs = original.pages.map(\.machineParts)
    guard own != theirs else { return [] }
    let differing = zip(own.joined(), theirs.joined()).first { $0 != $1 }?.0.id
    return [
      Fault(
        language: code, lesson: lesson.id, exercise: differing ?? "", draw: 0,
        reason: Phrase("The lines of the exercises are not those of the English text."))
    ]
  }
}

/// What is known of the numbers of each exercise: they are the same in all languages.
private final class DrawnNumbers {
  private struct Known {
    var machinePart: Exercise
    var setup: [String]
    var numbers = JudgedNumbers()
  }

  private var known: [ExerciseName: Known] = [:]

  func numbers(of placed: PlacedExercise) -> JudgedNumbers {
    let (part, setup) = (placed.exercise.machinePart, placed.lesson.setup)
    if let known = known[placed.name], known.machinePart == part, known.setup == setup {
      return known.numbers
    }
    let fresh = Known(machinePart: part, setup: setup)
    known[placed.name] = fresh
    return fresh.numbers
  }
}

extension Page {
  fileprivate var machineParts: [Exercise] {
    (exercises + (ask.map { [$0] } ?? [])).map(\.machinePart)
  }
}

extension Exercise {
  fileprivate var machinePart: Exercise {
    var exercise = self
    exercise.texts = .init()
    return exercise
  }

  /// About how many presentations differ from the first.
  fileprivate var presentations: UInt64 {
    let count = variations.reduce(1.0) { $0 * Double(max($1.others.count, 1)) }
    return variations.isEmpty ? 0 : UInt64(min(count, 1e6))
  }
}
