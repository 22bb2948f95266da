import CTerminal

/// Keys are not shown while something is drawn, for as long as this lives; what is typed meanwhile
/// waits for the next line. Ctrl-C stops as ever.
public struct QuietKeys: ~Copyable {
  public init() {
    terminal_guard(0)
    terminal_single_keys(0, true)
  }

  deinit { terminal_single_keys(0, false) }
}
