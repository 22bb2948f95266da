import CTerminal

/// A key that is asked for outside of a line.
public enum Key: Equatable, Sendable {
  case character(Unicode.Scalar)
  case escape, up, down, pageUp, pageDown
  /// A key that means nothing here.
  case other
  case interrupted
  /// The window has another size, or was away.
  case resized
  case end
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
    case let key: key
    }
  }

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
      return .resized
    default: return .end
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
    return switch typed {
    case "[A", "OA": .up
    case "[B", "OB": .down
    case "[5~": .pageUp
    case "[6~": .pageDown
    default: .other
    }
  }
}
