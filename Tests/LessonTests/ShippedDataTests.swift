import GradientCore
import Testing

@testable import Lessons
@testable import Tutor

/// The rows that travel inside the program.
@Suite struct ShippedDataTests {
  private func bench(_ line: String) throws -> Bench {
    var session = Session(curriculum: .standard)
    let answer = session.respondToEnd(line, using: Engine())
    try #require(!answer.failed)
    return session.bench
  }

  @Test func `iris are 150 flowers, fifty of each species`() throws {
    let data = try #require(try bench("data iris").data)
    #expect(data.classes == ["setosa", "versicolor", "virginica"])
    #expect(data.features.shape == Shape(150, 4) && data.targets.shape == Shape(150, 3))
    #expect((0..<4).map { data.features[0, $0] } == [5.1, 3.5, 1.4, 0.2])
    let sums = (0..<3).map { column in
      (0..<150).reduce(0) { $0 + data.targets[$1, column] }
    }
    #expect(sums == [50, 50, 50])
    #expect(data.losses.rowCount == 0)
  }

  @Test func `digits are 1797 pictures of 8 by 8`() throws {
    let data = try #require(try bench("data digits").data)
    #expect(data.classes == (0...9).map(String.init))
    #expect(data.features.shape == Shape(1797, 64) && data.picture == Shape(8, 8))
    #expect((0..<6).map { data.features[0, $0] } == [0, 0, 5, 13, 9, 1])
    #expect(data.classIndex(of: data.targets.elements[0..<10]) == 0)
  }

  @Test func `regression are the hundred points to the last digit`() throws {
    let data = try #require(try bench("data regression").data)
    #expect(!data.isClassification && data.features.shape == Shape(100, 1))
    #expect(data.features[1, 0] == -9.7979797979797976)
    #expect(data.targets[0, 0] == -19.707842962097008)
  }

  @Test func `a teacher's own rows stand beside ours`() throws {
    let curriculum = try Curriculum.standard(with: [("data/mine.csv", "a,y\n1,2.5\n2,3.5\n")])
    var session = Session(curriculum: curriculum)
    #expect(!session.respondToEnd("data mine", using: Engine()).failed)
    #expect(session.bench.data?.name == "mine")
    #expect(session.bench.script().first == "data mine")
  }

  @Test func `what is saved of shipped rows makes them again in both languages`() throws {
    var session = Session(curriculum: .standard, language: "pt")
    let engine = Engine()
    #expect(
      !session.respondToEnd("dados iris; dados dividir 0,8; dados padronizar", using: engine)
        .failed)
    var other = Session(curriculum: .standard)
    let answer = other.load(session.bench.script().joined(separator: "\n"), from: "", using: engine)
    #expect(!answer.failed && other.bench == session.bench)
  }
}
