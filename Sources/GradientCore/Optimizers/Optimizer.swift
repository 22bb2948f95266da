/// What is done with a gradient: a rule and its numbers. The rules are those of PyTorch's
/// `torch.optim`, as its documentation writes them; `rate` is their γ, and all start from zeros.
///
/// What PyTorch offers beside them is left out: dampening is 0, RMSProp is not centred and has no
/// momentum, Adagrad's rate does not decay, Adam has no AMSGrad, and decay belongs to AdamW alone.
public struct Optimizer: Equatable, Sendable {
  public enum Rule: String, CaseIterable, Sendable {
    case sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw
  }

  public var rule: Rule
  /// One for each of `rule.hyperparameters`.
  public private(set) var numbers: [Double]

  /// With the numbers that PyTorch's documentation gives, and momentum 0.9.
  public init(_ rule: Rule) {
    self.rule = rule
    numbers = rule.hyperparameters.map(rule.initial)
  }

  public static let sgd = Optimizer(.sgd)

  public subscript(number: Hyperparameter) -> Double {
    get { rule.hyperparameters.firstIndex(of: number).map { numbers[$0] } ?? 0 }
    set {
      guard let place = rule.hyperparameters.firstIndex(of: number) else { return }
      numbers[place] = newValue
    }
  }
}

/// A number of a rule.
public enum Hyperparameter: String, CaseIterable, Sendable {
  /// How much of the last move goes on.
  case mu
  /// How much of the mean of squares stays.
  case alpha
  /// How much of the mean of gradients stays.
  case beta1
  /// How much of the mean of squares stays.
  case beta2
  /// Keeps a division from being one by 0.
  case epsilon
  /// How much of each parameter is taken away, times the rate.
  case decay

  /// Means keep less than all; the others are 0 or more.
  public func accepts(_ number: Double) -> Bool {
    switch self {
    case .mu, .alpha, .beta1, .beta2: (0..<1).contains(number)
    case .epsilon, .decay: number >= 0 && number.isFinite
    }
  }
}

extension Optimizer.Rule {
  /// In the order in which they are given.
  public var hyperparameters: [Hyperparameter] {
    switch self {
    case .sgd: []
    case .momentum, .nesterov: [.mu]
    case .adagrad: [.epsilon]
    case .rmsprop: [.alpha, .epsilon]
    case .adam: [.beta1, .beta2, .epsilon]
    case .adamw: [.beta1, .beta2, .epsilon, .decay]
    }
  }

  /// What a number is unless said otherwise.
  public func initial(_ number: Hyperparameter) -> Double {
    switch number {
    case .mu, .beta1: 0.9
    case .alpha: 0.99
    case .beta2: 0.999
    case .epsilon: self == .adagrad ? 1e-10 : 1e-8
    case .decay: 0.01
    }
  }

  /// Whether it keeps a mean (or sum) of gradients for each number.
  public var keepsFirst: Bool {
    switch self {
    case .momentum, .nesterov, .adam, .adamw: true
    case .sgd, .adagrad, .rmsprop: false
    }
  }

  /// Whether it keeps a mean (or sum) of squares for each number.
  public var keepsSecond: Bool {
    switch self {
    case .adagrad, .rmsprop, .adam, .adamw: true
    case .sgd, .momentum, .nesterov: false
    }
  }
}
