import DocumentModel
import Tutor

/// Reads the text of one lesson: a title, a setup, and pages.
///
///     # Numerical gradient         the title
///     ```setup                     commands that make the bench; a page may have its own
///     ## Nudge, watch, divide      a page
///     Prose with `code`, lists and indented lines.
///     ```tutor digits=10           commands after "> ", each followed by what it answers
///     ```try                       what the page suggests to type, a line each
///     ```exercise NAME             at the end of a page: see `ExerciseReader`
///     ```ask NAME                  the same, asked before the page is shown
struct LessonReader {
  private let path: String
  private var title: Text?
  private var setup: [String]?
  private var pages: [Page] = []
  /// What the text belongs to that follows an exercise.
  private var open: OpenQuestion?
  private var exerciseNames: Set<String> = []

  private enum OpenQuestion { case exercise, ask }

  static func read(
    _ text: String, path: String, number: Int, id: String
  ) throws(LessonTextError) -> Lesson {
    var reader = LessonReader(path: path)
    for element in Markdown(text).elements {
      do throws(Complaint) {
        try reader.take(element.kind)
      } catch {
        throw LessonTextError(
          path: path, line: element.line + error.lineOfFence, reason: error.reason)
      }
    }
    return try reader.lesson(number: number, id: id)
  }

  /// Looks for the title and counts the pages; the rest is read when it is asked for.
  static func glance(
    at text: String, path: String, number: Int, id: String
  ) throws(LessonTextError) -> Lesson {
    var title: Substring?
    var pageCount = 0
    var isInFence = false
    for line in Lines(text) {
      switch line.utf8.first {
      case UInt8(ascii: "`") where line.hasPrefix("```"): isInFence.toggle()
      case UInt8(ascii: "#") where !isInFence && line.hasPrefix("# "): title = line.dropFirst(2)
      case UInt8(ascii: "#") where !isInFence && line.hasPrefix("## "): pageCount += 1
      default: continue
      }
    }
    guard let title else { throw LessonTextError(path: path, line: 1, reason: .missingTitle) }
    let content = Lazily {
      let lesson = try? read(text, path: path, number: number, id: id)
      return LessonContent(setup: lesson?.setup ?? [], pages: lesson?.pages ?? [])
    }
    return Lesson(
      number: number, id: id, title: String(title.trimmed), pageCount: pageCount
    ) { content.value }
  }

  private init(path: String) { self.path = path }

  /// A reason, and how many lines below the beginning of its element it is found.
  private struct Complaint: Error {
    var reason: LessonTextError.Reason
    var lineOfFence = 0
  }

  private func lesson(number: Int, id: String) throws(LessonTextError) -> Lesson {
    guard let title else { throw LessonTextError(path: path, line: 1, reason: .missingTitle) }
    guard let setup else { throw LessonTextError(path: path, line: 1, reason: .missingSetup) }
    guard !pages.isEmpty else { throw LessonTextError(path: path, line: 1, reason: .missingPages) }
    return Lesson(number: number, id: id, title: title.plain, setup: setup, pages: pages)
  }

  private mutating func take(_ kind: Markdown.Kind) throws(Complaint) {
    switch kind {
    case .heading(let text, level: 1):
      guard title == nil else { throw Complaint(reason: .secondTitle) }
      title = text
    case .heading(let text, level: 2):
      guard title != nil else { throw Complaint(reason: .missingTitle) }
      guard setup != nil else { throw Complaint(reason: .missingSetup) }
      pages.append(Page(title: text, parts: []))
      open = nil
    case .fence(let info, let lines):
      try takeFence(info, lines)
    case .prose(let block):
      guard title != nil else { throw Complaint(reason: .missingTitle) }
      guard !pages.isEmpty else { throw Complaint(reason: .textBeforeFirstPage) }
      try add(block, to: pages.count - 1)
    case .unclosedFence:
      throw Complaint(reason: .unclosedFence)
    case .heading, .unknown:
      throw Complaint(reason: .unknownMarkup)
    }
  }

