import DocumentModel
import Testing

@testable import Terminal

/// The live bench in windows of every size.
@Suite struct PanelTests {
  private func panel(knobs: Int = 11, chosen: Int = 0, after: Int = 0) -> ControlPanel {
    ControlPanel(
      title: "tweak   f = (x + y) * z", aside: "Chain rule",
      knobs: (0..<knobs).map {
        ControlPanel.Knob(
          name: Text("k\($0)"), value: "-2", position: Double($0) / 10,
          slopeName: Text("∂f/∂k\($0)"), slope: "-4", beginsGroup: $0 == 3)
      },
      chosen: chosen, after: after, more: "more",
      curve: Plot(
        x: .init("x", -5...5), y: .init("f", 0...10), series: [.init(points: [.init(0, 3)])],
        sentence: "a curve"),
      results: ["f = -12", "one step of 0.1 would give -8.14"], note: "nothing yet",
      circuit: Circuit(
        nodes: [
          .init(name: "x", value: "2"), .init(name: "y", value: "3"),
          .init(name: "f", gate: "*", value: "6", wires: [.init(from: 0), .init(from: 1)]),
        ], tree: Tree("f"), treeNote: "", sentences: []),
      values: ["q = 3", "p = 4"], keys: ["up choose", "g gradient step", "Esc leave"])
  }

  private func rows(
    _ panel: ControlPanel, _ width: Int, _ height: Int, unicode: Bool = true
  ) -> [String] {
    Renderer(
      TerminalProfile(width: width, height: height, unicode: unicode, isInteractive: true)
    ).rows(panel)
  }

  @Test func `in every window from 40 by 12 on it fits, with all that always stands`() {
    for width in [40, 41, 59, 60, 71, 72, 80, 100, 120, 200] {
      for height in [12, 13, 14, 16, 18, 20, 24, 30, 40, 60] {
        for after in [0, 5] {
          let rows = rows(panel(after: after), width, height)
          #expect(rows.count <= height, "\(width)×\(height)")
          #expect(rows.allSatisfy { cells($0) <= width }, "\(width)×\(height)")
          for part in ["tweak", "▸ k0", "f = -12", "nothing yet", "Esc leave"] {
            #expect(rows.contains { $0.contains(part) }, "\(part) in \(width)×\(height)")
          }
        }
      }
    }
  }

  @Test func `a window of 80 by 24 shows knobs, curve and circuit`() {
    let text = rows(panel(), 80, 24).joined(separator: "\n")
    for part in ["k6", "└", "[ * ]", "Chain rule"] { #expect(text.contains(part), "\(part)") }
    #expect(!text.contains("q = 3"))
  }

  @Test func `where the circuit has no room that is said`() {
    var panel = panel()
    panel.noRoom = "no room"
    let text = rows(panel, 80, 14).joined(separator: "\n")
    #expect(!text.contains("[ * ]"))
    #expect(text.contains("no room"))
    #expect(!rows(panel, 80, 24).joined().contains("no room"))
  }

  @Test func `where its matrices have no room the circuit is drawn without their numbers`() {
    var panel = panel()
    panel.circuit!.nodes[0].picture = (0..<20).map { Text("row \($0)") }
    let text = rows(panel, 80, 24).joined(separator: "\n")
    #expect(text.contains("[ * ]"))
    #expect(!text.contains("row 1"))
  }

  @Test func `where the circuit has no room its values are said`() {
    let text = rows(panel(), 80, 14).joined(separator: "\n")
    #expect(!text.contains("[ * ]"))
    #expect(text.contains("q = 3   p = 4"))
  }

  @Test func `beside matrices, which may be drawn without numbers, the values are said, too`() {
    var panel = panel()
    panel.circuit?.nodes[0].picture = ["1 2"]
    let text = rows(panel, 120, 40).joined(separator: "\n")
    #expect(text.contains("[ * ]"))
    #expect(text.contains("q = 3   p = 4"))
  }

  @Test func `knobs scroll around the chosen one, and what is missing is counted`() {
    let first = rows(panel(), 80, 18)
    #expect(first.contains { $0.contains("↓ ") && $0.contains(" more") })
    let last = rows(panel(chosen: 10), 80, 18)
    #expect(last.contains { $0.contains("▸ k10") })
    #expect(last.contains { $0.contains("↑ ") && $0.contains(" more") })
    #expect(!last.contains { $0.contains("↓ ") })
    let middle = rows(panel(chosen: 5, after: 100), 40, 14)
    #expect(middle.contains { $0.contains("▸ k5") })
  }

  @Test func `groups are apart where there is room`() throws {
    let rows = rows(panel(), 120, 40)
    let third = try #require(rows.firstIndex { $0.contains("k2 ") })
    #expect(!rows[third + 1].contains("k3"))
    #expect(rows[third + 2].contains("k3"))
  }

  @Test func `a knob stands on its bar where its value lies`() throws {
    let row = try #require(rows(panel(), 120, 40).first { $0.contains("k10 ") })
    #expect(row.contains("──●▸"))
    let start = try #require(rows(panel(), 120, 40).first { $0.contains("k0 ") })
    #expect(start.contains("◂●──"))
  }

  @Test func `in ASCII nothing else is written`() {
    for row in rows(panel(), 80, 24, unicode: false) {
      #expect(row.unicodeScalars.allSatisfy { $0.isASCII }, "\(row)")
    }
  }
}
