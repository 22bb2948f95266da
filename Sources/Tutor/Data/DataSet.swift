import GradientCore
import Tables

/// The examples of a bench: `X` and `Y` hold their training rows.
///
/// All rows are kept as they were read or generated; what `X` and `Y` hold is made of them by the
/// split and by standardisation, so that neither loses anything.
public struct DataSet: Equatable, Sendable {
  /// Where the rows came from, by which they are made or read again.
  public enum Source: Equatable, Sendable {
    case generated(Generator, count: Int, noise: Double, seed: Int)
    /// Data that travel with the lessons, by name.
    case shipped(String, TableOptions)
    /// As it was typed, and from the root of the file system.
    case file(path: String, fullPath: String, options: TableOptions)
    /// Typed by the learner.
    case own
  }

  /// A share of the rows is for training, the others for validation.
  public struct Split: Equatable, Sendable {
    /// Above 0 and below 1.
    public var share: Double
    public var seed: Int
  }

  /// Subtracted from each column and divided by: mean and deviation of what were the training rows
  /// when it was asked for. A column that never changes has the deviation 1.
  public struct Standardization: Equatable, Sendable {
    public var means: [Double]
    public var deviations: [Double]
  }

  public let source: Source
  /// Of the columns of `features`.
  public let columnNames: [String]
  public let targetName: String
  /// Names of the classes; empty for regression. Of two classes the second is the 1 in `targets`.
  public private(set) var classes: [String]
  /// Rows and columns of the picture that a row is, as 8×8 in digits.
  public let picture: Shape?
  /// How the file was read, and what was wrong with it.
  let losses: DataLosses

  /// As they were read or generated: rows × columns, and rows × 1 or rows × classes.
  private(set) var rawFeatures: Matrix
  private(set) var rawTargets: Matrix
  /// Rows at the end that were added by `data add`, to data of one's own after their split; all of
  /// them are for training.
  public private(set) var addedCount = 0
  public private(set) var split: Split?
  /// What the columns are standardised with. Rows that come later do not change it: a network that
  /// was trained on the columns would read other inputs than it has learned from.
  public private(set) var standardization: Standardization?
  /// Whether it is that of the present training rows.
  private(set) var isStandardizationFresh = false

  /// Training rows × columns: what `X` holds, standardised where that was asked for.
  public private(set) var features: Matrix
  /// Training rows × 1, or × classes (one-hot) where there are more than two: what `Y` holds.
  public private(set) var targets: Matrix
  /// The rows that are not trained on, in the same form; nil where there is no split.
  public private(set) var validationFeatures: Matrix?
  public private(set) var validationTargets: Matrix?
  /// The commands that make it, where its file cannot be read now; zeros keep its place.
  var promised: [String]?

  /// - Parameters:
  ///   - features: rows × columns.
  ///   - targets: rows × 1, or rows × classes (one-hot) where there are more than two.
  init(
    source: Source, columnNames: [String], targetName: String, classes: [String] = [],
    picture: Shape? = nil, losses: DataLosses = DataLosses(), features: Matrix, targets: Matrix
  ) {
    self.source = source
    self.columnNames = columnNames
    self.targetName = targetName
    self.classes = classes
    self.picture = picture
    self.losses = losses
    (rawFeatures, rawTargets) = (features, targets)
    (self.features, self.targets) = (features, targets)
  }

  /// Whether there are classes to tell apart, and not numbers to be met.
  public var isClassification: Bool { !classes.isEmpty }
  /// Training and validation rows.
  public var rowCount: Int { rawFeatures.shape.rows }
  public var isStandardized: Bool { standardization != nil }

  /// The class that a row of `targets`, or of outputs of the same form, says: of one output whether
  /// it is above `threshold`, of several the largest. Nil for regression.
  public func classIndex(of row: ArraySlice<Double>, threshold: Double = 0.5) -> Int? {
    guard isClassification, let first = row.first else { return nil }
    if row.count == 1 { return first > threshold ? 1 : 0 }
    return row.indices.max { row[$0] < row[$1] }.map { $0 - row.startIndex }
  }

