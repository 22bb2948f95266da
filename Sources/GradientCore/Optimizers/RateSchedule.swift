import Glibc

/// By what the learning rate is multiplied as epochs pass.
///
/// The forms are those of PyTorch's `torch.optim.lr_scheduler`: `StepLR`, `ExponentialLR` and
/// `CosineAnnealingLR` with a smallest rate of 0, except that the cosine stays at 0 where PyTorch's
/// goes up again. The warm-up is linear and ends at the full rate (Goyal et al. 2017); where
/// PyTorch's `LinearLR` begins at 1/3, this begins at 1/epochs. The other form begins after it.
public struct RateSchedule: Equatable, Sendable {
  public enum Form: Equatable, Sendable {
    case constant
    /// Times `factor` after each `every` epochs.
    case step(every: Int, factor: Double)
    /// Times `factor` after each epoch.
    case exponential(factor: Double)
    /// Half a wave down to 0 in so many epochs.
    case cosine(epochs: Int)
  }

  public var form: Form
  /// In so many epochs the rate rises evenly to its full height.
  public var warmUp: Int

  public init(_ form: Form, warmUp: Int = 0) {
    (self.form, self.warmUp) = (form, warmUp)
  }

  public static let constant = RateSchedule(.constant)

  /// After how many epochs the rate is 0 for good; nil where it never is.
  public var end: Int? {
    if case .cosine(let epochs) = form { warmUp + epochs } else { nil }
  }

  /// The factor while `epoch` epochs are finished.
  public func factor(at epoch: Int) -> Double {
    if epoch < warmUp { return Double(epoch + 1) / Double(warmUp) }
    let epoch = epoch - warmUp
    switch form {
    case .constant: return 1
    case .step(let every, let factor): return Glibc.pow(factor, Double(epoch / every))
    case .exponential(let factor): return Glibc.pow(factor, Double(epoch))
    case .cosine(let epochs):
      return epoch >= epochs ? 0 : (1 + Glibc.cos(.pi * Double(epoch) / Double(epochs))) / 2
    }
  }
}
