import DocumentModel
import GradientCore
import Testing

@testable import Tutor

@Suite struct PredictTests {
  @Test("values give the output, the class and the probability of each class")
  func values() throws {
    var talk = Talk("data moons", "net 2-1; loss bce", "W1 = [1; -1]; b1 = 0.5")
    let lines = talk.say("predict 0.5 0.25")
    #expect(lines[0] == "class 1    z1 = 0.75")
    // sigmoid(0.75) = 0.6791787…
    #expect(lines[1...] == ["0: 0.3208", "1: 0.6792"])
    #expect(talk.say("predict 1/2 0.25") == lines)
    #expect(talk.say("predict (1 - 0.5) 0.25") == lines)
  }

  @Test("values stand in the units of the file where the data are standardized")
  func units() throws {
    var talk = Talk("data moons", "data standardize", "net 2-1; loss bce")
    let data = try #require(talk.session.bench.data)
    let seen = data.standardized([0.3, 0.4])
    let weights = try #require(talk.session.bench.definitions.value(ofLeaf: "W1")?.elements)
    let z = seen[0] * weights[0] + seen[1] * weights[1]
    let lines = talk.say("predict 0.3 0.4")
    #expect(lines[0].hasPrefix("Standardized as the data are: "))
    #expect(lines[1].hasSuffix("z1 = \(talk.session.voice.numbers.text(z))"))
  }

  @Test("a row is shown with its own values and class")
  func row() {
    var talk = Talk("data moons", "data standardize", "net 2-1; loss bce", "W1 = [0; 0]; b1 = 1")
    let raw = Talk("data moons").session.bench.data!
    let lines = talk.say("predict row 3")
    let values = (0..<2).map { talk.session.voice.numbers.text(raw.features[3, $0]) }
    #expect(lines[0] == "x1 = \(values[0])   x2 = \(values[1])")
    let isOne = raw.targets[3, 0] == 1
    #expect(lines.last == (isOne ? "It is 1: right." : "It is 0: wrong."))
    #expect(
      talk.problem("predict row 100") == "There is no row 100; they are counted from 0 to 99.")
    #expect(talk.problem("predict validation 0")?.hasPrefix("No rows are kept") == true)
  }

  @Test("a digit is shown as a picture beside its classes")
  func digit() throws {
    let shape = Shape(8, 8)
    let pixels = Matrix(Shape(3, 64), (0..<192).map { Double($0 % 17) })
    var talk = Talk()
    let data = DataSet(
      source: .shipped("digits", TableOptions()), columnNames: (0..<64).map { "p\($0)" },
      targetName: "digit", classes: ["0", "1", "2"], picture: shape, features: pixels,
      targets: Matrix(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    _ = try talk.session.put(data, using: talk.engine)
    for line in ["data standardize", "net 64-3", "loss cross-entropy"] {
      #expect(!talk.answer(line).failed)
    }
    let document = talk.answer("predict row 1").document
    guard case .beside(let left, let right) = try #require(document.blocks.first),
      case .picture(let picture) = left[0]
    else {
      Issue.record("no picture")
      return
    }
    #expect(picture.rows.count == 8 && picture.rows[0].count == 8)
    // Row 1 begins with 64 % 17 = 13 of 16.
    #expect(abs(picture.rows[0][0] - 13 / 16.0) < 1e-12)
    #expect(picture.sentence.plain == "Row 1 is a picture of 8×8.")
    let shares = right.compactMap { if case .shares(let shares) = $0 { shares } else { nil } }
    #expect(shares.first?.rows.map(\.name.plain) == ["0", "1", "2"])
    #expect(abs((shares.first?.rows.reduce(0) { $0 + $1.share } ?? 0) - 1) < 1e-12)
  }

  @Test("alone it counts the rows that are right, those for validation apart")
  func all() {
    var talk = Talk("data moons", "data split 0.8", "net 2-1; loss bce", "W1 = [0; 0]; b1 = 1")
    let targets = talk.session.bench.data!.targets.elements
    let ones = targets.count { $0 == 1 }
    let lines = talk.say("predict")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("\(ones) of 80 training rows are right: "))
    #expect(lines[1].contains("of 20 validation rows are right: "))
  }

  @Test("numbers are told with the target and the difference")
  func regression() {
    var talk = Talk("data line", "net 1-1; loss mse", "W1 = [0]; b1 = 1")
    let target = talk.session.bench.data!.targets.elements[2]
    let text = talk.session.voice.numbers.text
    #expect(talk.say("predict 0.5") == ["z1 = 1"])
    #expect(talk.say("predict row 2").last?.hasPrefix("The target is \(text(target)); ") == true)
    #expect(talk.say("predict")[0].contains("outputs differ from targets by "))
  }

  @Test("a hinge gives scores and no probabilities")
  func hinge() {
    var talk = Talk("data moons", "net 2-1; loss hinge", "W1 = [0; 0]; b1 = -1")
    let lines = talk.say("predict 0 0")
    #expect(lines[0] == "class 0    z1 = -1")
    #expect(lines[1] == "A score above 0 says the second class; it is no probability.")
  }

  @Test("it works on columns and on other names, and counts the values")
  func columns() {
    var talk = Talk("x = [1; 2]; A = [1 2; 3 4; 5 6]; c = [0; 0; 1]; out1 = A @ x + c")
    #expect(talk.say("predict 1 1") == ["out1 = [3 7 12]"])
    #expect(talk.problem("predict 1") == "The network reads 2 numbers, not 1.")
    talk = Talk("data moons; net 2-1")
    #expect(talk.problem("predict 1") == "The network reads 2 numbers, x1 and x2, not 1.")
    #expect(talk.place("predict 0 zz") == "zz")
  }
}

