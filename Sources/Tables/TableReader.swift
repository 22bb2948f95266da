/// Reads a table from text in UTF-8 as its bytes come, whatever the pieces: nothing of the text is
/// kept but a sample of its beginning, from which its dialect is told.
///
/// A header or none; tab, semicolon or comma between cells; decimal point or comma; quotes. A row
/// that does not fit is left out, counted and named by its line.
public struct TableReader: Sendable {
  /// Entries of a table.
  public static let mostNumbers = 10_000_000
  /// Bytes of one row.
  public static let largestRecord = 1 << 20
  /// Different words in the target column.
  public static let mostLabels = 1_000
  /// Rows with faults that are told one by one.
  public static let mostFaults = 20
  /// Bytes from which the dialect is told, and more where a few lines need more.
  static let sampleSize = 1 << 16

  private let target: String?
  private var sample: [UInt8] = []
  private var lineBreaks = 0
  private var rows: RowCollector?
  private var scanner = RecordScanner(separator: .comma)

  /// - Parameter target: the name of the column to be predicted; nil where it is to be found.
  public init(target: String? = nil) { self.target = target }

  /// - Throws: `TableError` as soon as it is known that no table will come of it.
  public mutating func take(_ bytes: ArraySlice<UInt8>) throws(TableError) {
    guard rows == nil else { return try read(bytes) }
    var rest = bytes
    while !rest.isEmpty {
      // In whole steps, so that it does not matter in which pieces the bytes come.
      let part = rest.prefix(Self.sampleSize - sample.count % Self.sampleSize)
      sample += part
      lineBreaks += part.count { $0 == 0x0A || $0 == 0x0D }
      rest = rest.dropFirst(part.count)
      guard sample.count % Self.sampleSize == 0 else { return }
      guard lineBreaks > 2 || sample.count >= 4 * Self.largestRecord else { continue }
      try begin(isWhole: false)
      return try read(rest)
    }
  }

  public mutating func take(_ bytes: [UInt8]) throws(TableError) { try take(bytes[...]) }

  /// What was read, when nothing more comes.
  public mutating func finish() throws(TableError) -> DataTable {
    if rows == nil { try begin(isWhole: true) }
    if try scanner.finish() { try rows!.take(scanner.record) }
    return try rows!.table()
  }

  private mutating func begin(isWhole: Bool) throws(TableError) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = sample.starts(with: mark) ? sample.dropFirst(mark.count) : sample[...]
    // UTF-16 says so at its beginning.
    if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) {
      throw .notUTF8(line: 1)
    }
    let dialect = try Dialect(sample: text, isWhole: isWhole, target: target)
    rows = try RowCollector(dialect)
    scanner = RecordScanner(separator: dialect.separator)
    try read(text)
    sample = []
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>) throws(TableError) {
    for byte in bytes {
      if try scanner.take(byte) { try rows!.take(scanner.record) }
    }
  }
}

/// Sorts the cells of records into columns.
private struct RowCollector {
  private let dialect: Dialect
  /// Columns of numbers that are not the target.
  private let features: [Int]
  private var numbers: [[Double]]
  private var row: [Double]
  private var targetNumbers: [Double] = []
  private var targetPlaces: [Int32] = []
  private var labels: [String] = []
  private var placeOfLabel: [String: Int32] = [:]
  private var faultCount = 0
  private var faults: [DataTable.Fault] = []
  private var rowCount = 0

  init(_ dialect: Dialect) throws(TableError) {
    self.dialect = dialect
    features = dialect.names.indices.filter { $0 != dialect.target && dialect.holdsNumbers[$0] }
    guard !features.isEmpty else {
      if let first = dialect.thousands.first {
        throw .thousands(first.example, column: dialect.names[first.column])
      }
      throw .noNumbers
    }
    numbers = Array(repeating: [], count: features.count)
    row = Array(repeating: 0, count: features.count)
  }

  mutating func take(_ record: Record) throws(TableError) {
    if record.isBlank { return }
    if record.line == dialect.headerLine { return }
    if let defect = try add(record) {
      faultCount += 1
      if faults.count < TableReader.mostFaults {
        faults.append(DataTable.Fault(line: record.line, defect: defect))
      }
    }
  }

  /// Nil where the row fits.
  private mutating func add(_ record: Record) throws(TableError) -> DataTable.Defect? {
    let count = dialect.names.count
    let isWhole =
      record.count == count
      || record.count == count + dialect.emptyEnd
        && (count..<record.count).allSatisfy { record[$0].isEmpty }
    guard isWhole else {
      return .cellCount(found: record.count, expected: count)
    }
    for (place, column) in features.enumerated() {
      switch Cell(record[column], decimalComma: dialect.hasDecimalComma) {
      case .number(let number): row[place] = number
      case let cell: return try defect(cell, in: column, of: record)
      }
    }
    let target = dialect.target
    if dialect.holdsNumbers[target] {
      switch Cell(record[target], decimalComma: dialect.hasDecimalComma) {
      case .number(let number): targetNumbers.append(number)
      case let cell: return try defect(cell, in: target, of: record)
      }
    } else {
      if record[target].isEmpty { return try defect(.empty, in: target, of: record) }
      targetPlaces.append(try label(record[target], line: record.line))
    }
    rowCount += 1
    guard rowCount * (features.count + 1) <= TableReader.mostNumbers else {
      throw .tooManyNumbers(line: record.line)
    }
    for place in features.indices { numbers[place].append(row[place]) }
    return nil
  }

  private mutating func label(_ bytes: ArraySlice<UInt8>, line: Int) throws(TableError) -> Int32 {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(line: line) }
    if let place = placeOfLabel[text] { return place }
    guard labels.count < TableReader.mostLabels else {
      throw .tooManyLabels(column: dialect.names[dialect.target])
    }
    let place = Int32(labels.count)
    placeOfLabel[text] = place
    labels.append(text)
    return place
  }

  private func defect(
    _ cell: Cell, in column: Int, of record: Record
  ) throws(TableError) -> DataTable.Defect {
    let name = dialect.names[column]
    if cell == .empty { return .empty(column: name) }
    guard let text = String(validating: record[column], as: UTF8.self) else {
      throw .notUTF8(line: record.line)
    }
    return cell == .notFinite
      ? .notFinite(text.abridged, column: name) : .notANumber(text.abridged, column: name)
  }

  func table() throws(TableError) -> DataTable {
    guard rowCount > 0 else { throw faults.first.map { .noGoodRows($0) } ?? .noRows }
    let isNumber = dialect.holdsNumbers[dialect.target]
    return DataTable(
      columns: features.indices.map {
        DataTable.Column(name: dialect.names[features[$0]], numbers: numbers[$0])
      },
      targetName: dialect.names[dialect.target],
      target: isNumber ? .numbers(targetNumbers) : .labels(targetPlaces, names: labels),
      textColumns: dialect.names.indices.filter {
        $0 != dialect.target && !dialect.holdsNumbers[$0]
      }.map { dialect.names[$0] },
      hasHeader: dialect.hasHeader, separator: dialect.separator,
      hasDecimalComma: dialect.hasDecimalComma, faultCount: faultCount, faults: faults,
      hasEmptyEnd: dialect.emptyEnd > 0,
      thousands: dialect.thousands.map {
        DataTable.Thousands(column: dialect.names[$0.column], example: $0.example.abridged)
      })
  }
}

extension String {
  /// A cell may be long; what is shown of it is not.
  fileprivate var abridged: String { count <= 30 ? self : prefix(29) + "…" }
}
