import DocumentModel
import GradientCore

extension Session {
  /// Goes on with the open walk, or begins one.
  ///
  /// - Parameter place: where a backward walk leads, if not to all inputs.
  mutating func walk(
    _ direction: Walk.Direction, by distance: WalkDistance, to place: Place? = nil,
    using engine: Engine
  ) throws(Refusal) -> Answer {
    let objective = try objectiveForSlopes()
    // To the output itself lead all wires.
    let place = place?.entry == nil && place?.name == objective ? nil : place
    let begun = walk.flatMap { $0.way.direction == direction ? $0 : nil }
    let isSame = begun.map { $0.began(on: bench) } ?? false
    var document = Document()
    var way = Walk.Way(direction: direction, output: objective, place: place)
    if let begun, isSame, place == nil || place == begun.way.place,
      !begun.isFinished || distance.isBack || begun.way == way
    {
      way = begun.way
    } else if let begun, !isSame, begun.done > 0, !begun.isFinished {
      document += note(Phrase("The bench has changed: the walk starts anew."))
    }
    let track = try track(of: way, using: engine)
    guard !track.gates.isEmpty else { throw nothingToWalk(way) }
    var walk = Walk(way, on: bench, total: track.gates.count)
    if let begun, isSame, begun.way == way {
      walk = begun
      if begun.isFinished, !distance.isBack {
        walk = Walk(way, on: bench, total: track.gates.count, passes: begun.passes + 1)
        if direction == .backward { document += accumulation(track, way, passes: walk.passes) }
      }
    }
    let from = walk.done
    walk.go(distance)
    self.walk = walk
    if from == 0 { document += try openedFunctions(under: way.circuit, using: engine) }
    if case .all = distance {
      document += direction == .forward ? table(ofForward: track) : table(ofBackward: track)
      return Answer(document + brokenNumbers(walk, using: engine))
    }
    if walk.done < from || distance.isBack {
      document += report(back: walk, from: from, on: track)
    } else {
      document += picture(of: walk, on: track, isFirst: from == 0)
      document += telling(from..<walk.done, of: walk, on: track)
    }
    return Answer(document + invitation(walk, track) + brokenNumbers(walk, using: engine))
  }

  /// At the end of a forward walk, which gate made inf or nan.
  private func brokenNumbers(_ walk: Walk, using engine: Engine) -> Document {
    guard walk.way.direction == .forward, walk.isFinished else { return Document() }
    return notes(onNonFinite: walk.way.output, using: engine)
  }

  /// Says that functions, which `circuit` draws as one gate, are told as their gates.
  func openedFunctions(under output: String, using engine: Engine) throws(Refusal) -> Document {
    let calls = try evaluation(of: output, using: engine).graph.calls
    let names = Set(calls.map(\.function)).sorted()
    guard !names.isEmpty else { return Document() }
    let places = [
      "names": voice.list(names), "open": Text("circuit open", .command),
    ]
    return wrappedNote(
      names.count == 1
        ? Phrase("{names} is opened into its gates here; {open} draws them.", places)
        : Phrase("{names} are opened into their gates here; {open} draws them.", places))
  }

  func nothingToWalk(_ way: Walk.Way) -> Refusal {
    guard let place = way.place else {
      return Refusal(
        Phrase(
          "{name} is not computed from anything: there is no gate to walk over.",
          ["name": Text(way.output, .name)]))
    }
    return Refusal(
      Phrase(
        "{of} does not depend on {by}: the slope is 0.",
        ["of": Text(way.output, .name), "by": Text(place.text, .name)]))
  }

  /// The gates of a range, each in its words.
  private func telling(_ range: Range<Int>, of walk: Walk, on track: WalkTrack) -> Document {
    let telling = WalkTelling(track: track, voice: voice)
    let shown = range.prefix(BackwardCommand.limit)
    var document = Document(
      shown.flatMap {
        walk.way.direction == .forward ? telling.forward($0) : telling.backward($0)
      })
    if shown.count < range.count {
      document += note(
        Phrase("… and {count} more", ["count": Problems.number(range.count - shown.count)]))
    }
    return document
  }