@Suite struct WeightsTests {
  @Test("all weights are shown, layer after layer, and one layer or one name alone")
  func show() {
    var talk = Talk("X = [0 0; 0 1]", "net 2-2-1 zeros")
    let lines = talk.say("weights")
    #expect(
      lines == [
        "layer 1: 2 → 2", "W1    2×2", "  0 0", "  0 0", "b1    1×2", "  0 0", "layer 2: 2 → 1",
        "W2    2×1", "  0", "  0", "b2 = 0", "W1[0,0] = 0.3 changes one of them.",
      ])
    #expect(talk.say("weights 2").first == "layer 2: 2 → 1")
    #expect(talk.say("weights W2").first == "W2    2×1")
    #expect(talk.problem("weights W3")?.hasPrefix("I don't know W3.") == true)
    #expect(talk.problem("weights 3") != nil)
  }

  @Test("entries, rows and columns are edited, also after training")
  func edit() throws {
    var talk = Talk("data moons", "net 2-4-1; loss bce; train 3")
    let before = try #require(talk.session.bench.definitions.value(ofLeaf: "W1"))
    let loss = talk.value("L")
    #expect(talk.problem("W1[0,1] = 0.3") == nil)
    var expected = before
    expected[0, 1] = 0.3
    #expect(talk.session.bench.definitions.value(ofLeaf: "W1") == expected)
    #expect(talk.value("L") != loss)
    #expect(talk.problem("W1[:, 2] = 0; b1[3] = 5; W1[1, :] = [1 2 3 4]") == nil)
    #expect(talk.session.bench.definitions.value(ofLeaf: "W1")?.elements[4...] == [1, 2, 3, 4])
    #expect(talk.session.bench.definitions.value(ofLeaf: "b1")?.elements[3] == 5)
    #expect(talk.problem("W1[2, 0] = 1")?.hasPrefix("That entry does not exist") == true)
    _ = talk.say("undo")
    #expect(talk.session.bench.definitions.value(ofLeaf: "W1") == expected)
    #expect(talk.problem("train 2") == nil)
  }

  @Test("a saved network is text in our own language, and loading it gives the same bits")
  func roundTrip() throws {
    for lines in [
      [
        "data moons", "data split 0.8", "data standardize", "net 2-8tanh-8relu-1", "l2 = 0.01",
        "loss bce", "batch = 32", "train 3",
      ],
      ["X = [0 0; 0 1; 1 0; 1 1]; Y = [0; 1; 1; 0]", "net 2-3-1 he", "loss mse", "train 5"],
      [
        "linear(z, W, b) = z @ W.T + b", "x = [1 2]; W = normal(3, 2); b = 0.5", "hold x",
        "z = linear(x, W, b)", "L = sum(z^2); minimize L", "step 3",
      ],
    ] {
      var talk = Talk()
      for line in lines { #expect(!talk.answer(line).failed, "\(line)") }
      let bench = talk.session.bench
      let text = bench.script().map { $0 + "\n" }.joined()
      var other = Talk()
      let answer = other.session.load(text, from: "net.txt", using: other.engine)
      #expect(!answer.failed, "\(answer.document.lines)")
      #expect(other.session.bench.definitions == bench.definitions)
      #expect(other.session.bench.optimizerState == bench.optimizerState)
      #expect(other.session.bench.script() == bench.script())
      let network = talk.session.network(using: talk.engine)
      #expect(network != nil && other.session.network(using: other.engine) == network)
      #expect(talk.say("train 2") == other.say("train 2"))
      #expect(talk.session.bench.definitions == other.session.bench.definitions)
    }
  }
}
