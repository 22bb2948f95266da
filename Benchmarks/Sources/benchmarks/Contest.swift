import Glibc

/// One way to do some work.
struct Contender {
  let name: String
  /// A checksum of every value and every slope of the first few times.
  let check: (_ times: Int) throws -> Double
  /// The work alone, with a value at the end so that it cannot be left out; where it is done
  /// elsewhere, the seconds that it took there.
  let run: (_ times: Int) throws -> Double
  /// Whether the work is done in another process.
  var isElsewhere = false

  /// How long it takes. What other programs take from this one does not count, where the work is
  /// done here.
  func seconds(_ times: Int) throws -> Double {
    let start = Self.now(CLOCK_THREAD_CPUTIME_ID)
    let result = try run(times)
    return isElsewhere ? result : Self.now(CLOCK_THREAD_CPUTIME_ID) - start
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The same work done by several contenders, who must agree on the checksum.
struct Contest {
  let name: String
  /// What a time is divided by: 1, or the number of inputs.
  var unitsPerRun = 1
  let contenders: [Contender]

  struct Disagreement: Error, CustomStringConvertible {
    let description: String
  }

  struct Result {
    let contest: String
    /// Nanoseconds a unit, a list of rounds for every contender.
    let rounds: [String: [Double]]

    func nanoseconds(_ contender: String) -> Double? { rounds[contender].map(median) }

    /// The median of the ratios within a round, so that a machine that is slower for a while slows
    /// both.
    func ratio(_ contender: String, to other: String) -> Double? {
      guard let one = rounds[contender], let two = rounds[other] else { return nil }
      return median(zip(one, two).map(/))
    }
  }

  /// Every round gives each contender a block of at least `blockSeconds`, one after the other.
  func run(rounds: Int, blockSeconds: Double = 0.004) throws -> Result {
    try compareChecksums()
    let times = try contenders.map { try Self.times(for: $0, blockSeconds) }
    var result: [String: [Double]] = [:]
    for _ in 0..<rounds {
      for (contender, times) in zip(contenders, times) {
        let seconds = try contender.seconds(times)
        result[contender.name, default: []].append(
          seconds * 1e9 / Double(times) / Double(unitsPerRun))
      }
    }
    return Result(contest: name, rounds: result)
  }

  private func compareChecksums() throws {
    let checksums = try contenders.map { try $0.check(5) }
    for (contender, checksum) in zip(contenders, checksums) {
      guard abs(checksum - checksums[0]) <= 1e-9 * abs(checksums[0]) else {
        throw Disagreement(
          description: "\(name): \(contenders[0].name) computes \(checksums[0]), "
            + "\(contender.name) \(checksum)")
      }
    }
  }

  private static func times(for contender: Contender, _ blockSeconds: Double) throws -> Int {
    var times = 1
    while true {
      let seconds = try contender.seconds(times)
      if seconds >= blockSeconds { return times }
      let factor = seconds > blockSeconds / 20 ? 1.3 * blockSeconds / seconds : 10
      times = max(times + 1, Int(Double(times) * factor))
    }
  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
