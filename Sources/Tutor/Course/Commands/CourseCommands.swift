extension Commands {
  /// The commands that find the way through the course.
  static let course: [any Command.Type] = [
    LessonsCommand.self, OpenCommand.self, NextCommand.self, BackCommand.self, AgainCommand.self, RerunCommand.self, SetupCommand.self,
    WhereCommand.self, PlayCommand.self, ResumeCommand.self,
  ]
}
