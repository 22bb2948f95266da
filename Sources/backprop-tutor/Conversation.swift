import ArgumentParser
import DocumentModel
import LineEditing
import SystemPackage
import Terminal
import Tutor

/// A line is answered, the answer is shown, its request is fulfilled; until the lines end.
final class Conversation {
  private var session: Session
  private let engine = Engine()
  private let start: Start
  private let surroundings: Surroundings
  /// The language that was asked for, where one was.
  private let language: Language?
  private let isInteractive: Bool
  private let keepsDay: Bool

  private let stage: Stage

  private var progress: ProgressFile?
  /// The lines that were typed, in earlier sessions too.
  var typedBefore: () -> [String] = { [] }
  /// Whether a line can be put before whoever types.
  var hasEditor = true
  private var hasFailed = false

  init(in house: House, interactive: Bool) {
    session = Session(
      curriculum: house.curriculum, language: house.language.code, takesOffers: interactive)
    language = house.start.language.map { _ in house.language }
    start = house.start
    surroundings = house.surroundings
    isInteractive = interactive
    // What a script answers does not depend on the day.
    keepsDay = interactive || house.start.keepsProgress
    stage = Stage(house.start, in: house.surroundings, interactive: interactive)
    stage.follow(session)
  }

  /// A listener hears one lesson after the other, not what stands side by side.
  func greet() {
    let window = stage.page.profile
    let isSmall = !start.plain && (window.width < 60 || window.height < 16)
    let greeting = session.greeting(isBrief: isSmall, columns: start.plain ? 1 : 2)
    stage.show(greeting, paging: false)
  }

  func run(_ source: any LineSource) -> ExitCode {
    var lines = source
    Interrupts.watch()
    while stage.results.failure == nil {
      if !isInteractive, Interrupts.takeOne() { return .interrupted }
      let prompt = session.prompt
      stage.follow(session)
      switch lines.next(prompt: isInteractive ? stage.page.render(prompt) : "") {
      case .end:
        // What waits for a guess is carried out where nobody can answer any more.
        if !isInteractive, session.isGuessing, let code = answer("skip", nil, &lines) {
          return code
        }
        return end(with: 0)
      case .interrupted:
        if !isInteractive { return .interrupted }
        if session.isGuessing { stage.show(session.dropGuess()) }
      case .text(let line):
        let isAbove = isInteractive && lines.lineStandsBehindPrompt
        let typed = isAbove ? TypedLine(line, at: stage.page.width(of: prompt)) : nil
        if let code = answer(line, typed, &lines) { return code }
      }
    }
    return end(with: 0)
  }

  private func end(with code: Int) -> ExitCode {
    if let failure = stage.results.failure, failure != .brokenPipe {
      stage.notice(Wiring.cannotWrite(failure))
      return .commandFailed
    }
    if code == 0, hasFailed, !isInteractive { return .commandFailed }
    return ExitCode(Int32(truncatingIfNeeded: code))
  }

  /// Answers a line to its end; the exit code where it was the last.
  private func answer(
    _ line: String, _ typed: TypedLine?, _ lines: inout some LineSource
  ) -> ExitCode? {
    let begin = ContinuousClock.now
    let theme = session.preferences[.theme]
    var failed = false
    // Around midnight a line belongs to the day on which it is typed.
    if keepsDay { session.day = surroundings.today }
    var answer = session.respond(to: line, using: engine)
    while true {
      stage.follow(session)
      if stage.show(answer, under: typed) == .interrupted { lines.dropPending() }
      failed = failed || answer.failed
      if case .leave(let code) = answer.request {
        save()
        return end(with: code)
      }
      if answer.failed, isOpenEnd(line, of: lines) { lines.prefill(line) }
      if case .prefill(let text) = answer.request { offer(text, on: &lines) }
      if let request = answer.request, case .table(let wanted) = request {
        let result = read(wanted)
        answer = session.received(result, for: request, using: engine)
        if case .failure(.interrupted) = result { lines.dropPending() }
        if case .failure(.interrupted) = result, !isInteractive {
          stage.show(answer)
          return .interrupted
        }
      } else if let request = answer.request, request.needsAnswer {
        let result = fulfil(request, since: begin)
        if result == .success(TweakEnd.interrupted.rawValue) { lines.dropPending() }
        answer = session.received(result, for: request, using: engine)
      } else if session.isWorking {
        var live = LiveTraining(on: stage, using: engine)
        guard let next = work(&live) else {
          lines.dropPending()
          let isTraining = session.isTraining
          let farewell = session.interrupt()
          let wasDrawn = isTraining && showsPictures ? live.end(session) : live.release()
          // Below the ^C that the terminal shows.
          if isInteractive, !wasDrawn, !stage.eraseStatus() { stage.results.write("\n") }
          stage.show(farewell)
          save()
          return isInteractive ? nil : .interrupted
        }
        answer = next
      } else {
        break
      }
    }
    if session.preferences[.theme] != theme { stage.compareThemeWithTerminal() }
    hasFailed = hasFailed || failed
    if failed, let place = lines.placeInBlock {
      notice(Wiring.failed(line: place.line, of: place.count))
    }
    if !failed { save() }
    return failed && start.bails ? .commandFailed : nil
  }

  /// Whether the line is the last of what was typed, with a bracket that can still be closed.
  private func isOpenEnd(_ line: String, of lines: some LineSource) -> Bool {
    if let place = lines.placeInBlock, place.line < place.count { return false }
    return OpenLine.isOpen(line, words: session.curriculum.words)
  }

