import GradientCore
import Tables

/// Which file of rows is to be read, and how.
public struct TableRequest: Hashable, Sendable {
  public var path: String
  public var options: TableOptions

  public init(path: String, options: TableOptions = TableOptions()) {
    self.path = path
    self.options = options
  }

  /// What reads it.
  public var reader: TableReader { TableReader(target: options.target) }
}

/// A table that was read.
public struct ReadTable: Equatable, Sendable {
  public var table: DataTable
  /// From the root of the file system.
  public var fullPath: String

  public init(_ table: DataTable, fullPath: String) {
    self.table = table
    self.fullPath = fullPath
  }
}

/// Why no table could be read.
public enum TableProblem: Error, Equatable, Sendable {
  case file(FileFailure)
  case table(TableError)
  /// Ctrl-C was pressed while it was read.
  case interrupted
}

/// Why a table is no data.
enum DataFault: Error, Equatable {
  case oneClass(String, column: String)
  /// More classes times rows than a value has entries.
  case tooManyClasses(Int, rows: Int)
  /// A target that is asked to be numbers and is words.
  case wordsAreNoNumbers(column: String)
}

extension DataSet {
  /// Numbers that are whole and of few different kinds are classes, unless they are said not to be.
  static let mostNumberedClasses = 20

  init(
    _ table: DataTable, source: Source, options: TableOptions = TableOptions()
  ) throws(DataFault) {
    let rows = table.rowCount
    var features = Matrix(repeating: 0, Shape(rows, table.columns.count))
    for (column, values) in table.columns.enumerated() {
      for row in 0..<rows { features[row, column] = values.numbers[row] }
    }
    let (targets, classes) = try Self.targets(of: table, as: options.kind)
    let names = table.columns.map(\.name)
    self.init(
      source: source, columnNames: names, targetName: table.targetName, classes: classes,
      picture: Self.picture(of: names),
      losses: DataLosses(
        rowCount: table.faultCount, faults: table.faults, textColumns: table.textColumns,
        hasEmptyEnd: table.hasEmptyEnd, thousands: table.thousands,
        manner: DataLosses.Manner(
          separator: table.separator, hasDecimalComma: table.hasDecimalComma,
          hasHeader: table.hasHeader)),
      features: features, targets: targets)
  }

  /// What keeps the place of rows that cannot be read now.
  init(promising shape: DataCommand.Expected, _ source: Source) {
    self.init(
      source: source, columnNames: (0..<shape.columns).map { "x\($0 + 1)" }, targetName: "y",
      classes: shape.targets > 1 ? (0..<shape.targets).map(String.init) : [],
      features: Matrix(repeating: 0, Shape(shape.rows, shape.columns)),
      targets: Matrix(repeating: 0, Shape(shape.rows, shape.targets)))
    promised = []
  }

  private static func targets(
    of table: DataTable, as kind: TableOptions.Kind?
  ) throws(DataFault) -> (Matrix, classes: [String]) {
    switch table.target {
    case .labels(let places, let names):
      guard kind != .numbers else { throw .wordsAreNoNumbers(column: table.targetName) }
      // In the order of the alphabet, whatever the order of the rows.
      let order = names.indices.sorted { names[$0] < names[$1] }
      var rank = Array(repeating: 0, count: names.count)
      for (new, old) in order.enumerated() { rank[old] = new }
      return try targets(
        of: places.map { rank[Int($0)] }, named: order.map { names[$0] }, in: table)
    case .numbers(let numbers):
      let different = kind == .numbers ? nil : classes(of: numbers, areSaidToBe: kind == .classes)
      guard let different else {
        return (Matrix(Shape(numbers.count, 1), numbers), [])
      }
      let rank = Dictionary(uniqueKeysWithValues: different.enumerated().map { ($1, $0) })
      return try targets(
        of: numbers.map { rank[$0]! }, named: different.map(Numbers.exact.text), in: table)
    }
  }

  private static func targets(
    of places: [Int], named names: [String], in table: DataTable
  ) throws(DataFault) -> (Matrix, classes: [String]) {
    guard names.count > 1 else { throw .oneClass(names[0], column: table.targetName) }
    guard names.count * places.count <= TableReader.mostNumbers else {
      throw .tooManyClasses(names.count, rows: places.count)
    }
    return (.targets(ofClasses: places, count: names.count), names)
  }

  /// The different numbers, sorted; nil where they are no classes.
  private static func classes(of numbers: [Double], areSaidToBe: Bool) -> [Double]? {
    let limit = areSaidToBe ? TableReader.mostLabels : mostNumberedClasses
    var different: Set<Double> = []
    for number in numbers {
      guard areSaidToBe || number == number.rounded() else { return nil }
      different.insert(number)
      guard different.count <= limit else { return nil }
    }
    let isPlausible = different.count > 1 && numbers.count >= 2 * different.count
    return areSaidToBe || isPlausible ? different.sorted() : nil
  }

  /// Columns `p00`, `p01`, … `p77` are the pixels of a picture, row after row.
  private static func picture(of names: [String]) -> Shape? {
    guard names.count == 64,
      names.indices.allSatisfy({ names[$0] == "p\($0 / 8)\($0 % 8)" })
    else { return nil }
    return Shape(8, 8)
  }
}
