import DocumentModel
import GradientCore

/// What the rules of derivations are called.
extension DerivationRule {
  func phrase(in voice: Voice) -> Phrase {
    switch self {
    case .sum: Phrase("sum rule")
    case .constantFactor: Phrase("constant factor")
    case .constant: Phrase("what does not move has slope 0")
    case .product: Phrase("product rule")
    case .quotient: Phrase("quotient rule")
    case .power(let isChained):
      isChained ? Phrase("power rule and chain rule") : Phrase("power rule")
    case .exponential: Phrase("power rule for an exponent that moves")
    case .local(let operation):
      Phrase("slope of {gate}", ["gate": Text(operation.rawValue, .code)])
    case .chain(let operation):
      Phrase("chain rule with {gate}", ["gate": Text(operation.rawValue, .code)])
    case .routing(let operation):
      Phrase("{gate} hands it to the winner", ["gate": Text(operation.rawValue, .code)])
    case .branch: Phrase("where hands it to the branch taken")
    case .flat: Phrase("flat on both sides")
    case .through(let names): Phrase("chain rule through {names}", ["names": voice.list(names)])
    case .definition(let name, _):
      Phrase("definition of {name}", ["name": Text(Session.abridgedInside(name, to: 20), .name)])
    case .severalRules: Phrase("several rules at once")
    case .simplified: Phrase("simplified")
    case .together: Phrase("put together")
    case .opened: Phrase("names opened")
    }
  }
}

extension DerivationLimit.Rule {
  var phrase: Phrase {
    switch self {
    case .quotient: Phrase("difference quotient")
    case .commonDenominator: Phrase("common denominator")
    case .expanded: Phrase("multiplied out")
    case .collected: Phrase("what cancels is gone")
    case .cancelled: Phrase("h cancelled while it is not 0")
    case .limit: Phrase("h goes to 0")
    case .rewritten: Phrase("rewritten")
    }
  }
}
