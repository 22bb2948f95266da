import DocumentModel
import GradientCore
import Testing

@testable import Tutor

/// The live bench without a terminal: keys change the bench, and the panel tells it.
@Suite struct TweakTests {
  /// Opens the live bench on a circuit.
  private func opened(_ lines: String...) -> Talk {
    var talk = Talk()
    for line in lines { #expect(!talk.answer(line).failed, "\(line)") }
    #expect(talk.session.respond(to: "tweak", using: talk.engine).request == .tweak)
    return talk
  }

  private var chain: Talk { opened("x = -2; y = 5; z = -4", "f = (x + y) * z") }

  // MARK: - Keys

  @Test func `left and right nudge, and Shift nudges a tenth as far`() {
    var talk = chain
    talk.press(.more(finer: false))
    #expect(talk.value("x") == -1.9)
    talk.press(.less(finer: true), .less(finer: true))
    #expect(talk.value("x") == -1.92)
    talk.press(.character(">"))
    #expect(talk.value("x") == -1.91)
    #expect(talk.value("f") == (-1.91 + 5) * -4)
  }

  @Test func `a nudge adds decimal digits and no noise`() {
    var talk = opened("x = 0.1; f = x * x")
    for _ in 0..<20 { talk.press(.more(finer: false)) }
    #expect(talk.value("x") == 0.3)
    for _ in 0..<60 { talk.press(.less(finer: false)) }
    #expect(talk.value("x") == -0.3)
    talk = opened("x = 0.123456789; f = x * x")
    talk.press(.more(finer: false))
    #expect(talk.value("x") == 0.123456789 + 0.01)
  }

  @Test func `up and down choose, round and round`() {
    var talk = chain
    talk.press(.down, .more(finer: false))
    #expect(talk.value("y") == 5.1)
    talk.press(.up, .up)
    #expect(talk.chosen == "seed")
    talk.press(.down)
    #expect(talk.chosen == "x")
    talk.press(.last)
    #expect(talk.chosen == "seed")
    talk.press(.first, .pageDown, .pageDown)
    #expect(talk.chosen == "seed")
    talk.press(.pageUp, .pageUp)
    #expect(talk.chosen == "x")
  }

  @Test func `digits type a value, and Enter takes it`() {
    var talk = chain
    talk.type("-1.25")
    #expect(talk.panel.knobs[0].value.plain == "-1.25_")
    #expect(talk.value("x") == -2)
    talk.press(.backspace, .enter)
    #expect(talk.value("x") == -1.2)
    talk.type("0,5")
    talk.press(.down)
    #expect(talk.value("x") == 0.5)
    #expect(talk.chosen == "y")
    talk.type("2e-3")
    talk.press(.enter)
    #expect(talk.value("y") == 0.002)
  }

  @Test func `what is no number stays to be corrected, and Escape drops it`() {
    var talk = chain
    talk.type("1.2.3")
    talk.press(.enter)
    #expect(talk.panel.note.plain == "1.2.3 is no number.")
    #expect(talk.panel.knobs[0].value.plain == "1.2.3_")
    let staysOpen = talk.press(.escape)
    #expect(staysOpen)
    #expect(talk.panel.knobs[0].value.plain == "-2")
    let isOpen = talk.press(.escape)
    #expect(!isOpen)
  }

  @Test func `letters that mean nothing do nothing`() {
    var talk = chain
    let before = talk.session.bench
    talk.type("axk?+e")
    #expect(talk.session.bench == before)
  }

  // MARK: - Steps

  @Test func `g takes the step that step would take`() {
    var talk = chain
    talk.press(.character("g"))
    let other = Talk("x = -2; y = 5; z = -4", "f = (x + y) * z", "step")
    let names = ["x", "y", "z", "f"]
    #expect(names.map(talk.value) == names.map(other.value))
    #expect(talk.panel.note.plain.hasPrefix("g:   expected +4.1   got +"))
  }

  @Test func `g follows the slopes where the strategy is a search, and goes down where it is to`() {
    var talk = opened("x = 3; f = x * x", "minimize f", "strategy random")
    talk.press(.character("g"))
    #expect(abs(talk.value("x")! - 2.4) < 1e-12)
    #expect(talk.session.bench.strategy == .random)
  }

  @Test func `the panel tells beforehand where a step would lead`() {
    var talk = chain
    let told = talk.panel.results.last!.plain
    talk.press(.character("g"))
    let reached = talk.session.voice.numbers.text(talk.value("f")!)
    #expect(told == "one step of 0.1 would give \(reached)")
  }

  @Test func `a step that cannot be taken says why and moves nothing`() {
    var talk = opened("x = 0; f = sqrt(x)")
    let before = talk.session.bench
    talk.press(.character("g"))
    #expect(talk.session.bench == before)
    #expect(talk.panel.note.plain.contains("not a finite number"))
    talk = opened("x = 1")
    talk.press(.character("g"))
    #expect(talk.panel.note.plain.hasPrefix("There is nothing to improve yet."))
  }

  @Test func `a nudge tells what the slope promised and what came`() {
    var talk = opened("x = 3; f = x^2")
    talk.press(.more(finer: false))
    #expect(
      talk.panel.note.plain == "x +0.1:   expected +0.6   got +0.61   difference +0.01")
  }

