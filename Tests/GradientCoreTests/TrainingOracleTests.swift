import Foundation
import GradientCore
import Testing

/// Whole training runs beside those of an independent NumPy script, `Tests/Oracles/training.py`.
@Suite struct TrainingOracleTests {
  struct Run: Decodable, Sendable {
    var optimizer, loss: String
    var rate: Double
    var batch: Int?
    var seed: UInt64?
    var clip, l2: Double?
    var schedule: [Part]?
    var losses: [Double]

    enum Part: Decodable, Sendable {
      case word(String)
      case number(Double)
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
          self = .word(word)
        } else {
          self = .number(try container.decode(Double.self))
        }
      }
    }

    var rateSchedule: RateSchedule {
      guard let schedule, case .word(let form) = schedule[0] else { return .constant }
      let numbers = schedule.dropFirst().compactMap {
        if case .number(let number) = $0 { number } else { nil }
      }
      switch form {
      case "step": return RateSchedule(.step(every: Int(numbers[0]), factor: numbers[1]))
      case "exponential": return RateSchedule(.exponential(factor: numbers[0]))
      case "cosine": return RateSchedule(.cosine(epochs: Int(numbers[0])))
      default: return RateSchedule(.constant, warmUp: Int(numbers[0]))
      }
    }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Oracles")

  static func runs(in data: Data) throws -> [Run] {
    try JSONDecoder().decode([Run].self, from: data)
  }

  static func committed() throws -> [Run] {
    try runs(in: Data(contentsOf: folder.appending(path: "training.json")))
  }

  /// Numbers between -1 and 1 that anybody can make again.
  private func wave(_ rows: Int, _ columns: Int, _ phase: Double, times scale: Double) -> Matrix {
    var matrix = Matrix(repeating: 0, Shape(rows, columns))
    for i in 0..<rows {
      for j in 0..<columns { matrix[i, j] = scale * sin(phase + 3 * Double(i) + 7 * Double(j)) }
    }
    return matrix
  }

  private func network(_ loss: String, l2: Double) throws -> Definitions {
    let outputs = loss == "cross-entropy" ? 3 : 1
    var targets = wave(12, outputs, 5, times: 1)
    for row in 0..<12 where loss != "mse" {
      for column in 0..<outputs {
        targets[row, column] = outputs == 3 ? (row % 3 == column ? 1 : 0) : Double(row % 2)
      }
    }
    let formula =
      switch loss {
      case "mse": "mean((z2 - Y)^2)"
      case "bce": "mean(softplus(z2) - Y * z2)"
      case "cross-entropy": "cross_entropy(z2, Y)"
      default: "mean(relu(1 - (2 * Y - 1) * z2))"
      }
    let penalty = l2 == 0 ? "" : " + \(l2) * (sum(W1^2) + sum(W2^2))"
    var result = Definitions()
    result["X"] = .leaf(wave(12, 2, 0.5, times: 1.5), .data)
    result["Y"] = .leaf(targets, .data)
    result["W1"] = .leaf(wave(2, 5, 1, times: 0.8), .parameter)
    result["b1"] = .leaf(wave(1, 5, 2, times: 0.1), .parameter)
    result["W2"] = .leaf(wave(5, outputs, 3, times: 0.6), .parameter)
    result["b2"] = .leaf(wave(1, outputs, 4, times: 0.1), .parameter)
    for (name, text) in [
      ("a1", "tanh(X @ W1 + b1)"), ("z2", "a1 @ W2 + b2"), ("L", formula + penalty),
    ] {
      result[name] = .formula(Definition(try Formula(parsing: text)))
    }
    return result
  }

  @Test("20 updates of every optimizer under every loss lose what NumPy loses")
  func everyRun() throws {
    let runs = try Self.committed()
    let pairs = Set(runs.map { $0.optimizer + " " + $0.loss })
    #expect(pairs.count == 7 * 4)
    for run in runs {
      var circuit = TrainedCircuit(try network(run.loss, l2: run.l2 ?? 0))
      circuit.optimizer = Optimizer(try #require(Optimizer.Rule(rawValue: run.optimizer)))
      (circuit.rate, circuit.clip) = (run.rate, run.clip ?? 0)
      (circuit.batch, circuit.seed) = (run.batch ?? .max, run.seed ?? 1)
      circuit.schedule = run.rateSchedule
      let losses = try circuit.train(20)
      #expect(losses.count == 20)
      for (number, (ours, theirs)) in zip(losses, run.losses).enumerated() {
        #expect(
          isClose(ours, theirs, relative: 1e-9, absolute: 1e-11),
          "\(run.optimizer) \(run.loss) batch \(run.batch ?? 0), update \(number + 1)")
      }
    }
  }

  @Test("the committed numbers are what the script gives")
  func script() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Self.folder.appending(path: "training.py").path]
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    do { try process.run() } catch { return }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // Where there is no Python, or none with NumPy, the committed numbers stand alone.
    guard process.terminationStatus == 0 else {
      let complaint = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(complaint.contains("numpy") || complaint.contains("python3"), "\(complaint)")
      return
    }
    let (fresh, committed) = (try Self.runs(in: data), try Self.committed())
    #expect(fresh.count == committed.count)
    for (new, old) in zip(fresh, committed) {
      #expect(new.optimizer == old.optimizer && new.loss == old.loss)
      #expect(zip(new.losses, old.losses).allSatisfy { isClose($0, $1, relative: 1e-9) })
    }
  }
}
