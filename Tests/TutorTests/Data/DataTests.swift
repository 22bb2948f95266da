import GradientCore
import Testing

@testable import Tutor

@Suite struct DataTests {
  @Test func `data puts rows into X and Y that no step moves`() {
    var talk = Talk("data moons")
    #expect(talk.leaf("X")?.shape == Shape(100, 2))
    #expect(talk.leaf("Y")?.shape == Shape(100, 1))
    #expect(talk.session.bench.role(of: "X") == .data)
    _ = talk.say("w = [1; 1]; L = mean((X @ w - Y)^2); minimize L; step = 0.01; step")
    #expect(talk.session.bench.freeLeaves == ["w"])
    #expect(talk.leaf("X") == talk.session.bench.data?.features)
    #expect(talk.session.bench.hasData)
  }

  @Test func `the four corners of xor are in their order`() {
    let talk = Talk("data xor")
    #expect(talk.leaf("X") == Matrix(rows: [[0, 0], [0, 1], [1, 0], [1, 1]]))
    #expect(talk.leaf("Y") == Matrix(rows: [[0], [1], [1], [0]]))
  }

  @Test(arguments: Generator.allCases)
  func `a seed gives the same rows and another seed others`(generator: Generator) {
    let rows = { (command: String) in Talk(command).leaf("X")! }
    let command = "data \(generator) 60 noise 0.3 seed"
    let rest = generator == .line ? { Talk($0).leaf("Y")! } : rows
    #expect(rest(command + " 5") == rest(command + " 5"))
    #expect(rest(command + " 5") != rest(command + " 6"))
    #expect(rows(command + " 5").shape.rows == 60)
    #expect(rows(command + " 5").elements.allSatisfy { abs($0) < 10 })
  }

  @Test func `the bench's seed is taken where none is named, and no draw of the bench`() {
    let talk = Talk("seed = 9; data moons; W = uniform(1, 2)")
    #expect(talk.leaf("X") == Talk("data moons seed 9").leaf("X"))
    #expect(talk.leaf("W") == Talk("seed = 9; W = uniform(1, 2)").leaf("W"))
  }

  /// scikit-learn 1.5, `make_moons(6, shuffle=False)`: rows 0, 1, 2, then 3, 4, 5.
  @Test func `moons without noise are those of scikit-learn, classes taking turns`() {
    let outer = [[1.0, 0], [0, 1], [-1, 0]]
    let inner = [[0, 0.5], [1, -0.5], [2, 0.5]]
    let rows = Talk("data moons 6 noise 0").leaf("X")!
    for row in 0..<6 {
      let expected = row % 2 == 0 ? outer[row / 2] : inner[row / 2]
      #expect(abs(rows[row, 0] - expected[0]) < 1e-15 && abs(rows[row, 1] - expected[1]) < 1e-15)
    }
  }

  /// r = t = 0 … 1 in steps of 1/2, angles 4 (class + t), points (r sin, r cos), as in CS231n.
  @Test func `a spiral without noise goes out along its arms`() {
    let talk = Talk("data spiral 9 noise 0")
    let rows = talk.leaf("X")!
    #expect(talk.leaf("Y")?.shape == Shape(9, 3))
    #expect(abs(rows[6, 0] - -0.756802495307928) < 1e-14)
    #expect(abs(rows[4, 1] - 0.5 * 0.960170286650366) < 1e-14)
    #expect((0..<3).map { rows[$0, 0] } == [0, 0, 0])
  }

  @Test func `circles, blobs and line are where they are said to be`() {
    let circles = Talk("data circles 40 noise 0").leaf("X")!
    for row in 0..<40 {
      let radius = (circles[row, 0] * circles[row, 0] + circles[row, 1] * circles[row, 1])
        .squareRoot()
      #expect(abs(radius - (row % 2 == 0 ? 1 : 0.5)) < 1e-14)
    }
    let line = Talk("data line 5 noise 0")
    #expect(line.leaf("X")?.elements == [-1, -0.5, 0, 0.5, 1])
    #expect(line.leaf("Y")?.elements == [-1, 0, 1, 2, 3])
    #expect(Talk("data blobs").leaf("Y")?.shape == Shape(150, 3))
  }