  // MARK: - Back

  @Test func `u takes back one change after the other`() {
    var talk = chain
    talk.press(.more(finer: false), .down, .more(finer: false), .character("g"))
    talk.press(.character("u"))
    #expect(talk.value("x") == -1.9)
    #expect(talk.value("y") == 5.1)
    talk.press(.character("u"))
    #expect(talk.value("y") == 5)
    #expect(talk.panel.note.plain == "took back y = 5.1")
    talk.press(.character("u"))
    #expect(talk.value("x") == -2)
    talk.press(.character("u"))
    #expect(talk.panel.note.plain == "There is nothing to take back.")
  }

  @Test func `r puts everything back, and u takes that back`() {
    var talk = chain
    talk.press(.more(finer: false), .last, .more(finer: false))
    #expect(talk.session.bench.settings.seed == 2)
    talk.press(.character("r"))
    #expect(talk.value("x") == -2)
    #expect(talk.session.bench.settings.seed == 1)
    talk.press(.character("u"))
    #expect(talk.value("x") == -1.9)
  }

  @Test func `the session keeps what was reached, and one undo takes it back`() {
    var talk = chain
    talk.press(.more(finer: false), .down, .more(finer: false), .character("g"), .character("u"))
    let answer = talk.leave()
    #expect(!answer.failed)
    #expect(answer.document.lines == ["x = -1.9    y = 5.1    f = -12.8    (was -12, down 0.8)"])
    #expect(talk.value("y") == 5.1)
    #expect(talk.say("undo").first?.hasPrefix("took back tweak") == true)
    #expect(talk.value("x") == -2)
    #expect(talk.value("y") == 5)
    #expect(talk.say("redo").first?.hasPrefix("did again tweak") ?? true)
    #expect(talk.value("y") == 5.1)
  }

  @Test func `leaving without a change is nothing to take back`() {
    var talk = chain
    talk.press(.down)
    #expect(talk.leave().document.lines == ["Nothing was changed."])
    #expect(talk.say("undo").first?.contains("f = ") == true)
    #expect(talk.value("f") == nil)
  }

  // MARK: - Settings

