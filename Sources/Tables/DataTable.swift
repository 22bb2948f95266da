/// What a file of rows held: columns of numbers, and one column that is to be predicted.
public struct DataTable: Equatable, Sendable {
  /// A column of numbers; all columns of a table are equally long.
  public struct Column: Equatable, Sendable {
    public var name: String
    public var numbers: [Double]

    public init(name: String, numbers: [Double]) {
      self.name = name
      self.numbers = numbers
    }
  }

  /// What the target column holds.
  public enum Target: Equatable, Sendable {
    case numbers([Double])
    /// For each row its place in `names`, which are in the order in which they were met.
    case labels([Int32], names: [String])

    public var count: Int {
      switch self {
      case .numbers(let numbers): numbers.count
      case .labels(let places, _): places.count
      }
    }
  }

  /// Why a row was left out. Columns are named as in the table.
  public enum Defect: Equatable, Sendable {
    case cellCount(found: Int, expected: Int)
    case empty(column: String)
    case notANumber(String, column: String)
    case notFinite(String, column: String)
  }

  /// A row that was left out, and the line in which it begins, counted from 1.
  public struct Fault: Equatable, Sendable {
    public var line: Int
    public var defect: Defect

    public init(line: Int, defect: Defect) {
      self.line = line
      self.defect = defect
    }
  }

  /// A column of what looks like numbers with signs between thousands, as in `1.234,5`.
  public struct Thousands: Equatable, Sendable {
    public var column: String
    public var example: String
  }

  /// All columns of numbers but the target, in their order.
  public var columns: [Column]
  public var targetName: String
  public var target: Target
  /// Columns of text, which are left out whole.
  public var textColumns: [String]
  public var hasHeader: Bool
  public var separator: Separator
  public var hasDecimalComma: Bool
  /// How many rows were left out, and the first of them.
  public var faultCount: Int
  public var faults: [Fault]
  /// Whether every row ends with a cell in which nothing stands; it is left out.
  public var hasEmptyEnd = false
  /// Columns that are text because of signs between thousands.
  public var thousands: [Thousands] = []

  public var rowCount: Int { target.count }

  public enum Separator: UInt8, CaseIterable, Sendable {
    case tab = 9
    case semicolon = 59
    case comma = 44
  }
}

/// Why a file is no table. Lines are counted from 1.
public enum TableError: Error, Equatable, Sendable {
  /// Nothing but blanks and line breaks.
  case empty
  /// A byte that no text has.
  case binary(line: Int)
  case notUTF8(line: Int)
  /// A quote that is opened in this line and closed nowhere.
  case unclosedQuote(line: Int)
  /// Larger than `TableReader.largestRecord` bytes.
  case rowTooLong(line: Int)
  /// Only one column was found, with any separator.
  case oneColumn
  /// A header and nothing below it.
  case noRows
  /// Every row had something wrong; the first of them.
  case noGoodRows(DataTable.Fault)
  /// No column but the target holds numbers.
  case noNumbers
  /// There would be one but for signs between thousands, as in this cell.
  case thousands(String, column: String)
  /// No column has the name that was asked for.
  case noColumn(String, among: [String])
  /// More than `TableReader.mostNumbers`, reached in this line.
  case tooManyNumbers(line: Int)
  /// More than `TableReader.mostLabels` different words in the target column.
  case tooManyLabels(column: String)
}
