/// One packed step of a program, sixteen bytes: a gate, or a loop over many of one kind.
///
/// Why packed, and why runs: dispatch costs more than arithmetic, so gates of the same kind are
/// sorted into runs that are dispatched once.
struct Instruction {
  enum Code {
    /// One scalar gate; `first` and `second` are the slots of its inputs.
    case unaryGate(UnaryOperation)
    case binaryGate(BinaryOperation)
    /// Scalar gates of one operation, whose operands lie anywhere.
    case unaryRun(UnaryOperation)
    case binaryRun(BinaryOperation)
    /// Results one after the other, operands at fixed strides: rows of a matrix, or a run of
    /// scalar gates whose operands happen to lie like that.
    case unaryStrip(UnaryOperation)
    case binaryStrip(BinaryOperation)
    case matrix
  }

  var code: Code
  /// Which inputs lead to something that wants a gradient.
  var wanted: WantedGradients
  /// Index of the first operand of a run, or of the strip or matrix step.
  var first: Int32
  /// How many gates a run has.
  var second: Int32
  /// Slot of the first result.
  var output: Int32
}

struct WantedGradients: OptionSet {
  let rawValue: UInt8
  static let first = WantedGradients(rawValue: 1)
  static let second = WantedGradients(rawValue: 2)
  static let third = WantedGradients(rawValue: 4)
  /// The first contribution to the gradient of that input: it replaces what is there.
  static let setsFirst = WantedGradients(rawValue: 8)
  static let setsSecond = WantedGradients(rawValue: 16)
  static let setsThird = WantedGradients(rawValue: 32)
}

/// Where a scalar gate of a run reads its inputs.
struct Operands {
  var a: UInt32
  var b: UInt32
}

/// An elementwise operation over `rows × columns` results; a stride of 0 broadcasts.
struct Strip {
  struct Operand {
    var slot: Int32
    var rowStride: Int32
    var columnStride: Int32
  }
  var a: Operand
  var b: Operand
  var output: Int32
  var rows: Int32
  var columns: Int32
  /// An operand lies among the results: only one by one is right.
  var readsItself: Bool
}

/// An operation on whole matrices.
struct MatrixStep {
  struct View {
    var slot: Int32
    var rowStride: Int32
    var columnStride: Int32
    var transposed: View {
      View(slot: slot, rowStride: columnStride, columnStride: rowStride)
    }
  }
  var operation: Graph.Operation
  var a: View
  var b: View
  var c: View
  var output: Int32
  /// Shape of the result.
  var rows: Int32
  var columns: Int32
  /// Shape of the first input.
  var inputRows: Int32
  var inputColumns: Int32
  /// First of a list of operands, for `stack`.
  var firstOperand: Int32
  /// Slot of a row that a matrix product adds to each of its rows, or -1; a stride of 0 is one
  /// number for all columns, which wants no gradient.
  var bias: Int32 = -1
  var biasStride: Int32 = 1
  /// Where a loss keeps what its backward pass needs again.
  var scratch: Int32 = 0
}
