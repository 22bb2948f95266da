import Foundation
import GradientCore
import Testing

/// The line through a hundred points, for tests of its records.
enum Regression {
  /// The shipped data, which NumPy's generator drew.
  static let points: [(x: Double, y: Double)] = {
    let file = URL(filePath: #filePath).appending(path: "../../../../lessons/data/regression.csv")
    let text = (try? String(contentsOf: file.standardized, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { row in
      let cells = row.split(separator: ",").compactMap { Double($0) }
      return cells.count == 2 ? (cells[0], cells[1]) : nil
    }
  }()

  static let halfMean = "L = 0.5 * mean((z - y)^2)"
  static let mean = "L = mean((z - y)^2)"

  /// `w` begins at the two numbers that were drawn after the data.
  static func circuit(_ loss: String = halfMean) throws -> Circuit {
    try #require(points.count == 100)
    let rows = points.map { "1 \($0.x)" }.joined(separator: "; ")
    let targets = points.map { "\($0.y)" }.joined(separator: "; ")
    return try Circuit(
      [
        "A = [\(rows)]", "y = [\(targets)]", "w = [1.8831506970562544; -1.3477590611424464]",
        "z = A @ w", loss,
      ], objective: "L", to: .minimize, held: ["A", "y"])
  }

  static func squaredError(_ circuit: Circuit) throws -> Double {
    let (z, y) = (try circuit.value("z"), try circuit.value("y"))
    return zip(z, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(z.count)
  }

  /// Steps, and what is looked at after some of them.
  static func train(
    _ circuit: inout Circuit, step: Double, lookingAt counts: [Int],
    _ look: (Int, Circuit) throws -> Void = { _, _ in }
  ) throws {
    var done = 0
    for count in counts {
      while done < count {
        circuit.step(AnalyticStep(step: step))
        done += 1
      }
      try look(count, circuit)
    }
  }

  /// The normal equations, solved by hand: two equations.
  static func bestLine(_ circuit: Circuit) throws -> [Double] {
    let g = try compute("A.T @ A", circuit.known).elements
    let r = try compute("A.T @ y", circuit.known).elements
    let determinant = g[0] * g[3] - g[1] * g[2]
    return [
      (g[3] * r[0] - g[1] * r[1]) / determinant, (g[0] * r[1] - g[2] * r[0]) / determinant,
    ]
  }
}
