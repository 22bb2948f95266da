import DocumentModel
import GradientCore
import Testing

@testable import Tutor

/// Curves and landscapes of whatever the bench holds, and what is said of them.
@Suite struct PlotTests {
  private func drawn(_ answer: Answer) -> Plot? {
    for case .plot(let plot) in answer.document.blocks { return plot }
    return nil
  }

  @Test(
    "the sentence of a curve is computed from it",
    arguments: [
      (
        "f = x^2 - 1", "plot f x -3 3",
        "f for x from -3 to 3: lowest -1 at x = 0, highest 8 at x = -3. Now, at x = 1, it is 0 and its slope is 2. It is zero at x = -1 and x = 1."
      ),
      (
        "f = abs(x - 0.5)", "plot f x 0 2",
        "f for x from 0 to 2: lowest 0 at x = 0.5, highest 1.5 at x = 2. Now, at x = 1, it is 0.5 and its slope is 1. It is zero at x = 0.5. It has a kink at x = 0.5: slope -1 to the left, 1 to the right."
      ),
      (
        "f = x * y", "plot f x -1 1",
        "f for x from -1 to 1: lowest -3 at x = 1, highest 3 at x = -1. Now, at x = 1, it is -3 and its slope is -3. It is zero at x = 0."
      ),
      ("f = y^2 + 0 * x", "plot f x -1 1", "f is 9 for every x from -1 to 1."),
      (
        "f = sqrt(x)", "plot f x -1 1",
        "f for x from -1 to 1: lowest 0 at x = 0, highest 1 at x = 1. Now, at x = 1, it is 1 and its slope is 0.5. It is zero at x = 0. It is not a finite number at 120 of 241 points, as at x = -1."
      ),
      (
        "f = sign(x - 0.3)", "plot f x -1 1",
        "f for x from -1 to 1: lowest -1 at x = -1, highest 1 at x = 0.3. Now, at x = 1, it is 1 and its slope is 0. It jumps at x = 0.3."
      ),
      ("f = log(x - 5)", "plot f x -1 1", "f is not a finite number for any x from -1 to 1."),
    ])
  func sentences(definition: String, command: String, sentence: String) {
    var talk = Talk("x = 1; y = -3; \(definition)")
    #expect(talk.say(command) == [sentence])
  }

