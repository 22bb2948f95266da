import CTerminal

extension TerminalDevice {
  /// How many colours a kind of terminal has; nil where the system does not know the kind.
  public static func colorCount(of kind: String) -> Int? {
    let count = terminal_colors(kind, 1)
    return count == -2 ? nil : max(Int(count), 0)
  }
}
