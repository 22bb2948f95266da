import CNetworks
import GradientCore

/// W6, W7 and W8: one hidden layer with relu, softmax and cross-entropy, trained batch by batch;
/// data and labels are random.
struct SoftmaxNetwork {
  let name: String
  let inputs, hidden, rows, batches: Int
  let classes = 10
  let rate = 0.1

  static let small = SoftmaxNetwork(name: "W6", inputs: 64, hidden: 32, rows: 32, batches: 56)
  static let large = SoftmaxNetwork(name: "W7", inputs: 784, hidden: 128, rows: 64, batches: 100)

  static let parameters = ["W1", "b1", "W2", "b2"]
  static let lines = [
    "z1 = X @ W1 + b1", "a1 = relu(z1)", "z2 = a1 @ W2 + b2", "L = cross_entropy(z2, Y)",
  ]

  private func start() -> [Matrix] {
    [
      Hashed.matrix(8, inputs, hidden, limit: 1 / Double(inputs).squareRoot()),
      Matrix(repeating: 0, Shape(1, hidden)),
      Hashed.matrix(9, hidden, classes, limit: 1 / Double(hidden).squareRoot()),
      Matrix(repeating: 0, Shape(1, classes)),
    ]
  }

  private func labels() -> [Int] {
    (0..<(rows * batches)).map { Hashed.choice(7, $0, of: classes) }
  }

  /// The tutor's side: batches set as a training run sets them, and steps.
  private final class Tutor {
    let evaluation: Evaluation
    let graph: Graph
    let free: [Graph.NodeID]
    let start: [Matrix]
    let batches: [(x: Matrix, y: Matrix)]
    private let x, y: Graph.NodeID

    init(_ network: SoftmaxNetwork) throws {
      let (rows, inputs, classes) = (network.rows, network.inputs, network.classes)
      start = network.start()
      let labels = network.labels()
      batches = (0..<network.batches).map { batch in
        let first = batch * rows
        let entries = (0..<(rows * inputs)).map { Hashed.number(6, first * inputs + $0) }
        var y = Matrix(repeating: 0, Shape(rows, classes))
        for row in 0..<rows { y[row, labels[first + row]] = 1 }
        return (Matrix(Shape(rows, inputs), entries), y)
      }
      var known = Definitions()
      known["X"] = .leaf(batches[0].x, .data)
      known["Y"] = .leaf(batches[0].y, .data)
      for (name, value) in zip(SoftmaxNetwork.parameters, start) {
        known[name] = .leaf(value, .parameter)
      }
      known = try definitions(SoftmaxNetwork.lines, known)
      graph = try Graph(known, names: ["L"])
      free = graph.nodes(SoftmaxNetwork.parameters)
      (x, y) = (graph.node(named: "X")!, graph.node(named: "Y")!)
      evaluation = Evaluation(
        graph, objective: Objective(root: graph.root, direction: .minimize, free: free))
      evaluation.load(known)
    }

    func rewind() { for (leaf, value) in zip(free, start) { evaluation.set(leaf, to: value) } }

    /// The loss before the step.
    func train(on batch: Int, rate: Double) -> Double {
      evaluation.set(x, to: batches[batch].x)
      evaluation.set(y, to: batches[batch].y)
      evaluation.forward()
      evaluation.backward(from: graph.root)
      _ = evaluation.move(free, by: -rate)
      return evaluation.scalar(of: graph.root)
    }
  }

  /// The same by hand. The output is padded to a whole number of registers.
  private final class Limit {
    static let width = 16
    let x: AlignedTable<Double>
    let labels: AlignedTable<Int32>
    let tables: [AlignedTable<Double>]
    let room: AlignedTable<Double>
    let network: limit_softmax
    let size: SoftmaxNetwork

    init(_ size: SoftmaxNetwork) {
      self.size = size
      let (hidden, width) = (size.hidden, Self.width)
      x = AlignedTable((0..<(size.rows * size.batches * size.inputs)).map { Hashed.number(6, $0) })
      labels = AlignedTable(size.labels().map(Int32.init))
      let start = size.start()
      var w2 = [Double](repeating: 0, count: hidden * width)
      for row in 0..<hidden {
        for column in 0..<size.classes { w2[row * width + column] = start[2][row, column] }
      }
      let b2 = (0..<width).map { $0 < size.classes ? 0 : -1e9 }
      tables = [start[0].elements, start[1].elements, w2, b2].map { AlignedTable($0) }
      room = AlignedTable(
        [Double](repeating: 0, count: size.rows * (2 * hidden + width) + width * hidden))
      network = limit_softmax(
        inputs: size.inputs, hidden: hidden, classes: size.classes, w1: tables[0].start,
        b1: tables[1].start, w2: tables[2].start, b2: tables[3].start, room: room.start)
    }