  private func report(back walk: Walk, from: Int, on track: WalkTrack) -> Document {
    guard walk.done < from else {
      return note(Phrase("The walk stands at its beginning: there is no gate to go back over."))
    }
    let telling = WalkTelling(track: track, voice: voice)
    let gates = (walk.done..<from).reversed().prefix(4).map { telling.label(track.gates[$0]) }
    let phrase = Phrase(
      "Taken back: {gates}. {done} of {total} gates are done.",
      [
        "gates": voice.list(gates), "done": Problems.number(walk.done),
        "total": Problems.number(walk.total),
      ])
    return picture(of: walk, on: track, isFirst: false) + Document(.paragraph(voice.say(phrase)))
  }

  /// What an empty line does next, and at the end of a backward walk the slopes.
  func invitation(_ walk: Walk, _ track: WalkTrack) -> Document {
    guard walk.isFinished else {
      guard takesOffers else { return Document() }
      let next = WalkTelling(track: track, voice: voice).label(track.gates[walk.done])
      return note(
        Phrase(
          "Enter walks on, over {gate}. {count} to go.",
          ["gate": Text(next, .name), "count": Problems.number(walk.total - walk.done)]))
    }
    guard walk.way.direction == .backward else { return Document() }
    let slopes = track.slopes(at: track.ends(of: walk.way))
    guard !slopes.isEmpty else { return Document() }
    let texts = slopes.prefix(8).map { end in
      Text("∂\(walk.way.output)/∂\(end.name)", .gradient) + " = "
        + Text(voice.numbers.brief(end.slope, width: 40), .gradient)
    }
    return lines(of: texts + (slopes.count > 8 ? [Text("…", .hint)] : []))
  }

  /// A second pass over the same gradients: what adding to them would have given.
  private func accumulation(_ track: WalkTrack, _ way: Walk.Way, passes: Int) -> Document {
    let slopes = track.slopes(at: track.ends(of: way)).filter {
      $0.slope.elements.allSatisfy(\.isFinite)
    }
    guard !slopes.isEmpty else { return Document() }
    let kept = slopes.prefix(3).map { end in
      voice.say(
        Phrase(
          "{name} {kept} instead of {slope}",
          [
            "name": Text(end.name, .name),
            "kept": Text(
              voice.numbers.brief(end.slope.scaled(by: Double(passes)), width: 24), .gradient),
            "slope": Text(voice.numbers.brief(end.slope, width: 24), .gradient),
          ]))
    }
    let places: [String: Text] = [
      "gradients": kept.joined(separator: ", "), "times": Text("\(passes)"),
      "zero": Text("zero_grad()", .code),
    ]
    return Document(
      .paragraph(
        voice.say(
          passes == 2
            ? Phrase(
              "Backward once more: this pass starts from zero again. Added to the gradients of the last one, as PyTorch does without {zero}, every gradient would be doubled: {gradients}.",
              places)
            : Phrase(
              "Backward once more: this pass starts from zero again. Added up over {times} passes, as PyTorch does without {zero}, every gradient would be {times} times as large: {gradients}.",
              places))))
  }
}

extension Walk {
  fileprivate mutating func go(_ distance: WalkDistance) {
    switch distance {
    case .all: done = total
    case .gates(let count):
      let target = done.addingReportingOverflow(count)
      done = min(max(target.overflow ? total : target.partialValue, 0), total)
    }
  }
}

extension WalkDistance {
  fileprivate var isBack: Bool { if case .gates(let count) = self { count < 0 } else { false } }
}

extension Matrix {
  /// - Precondition: the shapes are equal.
  func sum(with other: Matrix) -> Matrix {
    Matrix(shape, zip(elements, other.elements).map(+))
  }

  func scaled(by factor: Double) -> Matrix { Matrix(shape, elements.map { factor * $0 }) }
}
