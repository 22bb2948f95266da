import Foundation

/// benchmarks [--numpy] [--rounds N] [--only W3]
struct Options {
  var withNumPy = false
  var rounds = 25
  var only: String?

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--numpy": withNumPy = true
      case "--rounds":
        guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else { return nil }
        rounds = count
      case "--only":
        guard let work = rest.popFirst() else { return nil }
        only = work
      default: return nil
      }
    }
  }

  /// `W3` is all of its sizes.
  func wants(_ work: String) -> Bool {
    only.map { work == $0 || work.hasPrefix($0 + ",") } ?? true
  }
}

func run(_ options: Options) throws {
  var numpy: NumPy?
  if options.withNumPy {
    numpy = NumPy()
    if numpy == nil { print("NumPy is left out: there is no python3 with numpy here.\n") }
  }
  var report = Report()
  if options.wants("W1") {
    let result = try Circuits.fork(numpy).run(rounds: options.rounds)
    report.add(result, "W1 (x + y) * max(y, z), ns", target: .ratio(6))
  }
  if options.wants("W2") {
    let result = try Circuits.neuron(numpy).run(rounds: options.rounds)
    report.add(result, "W2 sigmoid neuron, ns", target: .ratio(5))
  }
  var perInput: [Int: Contest.Result] = [:]
  for count in [10, 1000, 10_000, 100_000, 1_000_000] where options.wants(Rosenbrock.name(count)) {
    let result = try Rosenbrock.contest(count, numpy).run(rounds: options.rounds)
    report.addRosenbrock(result, perInput: count == 1000 ? 30 : nil)
    perInput[count] = result
  }
  if let small = perInput[1000], let large = perInput[1_000_000] {
    report.addGrowth(from: small, to: large, atMost: 1.25)
  }
  if options.wants("W4") {
    let result = try Network.contest(numpy).run(rounds: options.rounds)
    report.add(result, "W4 step of the 2-2-2 network, ns", target: .ratio(3))
  }
  if options.wants("W5") {
    let result = try Moons.contest(numpy).run(rounds: options.rounds)
    report.add(result, "W5 2-16-16-1, 100 points, ns an epoch", target: .ratio(3))
  }
  if options.wants("W6") {
    let result = try SoftmaxNetwork.small.training(numpy).run(rounds: options.rounds)
    report.addSamples(result, "W6 64-32-10, batches of 32, ns a sample", atLeast: 0.9)
  }
  if options.wants("W7") {
    let result = try SoftmaxNetwork.large.training(numpy).run(rounds: options.rounds)
    report.addSamples(result, "W7 784-128-10, batches of 64, ns a sample", atLeast: 0.9)
  }
  if options.wants("W8") {
    let result = try SoftmaxNetwork.small.gradients().run(rounds: options.rounds)
    report.addGradients(result, "W8 gradient of 2,410 parameters, backward, ns")
  }
  report.print()
}

#if DEBUG
  print("Please build for speed: swift run -c release benchmarks")
  exit(2)
#else
  guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
    print("usage: benchmarks [--numpy] [--rounds N] [--only W1|…|W8]")
    exit(2)
  }
  do { try run(options) } catch {
    print(error)
    exit(1)
  }
#endif
