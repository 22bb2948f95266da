import GradientCore

extension Session {
  /// A mistake in a few words, where the catalogue knows it.
  func shortName(ofMistake name: String) -> Phrase? { Mistake(rawValue: name)?.shortName }
}

extension Mistake {
  /// In a few words, as it stands in a list of mistakes.
  var shortName: Phrase {
    switch self {
    case .signFlipped: Phrase("the sign is turned")
    case .factorTwo: Phrase("a factor of two")
    case .upsideDown: Phrase("upside down")
    case .transposed: Phrase("rows and columns exchanged")
    case .log10ForLn: Phrase("log to base 10 for ln")
    case .oneOverN: Phrase("1/n is missing")
    case .oneOverNTwice: Phrase("1/n is there twice")
    case .valueForSlope: Phrase("the value for the slope")
    case .inputForSlope: Phrase("the input for the slope")
    case .otherInputsSlope: Phrase("the slope of another input")
    case .timesOwnValue: Phrase("times its own value")
    case .upstreamForgotten: Phrase("upstream forgotten")
    case .localForgotten: Phrase("local slope forgotten")
    case .innerSlopeForgotten: Phrase("inner slope forgotten")
    case .addedNotMultiplied: Phrase("added for multiplied")
    case .overwritten: Phrase("a share overwritten at a fork")
    case .averaged: Phrase("shares averaged at a fork")
    case .ownInput: Phrase("the own input for the other one")
    case .minusForgotten: Phrase("a minus forgotten")
    case .denominatorNotSquared: Phrase("a denominator not squared")
    case .exponentForgotten: Phrase("the exponent forgotten")
    case .exponentNotLowered: Phrase("the exponent not lowered")
    case .expSlopeIsInput: Phrase("the input for the slope of exp")
    case .powerRuleForExp: Phrase("the power rule for exp")
    case .sigmoidSlopeForgotten: Phrase("the slope of the sigmoid forgotten")
    case .sigmoidForSlope: Phrase("the sigmoid for its slope")
    case .sigmoidOneFactor: Phrase("one factor of the sigmoid's slope")
    case .inputForSigmoid: Phrase("the input for the sigmoid")
    case .sigmoidTwice: Phrase("the sigmoid twice")
    case .activationSlopeForgotten: Phrase("the activation's slope forgotten")
    case .tanhNotSquared: Phrase("tanh not squared")
    case .gateValueForSlope: Phrase("the gate's value for its slope")
    case .maxToBoth: Phrase("max hands on to both")
    case .maxToLoser: Phrase("max hands on to the smaller")
    case .softmaxDiagonalOnly: Phrase("only the diagonal of softmax")
    case .notDividedByH: Phrase("not divided by h")
    case .dividedByF: Phrase("divided by f")
    case .startNotSubtracted: Phrase("the start not subtracted")
    case .nudgedLeft: Phrase("nudged the other way")
    case .oneSided: Phrase("one-sided difference")
    case .slopeForEstimate: Phrase("the exact slope for the estimate")
    case .ascentForDescent: Phrase("up instead of down")
    case .descentForAscent: Phrase("down instead of up")
    case .frozen: Phrase("an input that did not move")
    case .movedByItself: Phrase("moved by its own value")
    case .stepForgotten: Phrase("the step forgotten")
    case .changeForValue: Phrase("the change for the value")
    case .movedTooEarly: Phrase("the new value used too early")
    case .expectedForGot: Phrase("what is expected for what was got")
    }
  }
}
