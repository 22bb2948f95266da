import Testing

@testable import Terminal

/// Rows that are drawn over in place: what is written, and what is not.
@Suite struct LiveScreenTests {
  private let window = Renderer(TerminalProfile(width: 20, height: 6, isInteractive: true))
  private let begin = "\u{1B}[?2026h"
  private let end = "\u{1B}[?2026l"

  @Test func `the first drawing writes every row and stays on the last`() {
    var screen = LiveScreen()
    #expect(
      screen.draw(["a", "b"], in: window) == begin + "\ra\u{1B}[K\n\rb\u{1B}[K\r" + end)
  }

  @Test func `only rows that changed are written`() {
    var screen = LiveScreen()
    _ = screen.draw(["a", "b", "c", "d"], in: window)
    #expect(
      screen.draw(["a", "B", "c", "d"], in: window)
        == begin + "\u{1B}[2A\rB\u{1B}[K\u{1B}[2B\r" + end)
    #expect(
      screen.draw(["a", "B", "c", "D"], in: window) == begin + "\rD\u{1B}[K\r" + end)
  }

  @Test func `what is on the screen already is not written`() {
    var screen = LiveScreen()
    _ = screen.draw(["a", "b"], in: window)
    #expect(screen.draw(["a", "b"], in: window) == "")
  }

  @Test func `rows come and go at the lower end`() {
    var screen = LiveScreen()
    _ = screen.draw(["a", "b"], in: window)
    #expect(
      screen.draw(["a", "b", "c"], in: window) == begin + "\n\rc\u{1B}[K\r" + end)
    #expect(
      screen.draw(["a"], in: window)
        == begin + "\u{1B}[1A\r\u{1B}[J\u{1B}[1A\r" + end)
  }

  @Test func `rows that the window has no room for are left out`() {
    var screen = LiveScreen()
    let rows = (1...9).map(String.init)
    let drawn = screen.draw(rows, in: window)
    #expect(drawn.contains("6\u{1B}[K\r" + end))
    #expect(!drawn.contains("7"))
  }

  @Test func `it can be taken away, left, and forgotten`() {
    var screen = LiveScreen()
    #expect(screen.erase() == "")
    #expect(screen.leave() == "")
    _ = screen.draw(["a", "b", "c"], in: window)
    #expect(screen.erase() == "\u{1B}[2A\r\u{1B}[J")
    _ = screen.draw(["a"], in: window)
    #expect(screen.leave() == "\r\n")
    _ = screen.draw(["a"], in: window)
    screen.forget()
    #expect(screen.draw(["a"], in: window) == begin + "\ra\u{1B}[K\r" + end)
  }

  @Test func `in a window of another width the broken rows are taken away`() {
    var screen = LiveScreen()
    _ = screen.draw([String(repeating: "x", count: 20), "b"], in: window)
    let wide = Renderer(TerminalProfile(width: 40, height: 6, isInteractive: true))
    #expect(
      screen.draw([String(repeating: "x", count: 40), "b"], in: wide).hasPrefix(
        begin + "\u{1B}[1A\r\u{1B}[J"))
    #expect(
      screen.draw(["x", "b"], in: window)
        == begin + "\u{1B}[2A\r\u{1B}[J" + "\rx\u{1B}[K\n\rb\u{1B}[K\r" + end)
  }

  @Test func `a lower window draws anew what was pushed out`() {
    var screen = LiveScreen()
    _ = screen.draw(["1", "2", "3", "4", "5", "6"], in: window)
    let low = Renderer(TerminalProfile(width: 20, height: 4, isInteractive: true))
    #expect(
      screen.draw(["1", "2"], in: low)
        == begin + "\u{1B}[3A\r\u{1B}[J" + "\r1\u{1B}[K\n\r2\u{1B}[K\r" + end)
  }
}
