import DocumentModel
import GradientCore

extension Session {
  func document(of autopsy: Autopsy, using engine: Engine) -> Document {
    let objective = Text(bench.objective ?? "", .name)
    var document = Document(
      .paragraph(
        voice.say(
          Phrase(
            "Trained again from the first values, {count} updates with the present settings: {objective} from {start} to {end}.",
            [
              "count": Problems.number(autopsy.made), "objective": objective,
              "start": voice.value(autopsy.startLoss), "end": voice.value(autopsy.loss),
            ]))))
    for finding in findings(of: autopsy) { document += Document(.paragraph(voice.say(finding))) }
    document += place(of: autopsy, using: engine)
    document += Document(.rest) + factors(of: autopsy, using: engine)
    document += Document(.rest) + ratios(of: autopsy)
    document += Document(.rest) + steps(of: autopsy)
    return document
  }

  // MARK: - What happened

  private func findings(of autopsy: Autopsy) -> [Phrase] {
    var places = [
      "objective": Text(bench.objective ?? "", .name), "update": Problems.number(autopsy.made),
      "next": Problems.number(autopsy.made + 1), "epoch": Problems.number(autopsy.epoch),
      "start": voice.value(autopsy.startLoss), "lowest": voice.value(autopsy.lowest),
    ]
    var findings: [Phrase] = []
    if let rise = autopsy.firstRise {
      places["rise"] = Problems.number(rise.update)
      places["loss"] = voice.value(rise.loss)
      findings.append(
        Phrase(
          "After update {rise} {objective} is worse than at its start for the first time: {loss}.",
          places))
    }
    for saturation in autopsy.saturations {
      places["layer"] = Text(saturation.layer, .name)
      places["when"] = Problems.number(saturation.update)
      places["percent"] = Problems.number(Int((100 * saturation.share).rounded()))
      findings.append(
        saturation.isDead
          ? Phrase("After update {when} {percent} % of the units of {layer} are dead.", places)
          : Phrase(
            "After update {when} {percent} % of the values of {layer} are saturated.", places))
    }
    switch autopsy.breakdown {
    case .objective:
      findings.append(
        Phrase(
          "Update {update} (epoch {epoch}) is the first after which {objective} is no finite number.",
          places))
    case .slope(let leaf):
      places["leaf"] = Text(leaf, .name)
      findings.append(
        Phrase(
          "Update {next} (epoch {epoch}) cannot be made: the slope of {leaf} is no finite number.",
          places))
    case .overflow(let leaf):
      places["leaf"] = Text(leaf, .name)
      findings.append(
        Phrase("Update {next} (epoch {epoch}) would make {leaf} infinite.", places))
    case nil where findings.isEmpty:
      findings.append(
        Phrase(
          "Nothing broke: all numbers stayed finite, and the lowest {objective} was {lowest}.",
          places))
    case nil: break
    }
    return findings
  }

  /// The first gate that left the finite numbers.
  private func place(of autopsy: Autopsy, using engine: Engine) -> Document {
    guard autopsy.breakdown != nil else { return Document() }
    var trial = self
    trial.bench = autopsy.replay
    switch autopsy.breakdown {
    case .objective: return trial.notes(onNonFinite: bench.objective, using: engine)
    default: return trial.notes(onBrokenSlopesOf: bench.objective, using: engine)
    }
  }

  // MARK: - Factors

  /// What a slope of the first layer is a product of, as the last finite values have it.
  private func factors(of autopsy: Autopsy, using engine: Engine) -> Document {
    var trial = self
    trial.bench = autopsy.breakdown == .objective ? autopsy.start : autopsy.replay
    guard let (evaluation, layers) = try? trial.layersOfObjective(using: engine),
      let last = layers.last
    else { return Document() }
    let graph = evaluation.graph
    evaluation.backward(from: graph.root)
    var factors: [(name: Text, meaning: Phrase, size: Double)] = []
    if let data = graph.leaves.first(where: { leaf in
      leaf.role == .data && layers.first.map { graph.depends($0.before, on: leaf.node) } ?? false
    }) {
      let rows = evaluation.value(of: data.node)
      let longest = (0..<rows.shape.rows).map { row in
        (0..<rows.shape.columns).reduce(0) { $0 + rows[row, $1] * rows[row, $1] }.squareRoot()
      }.max()
      factors.append((Text(data.name, .name), Phrase("length of the longest row"), longest ?? 0))
    }
    for (index, layer) in layers.enumerated() {
      if index > 0 {
        for leaf in layer.parameters where evaluation.value(of: leaf).shape.rows > 1 {
          factors.append(
            (
              Text(graph.label(of: leaf), .name), Phrase("stretches a vector at most"),
              evaluation.value(of: leaf).largestStretch
            ))
        }
      }
      if let slope = evaluation.steepestSlope(of: layer) {
        factors.append(
          (Text(name(of: layer, in: graph), .name), Phrase("steepest slope"), slope))
      }
    }
    let slopes = evaluation.gradient(of: last.result).elements
    factors.append(
      (
        Text("∂\(bench.objective ?? "")/∂", .gradient)
          + Text(graph.label(of: last.result), .gradient),
        Phrase("sum of sizes over all rows"), slopes.reduce(0) { $0 + abs($1) }
      ))
    guard let largest = factors.max(by: { $0.size < $1.size || $1.size.isNaN }) else {
      return Document()
    }
    let first = layers[0].parameters.first.map { graph.label(of: $0) } ?? ""
    let table = Table(
      columns: [.init(""), .init("", .trailing), .init("")],
      rows: factors.map {
        [$0.name, voice.value($0.size.toDigits(3)), voice.say($0.meaning).dimmed]
      })
    let sentence = Phrase(
      "A slope of {leaf} is a product of {count} factors; the largest is {factor} with {size}.",
      [
        "leaf": Text(first, .name), "count": Problems.number(factors.count),
        "factor": largest.name, "size": voice.value(largest.size.toDigits(3)),
      ])
    return Document([.paragraph(voice.say(sentence)), .indented([.table(table)])])
      + dead(layers, evaluation)
  }

