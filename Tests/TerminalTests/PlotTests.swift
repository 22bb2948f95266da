import DocumentModel
import Foundation
import Testing

@testable import Terminal

@Suite struct PlotTests {
  /// A parabola with a tangent, a gap and a mark.
  static var parabola: Plot {
    let xs = (0...60).map { -3 + 0.1 * Double($0) }
    var plot = Plot(
      x: .init("x", -3...3), y: .init("f", -1...9),
      series: [
        .init("tangent", .dashes, role: .gradient, points: [.init(-3, -7), .init(3, 5)]),
        .init("f", points: xs.map { .init($0, abs($0 + 2) < 0.25 ? .nan : $0 * $0) }),
        .init("here", .marks("●"), role: .strong, points: [.init(1, 1), .init(7, 7)]),
      ], sentence: "f is lowest at x = 0.")
    plot.size = (24, 6)
    return plot
  }

  static var saddle: Plot {
    let heights = (0..<9).flatMap { row in (0..<9).map { Double((row - 4) * ($0 - 4)) } }
    var plot = Plot(
      x: .init("x", -2...2), y: .init("y", -2...2),
      landscape: .init(
        columns: 9, rows: 9, heights: heights.enumerated().map { (6..<9).contains($0) ? .nan : $1 },
        label: "f"),
      series: [
        .init("analytic", .line, role: .gradient, points: [.init(0.5, -1), .init(-2, -2)]),
        .init("random", .marks("o"), points: [.init(2, 2)]),
      ], sentence: "A saddle.")
    plot.size = (20, 6)
    return plot
  }

  static var errors: Plot {
    var plot = Plot(
      title: "error", x: .init("h", 1e-16...1, .logarithmic),
      y: .init("error", 1e-10...10, .logarithmic),
      series: [
        .init(
          "forward", .marks("+"),
          points: (0...16).map {
            let h = pow(10, -Double($0))
            return .init(h, $0 == 3 ? 0 : h + 1e-16 / h)
          })
      ], sentence: "")
    plot.size = (34, 6)
    return plot
  }

  private func lines(_ plot: Plot, _ profile: TerminalProfile) -> [String] {
    page(.plot(plot), profile: profile).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  @Test(
    "a curve in every kind of dots", arguments: PlotGolden.parabola)
  func curve(golden: PlotGolden) {
    #expect(lines(Self.parabola, golden.profile) == golden.lines)
  }

  @Test("a landscape with a way over it", arguments: PlotGolden.saddle)
  func landscape(golden: PlotGolden) {
    #expect(lines(Self.saddle, golden.profile) == golden.lines)
  }

  @Test("both axes logarithmic; a zero has no place there", arguments: PlotGolden.errors)
  func logarithms(golden: PlotGolden) {
    #expect(lines(Self.errors, golden.profile) == golden.lines)
  }

  @Test("no line is wider than the page", arguments: [20, 24, 40, 61, 80, 120])
  func width(columns: Int) {
    for plot in [Self.parabola, Self.saddle, Self.errors] {
      for size in [nil, (200, 30), (1, 1)] as [(Int, Int)?] {
        for unicode in [true, false] {
          var plot = plot
          plot.size = size.map { (columns: $0.0, rows: $0.1) }
          plot.title = "a title that is rather long for a narrow window"
          plot.x.label = "evaluations of the objective"
          plot.y.label = "the best value that was found"
          plot.series[0].name = "a long name of a series, longer than a narrow window"
          let profile = TerminalProfile(width: columns, height: 12, unicode: unicode)
          for line in lines(plot, profile) { #expect(cells(line) <= columns, "\(line)") }
        }
      }
    }
  }

  @Test func `who listens hears the sentence alone`() {
    #expect(
      lines(Self.parabola, TerminalProfile(plain: true)) == ["f is lowest at x = 0."])
  }

  @Test func `the sentence stands below the drawing, and is left out of live panels`() {
    #expect(!lines(Self.parabola, .page).contains("f is lowest at x = 0."))
    var free = Self.parabola
    free.size = nil
    #expect(lines(free, .page).last == "f is lowest at x = 0.")
    #expect(lines(free, .page).count <= 22)
    #expect(lines(free, TerminalProfile(width: 40, height: 12)).count <= 12)
  }

  @Test("axes without extent or logarithm do not matter to the program")
  func odd() {
    var plot = Self.parabola
    plot.y.range = 4...4
    #expect(lines(plot, .page).count == 10)
    plot.y.range = -1...(.infinity)
    plot.sentence = "said"
    #expect(lines(plot, .page) == ["said"])
    plot.y = .init("f", 0...1, .logarithmic)
    #expect(lines(plot, .page) == ["said"])
    plot.y = .init("f", 1...1, .logarithmic)
    #expect(lines(plot, .page).count > 6)
    plot.series[1].points = [.init(0, 1e300), .init(1, -1e300), .init(2, .infinity)]
    plot.y = .init("f", -1...1)
    #expect(lines(plot, .page).count > 6)
  }

  // MARK: - Ticks

  @Test(
    "ticks stand at round numbers",
    arguments: [
      (-3.0, 3.0, 7, ["-3", "-2", "-1", "0", "1", "2", "3"]),
      (-3, 3, 5, ["-2", "0", "2"]),
      (0, 1, 6, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
      (-82.3, 6.4, 4, ["-50", "0"]),
      (0, 3003, 7, ["0", "500", "1000", "1500", "2000", "2500", "3000"]),
      (1e-7, 9e-7, 5, ["2e-7", "4e-7", "6e-7", "8e-7"]),
      (1e9, 3e9, 3, ["1e9", "2e9", "3e9"]),
      (1.0001, 1.0004, 4, ["1.0001", "1.0002", "1.0003", "1.0004"]),
    ])
  func linear(low: Double, high: Double, count: Int, labels: [String]) {
    #expect(Ticks(.init("x", low...high), atMost: count).ticks.map(\.label) == labels)
  }

  @Test(
    "logarithmic ticks stand at powers of ten",
    arguments: [
      (1e-16, 1.0, 9, ["1e-16", "1e-14", "1e-12", "1e-10", "1e-8", "1e-6", "1e-4", "0.01", "1"]),
      (0.5, 2000, 8, ["1", "10", "100", "1000"]),
      (1.5, 9, 8, ["2", "5"]),
    ])
  func logarithmic(low: Double, high: Double, count: Int, labels: [String]) {
    let ticks = Ticks(.init("h", low...high, .logarithmic), atMost: count)
    #expect(ticks.ticks.map(\.label) == labels)
  }

  @Test func `ticks lie where their numbers lie`() {
    #expect(Ticks(.init("x", -1...3), atMost: 5).ticks.map(\.place) == [0, 0.25, 0.5, 0.75, 1])
  }
}
