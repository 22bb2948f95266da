/// A mistake that learners often make. Each can compute the wrong value that it would give, so that
/// a wrong answer tells where the thought went astray.
///
/// The raw value is the name under which an exercise knows it.
public enum Mistake: String, CaseIterable, Sendable {
  /// A mistake and a value to which it leads.
  public typealias Outcome = (mistake: Mistake, value: Matrix)

  // MARK: The answer as a whole

  case signFlipped = "sign-flipped"
  /// Twice or half the right value.
  case factorTwo = "factor-two"
  /// 1/x for x: a chance for a number of tries.
  case upsideDown = "upside-down"
  /// Rows for columns.
  case transposed
  case log10ForLn = "log10-for-ln"
  /// The 1/N of a mean left out.
  case oneOverN = "one-over-n"
  /// The 1/N of a mean applied once more.
  case oneOverNTwice = "one-over-n-twice"
  /// The value of the output.
  case valueForSlope = "value-for-slope"
  /// The value of the input asked about.
  case inputForSlope = "input-for-slope"
  /// The slope by another input, or by another entry of the same one.
  case otherInputsSlope = "other-inputs-slope"
  /// The right slope times the input's own value.
  case timesOwnValue = "times-own-value"

  // MARK: Along the wires

  /// At the last gate before the input only the local gradient.
  case upstreamForgotten = "upstream-forgotten"
  /// At the last gate before the input only what arrives there.
  case localForgotten = "local-forgotten"
  /// The slope of the outer function only.
  case innerSlopeForgotten = "inner-slope-forgotten"
  /// Upstream plus local for upstream times local.
  case addedNotMultiplied = "added-not-multiplied"

  // MARK: Where wires meet

  /// One share only: `=` for `+=`.
  case overwritten
  /// The mean of the shares for their sum.
  case averaged

  // MARK: At a gate

  /// A multiply gate hands back its own input for the other one.
  case ownInput = "own-input"
  /// The minus of a difference, a negation, a quotient or a cosine is lost.
  case minusForgotten = "minus-forgotten"
  /// -a/b for -a/b².
  case denominatorNotSquared = "denominator-not-squared"
  /// a^(b-1) for b·a^(b-1).
  case exponentForgotten = "exponent-forgotten"
  /// b·a^b for b·a^(b-1).
  case exponentNotLowered = "exponent-not-lowered"
  /// x for exp′(x).
  case expSlopeIsInput = "exp-slope-is-input"
  /// x·exp(x-1), the power rule, for exp′(x).
  case powerRuleForExp = "power-rule-for-exp"
  /// σ hands back what arrives.
  case sigmoidSlopeForgotten = "sigmoid-slope-forgotten"
  /// σ for σ′.
  case sigmoidForSlope = "sigmoid-for-slope"
  /// 1 - σ for σ·(1 - σ).
  case sigmoidOneFactor = "sigmoid-one-factor"
  /// z·(1 - z) for σ(z)·(1 - σ(z)).
  case inputForSigmoid = "input-for-sigmoid"
  /// σ′ taken at σ(z) for z.
  case sigmoidTwice = "sigmoid-twice"
  /// tanh, relu and their like hand back what arrives.
  case activationSlopeForgotten = "activation-slope-forgotten"
  /// 1 - y for 1 - y².
  case tanhNotSquared = "tanh-not-squared"
  /// What a gate puts out, taken for its slope.
  case gateValueForSlope = "gate-value-for-slope"
  /// The loser of a max or min gets the gradient, too.
  case maxToBoth = "max-to-both"
  /// The loser of a max or min gets it alone.
  case maxToLoser = "max-to-loser"
  /// The Jacobian of softmax without its other entries.
  case softmaxDiagonalOnly = "softmax-diagonal-only"

  // MARK: Difference quotients

  case notDividedByH = "not-divided-by-h"
  /// Divided by a value of f for h.
  case dividedByF = "divided-by-f"
  /// f(x + h) / h.
  case startNotSubtracted = "start-not-subtracted"
  /// x - h for x + h.
  case nudgedLeft = "nudged-left"
  /// A forward difference where a central one was asked for.
  case oneSided = "one-sided"
  /// The exact slope where its estimate was asked for.
  case slopeForEstimate = "slope-for-estimate"

  // MARK: Moving

  case ascentForDescent = "ascent-for-descent"
  case descentForAscent = "descent-for-ascent"
  /// Left where it was.
  case frozen
  /// Moved by step · itself for step · slope.
  case movedByItself = "moved-by-itself"
  /// Moved by the slope itself.
  case stepForgotten = "step-forgotten"
  /// The change, or the slope, for what comes out of it.
  case changeForValue = "change-for-value"
  /// Another parameter was moved before this slope was taken.
  case movedTooEarly = "moved-too-early"
  /// step · squared slopes, which is only expected, for what was got.
  case expectedForGot = "expected-for-got"
}

extension Mistake {
  /// Mistakes of which this one is a particular case: where both give the same number, this one
  /// says more.
  var generalForms: Set<Mistake> {
    let forgotten: Set<Mistake> = [
      .localForgotten, .upstreamForgotten, .innerSlopeForgotten, .addedNotMultiplied,
      .otherInputsSlope,
    ]
    return switch self {
    case .ownInput: [.otherInputsSlope, .inputForSlope, .gateValueForSlope]
    case .minusForgotten: [.signFlipped]
    case .ascentForDescent, .descentForAscent: [.signFlipped, .minusForgotten]
    case .movedByItself: [.inputForSlope]
    case .exponentForgotten, .averaged: [.factorTwo]
    case .oneOverN, .oneOverNTwice: forgotten.union([.factorTwo])
    case .sigmoidSlopeForgotten, .activationSlopeForgotten: forgotten
    case .maxToBoth, .maxToLoser: forgotten.union([.gateValueForSlope])
    case .localForgotten: [.addedNotMultiplied, .otherInputsSlope]
    case .innerSlopeForgotten: [.localForgotten, .addedNotMultiplied, .otherInputsSlope]
    case .upstreamForgotten, .overwritten: [.otherInputsSlope]
    case .exponentNotLowered: [.timesOwnValue]
    case .valueForSlope: [.timesOwnValue, .gateValueForSlope, .sigmoidForSlope, .changeForValue]
    case .inputForSlope: [.expSlopeIsInput]
    default: []
    }
  }
}
