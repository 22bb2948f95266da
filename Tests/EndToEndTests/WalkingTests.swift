import Testing

/// A walk through a circuit at the keyboard.
@Suite struct WalkingTests {
  @Test func `Enter walks on gate by gate, and the picture marks where it is`() throws {
    let terminal = try PseudoTerminal(columns: 80, rows: 40, home: Folder())
    try terminal.waitForPrompt()
    try terminal.enter("x = 1; y = 2; z = 0; f = (x + y) * max(y, z)")
    try terminal.enter("backward")
    #expect(terminal.screen.text.contains("╣ * ╠"))
    #expect(terminal.screen.text.contains("Enter walks on, over max(y, z). 2 to go."))
    try terminal.enter("")
    #expect(terminal.screen.text.contains("╣ max ╠"))
    #expect(terminal.screen.text.contains("max routed 2 to y: upstream 3 · local 1 = 3"))
    try terminal.enter("show f")
    try terminal.enter("")
    #expect(terminal.screen.text.contains("∂f/∂x = 2    ∂f/∂y = 5    ∂f/∂z = 0"))
  }
}
