/// What lies between two layers: wires that change their rows, each in a column that it shares
/// with nothing it would touch.
struct CircuitChannel {
  /// All wires that come from one item: they begin in one row.
  struct Net {
    /// What it carries, to tell wires from each other.
    var item: Int
    var source: Int
    var targets: [Int]

    var isStraight: Bool { targets == [source] }
    var rows: ClosedRange<Int> {
      min(source, targets.min()!)...max(source, targets.max()!)
    }
  }

  /// A vertical piece: it comes in one row and leaves in others.
  struct Piece {
    var net: Int
    var source: Int
    var targets: [Int]
    var track = 0
    var rows: ClosedRange<Int> {
      min(source, targets.min() ?? source)...max(source, targets.max() ?? source)
    }
  }

  let nets: [Net]
  /// In the order in which they follow each other from left to right where they overlap.
  private(set) var pieces: [Piece] = []
  private(set) var trackCount = 0

  init(_ nets: [Net]) {
    self.nets = nets
    var waiting = nets.indices.filter { !nets[$0].isStraight }.map {
      Piece(net: $0, source: nets[$0].source, targets: nets[$0].targets)
    }
    var taken = Set(nets.flatMap { $0.targets + [$0.source] })
    while !waiting.isEmpty {
      // A piece has to turn away before another one turns into its row.
      let ready = waiting.indices.filter { index in
        !waiting.indices.contains {
          $0 != index && waiting[index].targets.contains(waiting[$0].source)
        }
      }
      if let next = ready.min(by: { cost(waiting, $0) < cost(waiting, $1) }) {
        pieces.append(waiting.remove(at: next))
        continue
      }
      // Pieces wait for each other in a circle: one makes a detour through a free row.
      let rows = waiting[0].rows
      let middle = (rows.lowerBound + rows.upperBound) / 2
      var detour = middle
      var step = 0
      while taken.contains(detour) || detour < 0 {
        step += 1
        detour = middle + (step % 2 == 0 ? -step / 2 : (step + 1) / 2)
      }
      taken.insert(detour)
      var first = waiting[0]
      first.targets = [detour]
      pieces.append(first)
      waiting[0].source = detour
    }
    assignTracks()
  }

  /// How many crossings come of putting this one to the left of all others that wait.
  private func cost(_ waiting: [Piece], _ index: Int) -> Int {
    let piece = waiting[index]
    return waiting.indices.reduce(0) { cost, other in
      guard other != index else { return cost }
      let (a, b) = (piece, waiting[other])
      func inside(_ row: Int, _ piece: Piece) -> Int {
        piece.rows.lowerBound < row && row < piece.rows.upperBound ? 1 : 0
      }
      let left = inside(b.source, a) + a.targets.reduce(0) { $0 + inside($1, b) }
      let right = inside(a.source, b) + b.targets.reduce(0) { $0 + inside($1, a) }
      return cost + left - right
    }
  }

  private mutating func assignTracks() {
    for index in pieces.indices {
      var track = 0
      for earlier in pieces[..<index] {
        let (a, b) = (earlier.rows, pieces[index].rows)
        let isDetour = earlier.net == pieces[index].net
        if isDetour || (a.lowerBound <= b.upperBound + 1 && b.lowerBound <= a.upperBound + 1) {
          track = max(track, earlier.track + 1)
        }
      }
      pieces[index].track = track
      trackCount = max(trackCount, track + 1)
    }
  }
}