  /// Long work, in slices that are short enough for Ctrl-C to feel immediate; nil when it was
  /// pressed.
  ///
  /// - Parameter live: shows a training, and keeps its reports where it does.
  private func work(_ live: inout LiveTraining) -> Answer? {
    var steps = 1
    stage.beginWork()
    while !Interrupts.takeOne(), stage.results.failure == nil {
      let start = ContinuousClock.now
      let wasTraining = session.isTraining
      if let answer = session.advance(steps: steps, using: engine) {
        if wasTraining, session.isTraining, live.hasRoom, !answer.failed, answer.request == nil {
          live.keep(answer)
          continue
        }
        stage.eraseStatus()
        if wasTraining, !session.isTraining, showsPictures { _ = live.end(session) }
        live.release()
        return answer
      }
      if !session.isTraining || !live.draw(session) {
        stage.showStatus(of: session, using: engine)
      }
      let elapsed = ContinuousClock.now - start
      if elapsed < .milliseconds(10) { steps = min(steps * 2, 1 << 20) }
      if elapsed > .milliseconds(40) { steps = max(steps / 2, 1) }
    }
    return nil
  }

  /// Whether somebody looks at what a training has come to, or listens.
  private var showsPictures: Bool { isInteractive && surroundings.outputIsTerminal }

  private func fulfil(
    _ request: Request, since begin: ContinuousClock.Instant
  ) -> Result<String, FileFailure> {
    Result { () throws(FileFailure) -> String in
      switch request {
      case .read(let path, _), .source(let path): return try Files.read(surroundings.path(path))
      case .write(let path, let text):
        try Files.write(text, to: surroundings.path(path))
        return ""
      case .writeNew(let path, let text):
        try Files.write(text, toNew: surroundings.path(path))
        return ""
      case .keepCopy: return try keepCopy()
      case .typedLines: return typedBefore().joined(separator: "\n")
      case .elapsed: return "\((ContinuousClock.now - begin) / .seconds(1))"
      case .tweak: return try tweak().rawValue
      case .table, .prefill, .leave: return ""
      }
    }
  }

  /// Reads a file of rows, until it ends or Ctrl-C is pressed.
  private func read(_ wanted: TableRequest) -> Result<ReadTable, TableProblem> {
    stage.beginWork()
    let result = Result { () throws(TableProblem) -> ReadTable in
      try TableFiles.read(wanted, at: surroundings.path(wanted.path)) {
        stage.showStatus(ofReading: wanted.path, bytes: $0)
      }
    }
    let wasDrawn = stage.eraseStatus()
    // Below the ^C that the terminal shows.
    if case .failure(.interrupted) = result, isInteractive, !wasDrawn { stage.results.write("\n") }
    return result
  }

  /// Hands the learner's keys to the live bench until it is left.
  private func tweak() throws(FileFailure) -> TweakEnd {
    guard stage.redraws else { throw .notPermitted }
    return LiveBench(on: stage).run { key in
      session.tweak(key, using: engine)
    } panel: { rows in
      session.tweakPanel(rows: rows, using: engine)
    }
  }

  /// A line to be taken with Enter: put on the next one, or told where nothing can be put there.
  private func offer(_ line: String, on lines: inout some LineSource) {
    guard isInteractive, !hasEditor else { return lines.prefill(line) }
    session.offer(line)
    stage.show(Answer(session.voice.say(Wiring.offered(line))))
  }

  /// What is said after Ctrl-Z and fg where the terminal itself reads the lines.
  var resumption: String {
    stage.margin.render(Document(.paragraph(session.voice.say(Wiring.resumed))))
  }

  // MARK: - Help

  /// Something to know that no command was about.
  func notice(_ phrase: Phrase) { stage.notice(phrase) }

  /// What the keyboard's learner is helped with.
  func assistance(remember: @escaping (String) -> Void) -> Assistance {
    KeyboardHelp(
      session: { [unowned self] in session }, engine: engine,
      renderer: { [unowned self] in stage.page }, files: FileNames(surroundings: surroundings)
    ).assistance(remember: remember)
  }

  // MARK: - Progress

  /// Goes on where the learner was, and keeps from now on what is reached.
  func keepProgress(in folder: StateFolder?) {
    defer { stage.follow(session) }
    guard let folder else { return }
    var file = ProgressFile(in: folder)
    if keepsDay { session.day = surroundings.today }
    do throws(FileFailure) {
      if let script = try file.load() { try restore(script) }
      progress = file
    } catch .notText {
      stage.notice(Wiring.setAside(file.setAside()?.string))
      progress = file
    } catch {
      stage.notice(Wiring.cannotKeep(error, path: folder.path.string))
    }
  }

  private func restore(_ script: String) throws(FileFailure) {
    do throws(Refusal) {
      let missing = try session.restore(from: script, using: engine, reading: read)
      for path in Set(missing.map(\.path)).sorted() { stage.notice(Wiring.rowsAreMissing(path)) }
    } catch {
      throw .notText
    }
    // What was asked for at this start goes before what was spoken the last time.
    if let language, language.code != session.language.code {
      _ = session.respondToEnd("lang \(language.code)", using: engine)
    }
  }

  /// The path of a copy of what is kept, as it is now; nothing where nothing is kept.
  private func keepCopy() throws(FileFailure) -> String {
    guard progress != nil else { return "" }
    save()
    guard let copy = progress?.keepCopy() else { throw .notPermitted }
    return copy.string
  }

  private func save() {
    do throws(FileFailure) {
      try progress?.save { session.progressScript(mergedWith: $0) }
    } catch {
      stage.notice(Wiring.cannotKeep(error, path: progress!.folder.path.string))
      progress = nil
    }
  }
}
