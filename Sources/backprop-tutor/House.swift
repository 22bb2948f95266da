import ArgumentParser
import Lessons
import LineEditing
import SystemPackage
import Terminal
import Tutor

/// The rooms put together, for the options and the surroundings of this start.
struct House {
  let options: CommonOptions
  let surroundings = Surroundings()
  let curriculum: Curriculum
  let language: Language

  init(_ options: CommonOptions) throws {
    self.options = options
    curriculum = try Self.curriculum(options.lessons.map(surroundings.path))
    if let code = options.lang {
      guard let language = curriculum.language(code) else {
        let known = curriculum.languages.map(\.code).joined(separator: ", ")
        throw Complaint(message: "--lang knows \(known), not '\(code)'.")
      }
      self.language = language
    } else {
      language = curriculum.language(surroundings.languageCode) ?? .english
    }
  }

  private static func curriculum(_ folder: FilePath?) throws -> Curriculum {
    guard let folder else { return .standard }
    do {
      return try .standard(with: Files.all(below: folder))
    } catch let failure as FileFailure {
      throw Complaint(message: Wiring.sentence(failure, path: folder.string, in: .english))
    } catch let errors as LessonTextErrors {
      throw Complaint(message: Wiring.sentences(errors, in: .english))
    }
  }

  func run(_ options: Teach) throws -> ExitCode {
    if let commands = options.commands { return run(commands: commands, bail: options.bail) }
    if let file = options.file, file != "-" {
      do throws(FileFailure) {
        return run(commands: try Files.read(surroundings.path(file)), bail: options.bail)
      } catch {
        throw Complaint(message: Wiring.sentence(error, path: file, in: language))
      }
    }
    guard surroundings.inputIsTerminal, options.file == nil else {
      return converse(PipeSource(), interactive: false, bail: options.bail)
    }
    return teach(bail: options.bail)
  }

  func run(commands: String, bail: Bool) -> ExitCode {
    converse(ScriptSource(commands), interactive: false, bail: bail)
  }

  private func converse(_ lines: any LineSource, interactive: Bool, bail: Bool) -> ExitCode {
    let conversation = Conversation(in: self, interactive: interactive, bail: bail)
    if options.state != nil { conversation.keepProgress(in: stateFolder(for: conversation)) }
    return conversation.run(lines)
  }

  /// A learner at the keyboard.
  private func teach(bail: Bool) -> ExitCode {
    let conversation = Conversation(in: self, interactive: true, bail: bail)
    let folder = stateFolder(for: conversation)
    conversation.keepProgress(in: folder)
    let history = folder.map(HistoryFile.init(in:))
    let editor =
      surroundings.hasEditor
      ? EditLineSource(
        history: history?.load() ?? [],
        assistance: conversation.assistance { history?.append($0) }) : nil
    defer { TerminalDevice.restore() }
    conversation.greet()
    return conversation.run(
      editor ?? PipeSource(promptingOn: surroundings.outputIsTerminal ? 1 : 2))
  }

  /// Nil, and said, where nothing can be kept.
  private func stateFolder(for conversation: Conversation) -> StateFolder? {
    guard let path = surroundings.stateFolder(options.state) else { return nil }
    do throws(FileFailure) {
      return try StateFolder(path)
    } catch {
      conversation.notice(Wiring.cannotKeep(error, path: path.string))
      return nil
    }
  }
}
