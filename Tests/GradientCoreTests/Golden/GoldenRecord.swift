import Foundation
import Testing

/// One record of `golden.json`: numbers of a worked example, computed independently of this core.
struct GoldenRecord {
  /// What is right where the source of the example is wrong; else empty.
  private let correct: [String: Any]
  /// What the algorithm of the source gives.
  private let recomputed: Any
  private let relativeTolerance: Double

  /// - Parameter recomputedOnly: reads what the source's algorithm gives even where that is wrong.
  init(_ id: String, recomputedOnly: Bool = false) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden.json")
    let content = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
    let records = (content as? [String: Any])?["records"] as? [[String: Any]]
    let record = try #require(records?.first { $0["id"] as? String == id }, "no record \(id)")
    correct = recomputedOnly ? [:] : record["correct"] as? [String: Any] ?? [:]
    recomputed = try #require(record["recomputed"])
    relativeTolerance = try #require(record["rel_tol"] as? Double)
  }

  /// The numbers at a path such as `shared_bias.W1`, row after row: the correct ones where the
  /// record has them.
  func numbers(_ path: String) throws -> [Double] {
    let found = Self.follow(path, in: correct) ?? Self.follow(path, in: recomputed)
    return Self.flatten(try #require(found, "nothing at \(path)"))
  }

  func number(_ path: String) throws -> Double {
    let numbers = try numbers(path)
    try #require(numbers.count == 1, "\(path) is not one number")
    return numbers[0]
  }

  /// The rows of a record that is a table.
  func rows() throws -> [[String: Double]] { try #require(recomputed as? [[String: Double]]) }

  func isClose(_ actual: Double, _ golden: Double) -> Bool {
    GradientCoreTests.isClose(actual, golden, relative: relativeTolerance, absolute: 1e-12)
  }

  func expect(
    _ path: String, _ actual: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let golden = try numbers(path)
    let agrees = actual.count == golden.count && zip(actual, golden).allSatisfy { isClose($0, $1) }
    #expect(agrees, "\(path): \(actual), golden \(golden)", sourceLocation: sourceLocation)
  }

  func expect(
    _ path: String, _ actual: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(path, [actual], sourceLocation: sourceLocation)
  }

  /// A key may hold a dot itself, as `lr_0.06`.
  private static func follow(_ path: String, in content: Any) -> Any? {
    guard let content = content as? [String: Any] else { return nil }
    if let found = content[path] { return found }
    return path.indices.lazy.filter { path[$0] == "." }.compactMap { dot in
      content[String(path[..<dot])].flatMap {
        follow(String(path[path.index(after: dot)...]), in: $0)
      }
    }.first
  }

  private static func flatten(_ value: Any) -> [Double] {
    if let list = value as? [Any] { return list.flatMap(flatten) }
    return (value as? NSNumber).map { [$0.doubleValue] } ?? []
  }
}