  private func dead(_ layers: [GraphLayer], _ evaluation: Evaluation) -> Document {
    let relus = layers.filter { $0.bend == .relu }
    guard !relus.isEmpty else { return Document() }
    let counts = relus.map { layer -> Text in
      let health = evaluation.health(of: layer)
      return voice.say(
        Phrase(
          "{layer} {dead} of {count}",
          [
            "layer": Text(name(of: layer, in: evaluation.graph), .name),
            "dead": Problems.number(health.deadUnits.count),
            "count": Problems.number(health.shape.columns),
          ]))
    }
    return Document(
      .paragraph(voice.say(Phrase("Dead units: {counts}.", ["counts": voice.list(counts)]))))
  }

  // MARK: - Updates and steps

  private func ratios(of autopsy: Autopsy) -> Document {
    guard !autopsy.ratios.isEmpty else { return Document() }
    let rows = autopsy.ratios.prefix(24).map { ratio -> [Text] in
      let share = ratio.change / ratio.size
      return [
        Text(ratio.leaf, .name), voice.value(ratio.size.toDigits(3)),
        voice.value(ratio.change.toDigits(3)),
        ratio.size == 0 ? "" : voice.value(share.toDigits(2)),
      ]
    }
    var document = Document(
      .table(
        Table(
          columns: [
            .init(""), .init(voice.say(Phrase("size")), .trailing),
            .init(voice.say(Phrase("first update")), .trailing),
            .init(voice.say(Phrase("update / size")), .trailing),
          ], rows: Array(rows))))
    let shares = autopsy.ratios.filter { $0.size > 0 }
    guard let most = shares.max(by: { $0.change / $0.size < $1.change / $1.size }),
      let least = shares.min(by: { $0.change / $0.size < $1.change / $1.size })
    else { return document }
    let places = ["large": Text(most.leaf, .name), "small": Text(least.leaf, .name)]
    if most.change / most.size > 0.5 {
      document += note(
        Phrase(
          "The first update changes {large} by more than half of its size: that is a leap. About a thousandth is usual.",
          places))
    } else if least.change / least.size < 1e-6 {
      document += note(
        Phrase(
          "The first update hardly moves {small}. About a thousandth of its size is usual.", places)
      )
    }
    return document
  }

  private func steps(of autopsy: Autopsy) -> Document {
    let search = autopsy.search
    var places = [
      "count": Problems.number(Autopsy.trialUpdates), "now": voice.value(bench.settings.step),
      "objective": Text(bench.objective ?? "", .name),
    ]
    var document = Document()
    switch (search.stable, search.unstable) {
    case (let stable?, let unstable?):
      places["stable"] = voice.value(stable.toDigits(3))
      places["unstable"] = voice.value(unstable.toDigits(3))
      document += Document(
        .paragraph(
          voice.say(
            Phrase(
              "Largest step after which {objective} is finite and better than at its start after {count} updates: {stable}, by bisection; {unstable} fails. Now it is {now}.",
              places))))
    case (let stable?, nil):
      places["stable"] = voice.value(stable.toDigits(3))
      document += Document(
        .paragraph(
          voice.say(
            Phrase("No step up to {stable} fails within {count} updates. Now it is {now}.", places))
        ))
    default:
      document += Document(
        .paragraph(
          voice.say(
            Phrase(
              "No step makes {objective} better than at its start within {count} updates: its slopes are 0 or wrong there.",
              places))))
    }
    if let curvature = autopsy.curvature, curvature.largest > 0 {
      places["limit"] = voice.value(2 / curvature.largest)
      places["curvature"] = voice.value(curvature.largest)
      document += Document(
        .paragraph(
          voice.say(
            Phrase(
              "{objective} is a parabola in all its weights: plain steps shrink every error below 2/λmax = {limit}, with λmax = {curvature} its largest curvature.",
              places))))
    }
    if let stable = search.stable, search.unstable != nil, bench.settings.step > stable {
      let step = Numbers(digits: 1).text(stable / 2)
      document += note(
        Phrase(
          "To try: {step}, {reset}, {train}.",
          [
            "step": Text("step = \(step)", .command), "reset": Text("reset weights", .command),
            "train": Text("train", .command),
          ]))
    }
    return document
  }
}

extension Autopsy {
  /// The epoch in which the replay ended, counted from 1.
  fileprivate var epoch: Int {
    replay.training.run.epoch
      + (replay.training.run.isBetweenEpochs && breakdown == .objective ? 0 : 1)
  }
}
