import ArgumentParser

/// What may be typed after the program's name.
struct Program: ParsableCommand {
  // Options live in a default subcommand, so that `backprop-tutor lessons` is not taken for a file.
  static let configuration = CommandConfiguration(
    commandName: "backprop-tutor", abstract: Teach.configuration.abstract, version: version,
    subcommands: [Teach.self, ListLessons.self], defaultSubcommand: Teach.self)

  static let version = "backprop-tutor 0.1.0"
}

extension Start.Colors: ExpressibleByArgument {}

struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Keep progress and history in DIR.", valueName: "DIR"),
    completion: .directory)
  var state: String?

  @Option(
    help: ArgumentHelp(
      "Add the lessons in DIR, or put them in the place of ours.", valueName: "DIR"),
    completion: .directory)
  var lessons: String?

  @Option(
    help: ArgumentHelp("Speak English or Portuguese.", valueName: "en|pt"),
    completion: .list(["en", "pt"]))
  var lang: String?

  @Option(help: ArgumentHelp("When to use colours.", valueName: "WHEN"))
  var color = Start.Colors.auto

  @Flag(help: "Linear text for a screen reader, without drawings.")
  var plain = false

  var start: Start {
    Start(state: state, lessons: lessons, language: lang, colors: color, plain: plain)
  }
}

struct TeachOptions: ParsableArguments {
  // `.unconditional`: a formula may begin with a minus.
  @Option(
    name: .customShort("c"), parsing: .unconditional,
    help: ArgumentHelp("Run these commands and end.", valueName: "COMMANDS"))
  var commands: String?

  @Flag(help: "End at the first command that fails.")
  var bail = false

  @OptionGroup var common: CommonOptions
}

struct Teach: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teach",
    abstract: "Learn backpropagation one number at a time.",
    usage: """
      backprop-tutor [options]               learn at the keyboard
      backprop-tutor [options] FILE          run the commands in FILE (- is standard input)
      backprop-tutor [options] -c COMMANDS   run COMMANDS, such as 'x = 2; x * x'
      backprop-tutor lessons                 list the lessons
      """,
    discussion: """
      Exit codes: 0 all went well, 1 a command failed, 2 wrong usage, 130 interrupted.
      Progress is kept in $XDG_STATE_HOME/backprop-tutor, or ~/.local/state/backprop-tutor; \
      commands from a pipe, from FILE or from -c neither read nor write it unless --state is given.
      """, version: Program.version)

  @OptionGroup var options: TeachOptions

  @Argument(
    help: ArgumentHelp("A file of commands.", valueName: "FILE"), completion: .file())
  var file: String?

  var start: Start {
    var start = options.common.start
    start.bails = options.bail
    if let file, file != "-" { start.input = .file(file) }
    if file == "-" { start.input = .pipe }
    // The subcommand behind an option; a file of this name is ./lessons.
    if file == "lessons" { start.input = .commands("lessons") }
    if let commands = options.commands { start.input = .commands(commands) }
    return start
  }

  func validate() throws {
    if options.commands != nil, file != nil { throw ValidationError("Give -c or FILE, not both.") }
  }
}

struct ListLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons", abstract: "List the lessons.")

  @OptionGroup var common: CommonOptions

  var start: Start {
    var start = common.start
    start.input = .commands("lessons")
    return start
  }
}
