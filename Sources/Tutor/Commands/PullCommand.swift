import DocumentModel
import GradientCore

/// `pull NAME UPSTREAM`: a backward pass that begins with another gradient than 1.
struct PullCommand: Command {
  static let usage = Usage(
    "pull", "NAME UPSTREAM", group: .circuit, worksAlone: false,
    completes: .names, takesGates: true,
    summary: Phrase("begin the backward pass with another upstream gradient than 1"),
    details: [
      Phrase(
        "The upstream of a matrix is a matrix of its shape, or a number for one entry: {example}.",
        ["example": Text("pull a[0, 1] 2", .command)]),
      Phrase("Enter then walks this pass, gate by gate."),
    ],
    example: ["x = -2; y = 5; z = -4; q = x + y; f = q * z", "pull f 2", "pull q 1"])

  private let name: Arguments.Part
  private let upstream: Arguments.Part

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    name = try arguments.required(for: Self.usage)
    upstream = try arguments.required(for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let place = try session.place(named: name, takesGates: true, using: engine)
    let upstream = try upstream(at: place, in: &session)
    let way = Walk.Way(
      direction: .backward, output: place.name, upstream: upstream, gate: place.gate,
      whole: place.circuit)
    let track = try session.track(of: way, using: engine)
    guard !track.gates.isEmpty else {
      throw Refusal(
        Phrase(
          "{name} is not computed from anything: there is nothing to pull back through.",
          ["name": Text(place.name, .name)]), at: name.range)
    }
    let walk = Walk(way, on: session.bench, total: track.gates.count)
    session.walk = walk
    return Answer(
      session.document(ofPull: place, track) + session.invitation(walk, track))
  }

  /// In the shape of the whole value.
  private func upstream(at place: Place, in session: inout Session) throws(Refusal) -> Matrix {
    let formula: Formula
    do { formula = try Formula(parsing: upstream.text) } catch {
      throw session.refusal(error, in: "", offset: upstream.range.lowerBound)
    }
    let value = try session.value(of: formula, in: upstream.text).value
    let expected = place.entry == nil ? place.shape : .scalar
    guard value.shape == expected else {
      let places: [String: Text] = [
        "name": Text(place.text, .name), "shape": Problems.code(expected),
        "found": Problems.code(value.shape),
        "example": Text("pull \(place.name)[0, 0] 2", .command),
      ]
      throw Refusal(
        expected.isScalar
          ? Phrase("{name} is one number, so its upstream is one too; this is {found}.", places)
          : Phrase(
            "{name} is {shape} and the upstream {found}: both need the same shape. For one entry, type {example}.",
            places), at: upstream.range)
    }
    guard let entry = place.entry else { return value }
    var result = Matrix(repeating: 0, place.shape)
    result[entry.row, entry.column] = value.elements[0]
    return result
  }
}

extension Session {
  /// Each input's gradient; of a number, beside the one that an upstream of 1 gives.
  fileprivate func document(ofPull place: Place, _ track: WalkTrack) -> Document {
    let slopes = track.slopes(at: track.leaves)
    let upstream = track.upstream
    let isNumber = upstream.isScalar
    let isUsual = upstream.scalar == 1
    var columns = [Table.Column(voice.say(Phrase("input")))]
    if isNumber, !isUsual {
      columns.append(
        Table.Column(voice.say(Phrase("upstream {upstream}", ["upstream": "1"])), .trailing))
    }
    let title = Text(voice.numbers.brief(upstream, width: 24), .gradient)
    columns.append(
      Table.Column(voice.say(Phrase("upstream {upstream}", ["upstream": title])), .trailing))
    let usual = isNumber && !isUsual ? BackwardPass(track.evaluation, from: track.output) : nil
    let rows = slopes.map { leaf -> [Text] in
      let one: [Text] = usual.map { [$0.gradient(of: leaf.node).map(brief) ?? ""] } ?? []
      return [Text(leaf.name, .name)] + one + [brief(leaf.slope)]
    }
    let document = Document(.table(Table(columns: columns, rows: rows)))
    if isUsual {
      return document
        + note(Phrase("With {upstream} a backward pass begins anyway.", ["upstream": title]))
    }
    guard isNumber else {
      return document
        + wrappedNote(
          Phrase(
            "These are slopes of the sum of {name} · upstream, entry by entry.",
            ["name": Text(place.name, .name)]))
    }
    return document
      + wrappedNote(
        Phrase(
          "Every product of the pass begins with {upstream}, so every gradient is {upstream} times what 1 gives.",
          ["upstream": title]))
  }

  private func brief(_ matrix: Matrix) -> Text {
    Text(voice.numbers.brief(matrix, width: 40), .gradient)
  }
}