    func rewind() { for table in tables { table.reset() } }

    func train(on batch: Int, rate: Double) -> Double {
      withUnsafePointer(to: network) {
        limit_softmax_step(
          $0, x.start + batch * size.rows * size.inputs, labels.start + batch * size.rows,
          size.rows, rate)
      }
    }

    func loss() -> Double {
      withUnsafePointer(to: network) { limit_softmax_loss($0, x.start, labels.start, size.rows) }
    }
  }

  /// Training with a plain step after every batch; once through the data, and from the start again.
  func training(_ numpy: NumPy?) throws -> Contest {
    let (tutor, limit) = (try Tutor(self), Limit(self))
    func run(_ times: Int, _ rewind: () -> Void, _ train: (Int, Double) -> Double) -> Double {
      var sum = 0.0
      for time in 0..<times {
        if time % batches == 0 { rewind() }
        sum += train(time % batches, rate)
      }
      return sum
    }
    let train = { run($0, tutor.rewind, tutor.train) }
    let trainInC = { run($0, limit.rewind, limit.train) }
    let contenders = [
      Contender(name: "tutor", check: { train(10 * $0) }, run: train),
      Contender(name: "C", check: { trainInC(10 * $0) }, run: trainInC),
    ]
    let numbers = [inputs, hidden, classes, rows, batches].map(Double.init)
    let others = numpy.map { [$0.contender(name, numbers, checkedTimes: 10)] } ?? []
    return Contest(name: name, unitsPerRun: rows, contenders: contenders + others)
  }

  /// W8: the gradient of all parameters by nudging each of them once, and by one backward pass.
  func gradients() throws -> Contest {
    let (tutor, limit) = (try Tutor(self), Limit(self))
    let objective = Objective(root: tutor.graph.root, direction: .minimize, free: tutor.free)
    let nudging = NumericalStep(h: 1e-6, step: 0)
    let backward = AnalyticStep(step: 0)
    var random = SeededGenerator(seed: 1)

    func slopes() -> Double {
      weighted(tutor.free.flatMap { tutor.evaluation.gradient(of: $0).elements })
    }
    func step(_ strategy: any Strategy, _ times: Int) -> Double {
      (0..<times).reduce(0) { sum, _ in
        sum + strategy.move(tutor.evaluation, objective, &random).before
      }
    }
    func nudgeInC(_ visit: (Double) -> Void) {
      let before = limit.loss()
      for (table, name) in zip(limit.tables, Self.parameters) {
        for entry in 0..<table.count where !name.hasSuffix("2") || entry % Limit.width < classes {
          let point = table.start[entry]
          table.start[entry] = point + nudging.h
          visit((limit.loss() - before) / nudging.h)
          table.start[entry] = point
        }
      }
    }
    func nudgedSum() -> Double {
      var slopes: [Double] = []
      nudgeInC { slopes.append($0) }
      return weighted(slopes)
    }
    /// Nudging finds the gradient up to h.
    func agreeing(_ nudged: Double) throws -> Double {
      _ = step(backward, 1)
      let exact = slopes()
      guard abs(nudged - exact) <= 1e-3 * abs(exact) else {
        throw Contest.Disagreement(description: "W8: \(nudged) by nudging, \(exact) backward")
      }
      return exact
    }
    tutor.evaluation.forward()
    let contenders = [
      Contender(
        name: "tutor",
        check: { _ in
          _ = step(backward, 1)
          return slopes()
        }, run: { step(backward, $0) }),
      Contender(
        name: "tutor, nudging",
        check: { _ in
          _ = step(nudging, 1)
          return try agreeing(slopes())
        }, run: { step(nudging, $0) }),
      Contender(
        name: "C", check: { _ in try agreeing(nudgedSum()) },
        run: { times in (0..<times).reduce(0) { sum, _ in sum + limit.train(on: 0, rate: 0) } }),
      Contender(
        name: "C, nudging", check: { _ in try agreeing(nudgedSum()) },
        run: { times in
          var sum = 0.0
          for _ in 0..<times { nudgeInC { sum += $0 } }
          return sum
        }),
    ]
    return Contest(name: "W8", contenders: contenders)
  }
}