  private mutating func takeFence(_ info: String, _ lines: [String]) throws(Complaint) {
    let words = info.split(separator: " ").map(String.init)
    guard let name = words.first,
      ["setup", "tutor", "try", "exercise", "ask"].contains(name)
    else {
      throw Complaint(reason: .unknownFence(info))
    }
    guard title != nil else { throw Complaint(reason: .missingTitle) }
    guard let last = pages.indices.last else {
      guard name == "setup" else { throw Complaint(reason: .textBeforeFirstPage) }
      guard setup == nil else { throw Complaint(reason: .secondSetup) }
      setup = lines
      return
    }
    guard open == nil || name == "exercise" || name == "ask" else {
      throw Complaint(reason: .exercise(.pageGoesOn))
    }
    switch name {
    case "exercise", "ask": try takeQuestion(name, words.dropFirst(), lines, page: last)
    case "setup":
      guard pages[last].setup == nil else { throw Complaint(reason: .secondSetup) }
      pages[last].setup = lines
    case "try":
      guard pages[last].suggestions.isEmpty else { throw Complaint(reason: .secondExample) }
      pages[last].suggestions = lines
    default:
      guard !pages[last].hasExample else { throw Complaint(reason: .secondExample) }
      pages[last].parts.append(.example(try Self.example(lines, options: words.dropFirst())))
    }
  }

  private mutating func takeQuestion(
    _ fence: String, _ names: ArraySlice<String>, _ lines: [String], page: Int
  ) throws(Complaint) {
    guard let name = names.first, names.count == 1 else {
      throw Complaint(reason: .exercise(.missing(fence)))
    }
    guard exerciseNames.insert(name).inserted else {
      throw Complaint(reason: .exercise(.sameName(name)))
    }
    let exercise: Exercise
    do throws(ExerciseReader.Complaint) {
      exercise = try ExerciseReader.read(lines, id: name)
    } catch {
      throw Complaint(reason: .exercise(error.fault), lineOfFence: error.line)
    }
    if fence == "ask" {
      guard pages[page].ask == nil else { throw Complaint(reason: .exercise(.secondAsk)) }
      pages[page].ask = exercise
      open = .ask
    } else {
      pages[page].exercises.append(exercise)
      open = .exercise
    }
  }

  private mutating func add(_ block: Block, to page: Int) throws(Complaint) {
    do throws(LessonTextError.ExerciseFault) {
      switch open {
      case .exercise: try pages[page].exercises[pages[page].exercises.count - 1].texts.add(block)
      case .ask: try pages[page].ask!.texts.add(block)
      case nil: pages[page].add(block)
      }
    } catch {
      throw Complaint(reason: .exercise(error))
    }
  }

  private static func example(
    _ lines: [String], options: ArraySlice<String>
  ) throws(Complaint) -> Example {
    var example = Example(exchanges: [])
    for option in options {
      guard option.hasPrefix("digits="), let digits = Int(option.dropFirst(7)) else {
        throw Complaint(reason: .unknownOption(option))
      }
      example.digits = digits
    }
    for (position, line) in lines.enumerated() {
      if line.hasPrefix("> ") {
        example.exchanges.append(.init(command: String(line.dropFirst(2)), answer: []))
      } else if example.exchanges.isEmpty {
        throw Complaint(reason: .answerBeforeCommand, lineOfFence: position + 1)
      } else {
        example.exchanges[example.exchanges.count - 1].answer.append(line)
      }
    }
    return example
  }
}

extension Page {
  var hasExample: Bool {
    parts.contains { if case .example = $0 { true } else { false } }
  }

  /// Neighbouring blocks of prose are one part.
  fileprivate mutating func add(_ block: Block) {
    if case .prose(var document)? = parts.last {
      document.blocks.append(block)
      parts[parts.count - 1] = .prose(document)
    } else {
      parts.append(.prose(Document(block)))
    }
  }
}
