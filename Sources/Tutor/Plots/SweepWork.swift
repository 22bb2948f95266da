import DocumentModel
import GradientCore

/// The errors of difference quotients over step widths, measured in slices.
struct SweepWork: Equatable, Sendable {
  let function: BenchFunction
  /// Whether only the drawing is wanted, without single precision.
  let isOnlyPlot: Bool
  private(set) var sweep: StepWidthSweep
  /// Its slope would say that it is straight over this input, or over every one.
  let straight: Straightness
  /// The slopes on both sides, where they are different at this point.
  let kink: Kink?
  /// Too many gates to be computed one number at a time.
  private(set) var hasSingle = true

  struct Kink: Equatable, Sendable {
    var left: Double
    var right: Double
  }

  enum Straightness: Equatable, Sendable { case no, inThis, inEach }

  init(
    _ function: BenchFunction, exact: Double, widths: [Double], isOnlyPlot: Bool,
    straight: Straightness, kink: Kink?
  ) {
    self.kink = kink
    self.function = function
    self.isOnlyPlot = isOnlyPlot
    self.straight = straight
    sweep = StepWidthSweep(exact: exact, widths: widths)
  }

  mutating func proceed(atMost rows: Int, using engine: Engine) throws(CompilationError) {
    let point = try function.pointFunction(using: engine)
    let single = isOnlyPlot ? nil : function.singlePrecision(point)
    hasSingle = single != nil
    sweep.proceed(atMost: rows, of: point, single: single)
  }
}

extension Session {
  /// Begins a sweep at the present point.
  mutating func begin(
    _ function: BenchFunction, widths: [Double], isOnlyPlot: Bool, using engine: Engine
  ) throws(Refusal) -> Answer {
    let point: PointFunction
    do { point = try function.pointFunction(using: engine) } catch {
      throw refusal(error, in: "")
    }
    let (value, slopes) = point.gradient(at: point.point)
    guard value.isFinite, slopes[0].isFinite else {
      throw Refusal(
        Phrase(
          "Here {f} or its slope is not a finite number: there is nothing to compare with.",
          ["f": function.label]))
    }
    let sweep = SweepWork(
      function, exact: slopes[0], widths: widths, isOnlyPlot: isOnlyPlot,
      straight: straightness(of: point), kink: kink(of: point))
    sliced = .exploration(.sweep(sweep))
    return Answer()
  }

  private func straightness(of point: PointFunction) -> SweepWork.Straightness {
    let graph = point.evaluation.graph
    guard let scalarized = graph.scalarized(limit: 20_000),
      scalarized.isLinear(in: point.coordinates[0])
    else { return .no }
    let others = graph.leaves.filter {
      $0.role != .setting && graph.depends(graph.root, on: $0.node)
    }
    let entries = others.flatMap { leaf in
      (0..<graph.shape(of: leaf.node).count).map {
        PointFunction.Coordinate(leaf: leaf.node, entry: $0)
      }
    }
    guard entries.count > 1, entries.count <= 20 else { return .inThis }
    return entries.allSatisfy { scalarized.isLinear(in: $0) } ? .inEach : .inThis
  }

  /// On a kink the quotients of both sides differ as much however small h is.
  private func kink(of function: PointFunction) -> SweepWork.Kink? {
    let point = function.point[0]
    let present = function.value(at: [point])
    func sides(_ h: Double) -> SweepWork.Kink {
      SweepWork.Kink(
        left: (present - function.value(with: point - h, at: 0)) / h,
        right: (function.value(with: point + h, at: 0) - present) / h)
    }
    let unit = max(1, abs(point))
    let (far, near) = (sides(1e-4 * unit), sides(1e-6 * unit))
    let (wide, narrow) = (far.right - far.left, near.right - near.left)
    let size = max(abs(near.left), abs(near.right))
    guard narrow.isFinite, abs(narrow) > 1e-3 * size, abs(narrow) > 0.5 * abs(wide) else {
      return nil
    }
    return SweepWork.Kink(left: near.left.toDigits(4), right: near.right.toDigits(4))
  }
}
