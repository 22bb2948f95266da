import DocumentModel
import GradientCore

/// `plot [f] x [y] [from to]`, `plot error [f] x`; and what a training came to: `plot loss`.
struct PlotCommand: Command {
  static let usage = Usage(
    "plot", "[error] [VALUE] INPUT [INPUT] [FROM TO]", group: .circuit, worksAlone: false,
    completes: .namesOr(
      [("error", Phrase("the error of difference quotients, for every h"))]
        + TrainedView.allCases.map { ($0.rawValue, $0.meaning) }),
    summary: Phrase("draw a value over one input or two"),
    details: [
      Phrase(
        "Over one input: the curve, and its tangent where the input stands now. Over two: a landscape, and the ways that the four strategies take from here."
      ),
      Phrase(
        "plot error draws how far difference quotients are from the slope, for every h from 1 to 1e-16."
      ),
      Phrase(
        "Of a training, {loss} draws the loss of each epoch, {map} what the network says over its two inputs, {confusion} which classes are taken for which, {mistakes} the worst mistakes.",
        [
          "loss": Text("plot loss", .command), "map": Text("plot map", .command),
          "confusion": Text("plot confusion", .command),
          "mistakes": Text("plot mistakes", .command),
        ]),
      Phrase("Entries are named as in {example}.", ["example": Text("plot f W[0, 1]", .command)]),
    ],
    example: [
      "x = 1; y = -3; f = x^2 * y", "plot f x", "plot f x -3 3", "plot f x y", "plot error x",
    ])

  private let view: TrainedView?
  private let isError: Bool
  private let names: [Arguments.Part]
  private let bounds: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let first = try arguments.required(for: Self.usage)
    var rest = arguments.rest()
    view = Self.view(first, isAlone: rest.isEmpty, in: session)
    if view != nil {
      guard rest.isEmpty else {
        throw Refusal(arguments.notTaken(rest[0], by: Self.usage), at: rest[0].range)
      }
      (isError, names, bounds) = (false, [], [])
      return
    }
    isError =
      (session.words[first.text] ?? first.text) == "error"
      && session.bench.definitions[first.text] == nil
    if !isError { rest.insert(first, at: 0) }
    names = Array(rest.prefix { !$0.isNumber })
    bounds = Array(rest.dropFirst(names.count))
    let isFitting = isError ? bounds.isEmpty : [0, 2, 4].contains(bounds.count)
    guard (1...(isError ? 2 : 3)).contains(names.count), isFitting,
      bounds.count < 4 || names.count == 3, bounds.allSatisfy(\.isNumber)
    else {
      if names.isEmpty && !isError || rest.isEmpty { throw arguments.incomplete(Self.usage) }
      let surplus = rest.last!
      throw Refusal(arguments.notTaken(surplus, by: Self.usage), at: surplus.range)
    }
  }

  /// A name of the bench goes before, unless it is the loss itself.
  private static func view(
    _ word: Arguments.Part, isAlone: Bool, in session: Session
  ) -> TrainedView? {
    guard let view = TrainedView(rawValue: session.words[word.text] ?? word.text) else {
      return nil
    }
    let isTrained = word.text == session.bench.objective && session.bench.training.history.count > 1
    return session.bench.definitions[word.text] == nil || isAlone && isTrained ? view : nil
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let view { return Answer(try session.document(of: view, using: engine)) }
    let (value, inputs) = try session.plotted(
      names, for: isError ? "plot error" : "plot", using: engine)
    let function = try BenchFunction(of: value, by: inputs, in: session, using: engine)
    if isError {
      return try session.begin(
        function, perDecade: 3, isOnlyPlot: true, using: engine)
    }
    let ranges = try ranges(&session)
    let point: PointFunction
    do { point = try function.pointFunction(using: engine) } catch {
      throw session.refusal(error, in: "")
    }
    let start = point.point
    guard inputs.count == 2 else {
      let curve = Curve(point, over: ranges.first ?? start[0].surroundings)
      return Answer(Document(.plot(session.plot(curve, of: function))))
    }
    let box = session.bench.settings.range
    // What random search can reach; more where the point would stand at its edge.
    let usual = start.map { coordinate -> ClosedRange<Double> in
      let half = abs(coordinate) <= 0.7 * box ? box : (2 * abs(coordinate)).roundedUpNicely
      return -half...half
    }
    return Answer(
      Document(
        .plot(
          session.landscape(
            of: function, over: ranges.first ?? usual[0], and: ranges.last ?? usual[1], in: point))
      ))
  }

  private func ranges(_ session: inout Session) throws(Refusal) -> [ClosedRange<Double>] {
    var numbers: [Double] = []
    for part in bounds {
      let formula: Formula
      do { formula = try Formula(parsing: part.text) } catch {
        throw session.refusal(error, in: part.text).moved(by: part.range.lowerBound)
      }
      let number = try session.value(of: formula, in: part.text).value.scalar ?? .nan
      guard number.isFinite else {
        throw Refusal(Phrase("A plot ends at finite numbers."), at: part.range)
      }
      numbers.append(number)
    }
    var ranges: [ClosedRange<Double>] = []
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let (low, high) = (numbers[index], numbers[index + 1])
      guard low < high else {
        throw Refusal(
          Phrase("A plot goes from a smaller number to a larger one."),
          at: bounds[index].range.lowerBound..<bounds[index + 1].range.upperBound)
      }
      ranges.append(low...high)
    }
    return ranges
  }
}

extension Arguments.Part {
  /// Whether it mentions no name: `-3`, `2*pi`.
  fileprivate var isNumber: Bool {
    guard let formula = try? Formula(parsing: text) else { return false }
    return formula.names.isEmpty
  }
}

extension Session {
  /// What is drawn, and over what. One name alone is an input of the objective, or a value over its
  /// only input.
  ///
  /// - Parameter word: of the command that asks.
  func plotted(
    _ names: [Arguments.Part], for word: String, using engine: Engine
  ) throws(Refusal) -> (Arguments.Part, [Place]) {
    guard names.count == 1 else {
      var inputs: [Place] = []
      for part in names.dropFirst() { inputs.append(try input(named: part, using: engine)) }
      if inputs.count == 2, inputs[0] == inputs[1] {
        throw Refusal(
          Phrase("A landscape needs two different inputs."), at: names[names.count - 1].range)
      }
      return (names[0], inputs)
    }
    let name = names[0]
    let isValue = bench.definitions.definition(of: name.text) != nil
    if isValue, bench.objective == nil || bench.objective == name.text {
      let leaves = bench.definitions.leaves(under: name.text).filter {
        bench.definitions.value(ofLeaf: $0)?.isScalar ?? false
      }
      guard leaves.count == 1 else {
        throw Refusal(
          Phrase(
            "Over which input? As in {example}.",
            ["example": Text("\(word) \(name.text) \(leaves.first ?? "x")", .command)]),
          at: name.range)
      }
      return (
        name,
        [try input(named: Arguments.Part(text: leaves[0], range: name.range), using: engine)]
      )
    }
    return (try objectivePart(), [try input(named: name, using: engine)])
  }
}
