/// All commands there are. A new one is a file beside this one, and its line here.
enum Commands {
  static let all: [any Command.Type] = [
    LessonsCommand.self, OpenCommand.self, NextCommand.self, BackCommand.self, AgainCommand.self,
    RerunCommand.self, SetupCommand.self, WhereCommand.self, GlossaryCommand.self,

    ShowCommand.self, StepCommand.self, RunCommand.self, ResetCommand.self, UndoCommand.self,
    RedoCommand.self, BranchCommand.self, CompareCommand.self, SetCommand.self,
    SettingsCommand.self, HoldCommand.self, FreeCommand.self,
    MaximizeCommand.self, MinimizeCommand.self, StrategyCommand.self, RedrawCommand.self,
    RaceCommand.self, RemoveCommand.self, TimeCommand.self,

    CircuitCommand.self, ForwardCommand.self, BackwardCommand.self, GradCommand.self,
    PullCommand.self, WhyCommand.self, DeriveCommand.self, CheckCommand.self, HsweepCommand.self,
    PlotCommand.self, TweakCommand.self,

    DataCommand.self, NetCommand.self, LossCommand.self, WeightsCommand.self, LayerCommand.self,
    ExamplesCommand.self,
    PredictCommand.self, OptimizerCommand.self, ScheduleCommand.self, TrainCommand.self,
    HealthCommand.self, AutopsyCommand.self,

    ExerciseCommand.self, AnswerCommand.self, HintCommand.self, SolutionCommand.self,
    SkipCommand.self, GuessCommand.self, ReviewCommand.self, ProgressCommand.self,
    ForgetCommand.self, NotesCommand.self,

    PlayCommand.self, ResumeCommand.self, SaveCommand.self, LoadCommand.self, SourceCommand.self,
    DrawnCommand.self, ObjectiveCommand.self, TrainedCommand.self, HistoryCommand.self,
    LangCommand.self, HelpCommand.self, QuitCommand.self,
  ]

  static let usages: [Usage] = all.map { $0.usage }

  /// The command that `typed` means: an English word, or one of the `words` of other languages,
  /// with or without its accents.
  static func named(_ typed: String, words: [String: String]) -> (any Command.Type)? {
    byWord[typed] ?? words[typed].flatMap { byWord[$0] }
      ?? words.first { $0.key.withoutAccents == typed.withoutAccents }.flatMap { byWord[$0.value] }
  }

  /// Everything that may be typed as a command, in all languages.
  static func words(in words: [String: String]) -> [String] {
    let english = all.filter { !$0.usage.isHidden }.flatMap { [$0.usage.word] + $0.usage.synonyms }
    return english + words.keys.filter { byWord[words[$0]!] != nil }.sorted()
  }

  private static let byWord: [String: any Command.Type] = Dictionary(
    all.flatMap { command in
      ([command.usage.word] + command.usage.synonyms).map { ($0, command) }
    }, uniquingKeysWith: { first, _ in first })
}

extension String {
  /// `próximo` → `proximo`, for the accents of the languages we speak.
  var withoutAccents: String {
    guard !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
    return String(
      map { character in
        switch character {
        case "á", "à", "â", "ã": "a"
        case "é", "ê": "e"
        case "í": "i"
        case "ó", "ô", "õ": "o"
        case "ú", "ü": "u"
        case "ç": "c"
        default: character
        }
      })
  }
}
