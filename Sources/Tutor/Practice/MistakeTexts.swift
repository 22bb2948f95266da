import GradientCore

extension Mistake {
  /// What was probably done, and a question that leads out of it; never the answer.
  var explanation: Phrase {
    switch self {
    case .signFlipped:
      Phrase("The size is right, but the sign was turned. Where did a minus come in or get lost?")
    case .factorTwo:
      Phrase("A factor of two came in or got lost on the way. Where could it be?")
    case .upsideDown:
      Phrase("You turned the ratio upside down. What is asked for, and what is it divided by?")
    case .transposed:
      Phrase("The numbers are right, but rows and columns were swapped. Which shape does it have?")
    case .log10ForLn:
      Phrase("You took the logarithm to base ten. Which logarithm undoes exp?")
    case .oneOverN:
      Phrase("You added up where a mean is taken. By how many does a mean divide?")
    case .oneOverNTwice:
      Phrase(
        "You divided by the number of entries more often than needed. Where does the mean stand?")
    case .valueForSlope, .inputForSlope, .otherInputsSlope, .timesOwnValue:
      wholeAnswer
    case .upstreamForgotten, .localForgotten, .innerSlopeForgotten, .addedNotMultiplied,
      .overwritten, .averaged:
      alongWires
    case .notDividedByH, .dividedByF, .startNotSubtracted, .nudgedLeft, .oneSided,
      .slopeForEstimate:
      withQuotients
    case .ascentForDescent, .descentForAscent, .frozen, .movedByItself, .stepForgotten,
      .changeForValue, .movedTooEarly, .expectedForGot:
      withSteps
    default: atGates
    }
  }

  private var wholeAnswer: Phrase {
    switch self {
    case .valueForSlope:
      Phrase(
        "You gave a value of the output. How strongly does the output react when this input moves?")
    case .inputForSlope:
      Phrase(
        "You gave the value of the input itself. How strongly does the output react when it moves?")
    case .otherInputsSlope:
      Phrase("You took the slope of another input. Which one is asked for, and what holds still?")
    default:
      Phrase(
        "You multiplied the slope by the input's own value. What does a slope count, per unit?")
    }
  }

  private var alongWires: Phrase {
    switch self {
    case .upstreamForgotten:
      Phrase(
        "You took the local slope of one gate alone. Which gradient reaches that gate from the side of the output?"
      )
    case .localForgotten:
      Phrase(
        "You passed on what reaches the gate as it was. By which local slope is it still to be multiplied?"
      )
    case .innerSlopeForgotten:
      Phrase("You took the outer slope and stopped there. How fast does the inside change?")
    case .addedNotMultiplied:
      Phrase(
        "You added upstream and local. If one wheel turns another, what happens to their rates?")
    case .overwritten:
      Phrase("You kept one share, and another got lost. In how many places is this value used?")
    default:
      Phrase(
        "You took the mean of the shares. If both ways push at once, what do they do together?")
    }
  }

  private var withQuotients: Phrase {
    switch self {
    case .notDividedByH:
      Phrase("You stopped at the change of the output. How far was the input moved for it?")
    case .dividedByF:
      Phrase("You divided by a value of the output. A slope is change per what?")
    case .startNotSubtracted:
      Phrase("You divided the new value itself. How much of it was there before the nudge?")
    case .nudgedLeft:
      Phrase("You nudged the input down. Which two points does this difference compare?")
    case .oneSided:
      Phrase("You nudged to one side only. Which two points does a central difference compare?")
    default:
      Phrase("You gave the exact slope. What does the difference give while h is not yet zero?")
    }
  }

  private var withSteps: Phrase {
    switch self {
    case .ascentForDescent:
      Phrase("You stepped uphill, and the loss grew. Which sign leads down?")
    case .descentForAscent:
      Phrase("You stepped downhill, and the output fell. Which sign leads up?")
    case .frozen:
      Phrase("You left it where it was. Does it have a slope, and what does a step do with it?")
    case .movedByItself:
      Phrase("You moved it by a share of its own value. Which number says how it should move?")
    case .stepForgotten:
      Phrase("You moved by the whole slope. What is the slope multiplied by first?")
    case .changeForValue:
      Phrase("You gave how much it moves, or its slope. From which value does it start?")
    case .movedTooEarly:
      Phrase(
        "You took this slope after something else had moved. At which point do all slopes belong?")
    default:
      Phrase("You gave what the slopes promised. What does the output give at the new point?")
    }
  }
}