  /// What the network is given for values in the units of the file.
  public func standardized(_ row: [Double]) -> [Double] {
    guard let standardization else { return row }
    return zip(row.indices, row).map {
      ($1 - standardization.means[$0]) / standardization.deviations[$0]
    }
  }

  // MARK: - Changing

  mutating func add(_ row: [Double], target: [Double]) {
    rawFeatures = rawFeatures.appending(row)
    rawTargets = rawTargets.appending(target)
    if source != .own || split != nil { addedCount += 1 }
    if source == .own { classes = Self.ownClasses(of: rawTargets) }
    isStandardizationFresh = false
    arrange()
  }

  /// Points of one's own are of two classes as long as their targets are 0 and 1.
  static func ownClasses(of targets: Matrix) -> [String] {
    targets.shape.columns == 1 && targets.elements.allSatisfy { $0 == 0 || $0 == 1 }
      ? ["0", "1"] : []
  }

  /// - Parameter split: nil puts every row into training.
  mutating func divide(_ split: Split?) {
    if source == .own { addedCount = 0 }
    self.split = split
    isStandardizationFresh = false
    arrange()
  }

  /// With mean and deviation of the present training rows, or not at all.
  mutating func standardize(_ isStandardized: Bool) {
    standardization = nil
    arrange()
    if isStandardized { standardization = Standardization(of: features) }
    isStandardizationFresh = isStandardized
    arrange()
  }

  /// With what was found of other rows.
  mutating func standardize(with standardization: Standardization) {
    (self.standardization, isStandardizationFresh) = (standardization, false)
    arrange()
  }

  /// Makes of the raw rows what is trained on and what is not.
  private mutating func arrange() {
    var (training, validation) = (Array(0..<rowCount), [Int]())
    if let split {
      let readCount = rowCount - addedCount
      let order = SeededGenerator.order(of: readCount, seed: split.seed)
      let count = Self.trainingCount(of: readCount, share: split.share)
      training = order[..<count].sorted() + (readCount..<rowCount)
      validation = order[count...].sorted()
    }
    let isWhole = validation.isEmpty
    features = isWhole ? rawFeatures : rawFeatures.gathering(training)
    targets = isWhole ? rawTargets : rawTargets.gathering(training)
    validationFeatures = isWhole ? nil : rawFeatures.gathering(validation)
    validationTargets = isWhole ? nil : rawTargets.gathering(validation)
    guard let standardization else { return }
    features.standardize(with: standardization)
    validationFeatures?.standardize(with: standardization)
  }

  /// Rows for training of `rows`: at least one, and at least one is left.
  static func trainingCount(of rows: Int, share: Double) -> Int {
    min(max(Int((Double(rows) * share).rounded()), 1), rows - 1)
  }
}

/// How a file was read, and what of it could not be used.
public struct DataLosses: Equatable, Sendable {
  /// Rows that were left out, and why the first of them were.
  public var rowCount = 0
  public var faults: [DataTable.Fault] = []
  public var textColumns: [String] = []
  public var hasEmptyEnd = false
  public var thousands: [DataTable.Thousands] = []
  /// How the file is written; nil for what is no file.
  var manner: Manner?

  struct Manner: Equatable, Sendable {
    var separator: DataTable.Separator
    var hasDecimalComma: Bool
    var hasHeader: Bool
  }
}

/// How a file of rows is to be understood.
public struct TableOptions: Hashable, Sendable {
  /// What a target of numbers means.
  public enum Kind: String, Sendable { case classes, numbers }

  /// The column to be predicted; nil where it is to be found.
  public var target: String?
  /// Nil where it is to be found.
  public var kind: Kind?

  public init(target: String? = nil, kind: Kind? = nil) {
    self.target = target
    self.kind = kind
  }
}
