import ArgumentParser

/// What may be typed after the program's name.
struct Program: ParsableCommand {
  // Options live in a default subcommand, so that `backprop-tutor lessons` is not taken for a file.
  static let configuration = CommandConfiguration(
    commandName: "backprop-tutor", version: version,
    subcommands: [Teach.self, ListLessons.self], defaultSubcommand: Teach.self)

  static let version = "backprop-tutor 0.1.0"
}

extension Start.Colors: ExpressibleByArgument {}

struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp(.state), completion: .directory)
  var state: String?

  @Option(help: ArgumentHelp(.learner))
  var learner: String?

  @Option(help: ArgumentHelp(.lessons), completion: .directory)
  var lessons: String?

  @Option(help: ArgumentHelp(.lang), completion: .list(Speaking.now.languages.map(\.code)))
  var lang: String?

  @Option(help: ArgumentHelp(.color))
  var color = Start.Colors.auto

  @Flag(help: ArgumentHelp(.plain))
  var plain = false

  var start: Start {
    Start(
      state: state, learner: learner, lessons: lessons, language: lang, colors: color,
      plain: plain)
  }
}

struct TeachOptions: ParsableArguments {
  // `.unconditional`: a formula may begin with a minus.
  @Option(
    name: .customShort("c"), parsing: .unconditional, help: ArgumentHelp(.commands))
  var commands: String?

  @Flag(help: ArgumentHelp(.bail))
  var bail = false

  @OptionGroup var common: CommonOptions
}

struct Teach: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teach", version: Program.version)

  @OptionGroup var options: TeachOptions

  @Argument(
    help: ArgumentHelp(
      String(OptionWord.fileMeaning), valueName: String(OptionWord.file)), completion: .file())
  var file: String?

  var start: Start {
    get throws(OptionFault) {
      if options.commands != nil, let file {
        throw file == "lessons" ? .unknown(OptionWord.commands.rawValue) : .commandsAndFile
      }
      return plainStart
    }
  }

  private var plainStart: Start {
    var start = options.common.start
    start.bails = options.bail
    if let file, file != "-" { start.input = .file(file) }
    if file == "-" { start.input = .pipe }
    // The subcommand behind an option; a file of this name is ./lessons.
    if file == "lessons" { start.input = .commands("lessons") }
    if let commands = options.commands { start.input = .commands(commands) }
    return start
  }
}

struct ListLessons: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "lessons", abstract: String(OptionWord.lessonList),
      subcommands: [CheckLessons.self])
  }

  @OptionGroup var common: CommonOptions

  var start: Start {
    var start = common.start
    start.input = .commands("lessons")
    return start
  }
}

struct CheckLessons: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "check", abstract: String(OptionWord.lessonCheck))
  }

  @OptionGroup var common: CommonOptions

  @Argument(
    help: ArgumentHelp(
      String(OptionWord.lessonCheckMeaning), valueName: String(OptionWord.folder)),
    completion: .directory)
  var folder: String?

  /// Lessons of the folder stand in the place of ours of the same name.
  var start: Start {
    var start = common.start
    start.lessons = folder ?? start.lessons
    return start
  }
}
