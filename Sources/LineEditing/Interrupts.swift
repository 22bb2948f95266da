import CTerminal

/// What the surroundings may do to the program: Ctrl-C, a closed pipe, a signal to end.
public enum Interrupts {
  /// From now on Ctrl-C is noted instead of ending the program, and a closed pipe is an error of
  /// `write`.
  public static func watch() { terminal_watch_signals() }

  /// Whether Ctrl-C was pressed since this was last asked.
  public static func takeOne() -> Bool {
    guard terminal_was_interrupted() else { return false }
    terminal_forget_interrupt()
    return true
  }
}

/// The terminal behind a descriptor.
public enum TerminalDevice {
  /// Columns and rows, where it says them.
  public static func size(of descriptor: Int32) -> (columns: Int, rows: Int)? {
    var (columns, rows): (Int32, Int32) = (0, 0)
    guard terminal_size(descriptor, &columns, &rows) else { return nil }
    return (Int(columns), Int(rows))
  }

  /// What the terminal says about the colour behind its letters; nil when it does not say it soon.
  public static func background(within milliseconds: Int32) -> String? {
    terminal_guard(0)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { answer in
      guard terminal_ask_background(0, milliseconds, answer.baseAddress, answer.count) else {
        return nil
      }
      return String(cString: answer.baseAddress!)
    }
  }

  /// Whether the line with the cursor is there for a moment only, and is to be taken away by a signal
  /// that ends or stops the program.
  public static func lineIsPassing(_ is: Bool) { terminal_line_is_passing(`is`) }

  /// Puts the terminal back as it was before lines were edited.
  public static func restore() { terminal_restore() }
}
