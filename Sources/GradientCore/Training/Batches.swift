/// In what order the rows of the data are taken.
public enum Batches {
  /// The rows 0, 1, …, `rows` - 1, shuffled (Fisher and Yates, from the last to the second): one
  /// order for each seed and epoch, whatever was drawn before.
  ///
  /// Epoch e takes the draws of the seed from 2³² · (e + 1) on, far behind those of initial values.
  public static func order(rows: Int, seed: UInt64, epoch: Int) -> [Int32] {
    var order: [Int32] = []
    fill(&order, rows: rows, seed: seed, epoch: epoch)
    return order
  }

  /// The same in place, which allocates nothing when `order` was that long before.
  static func fill(_ order: inout [Int32], rows: Int, seed: UInt64, epoch: Int) {
    if order.count != rows { order = Array(repeating: 0, count: rows) }
    var random = SeededGenerator(seed: seed, drawCount: UInt64(epoch + 1) << 32)
    order.withUnsafeMutableBufferPointer { order in
      var row = 0
      while row < rows {
        order[row] = Int32(row)
        row += 1
      }
      row = rows - 1
      while row > 0 {
        let other = Int(random.next().multipliedFullWidth(by: UInt64(row + 1)).high)
        order.swapAt(row, other)
        row -= 1
      }
    }
  }
}
