import DocumentModel
import LineEditing
import Terminal
import Tutor

/// A training on the screen: it is drawn in place while it goes on, and its last picture stays.
///
/// Lines that it reports meanwhile wait until its end, so that the picture does not jump.
struct LiveTraining: ~Copyable {
  private let stage: Stage
  private let engine: Engine
  private var screen = LiveScreen()
  private var reports: [Answer] = []
  private let begin = ContinuousClock.now
  private var due = ContinuousClock.now + .milliseconds(150)
  private var keys: QuietKeys?
  private var cursor: HiddenCursor?

  /// At most fifteen times a second.
  private static let interval = Duration.milliseconds(67)
  /// Drawing waits so many times as long as it took: it costs less than a twentieth of the run.
  private static let patience = 24

  init(on stage: Stage, using engine: Engine) { (self.stage, self.engine) = (stage, engine) }

  /// Whether the window has room for it.
  var hasRoom: Bool {
    guard stage.redraws else { return false }
    let (window, smallest) = (stage.page.profile, Session.smallestLiveView)
    return window.width >= smallest.columns && window.height >= smallest.rows
  }

  /// Keeps what was reported until the end.
  mutating func keep(_ report: Answer) { reports.append(report) }

  /// Draws how the training stands where that is due; false where it cannot be drawn.
  mutating func draw(_ session: Session) -> Bool {
    guard hasRoom else {
      release()
      return false
    }
    let start = ContinuousClock.now
    guard start >= due else { return true }
    if cursor == nil {
      keys = QuietKeys()
      cursor = HiddenCursor()
    }
    if cursor?.takeContinuation() ?? false {
      keys = nil
      keys = QuietKeys()
      screen.forget()
    }
    let window = stage.page
    let elapsed = (start - begin) / .seconds(1)
    guard
      let view = session.liveView(
        columns: window.profile.width, rows: window.profile.height, elapsed: elapsed,
        using: engine)
    else { return false }
    stage.results.write(screen.draw(window.rows(view), in: window))
    let end = ContinuousClock.now
    due = end + max(Self.interval, (end - start) * Self.patience)
    return true
  }

  /// Takes the picture away and says what was reported; whether something was drawn.
  @discardableResult
  mutating func release() -> Bool {
    let wasDrawn = !screen.isEmpty
    stage.results.write(screen.erase())
    keys = nil
    cursor = nil
    for report in reports { stage.show(report, paging: false) }
    reports = []
    return wasDrawn
  }

  /// The same, and leaves the last picture there; a listener hears its sentence.
  mutating func end(_ session: Session) -> Bool {
    let wasDrawn = release()
    let page = stage.page.profile
    guard hasRoom || page.plain,
      let picture = session.trainingPicture(
        columns: page.width, rows: min(page.height - 10, 20), using: engine)
    else { return wasDrawn }
    stage.results.write(stage.page.render(picture + Document(.rest)))
    return wasDrawn
  }
}
