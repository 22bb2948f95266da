import GradientCore
import Tables
import Testing

@testable import Tutor

@Suite struct DataFileTests {
  static let files = [
    "p.csv": "x1;x2;classe\n1,5;2;sim\n0,5;;não\n-1;3,25;não\nabc;1;sim\n",
    "three.csv": "1,2,c\n3,4,a\n5,6,b\n7,8,a\n",
    "marks.csv": "a,mark\n1,2\n2,3\n3,2\n4,3\n5,3\n6,2\n",
    "one.csv": "a,y\n1,b\n2,b\n", "empty.csv": "", "rate.csv": "a,y\n1,2.5\n2,3\n",
  ]

  @Test func `a file is asked for, and its rows are told with what is wrong`() {
    var talk = Talk()
    let request = talk.session.respond(to: "data p.csv", using: talk.engine).request
    #expect(request == .table(TableRequest(path: "p.csv")))
    let lines = Talk.summary("data p.csv")
    #expect(
      lines.prefix(5) == [
        "p.csv: 2 rows, 2 columns, 2 classes in classe",
        "Read with semicolons between cells, decimal comma, names in the first line.",
        "2 rows were left out:", "  line 3: x2 is empty", "  line 5: x1 is abc, no number",
      ])
  }

  @Test func `classes are sorted by name; of two the second is 1`() {
    var talk = Talk()
    _ = talk.answer("data p.csv", files: Self.files)
    #expect(talk.session.bench.data?.classes == ["não", "sim"])
    #expect(talk.leaf("Y")?.elements == [1, 0])
    _ = talk.answer("data three.csv", files: Self.files)
    #expect(talk.session.bench.data?.classes == ["a", "b", "c"])
    #expect(
      talk.leaf("Y") == Matrix(rows: [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]]))
  }

  @Test func `few whole numbers are classes unless they are said to be numbers`() {
    var talk = Talk()
    _ = talk.answer("data marks.csv", files: Self.files)
    #expect(talk.session.bench.data?.classes == ["2", "3"])
    _ = talk.answer("data marks.csv numbers", files: Self.files)
    #expect(talk.leaf("Y")?.elements == [2, 3, 2, 3, 3, 2])
    _ = talk.answer("data rate.csv", files: Self.files)
    #expect(talk.session.bench.data?.isClassification == false)
    _ = talk.answer("data rate.csv classes", files: Self.files)
    #expect(talk.session.bench.data?.classes == ["2.5", "3"])
    _ = talk.answer("data marks.csv target a", files: Self.files)
    #expect(talk.session.bench.data?.targetName == "a")
  }

  @Test func `what cannot be used is told under the file's name, and nothing changes`() {
    var talk = Talk("data xor")
    let before = talk.session.bench
    for (command, sentence) in [
      ("data nope.csv", "There is no file nope.csv."), ("data empty.csv", "empty.csv is empty."),
      ("data one.csv", "Every row has y = b; one class cannot be told from others."),
      ("data p.csv numbers", "Column classe holds words, not numbers."),
      ("data p.csv target z", "p.csv has no column z; there are x1, x2, classe."),
    ] {
      let answer = talk.answer(command, files: Self.files)
      #expect(answer.document.problem?.message.plain == sentence)
      #expect(answer.document.problem?.marked?.hasSuffix(".csv") == true, "\(command)")
      #expect(talk.session.bench == before)
    }
  }

  @Test func `Ctrl-C while a file is read leaves the bench as it was`() {
    var talk = Talk("x = 1")
    let request = talk.session.respond(to: "data p.csv; x = 2", using: talk.engine).request!
    let answer = talk.session.received(
      .failure(TableProblem.interrupted), for: request, using: talk.engine)
    #expect(
      answer.document.problem?.message.plain
        == "Reading p.csv was stopped; the bench is as it was.")
    #expect(talk.value("x") == 1)
  }

  @Test func `the rest of the line goes on with the rows`() {
    var talk = Talk()
    let answer = talk.answer("data marks.csv; m = mean(X)", files: Self.files)
    #expect(answer.document.lines.last == "m = mean(X) = 3.5")
  }

  // MARK: - Saving

  @Test func `data are saved as the commands that make them`() {
    var talk = Talk(
      "data moons 40 seed 3; data split 0.75; data standardize; data add 1.5 -2 1; w = [1; 1]",
      "L = mean((X @ w - Y)^2); minimize L; X[0, 1] = 7; hold X")
    let script = talk.session.bench.script()
    #expect(
      script.prefix(4) == [
        "data moons 40 noise 0.1 seed 3", "data add 1.5 -2 1", "data split 0.75 seed 1",
        script[3],
      ])
    // The row that came later has no part in means and deviations, so these are written down.
    #expect(script[3].hasPrefix("data standardize by "))
    #expect(
      Talk("data moons; data standardize").session.bench.script()[1] == "data standardize")
    #expect(talk.reloaded() == talk.session.bench)
    talk = Talk("data moons 100000")
    #expect(talk.session.bench.script().joined().utf8.count < 200)
  }

  @Test func `a file is saved as its path, from the root where that is needed`() {
    var talk = Talk()
    _ = talk.answer("data p.csv; data add 1 -2,5 sim; data standardize", files: Self.files)
    let fingerprint = talk.session.bench.data!.fingerprint
    #expect(
      talk.session.bench.script().first == "data \"p.csv\" expecting 3 2 1 2 \(fingerprint)")
    #expect(
      talk.session.bench.script(withFullPaths: true).first
        == "data \"/home/p.csv\" expecting 3 2 1 2 \(fingerprint)")
    #expect(talk.reloaded(files: Self.files) == talk.session.bench)
  }

  @Test func `names with blanks and quotes are saved as they can be read again`() {
    let files = ["my \"rows\".csv": "a,the \"kind\"\n1,\"so \"\"so\"\"\"\n2,no\n"]
    var talk = Talk()
    _ = talk.answer(
      #"data "my \"rows\".csv" target "the \"kind\""; data add 3 "so \"so\"""#, files: files)
    #expect(talk.leaf("Y")?.elements == [1, 0, 1])
    #expect(talk.reloaded(files: files) == talk.session.bench)
  }

  @Test func `a saved bench is not loaded over a file that has other columns now`() {
    var talk = Talk()
    _ = talk.answer("data p.csv", files: Self.files)
    #expect(talk.reloaded(files: ["p.csv": Self.files["three.csv"]!]) == nil)
  }

  @Test func `a file that has other rows or is gone is told, and the weights are loaded`() {
    var talk = Talk()
    _ = talk.answer("data marks.csv; w = 3; z = X * w", files: Self.files)
    let script = talk.session.bench.script().joined(separator: "\n")
    func load(_ files: [String: String]) -> (lines: [String], bench: Bench) {
      var other = Talk()
      var answer = other.session.respond(to: "load it", using: other.engine)
      answer = other.session.received(.success(script), for: answer.request!, using: other.engine)
      while case .table(let wanted) = answer.request {
        answer = other.session.received(
          Talk.read(wanted, in: files), for: answer.request!, using: other.engine)
      }
      return (answer.document.lines, other.session.bench)
    }
    #expect(load(Self.files).lines.count == 2)
    let fewer = load(["marks.csv": "a,mark\n1,2\n2,3\n3,2\n4,3\n"])
    #expect(fewer.lines[1] == "marks.csv has changed: rows 4, and 6 when this was saved.")
    #expect(fewer.bench.definitions.value(ofLeaf: "w")?.scalar == 3)
    let others = load(["marks.csv": Self.files["marks.csv"]!.replacing("6,2", with: "7,2")])
    #expect(others.lines[1] == "marks.csv holds other numbers than when this was saved.")
    let none = load([:])
    #expect(none.lines[1].hasPrefix("marks.csv could not be read again, so X and Y hold zeros."))
    #expect(none.bench.definitions.value(ofLeaf: "w")?.scalar == 3)
    // An older file knows nothing of the rows and says nothing of them.
    var old = Talk()
    var answer = old.session.respond(to: "load it", using: old.engine)
    answer = old.session.received(
      .success("data \"marks.csv\" expecting 6 1 1"), for: answer.request!, using: old.engine)
    answer = old.session.received(
      Talk.read(TableRequest(path: "marks.csv"), in: Self.files), for: answer.request!,
      using: old.engine)
    #expect(!answer.failed && old.leaf("X")?.shape == Shape(6, 1))
  }

  @Test func `progress reads its files again, and holds the place of those that are gone`() throws {
    var talk = Talk()
    _ = talk.answer("data p.csv; data standardize; w = [3; 4]; z = X @ w", files: Self.files)
    let script = talk.session.progressScript()
    let files = ["/home/p.csv": Self.files["p.csv"]!]

    var again = Session()
    #expect(try again.restore(from: script) { Talk.read($0, in: files) } == [])
    #expect(again.bench.definitions == talk.session.bench.definitions)

    var without = Session()
    let missing = try without.restore(from: script)
    #expect(missing.map(\.path) == ["/home/p.csv"])
    #expect(without.bench.definitions.value(ofLeaf: "w") == talk.leaf("w"))
    #expect(
      without.bench.definitions.value(ofLeaf: "X") == Matrix(repeating: 0, Shape(2, 2)))
    // Nothing of it is lost: the next time the file may be there again.
    #expect(without.progressScript() == script)
    var changed = Session()
    _ = try changed.restore(from: script) { _ in
      Talk.read(TableRequest(path: "three.csv"), in: Self.files)
    }
    #expect(changed.progressScript() == script)
  }

  @Test func `completion offers what data takes, and files`() {
    let talk = Talk()
    let completions = { (line: String) in
      talk.session.completions(for: line, cursor: line.utf8.count)
    }
    #expect(completions("data mo").items.map(\.text) == ["moons"])
    #expect(completions("data ").items.map(\.text).contains("standardize"))
    #expect(completions("data po").file == PartialFileName(typed: "po", start: 5))
    #expect(completions("data \"my po").file == PartialFileName(typed: "my po", start: 5))
    #expect(completions("data moons ").items.map(\.text) == ["noise", "seed"])
    #expect(completions("data p.csv t").items.map(\.text) == ["target"])
    #expect(completions("data moons ").file == nil)
  }
}

extension Talk {
  fileprivate static func summary(_ line: String) -> [String] {
    var talk = Talk()
    return talk.answer(line, files: DataFileTests.files).document.lines
  }
}
