import Testing

@testable import Tables

/// Every file of `Corpus`, and what it should say.
@Suite struct CorpusTests {
  static let tables: [String: [String]] = [
    "plain.csv": ["a: 1 4", "b: 2 5.5", "y: 3 -0.6"],
    "no-header.csv": ["x1: 1 3", "x2: 2 4", "y: red blue"],
    "no-last-line-break.csv": ["a: 1 3", "b: 2 4"],
    "semicolons.csv": ["x1: 1.5 -0.5", "x2: 2.25 3", "classe: sim não"],
    "tabs.tsv": ["x: 1.5 2.5", "y: 2 3"],
    "quotes.csv": [
      "a: 1 3 5", "b, c: 2 4 6", "the \"class\": one, two say \"hi\" two\nlines",
    ],
    "byte-order-mark.csv": ["a: 1 3", "y: 2 4"],
    "windows.csv": ["a: 1 3", "y: 2 4"],
    "old-mac.csv": ["a: 1 3", "y: 2 4"],
    "blank-lines.csv": ["a: 1 3", "y: 2 4"],
    "bad-rows.csv": ["a: 1 4", "b: 2 5", "y: 3 6"],
    "label-first.csv": ["l: 1 3 5", "w: 2 4 6", "species: A B A"],
    "text-column.csv": ["x: 1 3", "y: 2 4", "name: ann bob"],
    "index.csv": ["column 1: 0 1", "a: 1 3", "y: 2 4"],
  ]

  static let faults: [String: TableError] = [
    "empty.csv": .empty, "blank.csv": .empty, "header-only.csv": .noRows,
    "binary.csv": .binary(line: 1), "late-binary.csv": .binary(line: 3),
    "utf-16.csv": .notUTF8(line: 1), "latin-1.csv": .notUTF8(line: 2),
    "one-column.csv": .oneColumn, "unclosed.csv": .unclosedQuote(line: 3),
    "only-words.csv": .noNumbers,
    "all-bad.csv": .noGoodRows(
      DataTable.Fault(line: 2, defect: .empty(column: "b"))),
  ]

  @Test func `every file of the corpus is a table or is told why not`() {
    let known = Array(Self.tables.keys) + Array(Self.faults.keys)
    #expect(corpus.map(\.name) == known.sorted())
    for (name, bytes) in corpus {
      switch Result(catching: { () throws(TableError) in try table(bytes) }) {
      case .success(let table): #expect(table.lines == Self.tables[name], "\(name)")
      case .failure(let error): #expect(error == Self.faults[name], "\(name)")
      }
    }
  }

  @Test func `the pieces in which the bytes come change nothing`() {
    for (name, bytes) in corpus {
      let whole = Result { () throws(TableError) in try table(bytes) }
      for size in [1, 2, 3, 7] {
        let parts = Result { () throws(TableError) in try table(bytes, pieces: size) }
        #expect(parts == whole, "\(name) in pieces of \(size)")
      }
    }
  }

  @Test func `bad rows are counted and named by line and column`() throws {
    let bytes = try #require(corpus.first { $0.name == "bad-rows.csv" }).bytes
    let table = try table(bytes)
    #expect(table.faultCount == 6)
    #expect(
      table.faults == [
        .init(line: 3, defect: .empty(column: "b")),
        .init(line: 4, defect: .cellCount(found: 2, expected: 3)),
        .init(line: 5, defect: .notANumber("x", column: "a")),
        .init(line: 6, defect: .notFinite("nan", column: "b")),
        .init(line: 7, defect: .notFinite("inf", column: "y")),
        .init(line: 8, defect: .cellCount(found: 4, expected: 3)),
      ])
  }

  @Test func `a row in quotes over two lines counts both`() throws {
    let table = try table("a,y\n1,\"one\ntwo\"\n,x\n2,z\n")
    #expect(table.faults == [.init(line: 4, defect: .empty(column: "a"))])
  }
}
