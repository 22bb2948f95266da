/// The first records as one of the separators makes them.
struct Reading {
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
  /// Cells such as `1,5`, but not such as `1,234`.
  private(set) var clearDecimalCommas = 0

  /// Where the header or the first row stands: behind a title and behind comments.
  var start: Int {
    guard let first = records.firstIndex(where: { $0.count == columnCount }) else { return 0 }
    let isComment = records[first].bytes.first == UInt8(ascii: "#")
    guard isComment, first + 1 < records.count, records[first + 1].count == columnCount,
      (0..<columnCount).allSatisfy({ Cell(records[first + 1][$0], decimalComma: false) == .text })
    else { return first }
    return first + 1
  }

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
        if record[cell].isDecimal(with: UInt8(ascii: ",")) {
          decimalCommas += 1
          if !record[cell].isThousands { clearDecimalCommas += 1 }
        }
        if record[cell].isDecimal(with: UInt8(ascii: ".")) { decimalPoints += 1 }
      }
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether it is a number with signs between its thousands: `1.234,5`, `1,234`, `1.234.567`.
  var isThousands: Bool {
    let (point, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
    let digits = drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard let sign = digits.first(where: { !$0.isDigit }), sign == point || sign == comma else {
      return false
    }
    let halves = digits.split(
      separator: sign == point ? comma : point, omittingEmptySubsequences: false)
    let groups = halves[0].split(separator: sign, omittingEmptySubsequences: false)
    return halves.count <= 2 && halves.dropFirst().allSatisfy { $0.allSatisfy(\.isDigit) }
      && groups.count > 1 && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(\.isDigit) }
  }

  /// Whether it is a number with this sign before its decimals.
  fileprivate func isDecimal(with sign: UInt8) -> Bool {
    guard contains(sign) else { return false }
    if case .number = Cell(self, decimalComma: sign == UInt8(ascii: ",")) { return true }
    return false
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
