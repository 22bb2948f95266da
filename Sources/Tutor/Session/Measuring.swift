import DocumentModel
import GradientCore

/// Slopes of many entries, measured in slices, and what they are for.
struct Measuring: Equatable, Sendable {
  enum Purpose: Equatable, Sendable {
    case slopes(GradientFacts.Method, asJSON: Bool)
    case check
  }

  var purpose: Purpose
  var measurement: Measurement

  /// So few are measured at once.
  static let few = 12
}

extension Session {
  /// Measures on; nil while there is more to do.
  mutating func proceed(
    with started: Measuring, evaluations: Int, using engine: Engine
  ) -> Answer? {
    var measuring = started
    do throws(Refusal) {
      let point = try slopePoint(using: engine)
      measuring.measurement.proceed(
        atMost: evaluations, of: point.root, by: point.nodes, in: point.evaluation)
      guard measuring.measurement.isComplete else {
        self.measuring = measuring
        return nil
      }
      switch measuring.purpose {
      case .slopes(let method, let asJSON):
        return answer(to: gradient(by: method, at: point, measuring.measurement), asJSON: asJSON)
      case .check: return answer(toCheck: measuring.measurement, at: point)
      }
    } catch {
      return answer(to: error, in: currentPiece)
    }
  }

  func farewell(to measuring: Measuring) -> Phrase {
    Phrase(
      "Stopped after {done} of {total} slopes.",
      [
        "done": Problems.number(measuring.measurement.quotients.count),
        "total": Problems.number(measuring.measurement.count),
      ])
  }
}
