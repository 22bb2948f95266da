import DocumentModel
import GradientCore

/// What a sweep over step widths is told as.
extension Session {
  func document(of work: SweepWork) -> Document {
    if work.straight != .no { return Document(.paragraph(straightSentence(work))) }
    let plot = Block.plot(plot(of: work))
    return work.isOnlyPlot
      ? Document(plot) : Document([.table(table(of: work)), .rest, plot])
  }

  /// Of x·y nothing is to be learned about h.
  private func straightSentence(_ work: SweepWork) -> Text {
    let x = work.function.inputs[0].title
    let errors = work.sweep.errors(of: .forward)
    let tenths = work.sweep.widths.lastIndex { $0 > 1e-12 * 0.99 } ?? 0
    let places = [
      "f": work.function.label, "x": x, "first": brief(errors[0] ?? 0),
      "last": brief(errors[tenths] ?? 0), "h": brief(work.sweep.widths[tenths], .value),
      "example": Text("f = x^3 * y", .command),
    ]
    return voice.say(
      work.straight == .inEach
        ? Phrase(
          "{f} is linear in each of its inputs, so h shows nothing here: the difference is the slope at every h, but for rounding. The error is {first} at h = 1 and {last} at h = {h}. {example} shows what h does.",
          places)
        : Phrase(
          "{f} is linear in {x}, so h shows nothing here: the difference is the slope at every h, but for rounding. The error is {first} at h = 1 and {last} at h = {h}. {example} shows what h does.",
          places))
  }

  private func brief(_ number: Double, _ role: Role = .gradient) -> Text {
    Text(Numbers(digits: min(3, bench.settings.digits)).text(number), role)
  }

  private func table(of work: SweepWork) -> Table {
    let sweep = work.sweep
    let methods = StepWidthSweep.Method.allCases.filter { $0 != .single || work.hasSingle }
    let columns =
      [Table.Column(Text("h", .name), .trailing)]
      + methods.map { Table.Column(voice.say($0.title), .trailing) }
      + [Table.Column(voice.say(Phrase("digits lost")), .trailing)]
    let errors = methods.map { sweep.errors(of: $0) }
    let best = methods.map { sweep.best(of: $0)?.h }
    let rows = sweep.rows.indices.map { index -> [Text] in
      let row = sweep.rows[index]
      let cells = methods.indices.map { column -> Text in
        guard let error = errors[column][index] else { return "" }
        let mark: Text = best[column] == row.h ? Text("* ", .strong) : ""
        return mark + brief(error)
      }
      let lost =
        row.digitsLost.isFinite
        ? voice.value(row.digitsLost.rounded()) : voice.say(Phrase("all")).with(.value)
      return [brief(row.h, .value)] + cells + [lost]
    }
    return Table(columns: columns, rows: rows)
  }

  private func plot(of work: SweepWork) -> Plot {
    let sweep = work.sweep
    let methods = StepWidthSweep.Method.allCases.filter { method in
      sweep.errors(of: method).contains { $0 != nil }
    }
    // The finest first, so that the others are not hidden.
    let series = methods.map { method in
      Plot.Series(
        voice.say(method.title), .marks(method.mark), role: method.role,
        points: zip(sweep.rows, sweep.errors(of: method)).map { Plot.Point($0.h, $1 ?? .nan) })
    }
    let errors = series.flatMap(\.points).map(\.y).filter { $0.isFinite && $0 > 0 }
    let (low, high) = (errors.min() ?? 1e-16, errors.max() ?? 1)
    let places = ["f": work.function.label, "x": work.function.inputs[0].title]
    return Plot(
      title: voice.say(Phrase("error of the slope of {f} in {x}", places)),
      x: Plot.Axis(Text("h", .name), 1e-16...1, .logarithmic),
      y: Plot.Axis(voice.say(Phrase("error")), low / 1.5...high * 1.5, .logarithmic),
      series: series, sentence: sentences(on: work, methods).map(voice.say).joined(separator: " "))
  }

  private func sentences(
    on work: SweepWork, _ methods: [StepWidthSweep.Method]
  ) -> [Phrase] {
    let sweep = work.sweep
    if let kink = work.kink {
      let places = [
        "f": work.function.label, "x": work.function.inputs[0].title,
        "left": voice.gradient(kink.left), "right": voice.gradient(kink.right),
        "slope": voice.gradient(sweep.exact),
      ]
      return [
        Phrase(
          "Here {f} has a kink: slope {left} to the left, {right} to the right. The backward pass takes {slope}, and no h can find out which is right.",
          places)
      ]
    }
    var phrases: [Phrase] = methods.compactMap { method in
      sweep.best(of: method).map { best -> Phrase in
        if method == .central, sweep.centralIsExact {
          return Phrase(
            "Central differences are exact here but for rounding: {f} has no third or higher power of {x}.",
            ["f": work.function.label, "x": work.function.inputs[0].title])
        }
        return method.best([
          "h": brief(best.h, .value), "error": brief(best.error),
          "predicted": brief(method.predictedBest, .value),
        ])
      }
    }
    if let row = sweep.rows.last(where: { $0.digitsLost.isFinite && $0.h > 1e-15 }) {
      phrases.append(
        Phrase(
          "At h = {h} the difference has lost {lost} of 16 digits: both values begin alike.",
          [
            "h": brief(row.h, .value),
            "lost": Problems.number(min(Int(row.digitsLost.rounded()), 16)),
          ]))
    }
    return phrases
  }
}

extension StepWidthSweep {
  /// Whether even a very large h leaves nothing but rounding.
  fileprivate var centralIsExact: Bool {
    guard let first = errors(of: .central).first, let error = first else { return false }
    return error <= 1e-13 * max(1, abs(exact))
  }
}

extension StepWidthSweep.Method {
  var title: Phrase {
    switch self {
    case .forward: Phrase("forward")
    case .central: Phrase("central")
    case .single: Phrase("32 bits")
    }
  }

  fileprivate func best(_ places: [String: Text]) -> Phrase {
    switch self {
    case .forward:
      Phrase(
        "Forward differences are best at h = {h}, with error {error}; √ε = {predicted} was to be expected.",
        places)
    case .central:
      Phrase(
        "Central differences are best at h = {h}, with error {error}; ∛ε = {predicted} was to be expected.",
        places)
    case .single:
      Phrase(
        "Forward differences in 32 bits are best at h = {h}, with error {error}; √ε = {predicted} was to be expected.",
        places)
    }
  }

  fileprivate var mark: Character {
    switch self {
    case .forward: "+"
    case .central: "o"
    case .single: "x"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .forward: .gradient
    case .central: .value
    case .single: .success
    }
  }
}
