import DocumentModel
import GradientCore

/// A value of the bench, or one entry of it, as an argument names it: `W1`, `W1[0, 1]`.
struct Place: Equatable, Sendable {
  struct Entry: Hashable, Sendable {
    var row: Int
    var column: Int
  }

  var name: String
  /// Of the whole value.
  var shape: Shape
  /// Nil where the whole value is meant.
  var entry: Entry?
  /// Of a gate that has no name on the bench, itself, in the circuit of this output.
  var gate: Graph.NodeID?
  var circuit: String?

  /// Whether it is one number.
  var isScalar: Bool { entry != nil || shape.isScalar }

  /// As it is written in the language: `W1[0, 1]`.
  var text: String { entry.map { "\(name)[\($0.row), \($0.column)]" } ?? name }

  /// Where the entry lies, row after row; 0 of a number.
  var index: Int { entry.map { $0.row * shape.columns + $0.column } ?? 0 }
}

extension Session {
  /// The value or the entry that an argument names; one index on a single row or column counts its
  /// entries, and the one entry of a number is the number.
  ///
  /// - Parameter takesGates: whether gates without a name may be called as pictures call them.
  /// - Throws: names that are unknown, indices outside, and slices of more than one entry.
  func place(
    named part: Arguments.Part, takesGates: Bool = false, using engine: Engine
  ) throws(Refusal) -> Place {
    let formula: Formula
    do { formula = try Formula(parsing: part.text) } catch {
      throw refusal(error, in: part.text, offset: part.range.lowerBound)
    }
    if takesGates, formula.nodes.count > 1,
      let gate = try gate(called: formula.description, using: engine)
    {
      return gate
    }
    guard let name = formula.names.first, formula.names.count == 1 else { throw noPlace(part) }
    let selected: (rows: IndexRange, columns: IndexRange?)?
    switch formula.nodes[formula.root].kind {
    case .name: selected = nil
    case .entries(let rows, let columns) where formula.nodes.count == 2: selected = (rows, columns)
    default: throw noPlace(part)
    }
    var whole: Place
    if bench.definitions[name] != nil || bench.definitions.settings[name] != nil {
      whole = Place(name: name, shape: try shape(of: name, using: engine))
    } else if takesGates, let gate = try gate(called: name, using: engine) {
      whole = gate
    } else {
      let start = part.range.lowerBound
      let range = start..<(start + name.utf8.count)
      if takesGates, let refusal = try noSuchGate(name, at: range, using: engine) { throw refusal }
      throw unknownName(name, at: range)
    }
    let shape = whole.shape
    guard let selected else { return whole }
    let selection: Graph.Selection
    do { selection = try Graph.Selection(selected.rows, selected.columns, in: shape) } catch {
      throw Refusal(Problems.sentence(error), at: part.range)
    }
    guard selection.rows.count == 1, selection.columns.count == 1 else {
      let example = "\(name)[\(selection.rows.lowerBound), \(selection.columns.lowerBound)]"
      throw Refusal(
        Phrase(
          "{found} is more than one number. Name one entry, as in {example}.",
          ["found": Text(part.text, .code), "example": Text(example, .command)]), at: part.range)
    }
    guard !shape.isScalar else { return whole }
    whole.entry = .init(row: selection.rows.lowerBound, column: selection.columns.lowerBound)
    return whole
  }

  private func shape(of name: String, using engine: Engine) throws(Refusal) -> Shape {
    guard bench.definitions.settings[name] == nil else { return .scalar }
    do { return try engine.value(of: name, in: bench).shape } catch { throw refusal(error, in: "") }
  }

  private func noPlace(_ part: Arguments.Part) -> Refusal {
    Refusal(
      Phrase(
        "{found} is a formula. Name a value or one entry here, as in {example}.",
        ["found": Text(part.text, .code), "example": Text("W[0, 1]", .command)]), at: part.range)
  }
}