  @Test func `clip is a knob and shortens the step; l2 is one where it is read, and batch nowhere`()
  {
    let plain = Talk("w = 3; f = w^2; minimize f; clip = 1; step = 0.1")
    let names = { (talk: Talk) in
      let knobs = Knobs(talk.session.bench)
      return (0..<knobs.count).map { knobs.name(of: knobs[$0]) }
    }
    #expect(
      names(plain) == [
        "w", "step", "h", "ties", "clip", "digits", "radius", "range", "tries", "seed",
      ])
    let costly = Talk("w = 3; c = l2 * w^2; f = w^2 + c; minimize f")
    #expect(names(costly).contains("l2"))
    #expect(!names(costly).contains("batch"))
    var talk = plain
    _ = talk.session.respond(to: "tweak", using: talk.engine)
    // A slope of 6 shortened to 1, by hand.
    _ = talk.session.tweak(.character("g"), using: talk.engine)
    #expect(talk.value("w") == 2.9)
  }

  @Test func `settings are knobs: decades, whole numbers, words`() {
    var talk = opened("x = 1; f = x * x")
    talk.press(.nextGroup)
    #expect(talk.chosen == "step")
    talk.press(.more(finer: false), .less(finer: true))
    #expect(talk.session.bench.settings.step == 0.109)
    talk.press(.down, .more(finer: false))
    #expect(talk.session.bench.settings.h == 1e-4)
    talk.press(.less(finer: true))
    #expect(talk.session.bench.settings.h == 9e-5)
    talk.press(.down, .more(finer: false))
    #expect(talk.session.bench.ties == .first)
    talk.type("1")
    talk.press(.enter)
    #expect(talk.panel.note.plain.hasPrefix("ties is split, first or both"))
    talk.press(.escape, .less(finer: true), .less(finer: true))
    #expect(talk.session.bench.ties == .both)
    talk.press(.down, .down, .more(finer: false))
    #expect(talk.session.bench.settings.digits == 7)
    #expect(talk.panel.knobs.count == 10)
  }

  @Test func `a setting refuses what it cannot be`() {
    var talk = opened("x = 1; f = x * x")
    talk.press(.last)
    for _ in 0..<3 { talk.press(.less(finer: false)) }
    #expect(talk.session.bench.settings.seed == 0)
    #expect(talk.panel.note.plain == "seed must be a whole number, 0 or larger.")
    talk.press(.first, .nextGroup, .down)
    talk.type("-1")
    talk.press(.enter)
    #expect(talk.panel.note.plain == "h must be a number above 0.")
  }

  @Test func `a setting that a formula reads has a curve`() {
    var talk = opened("x = 3; f = x * step")
    talk.press(.nextGroup)
    #expect(talk.panel.curve?.x.label.plain == "step")
    talk.press(.down)
    #expect(talk.panel.curve?.x.label.plain == "step")
  }

  // MARK: - What can be turned

  @Test func `every entry of a matrix is a knob, as the language names it`() {
    var talk = opened("W = [1 2; 3 4]; b = [5 6]; f = sum(W @ W + b)")
    #expect(
      talk.panel.knobs.prefix(6).map(\.name.plain) == [
        "W[0, 0]", "W[0, 1]", "W[1, 0]", "W[1, 1]", "b[0, 0]", "b[0, 1]",
      ])
    talk.press(.down, .down, .more(finer: false))
    #expect(talk.session.bench.definitions.value(ofLeaf: "W")?.elements == [1, 2, 3.1, 4])
    talk.press(.nextGroup)
    #expect(talk.chosen == "b[0, 0]")
    talk.press(.nextGroup)
    #expect(talk.chosen == "step")
    talk.press(.previousGroup, .previousGroup)
    #expect(talk.chosen == "W[0, 0]")
  }

  @Test func `a leaf of a hundred thousand numbers scrolls, and its settings are near`() {
    var talk = opened("W = zeros(100, 1000); f = sum(W)")
    #expect(talk.panel.knobs.count <= 60)
    #expect(talk.panel.after > 99_000)
    talk.press(.up, .nextGroup, .previousGroup)
    #expect(talk.chosen == "step")
    talk.press(.up)
    #expect(talk.chosen == "W[99, 999]")
    #expect(talk.panel.knobs[talk.panel.chosen].slope.plain == "1")
  }

  @Test func `what is held is no knob`() {
    var talk = opened("x = 1; y = 2; f = x * y", "hold x")
    #expect(talk.chosen == "y")
    var none = Talk("x = 1; f = x * x", "hold x")
    #expect(none.problem("tweak")?.hasPrefix("There is no input to turn.") == true)
    #expect(none.session.tweak == nil)
  }

  @Test func `slopes, curve and circuit are those of the point`() throws {
    var talk = opened("x = 3; f = x^2")
    let panel = talk.panel
    #expect(panel.knobs[0].slopeName.plain == "∂f/∂x")
    #expect(panel.knobs[0].slope.plain == "6")
    let curve = try #require(panel.curve)
    let line = curve.series[0].points
    #expect(line.allSatisfy { $0.y == $0.x * $0.x })
    #expect(curve.series.last?.points == [Plot.Point(3, 9)])
    #expect(panel.circuit?.nodes.last?.value.plain == "9")
    #expect(talk.value("x") == 3)
  }

  @Test func `values that are not finite break nothing`() {
    var talk = opened("x = 0; f = 1 / x + log(x)")
    #expect(talk.panel.results[0].plain.hasPrefix("f = "))
    talk.press(.more(finer: false), .character("g"), .less(finer: false))
    _ = talk.panel
  }

  // MARK: - Where it cannot be

  @Test func `without a terminal it says what to type instead`() {
    var talk = Talk("x = 1; f = x * x")
    #expect(
      talk.problem("tweak")
        == "tweak needs a terminal that can be drawn on. Type a value instead, as in x = 0.5.")
    #expect(talk.session.tweak == nil)
    #expect(talk.say("2 + 2") == ["4"])
  }

  @Test func `a window that becomes too small is told, and what was reached stays`() {
    var talk = chain
    talk.press(.more(finer: false))
    let lines = talk.leave(.tooSmall).document.lines
    #expect(
      lines.first == "The window is too small for tweak: it takes 40 columns and 12 rows.")
    #expect(lines.last?.hasPrefix("x = -1.9") == true)
    #expect(talk.value("x") == -1.9)
  }

  @Test func `what stands behind it in the line goes on, unless it was interrupted`() {
    for (end, expected) in [(TweakEnd.left, 7.0), (.interrupted, -1.9)] {
      var talk = Talk("x = -2; f = x * x")
      _ = talk.session.respond(to: "tweak; x = 7", using: talk.engine)
      talk.press(.more(finer: false))
      _ = talk.leave(end)
      #expect(talk.value("x") == expected)
    }
  }

  @Test func `an engine that forgets changes nothing`() {
    var talk = chain
    var other = chain
    other.engine.forgetsEverything = true
    for key in [
      TweakKey.more(finer: false), .down, .character("g"), .character("u"), .less(finer: true),
    ] {
      talk.press(key)
      other.press(key)
      #expect(talk.panel == other.panel)
    }
  }
}

extension Talk {
  /// Presses keys in the live bench; whether it is still open.
  @discardableResult
  fileprivate mutating func press(_ keys: TweakKey...) -> Bool {
    keys.reduce(true) { $0 && session.tweak($1, using: engine) }
  }

  fileprivate mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  fileprivate mutating func leave(_ end: TweakEnd = .left) -> Answer {
    session.received(.success(end.rawValue), for: .tweak, using: engine)
  }

  fileprivate var panel: ControlPanel {
    mutating get { session.tweakPanel(rows: 24, using: engine)! }
  }

  fileprivate var chosen: String {
    mutating get { panel.knobs[panel.chosen].name.plain }
  }
}
