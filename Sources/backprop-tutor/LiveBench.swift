import DocumentModel
import LineEditing
import Terminal
import Tutor

/// The live bench on the screen: reads key by key, and draws what follows in place.
struct LiveBench {
  private let stage: Stage

  init(on stage: Stage) { self.stage = stage }

  /// Until it is left; then nothing of it is on the screen.
  ///
  /// - Parameters:
  ///   - obey: does what a key asks for; false when that is to leave.
  ///   - panel: what is to be seen in a window of so many rows.
  func run(
    _ obey: (TweakKey) -> Bool, panel: (_ rows: Int) -> ControlPanel?
  ) -> TweakEnd {
    let keys = SingleKeys()
    let cursor = HiddenCursor()
    var screen = LiveScreen()
    defer { stage.results.write(screen.erase()) }
    while stage.results.failure == nil {
      let window = stage.page
      let (columns, rows) = (window.profile.width, window.profile.height)
      let smallest = Session.smallestTweak
      guard columns >= smallest.columns, rows >= smallest.rows else { return .tooSmall }
      // Keys that wait already are done first: a held key does not run ahead of what is seen.
      if !keys.hasNext {
        guard let panel = panel(rows) else { return .left }
        stage.results.write(screen.draw(window.rows(panel), in: window))
      }
      switch keys.next() {
      case .interrupted: return .interrupted
      case .over, .character("\u{04}"): return .left
      case .continued: screen.forget()
      case .character("\u{0C}"):
        stage.results.write("\u{1B}[H\u{1B}[2J")
        screen.forget()
      case let key:
        if let asked = TweakKey(key), !obey(asked) { return .left }
      }
      if cursor.takeContinuation() { screen.forget() }
    }
    return .left
  }
}

extension TweakKey {
  /// Nil for a key that means nothing here.
  fileprivate init?(_ key: Key) {
    switch key {
    case .up, .shiftUp: self = .up
    case .down, .shiftDown: self = .down
    case .left: self = .less(finer: false)
    case .right: self = .more(finer: false)
    case .shiftLeft: self = .less(finer: true)
    case .shiftRight: self = .more(finer: true)
    case .home: self = .first
    case .end: self = .last
    case .pageUp: self = .pageUp
    case .pageDown: self = .pageDown
    case .tab: self = .nextGroup
    case .backTab: self = .previousGroup
    case .escape: self = .escape
    case .character("\r"), .character("\n"): self = .enter
    case .character("\u{08}"), .character("\u{7F}"): self = .backspace
    case .character(let scalar): self = .character(Character(scalar))
    case .other, .interrupted, .resized, .continued, .over: return nil
    }
  }
}
