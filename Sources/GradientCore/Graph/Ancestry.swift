/// Where definitions come from, so that copies that grew apart a little are known as relatives
/// without comparing them name by name. It says nothing about their content and is no part of
/// their equality.
struct Ancestry: Sendable {
  private final class State: Sendable {
    /// The state that names were added to.
    let parent: State?
    let depth: Int

    init(under parent: State? = nil) {
      self.parent = parent
      depth = (parent?.depth ?? -1) + 1
    }
  }

  /// Another one after every change.
  private var state = State()
  /// Another one where a graph would be another.
  private var structure = State()

  /// A longer line of ancestors would be released recursively; it is cut and begins anew.
  private static let longest = 1_000

  /// Something was replaced by something of the same structure.
  mutating func change() { state = State() }

  /// A name was added.
  mutating func grow() {
    state = state.depth < Self.longest ? State(under: state) : State()
    structure = State()
  }

  /// Formulas, shapes or roles changed, or a name went.
  mutating func rebuild() {
    state = State()
    structure = State()
  }

  func isSame(as other: Ancestry) -> Bool { state === other.state }

  func hasSameStructure(as other: Ancestry) -> Bool { structure === other.structure }

  /// Whether names were added to `other` and nothing else was done.
  func growsFrom(_ other: Ancestry) -> Bool {
    var ancestor: State? = state
    while let present = ancestor {
      if present === other.state { return true }
      if present.depth <= other.state.depth { return false }
      ancestor = present.parent
    }
    return false
  }
}
