import GradientCore

/// What a learner was asked, and how they answered.
struct Practice: Equatable, Sendable {
  /// The exercise that is open now.
  var open: OpenExercise?
  /// What was done with each exercise that was ever opened.
  var records: [ExerciseName: ExerciseRecord] = [:]
  var guesses = Guesses()
  /// How well the ideas are known that exercises practise, by their terms in the glossary.
  var ideas: [String: Mastery] = [:]
  /// Exercises that are asked again, one after the other.
  var review: Review?
  /// The question that waits for a guess, and what is held back for it.
  var guessing: OpenGuess?
  /// A guess that was made about a command which is being carried out.
  var made: MadeGuess?
  /// How often something could be guessed since the page was turned.
  var chances = GuessChances()
}

/// An exercise on its own bench, which is the session's while it is open.
struct OpenExercise: Equatable, Sendable {
  var name: ExerciseName
  /// Which numbers it was given: 0 for the first ones of the text.
  var draw: UInt64 = 0
  /// The learner's bench, which comes back when the exercise is left.
  var learners: KeptBench
  /// Answers, and failed moves towards a goal that were answered.
  var attempts = 0
  var hintsShown = 0
  var isSolved = false
  var solutionWasShown = false
}

/// What was done with an exercise, in all its presentations.
struct ExerciseRecord: Equatable, Sendable {
  /// How often it was solved, and how often of those without hints, wrong answers or the solution.
  var solved = 0
  var solvedAlone = 0
  var attempts = 0
  var hints = 0
  var skips = 0
  var solutionsShown = 0
  /// Mistakes that wrong answers revealed, by name.
  var mistakes: [String: Int] = [:]
  /// The day of the last answer, hint or skip, counted from 1970; nil where no day is known.
  var lastDay: Int?
  /// The last presentation.
  var draw: UInt64 = 0
  /// The last right answer, as it was told.
  var answer: String?
}