  @Test("a pole is named, and cut off")
  func pole() throws {
    var talk = Talk("x = 1; f = 1 / x")
    let plot = try #require(drawn(talk.answer("plot f x -2 2")))
    #expect(
      plot.sentence.plain.hasSuffix(
        "It leaves all bounds at x = 0; the drawing is cut there. It is not a finite number at 1 of 241 points, as at x = 0."
      ))
    #expect(plot.y.range.upperBound < 20)
    var other = Talk("x = 1; f = sin(x) / cos(x)")
    #expect(other.say("plot f x -4 4")[0].contains("all bounds at x = -1.5708 and x = 1.5708"))
  }

  @Test("the tangent touches the curve where the input stands now")
  func tangent() throws {
    var talk = Talk("x = 2; f = x^3")
    let plot = try #require(drawn(talk.answer("plot f x -1 3")))
    #expect(plot.series.map(\.name.plain) == ["tangent, slope 12", "f", "x = 2"])
    let ends = plot.series[0].points
    #expect(ends == [.init(-1, -28), .init(3, 20)])
    #expect(plot.series[2].points == [.init(2, 8)])
  }

  @Test("without bounds it is drawn around the present value")
  func around() throws {
    var talk = Talk("x = -4; f = x^2")
    #expect(drawn(talk.answer("plot f x"))?.x.range == -9...1)
    #expect(drawn(talk.answer("plot x"))?.x.range == -9...1)
    #expect(drawn(talk.answer("plot f"))?.x.range == -9...1)
    #expect(drawn(talk.answer("plot f x -pi 2*pi"))?.x.range == -Double.pi...2 * .pi)
  }

  @Test("entries of matrices, formulas and definitions can be drawn, and be inputs")
  func entries() throws {
    var talk = Talk(
      "W = [0.1 0.2; 0.3 0.4]; x = [1 2]; a = sigmoid(x @ W); l = sum(a^2); u = 2; q = u^2; g = q * u"
    )
    let before = talk.session.bench
    for line in [
      "plot l W[0, 1]", "plot W[0, 1]", "plot a[0, 1] W[1, 1] -2 2", "plot (a[0] * 3) W[0,0]",
      "plot u^2 u", "plot l a[0, 1]",
    ] {
      let answer = talk.answer(line)
      #expect(!answer.failed && drawn(answer) != nil, "\(line): \(answer.document.lines)")
    }
    // With q cut off from u, g is q times 2.
    #expect(talk.say("plot g q -1 1")[0].contains("lowest -2 at q = -1, highest 2 at q = 1"))
    #expect(talk.session.bench == before)
  }

  @Test(
    "what cannot be drawn is said",
    arguments: [
      ("plot f zz", "I don't know zz."),
      ("plot f W", "W is 2×2. Name one entry of it, as in W[0, 0]."),
      ("plot W x", "W is 2×2. A curve needs a single number: name one entry, as in W[0, 0]."),
      ("plot f x 3 -3", "A plot goes from a smaller number to a larger one."),
      ("plot f x 0 1/0", "A plot ends at finite numbers."),
      ("plot f x x", "A landscape needs two different inputs."),
      ("plot f", "Over which input? As in plot f x."),
      (
        "plot f x 1",
        "plot does not take 1. Use it like this: plot [error] [VALUE] INPUT [INPUT] [FROM TO]"
      ),
      ("plot", "Use plot like this: plot [error] [VALUE] INPUT [INPUT] [FROM TO]"),
      ("plot error", "Use plot like this: plot [error] [VALUE] INPUT [INPUT] [FROM TO]"),
    ])
  func refusals(line: String, sentence: String) {
    var talk = Talk("W = ones(2, 2); x = 1; y = 2; f = x * y * sum(W)")
    #expect(talk.problem(line)?.hasPrefix(sentence) == true)
  }

  // MARK: - Landscapes

  @Test("a landscape shows where each strategy goes, and moves nothing")
  func landscape() throws {
    var talk = Talk("x = 1; y = -3; f = x * y")
    let before = talk.session
    let plot = try #require(drawn(talk.answer("plot f x y")))
    #expect(plot.x.range == -5...5 && plot.y.range == -5...5)
    #expect(
      plot.series.map(\.name.plain) == [
        "analytic gradient", "numerical gradient", "random local search", "random search", "here",
      ])
    #expect(plot.landscape?.heights.count == 61 * 31)
    #expect(plot.landscape?.heights.first == 25)
    #expect(
      plot.sentence.plain.hasPrefix(
        "f for x from -5 to 5 and y from -5 to 5: lowest -25 at (5, -5), highest 25 at (-5, -5). After 10 steps from here: random search "
      ))
    #expect(talk.session.bench == before.bench)
    _ = talk.say("strategy analytic; step 10")
    let end = try #require(plot.series[0].points.last)
    #expect(abs(end.x - talk.value("x")!) < 1e-12 && abs(end.y - talk.value("y")!) < 1e-12)
    _ = talk.say("y = -4")
    #expect(drawn(talk.answer("plot f x y"))?.y.range == -10...10, "not at the edge")
    #expect(drawn(talk.answer("plot f x y -1 1"))?.y.range == -1...1)
    #expect(drawn(talk.answer("plot f x y -1 1 2 3"))?.y.range == 2...3)
  }

  @Test("what has no height is counted")
  func hatched() {
    var talk = Talk("x = 1; y = 1; f = log(x) * y")
    #expect(
      talk.say("plot f x y")[0].hasSuffix(
        "Where it is hatched, at 961 of 1891 points, it is not a finite number."))
  }

  // MARK: - What h does

  @Test("hsweep of x^3 tells the errors, the best h, and the digits that are lost")
  func sweep() {
    var talk = Talk("x = 1; f = x^3")
    let lines = talk.say("hsweep x")
    #expect(lines[0] == "h | forward | central | 32 bits | digits lost")
    #expect(lines[1] == "1 | 4 | 1 | 4 | 0")
    #expect(lines[2] == "0.1 | 0.31 | 0.01 | 0.31 | 1")
    #expect(lines[17].hasSuffix("| all"))
    #expect(lines.count { $0.contains("* ") } == 3)
    #expect(lines.last!.contains("Forward differences are best at h = 1e-08"))
    #expect(lines.last!.contains("√ε = 1.49e-08 was to be expected"))
    #expect(talk.say("hsweep f x") == lines)
    #expect(!talk.session.isWorking)
  }

  @Test(
    "of a straight line nothing is to be seen, and that is said",
    arguments: [
      ("x = 1; y = -3; f = x * y", "f is linear in each of its inputs, so h shows nothing here:"),
      ("x = 1; y = -3; f = x * y^2", "f is linear in x, so h shows nothing here:"),
    ])
  func straight(setup: String, sentence: String) {
    var talk = Talk(setup)
    #expect(talk.say("hsweep x").count == 1)
    #expect(talk.say("hsweep x")[0].hasPrefix(sentence))
  }

  @Test("a parabola has no error of central differences but rounding")
  func parabola() {
    var talk = Talk("W = [1 2]; f = sum(W^2)")
    #expect(talk.say("hsweep W[0, 1]").last!.contains("Central differences are exact here"))
  }

  @Test("on a kink there is no slope to compare with")
  func kink() {
    var talk = Talk("x = 2; f = max(x, 2)")
    #expect(
      talk.say("hsweep x").last
        == "Here f has a kink: slope 0 to the left, 1 to the right. The backward pass takes 0.5, and no h can find out which is right."
    )
  }

  @Test(
    "a kink close by is none, whatever the quotients of wide differences are",
    arguments: ["abs(x - 0.3 - 1e-9)", "relu(x - 0.3 + 1e-9) + 0"])
  func nearKink(formula: String) {
    var talk = Talk("x = 0.3; f = \(formula)")
    let text = talk.say("hsweep x").joined()
    #expect(!text.contains("has a kink") && !text.contains(" · "))
    #expect(text.contains("changes sides: only an h below about "))
  }

  @Test("no h is best at a kink, nor where the difference became 0")
  func noStar() {
    var talk = Talk("x = 2; y = 2; f = max(x, y) * relu(x - 2) + abs(y)")
    #expect(!talk.say("hsweep x").joined().contains("*"))
    var other = Talk("x = 0.3; f = cos(x - 0.3) + 1")
    #expect(!other.say("hsweep x")[17].contains("*"))
  }

  @Test("the best h is predicted for inputs and values of any size")
  func predictions() {
    var talk = Talk("x = 1e10; f = x^2")
    let lines = talk.say("hsweep x")
    #expect(lines[1].hasPrefix("1e+10 |") || lines[1].hasPrefix("10000000000 |"))
    #expect(lines.last!.contains("√ε · 1e+10 = ") || lines.last!.contains("√ε · 10000000000 = "))
    var small = Talk("x = 0.3; f = x^2 + 1e6")
    #expect(small.say("hsweep x").last!.contains("√ε · 700 = 1.04e-05 was to be expected"))
    #expect(!small.say("hsweep x").last!.contains("with error 0.6;"))
  }

  @Test("where 32 bits cannot be computed, the missing column is told")
  func withoutSingle() {
    var talk = Talk("W = normal(400, 260); L = sum(W^2)")
    #expect(
      talk.say("hsweep W[3, 3]").contains {
        $0.contains("There are too many gates to round each to 32 bits")
      })
  }

  @Test("hsweep and plot error name the same best h")
  func sameBest() {
    var talk = Talk("x = 1; y = -3; f = x^3 * y")
    let sweep = talk.say("hsweep x").last!
    let plot = talk.say("plot error x").last!
    for method in ["Forward differences are best at h = ", "Central differences are best at h = "] {
      let best = sweep.split(separator: method).last!.prefix { $0 != "," }
      #expect(plot.contains(method + best))
    }
  }

  @Test("slopes can be drawn and swept like any other value")
  func slopesOfSlopes() {
    var talk = Talk("x = 2; f = x^3")
    #expect(talk.say("plot d(f,x) x 1 3")[0].contains("at x = 2, it is 12 and its slope is 12"))
    #expect(!talk.answer("hsweep d(f,x) x").failed)
    #expect(talk.problem("plot (d(f,x) + q) x")?.contains("∘") == false)
    #expect(talk.problem("hsweep f") == nil)
    var two = Talk("x = 2; y = 1; f = x^3 * y")
    #expect(two.problem("hsweep f") == "Over which input? As in hsweep f x.")
  }

  @Test("all kinks of a curve are told, a turn at one is no other, and zeros may be touched")
  func manyKinks() {
    var talk = Talk("x = 0.3; f = relu(x) + abs(x - 1) + max(x, 2) + abs(x + 2)")
    #expect(
      talk.say("plot f x -4 4")[0].contains(
        "It has 4 kinks, at x = -2, x = 0, x = 1 and x = 2."))
    var waves = Talk("x = 0.3; f = abs(sin(x))")
    #expect(
      waves.say("plot f x -7 7")[0].contains(
        "It is zero at x = -6.28319, x = -3.14159, x = 0, x = 3.14159 and x = 6.28319."))
  }

  @Test("numbers that begin alike are written with the digits that tell them apart")
  func alike() {
    var talk = Talk("x = 0.3; f = x^2 + 1e6")
    #expect(talk.say("plot f x -2 2")[0].contains("lowest 1000000 at x = 0, highest 1000004 at"))
  }

  @Test("plot error draws the same on two logarithmic axes")
  func errorPlot() throws {
    var talk = Talk("x = 1; y = 2; f = x^3 * y")
    let plot = try #require(drawn(talk.answer("plot error x")))
    #expect(plot.x.scale == .logarithmic && plot.y.scale == .logarithmic)
    #expect(plot.series.map(\.name.plain) == ["forward", "central"])
    #expect(plot.series[0].points.count == 49)
    _ = talk.say("error = x * 2")
    #expect(drawn(talk.answer("plot error x"))?.x.scale == .linear, "a name goes first")
  }

  @Test("a sweep in slices is the same, and can be stopped")
  func slices() {
    let setup = "W = normal(4, 4); f = sum(sigmoid(W) @ W)"
    var whole = Talk(setup)
    let expected = whole.answer("hsweep W[1, 2]")
    var talk = Talk(setup)
    var answer = talk.session.respond(to: "hsweep W[1, 2]", using: talk.engine)
    while talk.session.isWorking {
      if let next = talk.session.advance(steps: 1, using: Engine()) { answer = next }
    }
    #expect(answer == expected)
    _ = talk.session.respond(to: "hsweep W[1, 2]", using: talk.engine)
    _ = talk.session.advance(steps: 8, using: talk.engine)
    #expect(talk.session.workStatus(using: talk.engine)?.plain.hasPrefix("hsweep: 2 of 17") == true)
    #expect(
      talk.session.interrupt().document.lines
        == ["Stopped after 2 of 17. Nothing of the bench has changed."])
  }
}
