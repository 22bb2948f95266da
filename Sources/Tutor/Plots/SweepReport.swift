import DocumentModel
import GradientCore

/// What a sweep over step widths is told as.
extension Session {
  func document(of work: SweepWork) -> Document {
    if work.straight != .no { return Document(.paragraph(straightSentence(work))) }
    let plot = Block.plot(plot(of: work))
    return work.isOnlyPlot
      ? Document(plot)
      : Document([.table(table(of: work))]) + remarks(on: work) + Document([.rest, plot])
  }

  /// What the table does not say itself.
  private func remarks(on work: SweepWork) -> Document {
    var sentences: [Phrase] = []
    if work.kink == nil { sentences.append(Phrase("A star marks the best h.")) }
    if !work.hasSingle {
      sentences.append(
        Phrase("There are too many gates to round each to 32 bits: that column is left out."))
    }
    guard !sentences.isEmpty else { return Document() }
    return Document(.paragraph(sentences.map(voice.say).joined(separator: " ").with(.hint)))
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

  fileprivate func brief(_ number: Double, _ role: Role = .gradient) -> Text {
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
    let best = methods.map { work.kink == nil ? sweep.best(of: $0)?.h : nil }
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
      x: Plot.Axis(Text("h", .name), sweep.widths.last!...sweep.widths[0], .logarithmic),
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
    var phrases: [Phrase] = methods.compactMap { method -> Phrase? in
      if method == .single, let lost = lossPhrase(sweep) { return lost }
      return sweep.best(of: method).map { best -> Phrase in
        if method == .central, sweep.centralIsExact(work.bending) {
          return Phrase(
            "Central differences are exact here but for rounding: {f} has no third or higher power of {x}.",
            ["f": work.function.label, "x": work.function.inputs[0].title])
        }
        let length = work.bending.length(of: method)
        return method.best(
          [
            "h": brief(best.h, .value), "error": brief(best.error),
            "predicted": brief(method.predictedBest * length, .value),
            "length": brief(length, .value),
          ], hasLength: length != 1)
      }
    }
    if methods.contains(where: { work.bending.length(of: $0) != 1 }) {
      phrases.append(
        Phrase(
          "The factor is the length over which {f} bends, beside its own size.",
          ["f": work.function.label]))
    }
    if let near = work.near {
      phrases.append(
        Phrase(
          "Close to this point {gate} changes sides: only an h below about {h} is sure not to cross that.",
          ["gate": Text(Self.abridged(near.gate, to: 40), .code), "h": brief(near.h, .value)]))
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

extension Session {
  /// Where 32 bits leave not one digit of the slope.
  private func lossPhrase(_ sweep: StepWidthSweep) -> Phrase? {
    guard let best = sweep.best(of: .single) else {
      return Phrase("In 32 bits nothing is left of the slope: both values are the same at every h.")
    }
    guard best.error >= 0.1 * abs(sweep.exact), sweep.exact != 0 else { return nil }
    return Phrase(
      "In 32 bits no h leaves one digit of the slope: the smallest error is {error}.",
      ["error": brief(best.error)])
  }
}

extension StepWidthSweep {
  /// Whether even a very large h leaves nothing but rounding.
  fileprivate func centralIsExact(_ bending: Bending) -> Bool {
    guard let first = errors(of: .central).first, let error = first else { return false }
    let size = bending.central == nil ? bending.size : 0
    return error <= 1e-13 * max(1, abs(exact), size)
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

  fileprivate func best(_ places: [String: Text], hasLength: Bool) -> Phrase {
    switch (self, hasLength) {
    case (.forward, false):
      Phrase(
        "Forward differences are best at h = {h}, with error {error}; √ε = {predicted} was to be expected.",
        places)
    case (.forward, true):
      Phrase(
        "Forward differences are best at h = {h}, with error {error}; √ε · {length} = {predicted} was to be expected.",
        places)
    case (.central, false):
      Phrase(
        "Central differences are best at h = {h}, with error {error}; ∛ε = {predicted} was to be expected.",
        places)
    case (.central, true):
      Phrase(
        "Central differences are best at h = {h}, with error {error}; ∛ε · {length} = {predicted} was to be expected.",
        places)
    case (.single, false):
      Phrase(
        "Forward differences in 32 bits are best at h = {h}, with error {error}; √ε = {predicted} was to be expected.",
        places)
    case (.single, true):
      Phrase(
        "Forward differences in 32 bits are best at h = {h}, with error {error}; √ε · {length} = {predicted} was to be expected.",
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
