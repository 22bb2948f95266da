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
  let bending: Bending
  /// A gate that changes its side near this point, and how near no h crosses that.
  let near: Near?

  struct Near: Equatable, Sendable {
    var gate: String
    var h: Double
  }

  struct Kink: Equatable, Sendable {
    var left: Double
    var right: Double
  }

  enum Straightness: Equatable, Sendable { case no, inThis, inEach }

  init(
    _ function: BenchFunction, _ sweep: StepWidthSweep, isOnlyPlot: Bool,
    straight: Straightness, kink: Kink?, near: Near?, bending: Bending
  ) {
    (self.kink, self.near, self.bending, self.sweep) = (kink, near, bending, sweep)
    self.function = function
    self.isOnlyPlot = isOnlyPlot
    self.straight = straight
  }

  mutating func proceed(atMost rows: Int, using engine: Engine) throws(CompilationError) {
    let point = try function.pointFunction(using: engine)
    let single = isOnlyPlot || !hasSingle ? nil : function.singlePrecision(point)
    hasSingle = single != nil
    // To open a large graph into single numbers takes as long as some rows.
    let isLarge = single != nil && point.evaluation.graph.nodes.count > 1_000
    sweep.proceed(atMost: isLarge ? max(rows, 4) : rows, of: point, single: single)
  }
}

extension Session {
  /// Begins a sweep at the present point.
  mutating func begin(
    _ function: BenchFunction, perDecade: Int, isOnlyPlot: Bool, using engine: Engine
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
    let straight = straightness(of: point)
    let sweep = StepWidthSweep(
      exact: slopes[0], perDecade: perDecade,
      largest: straight == .no ? StepWidthSweep.largestWidth(for: point.point[0]) : 1)
    let row = checked(point)
    let near = row.flatMap { row in
      row.avoided.first.map {
        SweepWork.Near(gate: point.evaluation.graph.text(of: $0.gate), h: row.h)
      }
    }
    sliced = .exploration(
      .sweep(
        SweepWork(
          function, sweep, isOnlyPlot: isOnlyPlot, straight: straight, kink: row.flatMap(kink),
          near: near, bending: Bending(point, isSmooth: near == nil))))
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

  /// Where a gate stands exactly on its edge, and the slopes on both sides differ. A kink close by
  /// is none: there h decides.
  private func kink(_ row: GradientCheck.Row) -> SweepWork.Kink? {
    guard row.isOnKink, row.kinks.contains(where: \.isExact),
      case .slope(let left) = row.sides?.left, case .slope(let right) = row.sides?.right
    else { return nil }
    return SweepWork.Kink(left: left.toDigits(4), right: right.toDigits(4))
  }

  private func checked(_ function: PointFunction) -> GradientCheck.Row? {
    let coordinate = function.coordinates[0]
    var check = GradientCheck(
      beginning: function.evaluation, of: function.root, by: [coordinate.leaf],
      entries: [coordinate.entry])
    check.proceedWithoutGates(in: function.evaluation, by: [coordinate.leaf])
    return check.rows.first
  }
}
