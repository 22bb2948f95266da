import DocumentModel
import GradientCore
import Testing

@testable import Tutor

/// Training that ends badly: when it stops, what it says, and what an autopsy then finds.
@Suite struct WhenItGoesWrongTests {
  @Test func `training stops at the first loss that is no finite number`() {
    var talk = Talk("w = 4; L = w^2; minimize L", "step = 1.1")
    let problem = talk.problem("train 10000")
    #expect(problem?.hasPrefix("In epoch 1939 L stopped being a finite number") == true)
    #expect(problem?.contains("autopsy") == true)
    #expect(talk.session.bench.training.run.epoch == 1939)
    let again = talk.problem("step = 0.01; train 10")
    #expect(again?.hasPrefix("L is no finite number any more") == true)
    #expect(talk.session.bench.training.run.epoch == 1939)
    #expect(talk.session.bench.training.goal == nil)
    #expect(!talk.answer("reset weights; train 10").failed)
  }

  @Test func `batches stop, too, at a loss that is no finite number`() {
    var talk = Talk(
      "data line 100", "net 1-1", "loss mse", "optimizer sgd", "step = 10; batch = 20")
    #expect(talk.problem("train 2000")?.contains("stopped being a finite number") == true)
    #expect(talk.session.bench.training.run.epoch < 60)
  }

  @Test func `a training that ends higher names autopsy, one that ends lower does not`() {
    var talk = Talk("w = 4; L = w^2; minimize L", "step = 1.1")
    let sentence = "L is worse than before this training; autopsy finds out why."
    #expect(talk.say("train 100").contains(sentence))
    #expect(!talk.say("reset weights; step = 0.1; train 100").contains(sentence))
    // Uphill, lower is worse.
    talk = Talk("w = 1; f = -(w - 1.1)^2; maximize f", "step = 1.5")
    #expect(talk.say("train 3").contains(sentence.replacing("L is", with: "f is")))
  }

  @Test func `targets that were changed behind the back of the loss are named`() {
    var talk = Talk("data moons", "net 2-2-1", "loss bce", "Y = 3")
    #expect(talk.say("train 2")[0].hasPrefix("bce needs targets from 0 to 1"))
  }

  @Test func `an autopsy makes as many updates as were made`() {
    var talk = Talk("data moons 30", "net 2-3-1", "loss bce", "batch = 10; train 4; train 3")
    let loss = talk.value("L")!
    let line = talk.say("autopsy")[0]
    #expect(line.contains("21 updates"))
    #expect(line.hasSuffix("to \(Numbers().text(loss))."))
  }

  @Test(arguments: ["0.5", "1e9", "1e20", "1e200"])
  func `the edge of steps that go well does not depend on the present step`(step: String) {
    var talk = Talk(
      "data moons 40", "net 2-4-1", "loss bce", "optimizer sgd", "step = \(step)", "train 5")
    let lines = talk.say("autopsy")
    let edge = lines.first { $0.hasPrefix("With a step of ") }?.split(separator: " ")[4]
    talk = Talk("data moons 40", "net 2-4-1", "loss bce", "optimizer sgd", "step = 0.1", "train 5")
    let other = talk.say("autopsy").first { $0.hasPrefix("With a step of ") }
    #expect(edge != nil && edge == other?.split(separator: " ")[4])
    #expect(!lines.contains { $0.contains("inf") })
  }

  @Test func `a step that holds and one that fails are not printed alike`() throws {
    var talk = Talk("w = 3; L = (w^2 - 1)^2; minimize L", "step = 1", "train 4")
    for digits in ["3", "6"] {
      _ = talk.answer("digits = \(digits)")
      let line = try #require(talk.say("autopsy").first { $0.hasPrefix("With a step of ") })
      let words = line.split(whereSeparator: { $0 == " " || $0 == "," })
      let place = try #require(words.lastIndex(of: "with"))
      #expect(words[4] != words[place + 1])
    }
  }

