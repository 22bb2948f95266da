/// What the program is asked to do.
struct Start {
  enum Colors: String, CaseIterable {
    case auto, always, never
  }

  enum Input {
    /// The keyboard, where standard input is a terminal.
    case standard
    /// Standard input, whatever it is.
    case pipe
    case file(String)
    case commands(String)
  }

  var state: String?
  var learner: String?
  var lessons: String?
  var language: String?
  var colors = Colors.auto
  var plain = false
  /// Ends at the first command that fails.
  var bails = false
  var input = Input.standard

  /// Whether progress is kept where nobody sits at the keyboard, too.
  var keepsProgress: Bool { state != nil || learner != nil }
}
