extension Commands {
  /// The commands that find the way through the course.
  static let course: [any Command.Type] = [
    LessonList.self, Open.self, Next.self, Back.self, Again.self, Rerun.self, Setup.self,
    Where.self, Play.self, Resume.self,
  ]
}