  @Test func `turning round empties the memory of an optimizer, and says so`() throws {
    var talk = Talk("w = 4; L = w^2; minimize L", "optimizer adam", "train 3")
    let before = try #require(talk.value("L"))
    #expect(talk.say("minimize L").count == 1)
    #expect(talk.session.bench.optimizerState != OptimizerState())
    #expect(
      talk.say("maximize L").last == "adam forgets what it remembered: that led the other way.")
    #expect(talk.session.bench.optimizerState == OptimizerState())
    _ = talk.answer("train 3")
    #expect(try #require(talk.value("L")) > before)
  }

  @Test func `train says when the schedule ends before the training`() {
    var talk = Talk("w = 4; L = w^2; minimize L")
    _ = talk.answer("schedule cosine 5 warmup 2")
    #expect(talk.say("train 10")[0].hasPrefix("The schedule ends with epoch 7"))
    talk = Talk("w = 4; L = w^2; minimize L", "schedule cosine 5")
    #expect(!talk.say("train 5")[0].contains("schedule"))
  }
}

/// Pictures and lines of a training.
@Suite struct TrainingPictureTests {
  @Test func `names of classes are whole where they have room, and cut with a sign`() throws {
    let talk = Talk("data blobs", "net 2-3", "loss cross-entropy")
    let reading = try #require(talk.session.networkReading(using: talk.engine))
    let judgement = try #require(talk.session.judgement(of: reading, using: talk.engine))
    let classes = ["setosa", "versicolor", "virginica"]
    func head(_ columns: Int) -> String {
      let picture = talk.session.confusionPicture(of: judgement, classes, columns: columns)
      return Document(picture).lines[1]
    }
    #expect(head(42).contains(" setosa versicolor virginica"))
    #expect(head(30).contains("vers…"))
  }

  @Test func `the last picture of digits has the mistakes in a window of 24 lines`() throws {
    let pixels = Matrix(Shape(4, 64), (0..<256).map { Double($0 % 17) })
    var talk = Talk()
    let data = DataSet(
      source: .shipped("digits", TableOptions()), columnNames: (0..<64).map { "p\($0)" },
      targetName: "digit", classes: (0..<3).map(String.init), picture: Shape(8, 8),
      features: pixels,
      targets: Matrix(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]]))
    _ = try talk.session.put(data, using: talk.engine)
    for line in ["net 64-3 zeros", "loss cross-entropy", "step = 1e-9", "train 2"] {
      #expect(!talk.answer(line).failed)
    }
    let picture = try #require(
      talk.session.trainingPicture(columns: 80, rows: 14, using: talk.engine))
    #expect(picture.lines.contains { $0.contains(", taken for") })
  }

  @Test func `the loss curve has room below 0`() {
    let talk = Talk("w = 4; L = w^2 + 1; minimize L", "train 3")
    let range = talk.session.lossCurve(size: (columns: 30, rows: 10)).y.range
    // Half of ten rows' first one.
    #expect(abs(-range.lowerBound / (range.upperBound - range.lowerBound) - 0.05) < 1e-12)
  }

  @Test func `the bench beside a page names an optimizer other than plain steps`() {
    var talk = Talk("q = 4", "L = q^2", "minimize L")
    func lines() -> String {
      BenchLines(
        talk.session.bench, width: 78, voice: talk.session.voice, engine: talk.engine
      ).lines.map(\.plain).joined()
    }
    #expect(!lines().contains("optimizer"))
    _ = talk.answer("optimizer adagrad")
    #expect(lines().hasSuffix("step = 0.1   optimizer adagrad"))
    _ = talk.answer("strategy local")
    #expect(!lines().contains("optimizer"))
  }

  @Test func `health keeps its columns with long numbers`() throws {
    var talk = Talk(
      "data moons", "net 2-8-1", "loss bce", "optimizer sgd", "step = 1e200", "train 3")
    let lines = Array(talk.say("health").prefix(3))
    #expect(lines.allSatisfy { $0.count <= 80 })
    let place = try #require(lines[0].firstRange(of: "mean")?.lowerBound)
    let column = lines[0].distance(from: lines[0].startIndex, to: place)
    for line in lines.dropFirst() {
      #expect(Array(line)[column - 1] == " " && Array(line)[column] != " ")
    }
  }
}
