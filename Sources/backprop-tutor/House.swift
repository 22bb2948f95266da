import ArgumentParser
import Lessons
import LineEditing
import SystemPackage
import Terminal
import Tutor

/// The rooms put together, for the options and the surroundings of this start.
struct House {
  let start: Start
  let surroundings = Surroundings()
  let curriculum: Curriculum
  let language: Language

  init(_ start: Start) throws {
    self.start = start
    curriculum = try Self.curriculum(of: start, in: surroundings)
    let spoken = surroundings.language(of: curriculum)
    if let name = start.learner, !StateFolder.isSafe(learner: name) {
      let speaks = start.language.flatMap(curriculum.language(chosen:)) ?? spoken
      throw Complaint(message: Wiring.unsafe(learner: name, in: speaks))
    }
    guard let code = start.language else {
      language = spoken
      return
    }
    guard let chosen = curriculum.language(chosen: code) else {
      throw Complaint(message: Wiring.unknown(code, of: curriculum.languages, in: spoken))
    }
    language = chosen
  }

  private static func curriculum(
    of start: Start, in surroundings: Surroundings
  ) throws -> Curriculum {
    guard let folder = start.lessons.map(surroundings.path) else { return .standard }
    let spoken = {
      start.language.flatMap(Curriculum.standard.language(chosen:))
        ?? surroundings.language(of: .standard)
    }
    do {
      return try .standard(with: Files.all(below: folder))
    } catch let failure as FileFailure {
      throw Complaint(message: Wiring.sentence(failure, path: folder.string, in: spoken()))
    } catch let errors as LessonTextErrors {
      throw Complaint(message: Wiring.sentences(errors, in: spoken()))
    }
  }

  func run() throws -> ExitCode {
    switch start.input {
    case .commands(let commands):
      return converse(ScriptSource(commands))
    case .file(let file):
      do throws(FileFailure) {
        return converse(ScriptSource(try Files.read(surroundings.path(file))))
      } catch {
        throw Complaint(message: Wiring.sentence(error, path: file, in: language))
      }
    case .standard where surroundings.inputIsTerminal:
      return teach()
    case .standard, .pipe:
      return converse(PipeSource())
    }
  }

  /// Says what is wrong with the lessons of the folder that was given, or with all.
  func checkLessons() throws -> ExitCode {
    let check = LessonCheck(curriculum) { document in
      var lines = Renderer(.page).render(document)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      while lines.last?.isEmpty == true { lines.removeLast() }
      return lines
    }
    let files = try start.lessons.map(surroundings.path).map { folder in
      try Files.all(below: folder)
    }
    let complaints = check.complaints(about: files)
    let results = Output.results
    for complaint in complaints {
      results.write(
        Visible.safe("\(complaint.place): \(language.say(complaint.reason).plain)") + "\n")
    }
    if complaints.isEmpty {
      results.write(language.say(Phrase("All lessons are as they should be.")).plain + "\n")
    }
    return complaints.isEmpty ? .success : .commandFailed
  }

  private func converse(_ lines: any LineSource) -> ExitCode {
    let conversation = Conversation(in: self, interactive: false)
    if start.keepsProgress { conversation.keepProgress(in: stateFolder(for: conversation)) }
    return conversation.run(JoinedLines(lines, words: curriculum.words))
  }

  /// A learner at the keyboard.
  private func teach() -> ExitCode {
    let conversation = Conversation(in: self, interactive: true)
    let folder = stateFolder(for: conversation)
    conversation.keepProgress(in: folder)
    let history = folder.map(HistoryFile.init(in:))
    // Whoever listens hears what is drawn over as if it were new.
    let editor =
      surroundings.hasEditor && !start.plain
      ? EditLineSource(
        history: history?.load() ?? [], configuration: surroundings.editorConfiguration,
        assistance: conversation.assistance { history?.append($0) }) : nil
    conversation.hasEditor = editor != nil
    conversation.typedBefore = { editor?.typedBefore ?? history?.load() ?? [] }
    defer { TerminalDevice.restore() }
    Interrupts.watch()
    conversation.greet()
    return conversation.run(
      editor
        ?? JoinedLines(
          PipeSource(
            promptingOn: surroundings.outputIsTerminal ? 1 : 2,
            resumption: { conversation.resumption }),
          words: curriculum.words, remember: { history?.append($0) }))
  }

  /// Nil, and said, where nothing can be kept.
  private func stateFolder(for conversation: Conversation) -> StateFolder? {
    guard var path = surroundings.stateFolder(start.state) else { return nil }
    if let name = start.learner { path = path.appending("learners").appending(name) }
    do throws(FileFailure) {
      return try StateFolder(path)
    } catch {
      conversation.notice(Wiring.cannotKeep(error, path: path.string))
      return nil
    }
  }
}
