import GradientCore
import Testing

@Suite struct TrainingLoopTests {
  /// 13 rows in batches of 4: the last of an epoch has one row.
  static func network(_ rule: Optimizer.Rule, batch: Int = 4) throws -> TrainedCircuit {
    var circuit = TrainedCircuit(
      try definitions(
        "X = 2 * uniform(13, 2) - 1", "W1 = xavier(2, 4)", "b1 = zeros(1, 4)", "W2 = xavier(4, 1)",
        "Y = uniform(13, 1)", "L = mean((tanh(X @ W1 + b1) @ W2 - Y)^2)"))
    circuit.optimizer = Optimizer(rule)
    (circuit.rate, circuit.batch, circuit.clip) = (0.05, batch, 0.5)
    circuit.schedule = RateSchedule(.cosine(epochs: 20), warmUp: 2)
    return circuit
  }

  private func isSame(_ a: TrainedCircuit, _ b: TrainedCircuit) -> Bool {
    a.known == b.known && a.state == b.state && a.run == b.run
  }

  @Test("stopped at 20 places and continued, it is the run that was not stopped, bit for bit")
  func stopped() throws {
    var random = SeededGenerator(seed: 11)
    for rule in Optimizer.Rule.allCases {
      var whole = try Self.network(rule)
      let losses = try whole.train(37)
      for _ in 0..<20 {
        var parts = try Self.network(rule)
        let place = 1 + Int(random.next() % 36)
        let first = try parts.train(place)
        // What goes from one day to the next is values alone.
        var second = try Self.network(rule)
        (second.known, second.state, second.run) = (parts.known, parts.state, parts.run)
        #expect(first + (try second.train(37 - place)) == losses, "\(rule), stopped at \(place)")
        #expect(isSame(second, whole))
      }
    }
  }

  @Test("the same seed gives the same run, another seed another one")
  func seeds() throws {
    var (one, two, other) = (
      try Self.network(.adam), try Self.network(.adam), try Self.network(.adam)
    )
    other.seed = 2
    let losses = try one.train(30)
    #expect(losses == (try two.train(30)))
    #expect(losses != (try other.train(30)))
  }

  @Test("an epoch takes every row once, in another order each time")
  func order() {
    let orders = (0..<5).map { Batches.order(rows: 97, seed: 3, epoch: $0) }
    for order in orders { #expect(order.sorted() == Array(0..<97)) }
    #expect(Set(orders).count == 5)
    #expect(orders[2] == Batches.order(rows: 97, seed: 3, epoch: 2))
    #expect(Batches.order(rows: 1, seed: 3, epoch: 0) == [0])
  }

  @Test("every row comes to every place about equally often")
  func fairness() {
    var counts = Array(repeating: Array(repeating: 0, count: 4), count: 4)
    for epoch in 0..<4000 {
      for (place, row) in Batches.order(rows: 4, seed: 1, epoch: epoch).enumerated() {
        counts[Int(row)][place] += 1
      }
    }
    #expect(counts.joined().allSatisfy { (880...1120).contains($0) })
  }

  @Test("a batch is its rows: the slopes are those of the rows written out")
  func gather() throws {
    var circuit = try Self.network(.sgd)
    circuit.clip = 0
    circuit.schedule = .constant
    let order = Batches.order(rows: 13, seed: 1, epoch: 0)
    var byHand = circuit
    for name in ["X", "Y"] {
      let all = circuit.known.value(ofLeaf: name)!
      var part = Matrix(repeating: 0, Shape(4, all.shape.columns))
      for row in 0..<4 {
        for column in 0..<all.shape.columns { part[row, column] = all[Int(order[row]), column] }
      }
      byHand.known[name] = .leaf(part, .data)
    }
    byHand.batch = .max
    _ = (try circuit.train(1), try byHand.train(1))
    #expect(circuit.value("W1") == byHand.value("W1"))
    #expect(circuit.value("b1") == byHand.value("b1"))
  }

  @Test("an epoch of batches ends with the smaller last one")
  func epochs() throws {
    var circuit = try Self.network(.sgd)
    _ = try circuit.train(3)
    #expect(circuit.run.epoch == 0 && circuit.run.batch == 3 && circuit.run.row == 12)
    _ = try circuit.train(1)
    #expect(circuit.run.epoch == 1 && circuit.run.batch == 0 && circuit.run.row == 0)
  }

  @Test("another batch size within an epoch goes on with the rows that are left")
  func otherSize() throws {
    var circuit = try Self.network(.sgd)
    _ = try circuit.train(1)
    circuit.batch = 6
    _ = try circuit.train(2)
    #expect(circuit.run.epoch == 1 && circuit.run.row == 0)
    circuit.batch = .max
    _ = try circuit.train(1)
    #expect(circuit.run.epoch == 2)
  }

  @Test("the value on all rows is that of the leaves as they are now")
  func value() throws {
    var circuit = try Self.network(.momentum)
    let loop = try circuit.loop()
    for _ in 0..<5 {
      _ = loop.update()
      let value = loop.value()
      circuit.keep(loop)
      #expect(value == (try scalar("L", circuit.known)))
    }
  }
}
