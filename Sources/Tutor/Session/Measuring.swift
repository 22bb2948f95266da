import DocumentModel
import GradientCore

/// Something that is measured in slices and moves nothing.
enum Measuring: Equatable, Sendable {
  case slopes(GradientFacts.Method, asJSON: Bool, Measurement)
  case check(Checking)

  /// So few are measured at once.
  static let few = 12

  /// How many slopes are measured, of how many.
  var progress: (done: Int, count: Int) {
    switch self {
    case .slopes(_, _, let measurement): (measurement.quotients.count, measurement.count)
    case .check(let checking): checking.check.progress
    }
  }

  /// The command that asked for it.
  var command: String {
    switch self {
    case .slopes: "grad"
    case .check: "check"
    }
  }
}

extension Session {
  /// Measures on; nil while there is more to do.
  mutating func proceed(
    with started: Measuring, evaluations: Int, using engine: Engine
  ) -> Answer? {
    do throws(Refusal) {
      switch started {
      case .slopes(let method, let asJSON, var measurement):
        let point = try slopePoint(using: engine)
        measurement.proceed(
          atMost: evaluations, of: point.root, by: point.nodes, in: point.evaluation)
        guard measurement.isComplete else {
          measuring = .slopes(method, asJSON: asJSON, measurement)
          return nil
        }
        return answer(to: gradient(by: method, at: point, measurement), asJSON: asJSON)
      case .check(var checking):
        let point = try point(of: checking, using: engine)
        checking.proceed(atMost: evaluations, at: point, using: engine)
        guard checking.check.isComplete else {
          measuring = .check(checking)
          return nil
        }
        return answer(to: checking, at: point)
      }
    } catch {
      return answer(to: error, in: currentPiece)
    }
  }

  func farewell(to measuring: Measuring) -> Phrase {
    let (done, count) = measuring.progress
    return Phrase(
      "Stopped after {done} of {total} slopes.",
      ["done": Problems.number(done), "total": Problems.number(count)])
  }
}
