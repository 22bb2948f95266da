import Foundation
import Testing

@testable import Tables

/// The corpus with bytes changed, cut and put together at random: whatever comes, it is a table of
/// full columns or is told why not, the same in any pieces. `BACKPROP_TUTOR_FUZZ` sets how often.
@Suite struct FuzzTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["BACKPROP_TUTOR_FUZZ"].flatMap(Int.init) ?? 1_500

  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
  }

  private static let pieces: [[UInt8]] =
    [
      "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "1,5", "1.5", "-", "nan", "1e999", " ", "é",
      "\u{FEFF}", "\u{0}", ",,,,", "\n\n", "0", "99999999999999999999", "x",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x80]]

  private func mutated(_ dice: inout Dice) -> [UInt8] {
    var bytes = corpus[dice.roll(corpus.count)].bytes
    for _ in 0...dice.roll(6) {
      let place = dice.roll(bytes.count + 1)
      switch dice.roll(5) {
      case 0: bytes.insert(contentsOf: Self.pieces[dice.roll(Self.pieces.count)], at: place)
      case 1 where place < bytes.count: bytes[place] = UInt8(dice.roll(256))
      case 2: bytes.removeSubrange(place..<min(place + dice.roll(9), bytes.count))
      case 3:
        let other = corpus[dice.roll(corpus.count)].bytes
        bytes.insert(contentsOf: other.prefix(dice.roll(other.count + 1)), at: place)
      default: bytes += bytes.prefix(place)
      }
    }
    return bytes
  }

  @Test func `no bytes break the reader`() {
    var dice = Dice(state: 7)
    for round in 0..<Self.rounds {
      let bytes = mutated(&dice)
      let whole = Result { () throws(TableError) in try table(bytes) }
      let parts = Result { () throws(TableError) in
        try table(bytes, pieces: 1 + dice.roll(20))
      }
      #expect(whole == parts, "round \(round): \(bytes)")
      guard case .success(let table) = whole else { continue }
      #expect(table.rowCount > 0)
      for column in table.columns {
        #expect(column.numbers.count == table.rowCount, "round \(round): \(bytes)")
        #expect(!column.numbers.contains { !$0.isFinite })
      }
      #expect(table.faults.count == min(table.faultCount, TableReader.mostFaults))
      let lines = 1 + bytes.count { $0 == 0x0A || $0 == 0x0D }
      #expect(!table.faults.contains { !(1...lines).contains($0.line) })
      #expect(table.rowCount + table.faultCount <= lines)
    }
  }
}
