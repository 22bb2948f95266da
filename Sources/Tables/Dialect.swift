/// How a file is written and which column is what, as its first records tell.
struct Dialect {
  var separator: DataTable.Separator
  var hasDecimalComma: Bool
  var hasHeader: Bool
  var names: [String]
  /// Of each column, whether it holds numbers.
  var holdsNumbers: [Bool]
  var target: Int
  /// Cells at the end of every record in which nothing stands: lines that end with a separator.
  var emptyEnd = 0
  /// The line of the header; what stands before it, as a title does, is no row.
  var headerLine: Int?
  /// Columns of text whose cells look like numbers with signs between thousands, and one of them.
  var thousands: [(column: Int, example: String)] = []

  /// - Parameters:
  ///   - sample: the beginning of the file.
  ///   - isWhole: whether it is the whole file, so that its last record is complete.
  init(
    sample: ArraySlice<UInt8>, isWhole: Bool, target wanted: String?
  ) throws(TableError) {
    let readings = DataTable.Separator.allCases.map {
      Reading(sample, separator: $0, isWhole: isWhole)
    }
    // The first of equals: a tab or a semicolon between cells leaves commas to the decimals.
    let best = readings.dropFirst().reduce(readings[0]) { $1.agreement > $0.agreement ? $1 : $0 }
    guard !best.records.isEmpty else {
      // What ends the first record so soon is told where it is read in earnest.
      if let failure = best.failure { throw failure }
      let isBlank = sample.allSatisfy { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
      throw isWhole || isBlank ? .empty : .rowTooLong(line: 1)
    }
    if isWhole, best.records.allSatisfy(\.bytes.isEmpty) { throw .empty }
    guard best.columnCount > 1 else {
      if let failure = best.failure { throw failure }
      throw .oneColumn
    }
    separator = best.separator
    // Between commas a cell such as 1,5 stood in quotes. One such as 1,234 may be a thousand.
    hasDecimalComma =
      (separator == .comma ? best.clearDecimalCommas : best.decimalCommas) > best.decimalPoints
    let comma = hasDecimalComma
    let start = best.start
    let head = best.records[start]
    let body = best.records[(start + 1)...].filter { $0.count == best.columnCount }
    let fitting = body.isEmpty ? [head] : Array(body)
    let isNamed = { (column: Int) in
      wanted != nil && String(validating: head[column], as: UTF8.self) == wanted
    }
    while best.columnCount - emptyEnd > 1, head.count == best.columnCount {
      let last = best.columnCount - emptyEnd - 1
      guard fitting.allSatisfy({ $0[last].isEmpty }), !isNamed(last) else { break }
      emptyEnd += 1
    }
    let columnCount = best.columnCount - emptyEnd
    guard columnCount > 1 else { throw .oneColumn }
    holdsNumbers = (0..<columnCount).map { column in
      Self.holdsNumbers(fitting.map { Cell($0[column], decimalComma: comma) })
        ?? (head.count == best.columnCount
          && Self.holdsNumbers([Cell(head[column], decimalComma: comma)]) ?? false)
    }
    let numeric = holdsNumbers
    if best.records.count == 1, isWhole, !numeric.contains(true) { throw .noRows }
    thousands = (0..<columnCount).compactMap { column in
      guard !numeric[column] else { return nil }
      let texts = (body + (head.count == best.columnCount ? [head] : [])).map { $0[column] }
        .filter { !$0.isEmpty }
      guard let example = texts.first(where: \.isThousands),
        texts.count(where: \.isThousands) * 2 >= texts.count
      else { return nil }
      return (column, String(decoding: example, as: UTF8.self))
    }
    let namesColumn = Set(thousands.map(\.column))
    hasHeader =
      !body.isEmpty && head.count == best.columnCount
      && (0..<columnCount).contains {
        (numeric[$0] || namesColumn.contains($0)) && !head[$0].isThousands
          && Cell(head[$0], decimalComma: comma) == .text
      }
    headerLine = hasHeader ? head.line : nil
    names = try Self.names(of: hasHeader ? head : nil, count: columnCount)
    target = try Self.target(wanted, among: names, holdsNumbers, notIn: namesColumn)
  }

  /// Whether at least half of what says something are numbers; nil where nothing says anything.
  private static func holdsNumbers(_ cells: [Cell]) -> Bool? {
    let numbers = cells.count { if case .number = $0 { true } else { false } }
    let texts = cells.count { $0 == .text }
    return numbers + texts == 0 ? nil : numbers >= texts
  }

  /// Of the header; where there is none, `x1`, `x2`, … and `y` for the last one.
  private static func names(of header: Record?, count: Int) throws(TableError) -> [String] {
    guard let header else { return (1..<count).map { "x\($0)" } + ["y"] }
    var names: [String] = []
    for column in 0..<count {
      let cell = column < header.count ? header[column] : []
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw .notUTF8(line: header.line)
      }
      names.append(text.isEmpty ? "column \(column + 1)" : text)
    }
    return names
  }

  /// The only column of text, where there is only one; else the last.
  ///
  /// - Parameter thousands: columns of text that were meant as numbers.
  private static func target(
    _ wanted: String?, among names: [String], _ holdsNumbers: [Bool], notIn thousands: Set<Int>
  ) throws(TableError) -> Int {
    if let wanted {
      guard let place = names.firstIndex(of: wanted) else {
        throw .noColumn(wanted, among: names)
      }
      return place
    }
    let texts = holdsNumbers.indices.filter { !holdsNumbers[$0] && !thousands.contains($0) }
    return texts.count == 1 ? texts[0] : names.count - 1
  }
}
