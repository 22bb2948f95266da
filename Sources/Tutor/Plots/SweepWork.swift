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
  /// Too many gates to be computed one number at a time.
  private(set) var hasSingle = true

  enum Straightness: Equatable, Sendable { case no, inThis, inEach }

  init(
    _ function: BenchFunction, exact: Double, widths: [Double], isOnlyPlot: Bool,
    straight: Straightness
  ) {
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
      straight: straightness(of: point))
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

  // MARK: - What is told

  func document(of work: SweepWork) -> Document {
    if work.straight != .no { return Document(.paragraph(straightSentence(work))) }
    let plot = Block.plot(plot(of: work))
    return work.isOnlyPlot
      ? Document(plot) : Document([.table(table(of: work)), .rest, plot])
  }

  /// Of x·y nothing is to be learned about h.
  private func straightSentence(_ work: SweepWork) -> Text {
    let x = work.function.inputs[0].title
    let errors = work.sweep.errors(of: .forward)
    let tenths = work.sweep.widths.lastIndex { $0 > 1e-12 * 0.99 } ?? 0
    let places = [
      "f": work.function.label, "x": x, "first": brief(errors[0] ?? 0),
      "last": brief(errors[tenths] ?? 0), "h": brief(work.sweep.widths[tenths], .value),
      "example": Text("f = x^3 * y", .command),
    ]
    return voice.say(
      work.straight == .inEach
        ? Phrase(
          "{f} is linear in each of its inputs, so h shows nothing here: the difference is the slope at every h, but for rounding. The error is {first} at h = 1 and {last} at h = {h}. {example} shows what h does.",
          places)
        : Phrase(
          "{f} is linear in {x}, so h shows nothing here: the difference is the slope at every h, but for rounding. The error is {first} at h = 1 and {last} at h = {h}. {example} shows what h does.",
          places))
  }

  private func brief(_ number: Double, _ role: Role = .gradient) -> Text {
    Text(Numbers(digits: min(3, bench.settings.digits)).text(number), role)
  }

  private func table(of work: SweepWork) -> Table {
    let sweep = work.sweep
    let methods = StepWidthSweep.Method.allCases.filter { $0 != .single || work.hasSingle }
    let columns =
      [Table.Column(Text("h", .name), .trailing)]
      + methods.map { Table.Column(voice.say($0.title), .trailing) }
      + [Table.Column(voice.say(Phrase("digits lost")), .trailing)]
    let errors = methods.map { sweep.errors(of: $0) }
    let best = methods.map { sweep.best(of: $0)?.h }
    let rows = sweep.rows.indices.map { index -> [Text] in
      let row = sweep.rows[index]
      let cells = methods.indices.map { column -> Text in
        guard let error = errors[column][index] else { return "" }
        let mark: Text = best[column] == row.h ? Text("* ", .strong) : ""
        return mark + brief(error)
      }
      let lost =
        row.digitsLost.isFinite
        ? voice.value(row.digitsLost.rounded()) : voice.say(Phrase("all")).with(.value)
      return [brief(row.h, .value)] + cells + [lost]
    }
    return Table(columns: columns, rows: rows)
  }

  private func plot(of work: SweepWork) -> Plot {
    let sweep = work.sweep
    let methods = StepWidthSweep.Method.allCases.filter { method in
      sweep.errors(of: method).contains { $0 != nil }
    }
    // The finest first, so that the others are not hidden.
    let series = methods.map { method in
      Plot.Series(
        voice.say(method.title), .marks(method.mark), role: method.role,
        points: zip(sweep.rows, sweep.errors(of: method)).map { Plot.Point($0.h, $1 ?? .nan) })
    }
    let errors = series.flatMap(\.points).map(\.y).filter { $0.isFinite && $0 > 0 }
    let (low, high) = (errors.min() ?? 1e-16, errors.max() ?? 1)
    let places = ["f": work.function.label, "x": work.function.inputs[0].title]
    return Plot(
      title: voice.say(Phrase("error of the slope of {f} in {x}", places)),
      x: Plot.Axis(Text("h", .name), 1e-16...1, .logarithmic),
      y: Plot.Axis(voice.say(Phrase("error")), low / 1.5...high * 1.5, .logarithmic),
      series: series, sentence: sentences(on: work, methods).map(voice.say).joined(separator: " "))
  }

  private func sentences(
    on work: SweepWork, _ methods: [StepWidthSweep.Method]
  ) -> [Phrase] {
    let sweep = work.sweep
    var phrases: [Phrase] = methods.compactMap { method in
      sweep.best(of: method).map { best -> Phrase in
        if method == .central, sweep.centralIsExact {
          return Phrase(
            "Central differences are exact here but for rounding: {f} has no third or higher power of {x}.",
            ["f": work.function.label, "x": work.function.inputs[0].title])
        }
        return method.best([
          "h": brief(best.h, .value), "error": brief(best.error),
          "predicted": brief(method.predictedBest, .value),
        ])
      }
    }
    if let row = sweep.rows.last(where: { $0.digitsLost.isFinite && $0.h > 1e-15 }) {
      phrases.append(
        Phrase(
          "At h = {h} the difference has lost {lost} of 16 digits: both values begin alike.",
          [
            "h": brief(row.h, .value),
            "lost": Problems.number(min(Int(row.digitsLost.rounded()), 16)),
          ]))
    }
    return phrases
  }
}

extension StepWidthSweep {
  /// Whether even a very large h leaves nothing but rounding.
  fileprivate var centralIsExact: Bool {
    guard let first = errors(of: .central).first, let error = first else { return false }
    return error <= 1e-13 * max(1, abs(exact))
  }
}

extension StepWidthSweep.Method {
  var title: Phrase {
    switch self {
    case .forward: Phrase("forward")
    case .central: Phrase("central")
    case .single: Phrase("32 bits")
    }
  }

  fileprivate func best(_ places: [String: Text]) -> Phrase {
    switch self {
    case .forward:
      Phrase(
        "Forward differences are best at h = {h}, with error {error}; √ε = {predicted} was to be expected.",
        places)
    case .central:
      Phrase(
        "Central differences are best at h = {h}, with error {error}; ∛ε = {predicted} was to be expected.",
        places)
    case .single:
      Phrase(
        "Forward differences in 32 bits are best at h = {h}, with error {error}; √ε = {predicted} was to be expected.",
        places)
    }
  }

  fileprivate var mark: Character {
    switch self {
    case .forward: "+"
    case .central: "o"
    case .single: "x"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .forward: .gradient
    case .central: .value
    case .single: .success
    }
  }
}
