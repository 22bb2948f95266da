import GradientCore
import Testing

@testable import Tutor

@Suite struct OwnDataTests {
  @Test func `points of one's own begin data on an empty bench`() {
    var talk = Talk()
    #expect(
      talk.say("data add 1.5 -2 1") == [
        "Added as row 0 of X: 1.5 -2, y = 1.", "X is 1×2, Y is 1×1: 1 where the class is 1.",
      ])
    #expect(talk.say("data add 0 1 0") == ["Added as row 1 of X: 0 1, y = 0."])
    #expect(talk.session.bench.data?.classes == ["0", "1"])
    #expect(talk.say("data").first == "your own rows: 2 rows, 2 columns, 2 classes in y")
    #expect(talk.session.bench.role(of: "X") == .data)
    // A target that is no class makes numbers of all.
    _ = talk.say("data add 2 2 2.5")
    #expect(talk.session.bench.data?.isClassification == false)
    #expect(talk.leaf("Y")?.elements == [1, 0, 2.5])
    #expect(talk.reloaded() == talk.session.bench)
    #expect(talk.place("data add 1 w 3") == "w")
    #expect(
      talk.problem("data add 1 w 3")
        == "w is no number. A row is x1, x2 and y: the target stands last.")
    _ = talk.say("undo")
    #expect(talk.leaf("X")?.shape == Shape(2, 2))
  }

  @Test func `typed X and Y become data where a row is added to them`() {
    var talk = Talk("X = [1; 2; 3]; Y = [2; 4; 6]")
    let lines = talk.say("data add 4 8")
    #expect(lines.last == "Added as row 3 of X: 4, y = 8.")
    #expect(lines.first?.hasPrefix("X holds examples now") == true)
    #expect(talk.leaf("X") == Matrix(rows: [[1], [2], [3], [4]]))
    #expect(talk.reloaded() == talk.session.bench)
    #expect(talk.problem("data own") == "X and Y are data already.")
    #expect(Talk("X = [1; 2]; Y = [0; 1]; data own").session.bench.data?.rowCount == 2)
    talk = Talk("X = [1; 2; 3]; Y = [2; 4]")
    #expect(
      talk.problem("data add 1 2")
        == "X is 3×1 and Y is 2×1. To be data they need equally many rows, and Y one column.")
    #expect(Talk("x = 1").session.bench.data == nil)
  }

  @Test func `data of one's own are divided, and what comes later is for training`() {
    var talk = Talk("X = [1; 2; 3; 4]; Y = [0; 0; 1; 1]; data split 0.5 seed 3; data standardize")
    let kept = talk.session.bench.data!.validationTargets
    _ = talk.say("data add 5 1")
    #expect(talk.session.bench.data?.validationTargets == kept)
    #expect(talk.leaf("X")?.shape == Shape(3, 1))
    #expect(talk.reloaded() == talk.session.bench)
    _ = talk.say("X[0] = 7; hold Y; data split 1; data split 0.6; Y[0] = 3")
    #expect(talk.reloaded() == talk.session.bench)
    #expect(talk.session.bench.data?.rowCount == 5)
    #expect(
      talk.say("data xor").first == "Your own rows make room for these; undo brings them back.")
  }

  @Test func `a row that comes later leaves means and deviations as they are`() {
    var talk = Talk("data moons; data standardize; net 2-3-1; loss bce; train 5")
    let scale = talk.session.bench.data?.standardization
    let first = talk.leaf("X")![0, 0]
    let lines = talk.say("data add 30 -20 1")
    #expect(talk.session.bench.data?.standardization == scale)
    #expect(talk.leaf("X")![0, 0] == first)
    #expect(lines[1].hasPrefix("Means and deviations stay as data standardize found them"))
    #expect(lines[2].hasPrefix("L = ") && lines[2].contains("(was "))
    // Said once.
    #expect(talk.say("data add 3 -2 1").count == 2)
    #expect(talk.say("data split 0.8").last?.hasPrefix("L = ") == true)
    #expect(talk.session.bench.data?.standardization == scale)
    #expect(talk.reloaded()?.data == talk.session.bench.data)
    #expect(talk.reloaded()?.definitions == talk.session.bench.definitions)
    #expect(talk.say("data").contains { $0.contains("that were there at data standardize.") })
    #expect(talk.say("data standardize").last?.hasPrefix("L = ") == true)
    #expect(talk.session.bench.data?.standardization != scale)
    #expect(talk.problem("data standardize") == "The columns are standardized already.")
    #expect(talk.place("data standardize by 1 2 3 0") == "1")
  }

  @Test(arguments: ["data split 0.8", "data standardize", "data add 1 2 0", "data moons"])
  func `entries that were changed by hand are not lost without a word`(command: String) {
    var talk = Talk("data moons", "X[3, 0] = 5")
    #expect(
      talk.say(command).first
        == "What you had changed in X is gone, because the rows were put there anew; undo brings it back."
    )
    _ = talk.say("undo")
    #expect(talk.leaf("X")![3, 0] == 5)
    _ = talk.say(command)
    #expect(talk.say(command).first?.hasPrefix("What you had changed") != true)
  }

  @Test func `after a split it is said of which rows a number is`() {
    var talk = Talk("data moons; data split 0.8")
    let lines = talk.say("data")
    #expect(lines.contains("The table is of the training rows."))
    #expect(lines.contains("rows of each class, with those for validation: 0 (50), 1 (50)"))
  }

  @Test func `a circle ends before its first row comes again, as in scikit-learn`() {
    // make_circles(8, shuffle=False, factor=0.5): angles of linspace(0, 2π, 4, endpoint=False).
    let rows = Talk("data circles 8 noise 0").leaf("X")!
    for (row, point) in [[1, 0], [0, 1], [-1, 0], [0, -1]].enumerated() {
      for column in 0..<2 {
        #expect(abs(rows[2 * row, column] - Double(point[column])) < 1e-15)
        #expect(abs(rows[2 * row + 1, column] - Double(point[column]) / 2) < 1e-15)
      }
    }
  }

  @Test func `one is told in the singular`() {
    var talk = Talk("data moons; data add 1 2 1")
    #expect(talk.say("data").first?.hasSuffix("; 1 of them yours") == true)
    #expect(
      talk.say("data one.csv", files: ["one.csv": "1,2\n"]).first
        == "one.csv: 1 row, 1 column, numbers in y")
    #expect(
      Talk.answers("data moons; net 2-3").contains {
        $0.hasPrefix("Y has 1 column and the network 3 outputs.")
      })
  }

  @Test func `net proposes to standardize large inputs`() {
    let said = { (setup: String) in
      Talk.answers(setup).contains { $0.hasSuffix("data standardize makes them small.") }
    }
    #expect(said("data line 20; data add 40 3; net 1-4-1"))
    #expect(!said("data line 20; net 1-4-1"))
    #expect(!said("data line 20; data add 40 3; data standardize; net 1-4-1"))
  }
}

extension Talk {
  fileprivate mutating func say(_ line: String, files: [String: String]) -> [String] {
    answer(line, files: files).document.lines
  }

  fileprivate static func answers(_ line: String) -> [String] {
    var talk = Talk()
    return talk.say(line)
  }
}
