/// How a file is written and which column is what, as its first records tell.
struct Dialect: Equatable {
  var separator: DataTable.Separator
  var hasDecimalComma: Bool
  var hasHeader: Bool
  var names: [String]
  /// Of each column, whether it holds numbers.
  var holdsNumbers: [Bool]
  var target: Int

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
    guard let first = best.records.first else {
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
    hasDecimalComma = separator != .comma && best.decimalCommas > best.decimalPoints
    let comma = hasDecimalComma
    let body = best.records.dropFirst().filter { $0.count == best.columnCount }
    let fitting = body.isEmpty ? [first] : Array(body)
    holdsNumbers = (0..<best.columnCount).map { column in
      Self.holdsNumbers(fitting.map { Cell($0[column], decimalComma: comma) })
        ?? (first.count == best.columnCount
          && Self.holdsNumbers([Cell(first[column], decimalComma: comma)]) ?? false)
    }
    let numeric = holdsNumbers
    if best.records.count == 1, isWhole, !numeric.contains(true) { throw .noRows }
    hasHeader =
      !body.isEmpty && first.count == best.columnCount
      && (0..<first.count).contains {
        numeric[$0] && Cell(first[$0], decimalComma: comma) == .text
      }
    names = try Self.names(of: hasHeader ? first : nil, count: best.columnCount)
    target = try Self.target(wanted, among: names, holdsNumbers)
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
  private static func target(
    _ wanted: String?, among names: [String], _ holdsNumbers: [Bool]
  ) throws(TableError) -> Int {
    if let wanted {
      guard let place = names.firstIndex(of: wanted) else {
        throw .noColumn(wanted, among: names)
      }
      return place
    }
    let texts = holdsNumbers.indices.filter { !holdsNumbers[$0] }
    return texts.count == 1 ? texts[0] : names.count - 1
  }
}

/// The first records as one of the separators makes them.
private struct Reading {
  static let mostRecords = 200

  let separator: DataTable.Separator
  private(set) var records: [Record] = []
  /// What kept more records from being read.
  private(set) var failure: TableError?
  /// How many cells most records have.
  private(set) var columnCount = 0
  /// The share of the records that have this many cells; 0 where it is one.
  private(set) var agreement = 0.0
  /// Cells such as `1,5` and such as `1.5`.
  private(set) var decimalCommas = 0
  private(set) var decimalPoints = 0

  init(_ sample: ArraySlice<UInt8>, separator: DataTable.Separator, isWhole: Bool) {
    self.separator = separator
    var scanner = RecordScanner(separator: separator)
    do throws(TableError) {
      for byte in sample where records.count < Self.mostRecords {
        if try scanner.take(byte), !scanner.record.isBlank { records.append(scanner.record) }
      }
      if isWhole, records.count < Self.mostRecords, try scanner.finish(),
        !scanner.record.isBlank
      {
        records.append(scanner.record)
      }
    } catch {
      failure = error
    }
    weigh()
  }

  private mutating func weigh() {
    let counts = records.reduce(into: [:]) { $0[$1.count, default: 0] += 1 }
    guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
    columnCount = most.key
    if columnCount > 1 { agreement = Double(most.value) / Double(records.count) }
    for record in records {
      for cell in 0..<record.count {
        if record[cell].isDecimal(with: UInt8(ascii: ",")) { decimalCommas += 1 }
        if record[cell].isDecimal(with: UInt8(ascii: ".")) { decimalPoints += 1 }
      }
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether it is a number with this sign before its decimals.
  fileprivate func isDecimal(with sign: UInt8) -> Bool {
    guard contains(sign) else { return false }
    if case .number = Cell(self, decimalComma: sign == UInt8(ascii: ",")) { return true }
    return false
  }
}
