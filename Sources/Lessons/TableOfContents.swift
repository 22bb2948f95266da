import LessonTexts
import Tutor

extension Curriculum {
  /// The lessons that have words of their own for what commands did, in the order in which they
  /// are taught. A lesson is its text in `lessons/`; its words are in a file of this folder.
  static let contents: [any LessonNarration] = [
    RandomSearch(),
    LocalSearch(),
    NumericalGradient(),
    AnalyticGradient(),
    ChainRule(),
    SigmoidNeuron(),
    MLPBackprop(),
    GatesAndForks(),
  ]

  /// The course as it is compiled into the program. A test holds that all of it can be read; what
  /// could not would be missing, and not the rest with it.
  public static let standard = glancing(at: LessonTexts.files, narrations: contents)

  /// The course with a teacher's own texts: a file of the same name replaces ours, any other is
  /// added.
  public static func standard(with files: [LessonFile]) throws(LessonTextErrors) -> Curriculum {
    let own = Set(files.map(\.path))
    return try reading(
      LessonTexts.files.filter { !own.contains($0.path) } + files, narrations: contents)
  }
}