  @Test func `the summary says rows, columns, classes and ranges`() {
    var talk = Talk()
    #expect(
      talk.say("data xor") == [
        "xor: 4 rows, 2 columns, 2 classes in y",
        "column | smallest | mean | largest | deviation", "x1 | 0 | 0.5 | 1 | 0.5",
        "x2 | 0 | 0.5 | 1 | 0.5", "rows of each class: 0 (2), 1 (2)",
        "X is 4×2, Y is 4×1: 1 where the class is 1.",
      ])
    #expect(talk.say("data") == talk.say("data xor"))
    #expect(Talk("data moons").session.bench.data?.classes == ["0", "1"])
  }

  @Test func `data alone, where there are none, says which there could be`() {
    var talk = Talk()
    let lines = talk.say("data")
    #expect(lines[0].hasPrefix("There are no data yet."))
    #expect(lines.contains("data spiral | three arms of a spiral"))
  }

  @Test func `a name that is taken is refused and never overwritten`() {
    var talk = Talk("X = 3; q = 2 * X")
    #expect(
      talk.problem("data xor")
        == "The rows go into X and Y, and X is on the bench already, read by q. Give it another name, or remove them."
    )
    #expect(talk.value("X") == 3)
    talk = Talk("Y(t) = t")
    #expect(
      talk.problem("data xor")
        == "The rows go into X and Y, and Y is on the bench already. remove Y makes room.")
    #expect(talk.leaf("X") == nil)
  }

  @Test func `other data take the place of the first where all still fits`() {
    var talk = Talk("data moons; w = [1; 1]; L = mean((X @ w - Y)^2)", "data circles 30")
    #expect(talk.leaf("X")?.shape == Shape(30, 2))
    #expect(
      talk.problem("data line")
        == "L would not fit any more. The shapes do not fit: 50×1 @ 2×1.")
    #expect(talk.leaf("X")?.shape == Shape(30, 2))
    #expect(talk.session.bench.data?.name == "circles")
  }

  @Test func `undo takes data back and redo brings them`() {
    var talk = Talk("data xor", "data moons")
    _ = talk.say("undo")
    #expect(talk.session.bench.data?.name == "xor")
    #expect(talk.leaf("X")?.shape == Shape(4, 2))
    _ = talk.say("undo")
    #expect(talk.session.bench.data == nil && talk.leaf("X") == nil)
    _ = talk.say("redo")
    _ = talk.say("redo")
    #expect(talk.leaf("X") == talk.session.bench.data?.features)
  }

  @Test func `a row of one's own goes to the training rows`() {
    var talk = Talk("data moons; data split 0.5")
    #expect(
      talk.say("data add 1.5 -2 1") == ["Added as row 50 of X: 1.5 -2, y = 1."])
    let x = talk.leaf("X")!
    #expect(x.shape == Shape(51, 2) && x[50, 0] == 1.5 && x[50, 1] == -2)
    #expect(talk.leaf("Y")![50, 0] == 1)
    #expect(talk.session.bench.data?.validationFeatures?.shape == Shape(50, 2))
    #expect(
      talk.problem("data add 1 2") == "A row here has 3 values, x1, x2 and y, not 2.")
    #expect(talk.place("data add 1 2 7") == "7")
    #expect(talk.problem("data add 1 2 7") == "There is no class 7; y is 0 or 1.")
    #expect(talk.problem("data add 1 1/0 1") == "1/0 is not one finite number.")
    #expect(talk.say("data add 0,5 1/4 0") == ["Added as row 51 of X: 0.5 0.25, y = 0."])
  }

  @Test func `a split keeps all rows, once each, and repeats with its seed`() {
    var talk = Talk("data moons")
    let all = talk.leaf("X")!
    _ = talk.say("data split 0.8")
    let data = talk.session.bench.data!
    #expect(data.features.shape.rows == 80 && data.validationFeatures?.shape.rows == 20)
    let rows = { (matrix: Matrix) in
      (0..<matrix.shape.rows).map { [matrix[$0, 0], matrix[$0, 1]] }.sorted { $0[0] < $1[0] }
    }
    let joined = Matrix(
      Shape(100, 2), data.features.elements + data.validationFeatures!.elements)
    #expect(rows(joined) == rows(all))
    #expect(Talk("data moons; data split 80%").leaf("X") == data.features)
    #expect(Talk("data moons; data split 0.8 seed 2").leaf("X") != data.features)
    _ = talk.say("data split 1")
    #expect(talk.leaf("X") == all)
    #expect(talk.problem("data split 1") == "All rows are for training already.")
    #expect(talk.place("data split 0") == "0")
    // At least one row on each side.
    #expect(Talk("data xor; data split 0.01").leaf("X")?.shape.rows == 1)
    #expect(Talk("data xor; data split 0.999").leaf("X")?.shape.rows == 3)
  }

  @Test func `standardised columns have mean 0 and deviation 1 in the training rows`() {
    var talk = Talk("data blobs; data split 0.7; data standardize")
    let data = talk.session.bench.data!
    for column in 0..<2 {
      let facts = ColumnFacts(column: column, of: talk.leaf("X")!)
      #expect(abs(facts.mean) < 1e-14 && abs(facts.deviation - 1) < 1e-14)
    }
    // The validation rows with the same numbers, so not exactly 0 and 1.
    let validation = ColumnFacts(column: 0, of: data.validationFeatures!)
    #expect(abs(validation.mean) > 1e-6)
    let raw = Talk("data blobs; data split 0.7").leaf("X")!
    #expect(data.standardized([raw[3, 0], raw[3, 1]])[1] == talk.leaf("X")![3, 1])
    #expect(talk.problem("data standardize") == "The columns are standardized already.")
    _ = talk.say("data standardize off")
    #expect(talk.leaf("X") == raw)
  }

  @Test func `a column that never changes is divided by 1`() {
    let talk = Talk()
    var data = DataSet(
      source: .generated(.line, count: 3, noise: 0, seed: 1), columnNames: ["a", "b"],
      targetName: "y",
      features: Matrix(rows: [[7, 1], [7, 2], [7, 3]]), targets: Matrix(rows: [[1], [2], [3]]))
    data.standardize(true)
    #expect((0..<3).map { data.features[$0, 0] } == [0, 0, 0])
    #expect(
      talk.session.summary(of: data).lines.contains("Always the same in the training rows: a."))
  }

  @Test func `drop forgets the data where nothing reads them`() {
    var talk = Talk("data xor; w = [1; 1]; z = X @ w; s = sum(z)")
    #expect(
      talk.problem("data drop")
        == "X or Y is read by z. Remove that first, or replace the data by others.")
    #expect(talk.say("remove s z; data drop").last == "Forgot the data of xor.")
    #expect(talk.leaf("X") == nil && talk.session.bench.data == nil)
    #expect(talk.problem("data drop")?.hasPrefix("There are no data yet.") == true)
  }

  @Test func `removing Y forgets the data and leaves X an input`() {
    var talk = Talk("data xor", "remove Y")
    #expect(talk.session.bench.data == nil)
    #expect(talk.session.bench.role(of: "X") == .parameter)
    #expect(talk.reloaded() == talk.session.bench)
    _ = talk.say("undo")
    #expect(talk.session.bench.hasData)
  }

  @Test func `data may be a name`() {
    var talk = Talk("data = 4")
    #expect(talk.say("data * 2") == ["8"])
    #expect(talk.say("data xor").first == "xor: 4 rows, 2 columns, 2 classes in y")
  }

  @Test func `a wrong word is told with the nearest one`() {
    var talk = Talk()
    let answer = talk.answer("data mons")
    #expect(
      answer.document.problem?.message.plain
        == "There are no data called mons. Did you mean moons? data \"mons\" reads a file of this name."
    )
    #expect(answer.request == .prefill("data moons"))
    for wrong in ["3", "2.5", "10000000"] {
      #expect(talk.place("data xor \(wrong)") == wrong)
    }
    #expect(talk.place("data xor noise -1") == "-1")
    #expect(talk.place("data moons seed -3") == "-3")
    #expect(talk.place("data moons 20 30") == "30")
  }
}
