/// The mistakes where several wires lead to the same number.
extension MistakenPass {
  /// The wires to one number, in groups that a learner sees as one share: all wires of a softmax's
  /// output or of a loss are one.
  private struct Fork {
    var shares: [[Int]]
  }

  /// Each share is tried alone where there are not more than so many together.
  private static let mostShares = 24

  func addForks(to outcomes: inout Outcomes) {
    let forks = self.forks
    guard !forks.isEmpty else { return }
    let shape = outcomes.right.shape
    func kept(_ isKept: (Fork, _ share: Int) -> Bool) -> Matrix {
      var factors = Array(repeating: 1.0, count: wires.count)
      for fork in forks {
        for (position, share) in fork.shares.enumerated() where !isKept(fork, position) {
          for wire in share { factors[wire] = 0 }
        }
      }
      return Matrix(shape, gradient { factors[$0] == 0 ? 0 : rightShare($0, $1) })
    }
    func averaged(_ forks: some Sequence<Fork>) -> Matrix {
      var counts = Array(repeating: 1.0, count: wires.count)
      for fork in forks {
        for wire in fork.shares.joined() { counts[wire] = Double(fork.shares.count) }
      }
      return Matrix(shape, gradient { rightShare($0, $1) / counts[$0] })
    }
    outcomes.add(.overwritten, kept { _, position in position == 0 })
    outcomes.add(.overwritten, kept { $1 == $0.shares.count - 1 })
    outcomes.add(.averaged, averaged(forks))
    guard forks.reduce(0, { $0 + $1.shares.count }) <= Self.mostShares else { return }
    for fork in forks {
      for share in fork.shares.indices {
        outcomes.add(
          .overwritten, kept { $0.shares != fork.shares || $1 == share })
      }
      outcomes.add(.averaged, averaged(CollectionOfOne(fork)))
    }
  }

  private var forks: [Fork] {
    var shares: [NodeID: [[Int]]] = [:]
    for (index, wire) in wires.enumerated() where !isHidden(wire) {
      let same = shares[wire.input]?.firstIndex {
        let other = wires[$0[0]]
        return wire.isInside && other.isInside && other.place == wire.place
      }
      if let same {
        shares[wire.input]![same].append(index)
      } else {
        shares[wire.input, default: []].append([index])
      }
    }
    return shares.keys.sorted(by: >).compactMap { node in
      shares[node]!.count > 1 ? Fork(shares: shares[node]!) : nil
    }
  }

  /// Whether the wire stays inside of a gate that a learner sees as a whole.
  private func isHidden(_ wire: Wire) -> Bool {
    wire.isInside && places[wire.input] == wire.place
  }
}
