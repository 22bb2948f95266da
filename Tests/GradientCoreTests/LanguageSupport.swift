import Testing

@testable import GradientCore

/// A formula with every operation written as a call, so that a test sees what binds to what.
func tree(_ text: String) throws -> String {
  let formula = try Formula(parsing: text)
  func write(_ position: Int) -> String {
    let node = formula.nodes[position]
    let inputs = formula.inputs(of: position).map(write)
    let list = inputs.joined(separator: " ")
    return switch node.kind {
    case .number(let value): Formula.text(of: value)
    case .constant(let constant): constant.rawValue
    case .name(let name): name
    case .unary(let operation): "(\(operation.rawValue) \(list))"
    case .binary(let operation): "(\(operation.rawValue) \(list))"
    case .matrixProduct: "(@ \(list))"
    case .transpose: "(T \(list))"
    case .matrix(let rows, let columns): "(\(rows)x\(columns) \(list))"
    case .entries(let rows, let columns):
      "(at\(Assignment.Entries(rows: rows, columns: columns)) \(list))"
    case .call(let function, _, let axis):
      "(\(function.rawValue)\(axis.map { " axis=\($0.rawValue)" } ?? "") \(list))"
    case .apply(let name, _): inputs.isEmpty ? "(:\(name))" : "(:\(name) \(list))"
    case .derivative: "(d \(list))"
    }
  }
  return write(formula.root)
}

/// A formula as it is printed.
func printed(_ text: String) throws -> String { try Formula(parsing: text).description }

/// What is wrong with a formula, and the part of it that is marked.
func refusal(_ text: String) throws -> (fact: LanguageError.Fact, marked: String) {
  do throws(LanguageError) {
    let formula = try Formula(parsing: text)
    Issue.record("\(text) was understood as \(formula)")
    throw LanguageError(.emptyLine, at: 0..<0)
  } catch {
    return (error.fact, slice(text, error.range))
  }
}

/// What is wrong with a statement, and the part of it that is marked.
func statementRefusal(_ text: String) throws -> (fact: LanguageError.Fact, marked: String) {
  do throws(LanguageError) {
    let statement = try Statement(parsing: text)
    Issue.record("\(text) was understood as \(statement)")
    throw LanguageError(.emptyLine, at: 0..<0)
  } catch {
    return (error.fact, slice(text, error.range))
  }
}

func slice(_ text: String, _ range: Range<Int>) -> String {
  String(decoding: Array(text.utf8)[range], as: UTF8.self)
}
