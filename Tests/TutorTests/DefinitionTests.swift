import Testing

@testable import Tutor

/// DESIGN §4, row by row: what a line of the language does to the bench.
@Suite struct DefinitionTests {
  @Test("an input answers with what follows at once")
  func leaf() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(talk.say("x = 2") == ["x = 2    f = -6    (was -3, down 3)"])
    #expect(
      talk.say("x = 0.99; y = -2.99").last == "y = -2.99    f = -2.9601    (was -2.97, up 0.0099)")
  }

  @Test("a right side without names is computed once")
  func computedOnce() {
    var talk = Talk()
    #expect(talk.say("x = 1/3") == ["x = 0.333333"])
    #expect(talk.session.bench.role(of: "x") == .parameter)
  }

  @Test("definitions follow what they read")
  func spreadsheet() {
    var talk = Talk("x = -2; y = 5; z = -4; q = x + y; f = q * z")
    #expect(talk.say("f") == ["-12"])
    _ = talk.say("x = -1.99")
    #expect(talk.say("f") == ["-12.04"])
  }

  @Test("a definition answers with its formula and its value")
  func definition() {
    var talk = Talk("x = 1; y = -3")
    #expect(talk.say("f = x*y") == ["f = x * y = -3"])
  }

  @Test("replacing a definition by a number says what no longer follows")
  func cutOff() {
    var talk = Talk("x = -2; y = 5; z = -4; q = x + y; f = q * z")
    #expect(
      talk.say("q = 3") == ["q = 3    f = -12    (as before)", "q no longer follows x and y."])
    #expect(talk.say("d(f, q)") == ["-4"])
    _ = talk.say("q = x + y; x = 0")
    #expect(talk.value("f") == -20)
  }

  @Test(":= takes the value now and does not follow")
  func snapshot() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(talk.say("dx := y") == ["dx = -3"])
    _ = talk.say("y = 7")
    #expect(talk.value("dx") == -3)
    _ = talk.say("dy = x; x = 9")
    #expect(talk.value("dy") == 9)
  }

  @Test(":= on a definition cuts it off")
  func snapshotOfDefinition() {
    var talk = Talk("x = 2; f = x^2")
    #expect(talk.say("f := f") == ["f = 4", "f no longer follows x."])
  }

  @Test("= on an input that mentions itself acts like := and says so")
  func selfMention() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(
      talk.say("x = x + 1") == [
        "x = 2    f = -6    (was -3, down 3)",
        "x took the value of this moment, as := does.",
      ])
  }

  @Test("= with a slope on its right side acts like := and says so")
  func slope() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(
      talk.say("gx = d(f, x)") == ["gx = -3", "gx took the value of this moment, as := does."])
    _ = talk.say("y = 10")
    #expect(talk.value("gx") == -3)
  }

  @Test("a value of the moment is told once for a name, and again where it replaces a definition")
  func toldOnce() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(talk.say("gx = d(f, x)").count == 2)
    #expect(talk.say("gx = d(f, x)") == ["gx = -3"])
    _ = talk.say("gx = 2 * y")
    #expect(
      talk.say("gx = d(f, x)") == [
        "gx = -3", "gx no longer follows y.", "gx took the value of this moment, as := does.",
      ])
  }

  @Test("updates by hand are told the first time only")
  func updatesToldOnce() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(talk.say("x = x + 0.1").count == 2)
    #expect(talk.say("x = x + 0.1").count == 1)
    #expect(talk.say("y = y + 0.1").count == 1)
  }

  @Test("a line has one sentence for all its values of the moment")
  func oneSentence() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(
      talk.say("gx = d(f, x); gy = d(f, y); x, y = x + gx, y + gy") == [
        "gx = -3", "gy = 1", "x = -2    y = -2    f = 4    (was -3, up 7)",
        "gx, gy, x and y took the values of this moment, as := does.",
      ])
    var other = Talk("x = 1; f = x^2")
    #expect(
      other.say("gx = d(f, x); f; x = 3") == [
        "gx = 2", "gx took the value of this moment, as := does.", "1",
        "x = 3    f = 9    (was 1, up 8)",
      ])
  }

  @Test("several at once all see the old point")
  func atOnce() {
    var talk = Talk("x = 1; y = -3; f = x * y; step = 0.01")
    #expect(
      talk.say("x, y = x + step*d(f,x), y + step*d(f,y)") == [
        "x = 0.97    y = -2.99    f = -2.9003    (was -3, up 0.0997)",
        "x and y took the values of this moment, as := does.",
      ])
    _ = talk.say("a = 1; b = 2")
    _ = talk.say("a, b = b, a")
    #expect(talk.value("a") == 2)
    #expect(talk.value("b") == 1)
  }

  @Test("a second update by hand that saw the first is noticed")
  func handMoves() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(talk.say("x = x + 0.01 * d(f, x)").count == 2)
    #expect(
      talk.say("y = y + 0.01 * d(f, y)").suffix(2) == [
        "d(f, y) was taken after x moved; both at once:",
        "  x, y = x + 0.01 * d(f, x), y + 0.01 * d(f, y)",
      ])
    #expect(abs(talk.value("f")! - -2.90059) < 1e-5)
  }

  @Test("a definition that the first update changed is noticed in the second")
  func handMovesByDefinition() {
    var talk = Talk("x = 1; y = -3; f = x * y; dx = y; dy = x")
    _ = talk.say("x = x + 0.01 * dx")
    #expect(talk.say("y = y + 0.01 * dy").contains("dy was taken after x moved; both at once:"))
  }

  @Test("updates by hand from slopes taken before are not noticed, nor the same one again")
  func handMovesDoneRight() {
    var talk = Talk("x = 1; y = -3; f = x * y; gx = d(f, x); gy = d(f, y)")
    #expect(talk.say("x = x + 0.01 * gx").count == 2)
    #expect(talk.say("y = y + 0.01 * gy").count == 1)
    #expect(talk.say("gx = d(f, x)").count == 1)
    var other = Talk("x = 1; y = -3; f = x * y")
    #expect(other.say("x = x + 0.01 * d(f, x)").count == 2)
    #expect(other.say("x = x + 0.01 * d(f, x)").count == 1)
  }

  @Test("an update by hand from a point that step made is not noticed")
  func handMoveAfterStep() {
    var talk = Talk("x = 1; y = -3; f = x * y; step = 0.01")
    _ = talk.say("x = x + 0.01 * d(f, x)")
    _ = talk.say("step")
    #expect(talk.say("y = y + 0.01 * d(f, y)").count == 1)
  }

  @Test("an entry of an input can be set")
  func entries() {
    var talk = Talk("W = [1 2; 3 4]; x = [1 2 3]")
    #expect(talk.say("W[0, 1] = 7") == ["W = [1 7; 3 4]"])
    #expect(talk.say("W[:, 0] = 0") == ["W = [0 7; 0 4]"])
    #expect(talk.say("x[-1] = 9") == ["x = [1 2 9]"])
    #expect(
      talk.problem("W[2, 0] = 1")
        == "That entry does not exist: the value is 2×2, and rows and columns are counted from 0. Nothing was changed."
    )
    _ = talk.say("V = 2 * W")
    #expect(
      talk.problem("V[0, 0] = 1")
        == "V follows its definition, so its entries cannot be set. V := V makes it an input. Nothing was changed."
    )
  }

  @Test("a function is defined once and followed when it changes")
  func functions() {
    var talk = Talk("x = 2; y = 5")
    #expect(talk.say("gate(a, b) = a * b") == ["gate(a, b) = a * b"])
    #expect(talk.say("f = gate(x, y)") == ["f = gate(x, y) = 10"])
    #expect(talk.say("gate(a, b) = a + b") == ["gate(a, b) = a + b    f = 7    (was 10, down 3)"])
    #expect(talk.problem("gate = 3")?.hasPrefix("gate is a function.") == true)
    #expect(talk.problem("x(a) = a")?.hasPrefix("x is a value.") == true)
  }

  @Test("a formula alone answers with its value alone")
  func calculator() {
    var talk = Talk("x = 1; y = -3")
    #expect(talk.say("x*y + 3") == ["0"])
    #expect(talk.say("-2 + 3") == ["1"])
    #expect(talk.say("[1 2; 3 4]") == ["1 2", "3 4"])
    #expect(talk.say("2 > 1") == ["1"])
  }

  @Test("a slope of what does not depend is 0 with a sentence")
  func independent() {
    var talk = Talk("x = 1; w = 2; f = x^2")
    #expect(talk.say("d(f, w)") == ["0", "f does not depend on w: the slope is 0."])
  }

  @Test("a slope of a matrix is refused with what to type")
  func slopeOfMatrix() {
    var talk = Talk("x = [1 2]; s = 2 * x")
    #expect(
      talk.problem("d(s, x)")
        == "A slope is taken of a single number; this is 1×2. Did you mean sum(…)?")
  }

  @Test("random values are drawn once, and again by redraw")
  func drawnOnce() {
    var talk = Talk("seed = 7; x = 1; W = normal(2, 2); y = x * uniform(1, 1)")
    let (w, y) = (talk.session.bench.definitions.value(ofLeaf: "W"), talk.value("y"))
    _ = talk.say("x = 2")
    #expect(talk.value("y") == y.map { 2 * $0 })
    _ = talk.say("redraw W")
    #expect(talk.session.bench.definitions.value(ofLeaf: "W") != w)
    _ = talk.say("redraw y")
    #expect(talk.value("y") != y.map { 2 * $0 })
    #expect(talk.problem("redraw x") == "Nothing in x is random.")
  }

  @Test("the same seed draws the same")
  func seeded() {
    var talk = Talk("seed = 7; a = normal(1, 3); seed = 7; b = normal(1, 3); c = normal(1, 3)")
    #expect(talk.say("a - b") == ["0 0 0"])
    #expect(talk.say("sum(abs(b - c)) > 0") == ["1"])
  }

  @Test("inf and nan are values, shown with the gate that made them")
  func nonFinite() {
    var talk = Talk("x = -2; y = 1")
    let negative = "a negative number has no logarithm."
    #expect(
      talk.say("f = y + log(x)") == [
        "f = y + log(x) = nan", "It comes from log(x), at x = -2: \(negative)",
      ])
    #expect(
      talk.say("1 + 1/0") == ["inf", "It comes from 1 / 0: nothing can be divided by 0."])
    #expect(talk.say("x = -3").last == "It comes from log(x), at x = -3: \(negative)")
  }

  @Test("settings can be read in formulas, and definitions follow them")
  func settingsInFormulas() {
    var talk = Talk("x = 1; y = -3; h = 0.01")
    #expect(talk.say("(x+h)*y") == ["-3.03"])
    _ = talk.say("f = (x + h) * y")
    #expect(talk.say("h = 1") == ["h = 1    f = -6    (was -3.03, down 2.97)"])
  }
}
