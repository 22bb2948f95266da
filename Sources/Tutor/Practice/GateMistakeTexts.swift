import GradientCore

extension Mistake {
  /// About the rule of one kind of gate.
  var atGates: Phrase {
    switch self {
    case .ownInput:
      Phrase(
        "You took the gate's own input. When that one grows a little, what is the growth multiplied by?"
      )
    case .minusForgotten:
      Phrase("A minus got lost at one of the gates. Which gate falls when its input grows?")
    case .denominatorNotSquared:
      Phrase(
        "You divided by the denominator once. What becomes of its power when you take the slope?")
    case .exponentForgotten:
      Phrase("You lowered the exponent, and its factor got lost. Where does the old exponent go?")
    case .exponentNotLowered:
      Phrase(
        "You brought the exponent down and kept the power as it was. What becomes of the power?")
    case .expSlopeIsInput:
      Phrase("You took the input for the slope of exp. What does an exp gate put out?")
    case .powerRuleForExp:
      Phrase("You used the power rule. Which part moves in exp, the base or the exponent?")
    case .sigmoidSlopeForgotten:
      Phrase("You went through the sigmoid as if it were a wire. What is its slope here?")
    case .sigmoidForSlope:
      Phrase("You took the sigmoid's value for its slope. Which second factor belongs to it?")
    case .sigmoidOneFactor:
      Phrase("You took one factor of the sigmoid's slope. Which other one belongs to it?")
    case .inputForSigmoid:
      Phrase("You put the sigmoid's input into the rule. With what is its slope written?")
    case .sigmoidTwice:
      Phrase("You put the output through the sigmoid once more. At which point is its slope asked?")
    case .activationSlopeForgotten:
      Phrase("You went through the activation as if it were a wire. What is its slope here?")
    case .tanhNotSquared:
      Phrase("You subtracted tanh itself from one. Which power of it belongs there?")
    case .gateValueForSlope:
      Phrase("You took what a gate puts out for its slope. How fast does it change with its input?")
    case .maxToBoth:
      Phrase(
        "You gave a share to the loser, too. If the loser grows a little, does the output move?")
    case .maxToLoser:
      Phrase("You gave the gradient to the wrong side. Which input does the output follow here?")
    default:
      Phrase("You let each logit move its own share only. What happens to the other shares?")
    }
  }
}
