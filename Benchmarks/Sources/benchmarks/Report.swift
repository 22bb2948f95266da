import Foundation

/// What was measured, what is to be reached, and whether it was.
struct Report {
  struct Row {
    let what: String
    var tutor: Double?
    var c: Double?
    var numpy: Double?
    /// Tutor ÷ C.
    var ratio: Double?
    var target: Target?

    var isReached: Bool {
      switch target {
      case .ratio(let limit): ratio.map { $0 <= limit } ?? false
      case .tutor(let limit, _): tutor.map { $0 <= limit } ?? false
      case nil: true
      }
    }
  }

  enum Target {
    /// How much slower than C the tutor may be.
    case ratio(Double)
    /// What the tutor's own number may be.
    case tutor(Double, unit: String = "")
  }

  private(set) var rows: [Row] = []

  mutating func add(_ result: Contest.Result, _ what: String, target: Target?) {
    rows.append(
      Row(
        what: what, tutor: result.nanoseconds("tutor"), c: result.nanoseconds("C"),
        numpy: result.nanoseconds("NumPy"), ratio: result.ratio("tutor", to: "C"), target: target))
  }

  mutating func addRosenbrock(_ result: Contest.Result, perInput limit: Double?) {
    let target = limit.map { Target.tutor($0, unit: " ns") }
    add(result, "\(result.contest), ns an input", target: target)
    rows.append(
      Row(
        what: "  gradient ÷ value", tutor: result.ratio("tutor", to: "tutor, value"),
        c: result.ratio("C", to: "C, value"), target: .tutor(3)))
  }

  /// The speed is what the target speaks of: `least` of C's.
  mutating func addSamples(_ result: Contest.Result, _ what: String, atLeast least: Double) {
    add(result, what, target: .ratio(1 / least))
    func thousands(_ contender: String) -> Double? {
      result.nanoseconds(contender).map { 1e6 / $0 }
    }
    rows.append(
      Row(
        what: "  thousand samples a second", tutor: thousands("tutor"), c: thousands("C"),
        numpy: thousands("NumPy")))
  }

  mutating func addGradients(_ result: Contest.Result, _ what: String) {
    add(result, what, target: nil)
    rows.append(
      Row(
        what: "  nudging each parameter ÷ backward",
        tutor: result.ratio("tutor, nudging", to: "tutor"),
        c: result.ratio("C, nudging", to: "C")))
  }

  /// How much more an input costs when there are many.
  mutating func addGrowth(
    from small: Contest.Result, to large: Contest.Result, atMost limit: Double
  ) {
    func growth(_ contender: String) -> Double? {
      guard let one = small.nanoseconds(contender), let two = large.nanoseconds(contender) else {
        return nil
      }
      return two / one
    }
    rows.append(
      Row(
        what: "W3, an input of 1e6 ÷ one of 1e3", tutor: growth("tutor"), c: growth("C"),
        numpy: growth("NumPy"), target: .tutor(limit)))
  }

  func print() {
    let width = rows.map(\.what.count).max() ?? 0
    func line(_ what: String, _ cells: [String], _ verdict: String) -> String {
      let columns = cells.map { String(repeating: " ", count: max(0, 11 - $0.count)) + $0 }
      let what = what.padding(toLength: width, withPad: " ", startingAt: 0)
      return "\(what)\(columns.joined())   \(verdict)"
    }
    Swift.print(line("", ["tutor", "C", "NumPy", "tutor ÷ C"], "target"))
    for row in rows {
      let cells = [row.tutor, row.c, row.numpy, row.ratio].map {
        $0.map { String(format: "%.2f", $0) } ?? ""
      }
      let verdict = row.isReached ? "reached" : "MISSED"
      switch row.target {
      case .ratio(let limit):
        Swift.print(line(row.what, cells, String(format: "≤ %g × C   ", limit) + verdict))
      case .tutor(let limit, let unit):
        Swift.print(line(row.what, cells, String(format: "≤ %g\(unit)   ", limit) + verdict))
      case nil: Swift.print(line(row.what, cells, ""))
      }
    }
    let missed = rows.count { !$0.isReached }
    Swift.print(missed == 0 ? "\nEvery target is reached." : "\nTargets missed: \(missed).")
  }
}
