import DocumentModel
import GradientCore

/// A number that commands read, and that formulas may read too.
public enum Setting: String, CaseIterable, Sendable {
  case h, step, radius, range, tries, batch, clip, l2, seed, digits

  public var initial: Double {
    switch self {
    case .h: 1e-5
    case .step: 0.1
    case .radius: 0.01
    case .range: 5
    case .tries: 100
    case .batch, .clip, .l2: 0
    case .seed: 1
    case .digits: 6
    }
  }

  public var meaning: Phrase {
    switch self {
    case .h: Phrase("the difference step: how far an input is nudged to measure a slope")
    case .step: Phrase("what the gradient is multiplied by (the learning rate)")
    case .radius: Phrase("the largest change of each input in local search")
    case .range: Phrase("random search draws between minus this and this")
    case .tries: Phrase("how many evaluations one step of a search spends")
    case .batch: Phrase("how many rows of the data one update of train takes; 0 is all of them")
    case .clip: Phrase("a longer gradient is shortened to this length; 0 leaves it as it is")
    case .l2: Phrase("how much squared weights cost, where a loss reads it")
    case .seed: Phrase("where the random numbers start")
    case .digits: Phrase("significant digits in what is shown")
    }
  }

  /// What a value must be, or nil where this one is fine.
  func complaint(about value: Double) -> Phrase? {
    switch self {
    case .h, .radius, .range:
      value > 0 && value.isFinite ? nil : Phrase("must be a number above 0")
    case .step:
      value.isFinite ? nil : Phrase("must be a finite number")
    case .tries:
      isWhole(value, in: 1...1e9) ? nil : Phrase("must be a whole number from 1 to 1000000000")
    case .batch:
      isWhole(value, in: 0...1e9)
        ? nil : Phrase("must be a whole number from 0 to 1000000000; 0 takes all rows")
    case .clip, .l2:
      value >= 0 && value.isFinite ? nil : Phrase("must be a number, 0 or larger")
    case .seed:
      isWhole(value, in: 0...9e15) ? nil : Phrase("must be a whole number, 0 or larger")
    case .digits:
      isWhole(value, in: 1...17) ? nil : Phrase("must be a whole number from 1 to 17")
    }
  }

  private func isWhole(_ value: Double, in range: ClosedRange<Double>) -> Bool {
    range.contains(value) && value == value.rounded()
  }
}

/// The settings of a bench.
public struct Settings: Equatable, Sendable {
  /// By name, as formulas read them.
  public private(set) var numbers: [String: Double]
  /// Who gets the gradient where `max` or `min` has two equal inputs.
  public var ties: Ties

  public init() {
    self.init(
      numbers: Dictionary(
        uniqueKeysWithValues: Setting.allCases.map { ($0.rawValue, $0.initial) }),
      ties: .split)
  }

  init(numbers: [String: Double], ties: Ties) {
    self.numbers = numbers
    self.ties = ties
  }

  public subscript(setting: Setting) -> Double {
    get { numbers[setting.rawValue] ?? setting.initial }
    set { numbers[setting.rawValue] = newValue }
  }

  public var h: Double { self[.h] }
  public var step: Double { self[.step] }
  public var radius: Double { self[.radius] }
  public var range: Double { self[.range] }
  public var tries: Int { Int(self[.tries]) }
  /// 0 takes all rows.
  public var batch: Int { Int(self[.batch]) }
  public var clip: Double { self[.clip] }
  public var seed: UInt64 { UInt64(self[.seed]) }
  public var digits: Int { Int(self[.digits]) }

  /// `ties` is not a number, but it is set and listed like the others.
  public static let tiesName = "ties"
  static let meaningOfTies = Phrase(
    "ties is {first}, {second} or {third}: who gets the gradient where max or min has two equal inputs.",
    [
      "first": Text("split", .command), "second": Text("first", .command),
      "third": Text("both", .command),
    ])
  public static let names =
    Setting.allCases.map(\.rawValue) + [tiesName] + Preference.allCases.map(\.rawValue)
}
