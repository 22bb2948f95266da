import DocumentModel
import GradientCore
import Testing

@testable import Tutor

/// What is seen of a training, while it goes on and afterwards.
@Suite struct TrainingViewTests {
  /// Moons and a small network, `epochs` under way.
  private func training(
    _ lines: String..., epochs: Int = 5, goal: Int = 50
  ) -> (session: Session, engine: Engine) {
    var talk = Talk("data moons 40", "net 2-4-1 tanh", "loss bce")
    for line in lines { _ = talk.answer(line) }
    _ = talk.session.respond(to: "train \(goal)", using: talk.engine)
    while talk.session.isTraining, talk.session.bench.training.run.epoch < epochs {
      _ = talk.session.advance(steps: 1, using: talk.engine)
    }
    return (talk.session, talk.engine)
  }

  private func view(
    _ training: (session: Session, engine: Engine), columns: Int = 80, rows: Int = 24
  ) throws -> [Block] {
    try #require(
      training.session.liveView(
        columns: columns, rows: rows, elapsed: 2, using: training.engine)
    ).blocks
  }

  @Test func `the head says network, optimizer, epoch, rows per second and what is left`() throws {
    let lines = Document(try view(training())).lines
    #expect(lines[0].hasPrefix("train   moons · 2-4-1 tanh · adam 0.05"))
    #expect(lines[0].hasSuffix("epoch 5 of 50"))
    #expect(lines[0].count == 80)
    #expect(lines[2].contains("10 %") && lines[2].contains("100 rows/s"))
    #expect(lines[2].hasSuffix("18 s left") && lines[2].count == 80)
    #expect(lines[3].contains("accuracy"))
    #expect(lines.last == "Ctrl-C stops between two batches and keeps everything")
  }

  @Test func `curve and map stand beside each other, as high as the window leaves room`() throws {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
      let blocks = try view(training(), columns: columns, rows: rows)
      guard case .beside(let left, let right, let width?) = blocks[5],
        case .plot(let curve) = left[0], case .plot(let map) = right[0]
      else {
        Issue.record("no pictures")
        continue
      }
      #expect(curve.size?.rows == rows - 10 && map.size?.rows == rows - 10)
      #expect(width + 3 + map.size!.columns + 6 == columns)
      #expect(map.landscape?.heights.allSatisfy { (0...1).contains($0) } == true)
      #expect(map.series.map { $0.points.count } == [20, 20])
    }
  }

  @Test func `the first and the last place of the curve's axis stay where they are`() throws {
    for epochs in [1, 5, 30] {
      guard case .beside(let left, _, _) = try view(training(epochs: epochs))[5],
        case .plot(let curve) = left[0]
      else { return }
      #expect(curve.x.range == 0...50)
      #expect(curve.series[0].points.count == epochs + 1)
    }
  }

  @Test func `rows that are not trained on have a line of their own, told apart without colour`()
    throws
  {
    guard case .beside(let left, _, _) = try view(training("data split 0.7", epochs: 6))[5],
      case .plot(let curve) = left[0]
    else {
      Issue.record("no curve")
      return
    }
    #expect(curve.series.map(\.name.plain) == ["L, by epoch", "validation"])
    #expect(curve.series.map(\.style) == [.line, .dashes])
    #expect(curve.series[1].points.map(\.x) == [1, 2, 3, 4, 5, 6])
    guard case .beside(let alone, _, _) = try view(training(epochs: 6))[5],
      case .plot(let other) = alone[0]
    else { return }
    #expect(other.series.count == 1)
  }

  @Test func `beside a confusion matrix the legend of two lines has room for a row each`() throws {
    var talk = Talk()
    let rows = (0..<12).map { "\($0),\($0 % 5),\($0 % 7),\("abc".dropFirst($0 % 3).first!)\n" }
    _ = talk.answer("data f.csv", files: ["f.csv": rows.joined()])
    for line in ["data split 0.5", "net 3-3", "loss cross-entropy"] { _ = talk.answer(line) }
    _ = talk.session.respond(to: "train 50", using: talk.engine)
    for _ in 0..<3 { _ = talk.session.advance(steps: 1, using: talk.engine) }
    for (columns, rows, height) in [(60, 16, 5), (120, 16, 6)] {
      let blocks = try view((talk.session, talk.engine), columns: columns, rows: rows)
      guard case .beside(let left, _, _) = blocks[5], case .plot(let curve) = left[0] else {
        Issue.record("no curve")
        continue
      }
      #expect(curve.series.count == 2 && curve.size?.rows == height)
    }
  }

  @Test func `the line of validation ends at what the reports say, and a listener hears of it`()
    throws
  {
    for lines in [["data split 0.7"], ["data split 0.7", "batch = 12"]] {
      var talk = Talk("data moons 40", "net 2-4-1 tanh", "loss bce")
      for line in lines { _ = talk.answer(line) }
      let report = talk.say("train 30").joined(separator: " ")
      guard case .plot(let plot) = talk.answer("plot loss").document.blocks[0],
        let last = plot.series.last?.points.last
      else {
        Issue.record("no plot")
        return
      }
      #expect(last.x == 30)
      #expect(report.contains("validation " + Numbers(digits: 6).text(last.y)))
      #expect(plot.sentence.plain.contains("The validation loss from "))
    }
  }

  @Test func `a long line of validation is thinned, so that its dashes stay apart`() throws {
    var talk = Talk("data moons 12", "data split 0.5", "net 2-2-1 tanh", "loss bce", "train 400")
    guard case .plot(let plot) = talk.answer("plot loss").document.blocks[0] else {
      Issue.record("no plot")
      return
    }
    #expect(plot.series[0].points.count == 400)
    #expect((70...82).contains(plot.series[1].points.count))
    #expect(plot.series[1].points.last?.x == 400)
  }

  @Test func `in a small window there is none, and none when nothing trains`() {
    let training = training()
    #expect(
      training.session.liveView(columns: 59, rows: 24, elapsed: 1, using: training.engine) == nil)
    #expect(
      training.session.liveView(columns: 80, rows: 15, elapsed: 1, using: training.engine) == nil)
    #expect(Session().liveView(columns: 80, rows: 24, elapsed: 1, using: Engine()) == nil)
  }

  @Test func `looking at a training changes nothing of it`() throws {
    var (seen, engine) = training()
    let (unseen, other) = training()
    _ = try view((seen, engine))
    #expect(seen == unseen)
    engine.forgetsEverything = true
    _ = seen.advance(steps: 10, using: engine)
    var rest = unseen
    _ = rest.advance(steps: 10, using: other)
    #expect(seen.bench.definitions == rest.bench.definitions)
  }

  @Test func `three classes of two inputs have steps and a mark each`() throws {
    var talk = Talk("data blobs 60", "net 2-8-3 relu", "loss cross-entropy", "train 30")
    let reading = try #require(talk.session.networkReading(using: talk.engine))
    let map = try #require(talk.session.decisionMap(of: reading, using: talk.engine))
    #expect(map.landscape?.isStepped == true)
    #expect(map.series.map(\.style) == [.marks("o"), .marks("x"), .marks("+")])
    #expect(Set(map.landscape!.heights).isSubset(of: [0.5, 1.5, 3.5]))
    #expect(talk.say("plot map")[0].contains("of 60 points lie where it says their class."))
  }

  @Test func `one input has points and the curve that is laid through them`() throws {
    var talk = Talk(
      "data line", "W = 0.5; b = 0; p = X @ W + b; L = mean((p - Y)^2); minimize L", "train 50")
    guard case .plot(let plot) = talk.answer("plot map").document.blocks[0] else {
      Issue.record("no plot")
      return
    }
    #expect(plot.series.count == 2 && plot.landscape == nil)
    #expect(plot.sentence.plain.contains("goes from"))
  }

  @Test func `plot loss draws every epoch, also where the loss has that name`() throws {
    var talk = Talk("w = 4; loss = (w - 1)^2; minimize loss", "train 20")
    guard case .plot(let plot) = talk.answer("plot loss").document.blocks[0] else {
      Issue.record("no plot")
      return
    }
    #expect(plot.series[0].points.count == 20)
    #expect(plot.sentence.plain.hasPrefix("loss from "))
    #expect(talk.say("plot loss w 0 2")[0].contains("loss"))
  }

  @Test(arguments: [
    ("plot loss", "No loss was written down yet"), ("plot map", "There is no network"),
    ("plot confusion", "There is no network"), ("plot mistakes", "There is no network"),
  ])
  func `what is not there is refused with what to do`(line: String, start: String) {
    var talk = Talk("w = 4; L = (w - 1)^2; minimize L")
    #expect(talk.problem(line)?.hasPrefix(start) == true)
  }

  @Test func `confusion counts rows by class and answer`() throws {
    let outputs = Matrix(rows: [[2, 1, 0], [0, 1, 2], [0, 3, 0], [5, 0, 1]])
    let targets = Matrix(rows: [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]])
    let talk = Talk("data blobs 12", "net 2-3", "loss cross-entropy")
    let reading = try #require(talk.session.networkReading(using: talk.engine))
    let judgement = Judgement(reading, outputs: outputs, targets: targets, classes: 3)
    #expect(judgement.confusion == [[1, 0, 0], [0, 1, 1], [1, 0, 0]])
    #expect(judgement.accuracy == 0.5)
    #expect(judgement.mistakes.map(\.row) == [3, 1])
    #expect(judgement.mistakes[0].excess == 4)
  }

  @Test func `a digit is drawn as it was before it was standardised`() throws {
    let picture = Session.pixels([0, 16, 8, 4], Shape(2, 2)).map(\.plain)
    #expect(picture == ["  ██", "▒▒░░"])
  }

  @Test(arguments: ["loss mse", "loss bce", "loss hinge"])
  func `a map says what the accuracy of the reports says`(loss: String) throws {
    let (session, engine) = training(loss)
    let facts = try #require(session.trainingFacts(using: engine))
    let reading = try #require(session.networkReading(using: engine))
    let judgement = try #require(session.judgement(of: reading, using: engine))
    #expect(facts.accuracy == judgement.accuracy)
  }
}
