import CTerminal

/// A key that is asked for outside of a line.
public enum Key: Equatable, Sendable {
  case character(Unicode.Scalar)
  case escape, up, down, left, right, home, end, pageUp, pageDown, tab, backTab
  case shiftUp, shiftDown, shiftLeft, shiftRight
  /// A key that means nothing here.
  case other
  case interrupted
  /// The window has another size.
  case resized
  /// The program was stopped, and the shell may have written below what was drawn.
  case continued
  /// Nobody types any more.
  case over
}

/// Keys one by one, for as long as this lives; then the terminal is as it was.
public struct SingleKeys: ~Copyable {
  private let descriptor: Int32

  public init(descriptor: Int32 = 0) {
    self.descriptor = descriptor
    terminal_guard(descriptor)
    terminal_begin_editing()
    terminal_single_keys(descriptor, true)
  }

  deinit {
    terminal_single_keys(descriptor, false)
    terminal_end_editing()
  }

  public func next() -> Key {
    switch scalar() {
    case .character("\u{1B}"): terminal_has_key(descriptor, 50) ? sequence() : .escape
    case .character("\t"): .tab
    case let key: key
    }
  }

  /// Whether a key is there already.
  public var hasNext: Bool { terminal_has_key(descriptor, 0) }

  /// The next line begins with this key.
  public func giveBack(_ scalar: Unicode.Scalar) { terminal_give_back(String(scalar)) }

  private func scalar() -> Key {
    var scalar: wchar_t = 0
    switch terminal_next_key(descriptor, &scalar) {
    case TERMINAL_KEY:
      return Unicode.Scalar(UInt32(bitPattern: scalar)).map { .character($0) } ?? .other
    case TERMINAL_INTERRUPT:
      terminal_forget_interrupt()
      return .interrupted
    case TERMINAL_RESIZE: return .resized
    case TERMINAL_STOP:
      terminal_single_keys(descriptor, false)
      terminal_stop()
      terminal_single_keys(descriptor, true)
      _ = terminal_was_continued()
      return .continued
    default: return .over
    }
  }

  /// What follows an escape: `[` or `O`, numbers, and a letter or `~`.
  private func sequence() -> Key {
    var typed = ""
    while typed.count < 16, case .character(let scalar) = scalar() {
      typed.unicodeScalars.append(scalar)
      if typed.count > 1, (0x40...0x7E).contains(scalar.value) { break }
      if typed.count == 1, scalar != "[", scalar != "O" { return .other }
    }
    return Self.keys[typed] ?? .other
  }

  /// What terminals send behind the escape: xterm and those like it, the application mode, rxvt,
  /// and the console.
  private static let keys: [String: Key] = [
    "[A": .up, "[B": .down, "[C": .right, "[D": .left,
    "OA": .up, "OB": .down, "OC": .right, "OD": .left,
    "[1;2A": .shiftUp, "[1;2B": .shiftDown, "[1;2C": .shiftRight, "[1;2D": .shiftLeft,
    "[a": .shiftUp, "[b": .shiftDown, "[c": .shiftRight, "[d": .shiftLeft,
    "O2A": .shiftUp, "O2B": .shiftDown, "O2C": .shiftRight, "O2D": .shiftLeft,
    "[H": .home, "[F": .end, "OH": .home, "OF": .end,
    "[1~": .home, "[4~": .end, "[7~": .home, "[8~": .end,
    "[5~": .pageUp, "[6~": .pageDown, "[Z": .backTab,
  ]
}
