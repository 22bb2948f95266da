/// A row of cells, as bytes one after the other.
struct Record {
  private(set) var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`, and so the next begins.
  private(set) var ends: [Int] = []
  /// The line in which it begins, from 1.
  fileprivate(set) var line = 1

  var count: Int { ends.count }

  subscript(cell: Int) -> ArraySlice<UInt8> {
    bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
  }

  /// Whether nothing stands in the line.
  var isBlank: Bool { ends.count == 1 && bytes.isEmpty }

  fileprivate var openCellIsEmpty: Bool { bytes.count == (ends.last ?? 0) }

  fileprivate mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  fileprivate mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// - Parameter start: how many bytes of the cell stand in quotes and keep their blanks.
  fileprivate mutating func closeCell(keeping start: Int) {
    let least = max(ends.last ?? 0, start)
    while bytes.count > least, bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
    ends.append(bytes.count)
  }
}

/// Turns bytes into records, one byte after the other: cells between separators, `"…"` around those
/// that hold separators, line breaks or, doubled, quotes (RFC 4180); blanks around cells are not
/// theirs. A line ends with LF, CR LF or CR.
struct RecordScanner {
  private enum Place { case bare, quoted, behindQuote }

  private let separator: UInt8
  private var place = Place.bare
  /// Up to here the open cell stands in quotes.
  private var quotedEnd = 0
  private var openCellWasQuoted = false
  private var line = 1
  private var lastWasReturn = false
  private var isComplete = false
  private var quoteLine = 1
  private(set) var record = Record()

  init(separator: DataTable.Separator) { self.separator = separator.rawValue }

  /// Whether `record` is complete with this byte; the next byte begins another one.
  ///
  /// - Throws: `binary`, `rowTooLong`, `unclosedQuote`.
  mutating func take(_ byte: UInt8) throws(TableError) -> Bool {
    if isComplete { begin() }
    let followsReturn = lastWasReturn
    lastWasReturn = byte == 0x0D
    if byte < 0x20 { try refuseControl(byte) }
    // The second half of CR LF: the line was counted already.
    if byte == 0x0A, followsReturn { return false }
    switch place {
    case .quoted:
      if byte == UInt8(ascii: "\"") {
        place = .behindQuote
        return false
      }
      if byte == 0x0A || byte == 0x0D { line += 1 }
      try append(byte == 0x0D ? 0x0A : byte)
      quotedEnd = record.bytes.count
      return false
    case .behindQuote:
      place = .bare
      if byte == UInt8(ascii: "\"") {
        place = .quoted
        try append(byte)
        quotedEnd = record.bytes.count
        return false
      }
    case .bare:
      if byte == UInt8(ascii: "\""), record.openCellIsEmpty, !openCellWasQuoted {
        place = .quoted
        quoteLine = line
        openCellWasQuoted = true
        return false
      }
    }
    return try takeBare(byte)
  }

  private mutating func takeBare(_ byte: UInt8) throws(TableError) -> Bool {
    if byte == separator {
      try requireRoom()
      closeCell()
      return false
    }
    if byte == 0x0A || byte == 0x0D {
      closeCell()
      line += 1
      isComplete = true
      return true
    }
    // Blanks before a cell are not kept.
    if byte == 0x20 || byte == 0x09, record.openCellIsEmpty, !openCellWasQuoted { return false }
    try append(byte)
    return false
  }

  /// The last record, where no line break ends it.
  ///
  /// - Throws: `unclosedQuote`.
  mutating func finish() throws(TableError) -> Bool {
    if place == .quoted { throw .unclosedQuote(line: quoteLine) }
    guard !isComplete, !record.bytes.isEmpty || record.count > 0 || openCellWasQuoted else {
      return false
    }
    closeCell()
    isComplete = true
    return true
  }

  private mutating func begin() {
    record.clear()
    record.line = line
    (isComplete, quotedEnd) = (false, 0)
  }

  private mutating func closeCell() {
    record.closeCell(keeping: quotedEnd)
    openCellWasQuoted = false
  }

  private mutating func append(_ byte: UInt8) throws(TableError) {
    try requireRoom()
    record.append(byte)
  }

  private func requireRoom() throws(TableError) {
    guard record.bytes.count + record.count < TableReader.largestRecord else {
      throw place == .quoted ? .unclosedQuote(line: quoteLine) : .rowTooLong(line: record.line)
    }
  }

  private func refuseControl(_ byte: UInt8) throws(TableError) {
    switch byte {
    case 0x09, 0x0A, 0x0C, 0x0D: return
    default: throw .binary(line: line)
    }
  }
}
