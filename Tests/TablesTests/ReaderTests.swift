import Testing

@testable import Tables

@Suite struct ReaderTests {
  @Test func `cells are read as numbers to the last digit`() {
    for (text, number) in [
      ("0", 0), ("-0.5", -0.5), ("+3", 3), ("1e3", 1000), ("1.5E-3", 0.0015), (".5", 0.5),
      ("5.", 5), ("0.1", 0.1), ("123456789012345", 123_456_789_012_345),
      ("-19.707842962097008", -19.707842962097008),
      ("2.2250738585072014e-308", .leastNormalMagnitude),
      ("0.000000000000001", 1e-15), ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ] as [(String, Double)] {
      #expect(Cell(Array(text.utf8)[...], decimalComma: false) == .number(number), "\(text)")
      let comma = text.map { $0 == "." ? "," : $0 }
      #expect(
        Cell(Array(String(comma).utf8)[...], decimalComma: true) == .number(number), "\(text)")
    }
  }

  @Test func `what is no number is none, whatever the standard library takes`() {
    for text in ["0x1p3", "1 2", "1.2.3", "1e", "e5", "--1", "+", ".", "1_000", "1,5", "٣"] {
      #expect(Cell(Array(text.utf8)[...], decimalComma: false) == .text, "\(text)")
    }
    for text in ["nan", "NA", "-Inf", "infinity", "?", "N/A", "1e999", "-1e400"] {
      #expect(Cell(Array(text.utf8)[...], decimalComma: false) == .notFinite, "\(text)")
    }
    // With a decimal comma a point is no thousands' sign that is passed over.
    #expect(Cell(Array("1.234".utf8)[...], decimalComma: true) == .text)
  }

  @Test func `a target can be named, and a name that is not there is told`() throws {
    let text = "a,b,c\n1,2,3\n4,5,6\n"
    #expect(try table(text, target: "b").lines == ["a: 1 4", "c: 3 6", "b: 2 5"])
    #expect(fault(of: text, target: "z") == .noColumn("z", among: ["a", "b", "c"]))
  }

  @Test func `commas inside quotes and in decimals do not pass for separators`() throws {
    #expect(
      try table("x;y\n1,25;\"a, b\"\n2,5;\"c, d\"\n").lines == ["x: 1.25 2.5", "y: a, b c, d"])
  }

  @Test func `rows that are wider than the sample are read`() throws {
    let names = (0..<20_000).map { "column\($0)" }.joined(separator: ",")
    let row = (0..<20_000).map { "\($0)" }.joined(separator: ",")
    let table = try table([names, row, row].joined(separator: "\n"))
    #expect(table.columns.count == 19_999)
    #expect(table.columns[7].numbers == [7, 7])
    #expect(table.hasHeader)
  }

  @Test func `a line without end is refused before it fills the memory`() {
    var reader = TableReader()
    let piece = [UInt8](repeating: UInt8(ascii: "7"), count: 1 << 16)
    var (taken, failure): (Int, TableError?) = (0, nil)
    while failure == nil, taken < 1_000 {
      do throws(TableError) {
        try reader.take(piece)
        taken += 1
      } catch {
        failure = error
      }
    }
    #expect(failure == .rowTooLong(line: 1))
    #expect(taken <= 64)
  }

  @Test func `separators without end are refused, too`() {
    let text = "a,y\n1,2\n3,4\n5,6\n" + String(repeating: ",", count: 2 << 20)
    #expect(fault(of: text) == .rowTooLong(line: 5))
  }

  @Test func `a quote that swallows the rest is refused where it is opened`() {
    let text = "a,y\n1,2\n3,\"4\n" + String(repeating: "5,6\n", count: 1 << 19)
    #expect(fault(of: text) == .unclosedQuote(line: 3))
  }

  @Test func `more words than classes can be are refused`() {
    let rows = (0..<1_200).map { "\($0),word\($0)\n" }.joined()
    #expect(fault(of: "a,y\n" + rows) == .tooManyLabels(column: "y"))
  }

  @Test func `a number that begins a column of words does not make it one of numbers`() throws {
    let table = try table("a,y\n1,10\n2,ten\n3,eleven\n4,twelve\n")
    #expect(table.lines == ["a: 1 2 3 4", "y: 10 ten eleven twelve"])
  }

  @Test func `many faults are all counted and the first are told`() throws {
    let bad = String(repeating: "x,1\n", count: 100)
    let table = try table("a,y\n" + String(repeating: "1,2\n", count: 300) + bad)
    #expect(table.rowCount == 300)
    #expect(table.faultCount == 100)
    #expect(table.faults.count == TableReader.mostFaults)
  }

  @Test func `numbers with a comma in quotes are read between commas, too`() throws {
    let read = try table("\"1,5\",\"2,5\",0\n\"3,5\",\"4,5\",1\n2,\"4,25\",1\n")
    #expect(read.lines == ["x1: 1.5 3.5 2", "x2: 2.5 4.5 4.25", "y: 0 1 1"])
    #expect(read.hasDecimalComma)
    // This may be a thousand, and is not taken for a little more than one.
    #expect(try table("\"1,234\",2,0\n\"5,678\",3,1\n").thousands.map(\.column) == ["x1"])
  }

  @Test func `an empty column at the end of every line is left out`() throws {
    for text in ["1,2,0,\n3,4,1,\n", "1,2,0,,\n3,4,1,,\n", "1,2,0,\n3,4,1\n5,6,0,\n"] {
      let read = try table(text)
      #expect(read.columns.map(\.name) == ["x1", "x2"] && read.faultCount == 0, "\(text)")
      #expect(read.hasEmptyEnd)
    }
    #expect(try table("x;y;c;\n1;2;a;\n3;4;b;\n").lines == ["x: 1 3", "y: 2 4", "c: a b"])
    let late = try table(String(repeating: "1,2,0,\n3,4,1,\n", count: 9_000) + "5,6,1,7\n")
    #expect(late.faults.map(\.defect) == [.cellCount(found: 4, expected: 3)])
    #expect(fault(of: "1,\n2,\n") == .oneColumn)
  }

  @Test func `signs between thousands are told and make no classes`() throws {
    let read = try table("1.234,5;2;0\n1.234,5;4;1\n")
    #expect(read.targetName == "y" && read.columns.map(\.name) == ["x2"])
    #expect(read.thousands.map(\.column) == ["x1"])
    #expect(read.thousands.map(\.example) == ["1.234,5"])
    #expect(fault(of: "a;b\n1.234,5;2\n1.000,5;4\n") == .thousands("1.234,5", column: "a"))
    #expect(try table("a;b;c\n1.234,5;2;0\n1.000,5;4;1\n").hasHeader)
  }

  @Test func `a title or a comment before the header costs no names`() throws {
    for head in ["# comment", "My title\n", "# a, b, c", "# a, b\n# c"] {
      let read = try table(head + "\nx,y,c\n1,2,a\n3,4,b\n")
      #expect(read.lines == ["x: 1 3", "y: 2 4", "c: a b"], "\(head)")
      #expect(read.hasHeader && read.faults.first?.line == 1)
    }
  }
}
