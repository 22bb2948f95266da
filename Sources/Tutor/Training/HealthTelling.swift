import DocumentModel
import GradientCore

extension Session {
  func document(of layers: [LayerHealth], _ graph: Graph) -> Document {
    let names = layers.map { name(of: $0.layer, in: graph) }
    let lines = table(of: layers, names)
    let sentences = zip(names, layers).map { sentence(on: $1, name: $0) }
    var document = Document(.figure(lines, sentence: sentences.joined(separator: " ")))
    var findings: [Phrase] = []
    for (name, layer) in zip(names, layers) { findings += self.findings(on: layer, name: name) }
    findings += balance(of: layers, names)
    if findings.isEmpty {
      findings = [
        Phrase("No unit is dead, and no layer has more than a tenth of its values saturated.")
      ]
    }
    document += Document(.rest)
    for finding in findings { document += wrappedNote(finding) }
    return document
  }

  /// A row for each layer, 80 columns wide at most: a long name gives way.
  private func table(of layers: [LayerHealth], _ names: [String]) -> [Text] {
    let short = Numbers(digits: 3)
    let titles = [
      Phrase("values"), Phrase("from … to"), Phrase("mean"), Phrase("slopes"),
      Phrase("size of slopes"),
    ].map { voice.say($0).plain }
    let rows = layers.map { layer in
      [
        Self.bars(layer.values.counts),
        "\(short.text(layer.values.low)) … \(short.text(layer.values.high))",
        short.text(layer.values.mean), Self.bars(layer.slopes.counts),
        short.text(layer.slopes.size),
      ]
    }
    let widths = titles.indices.map { column in
      (rows + [titles]).map { $0[column].count }.max()! + 2
    }
    // Behind the last column there is no gap.
    let room = max(80 + 2 - widths.reduce(0, +), 8)
    let nameWidth = min((names.map(\.count).max() ?? 0) + 2, room)
    func cell(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(width - text.count, 0))
    }
    func cells(_ row: [String]) -> [String] {
      zip(row, widths.dropLast()).map { cell($0, $1) } + row.suffix(1)
    }
    let roles: [Role] = [.value, .value, .value, .gradient, .gradient]
    let head = Text(cell("", nameWidth) + cells(titles).joined(), .hint)
    return [head]
      + zip(names, rows).map { name, row in
        let name = Text(cell(Self.abridged(name, to: nameWidth - 2), nameWidth), .name)
        return zip(cells(row), roles).reduce(name) { $0 + Text($1.0, $1.1) }
      }
  }

  /// `a1 = tanh`, or the formula where it has no name.
  func name(of layer: GraphLayer, in graph: Graph) -> String {
    let label = graph.name(of: layer.result) ?? graph.text(of: layer.result)
    guard let activation = layer.bend, graph.name(of: layer.result) != nil else {
      return label
    }
    return "\(label) \(activation.rawValue)"
  }

  /// How many fall into each bin, as heights.
  static func bars(_ counts: [Int]) -> String {
    let levels = Array(" ▁▂▃▄▅▆▇█")
    let most = max(counts.max() ?? 0, 1)
    return String(
      counts.map { count in
        count == 0 ? " " : levels[max((count * 8 + most / 2) / most, 1)]
      })
  }

  private func sentence(on layer: LayerHealth, name: String) -> Text {
    let short = Voice(language: language, numbers: Numbers(digits: 3))
    return voice.say(
      Phrase(
        "{layer}: values from {low} to {high}, mean {mean}, deviation {deviation}; size of its slopes {size}.",
        [
          "layer": Text(name, .name), "low": short.value(layer.values.low),
          "high": short.value(layer.values.high), "mean": short.value(layer.values.mean),
          "deviation": short.value(layer.values.deviation),
          "size": short.gradient(layer.slopes.size),
        ]))
  }

  private func findings(on layer: LayerHealth, name: String) -> [Phrase] {
    var findings: [Phrase] = []
    var places = ["layer": Text(name, .name), "count": Problems.number(layer.shape.columns)]
    if layer.values.brokenCount > 0 {
      places["broken"] = Problems.number(layer.values.brokenCount)
      findings.append(
        Phrase(
          "{layer}: {broken} values are not finite; {autopsy} finds out why.",
          places.merging(["autopsy": Text("autopsy", .command)]) { $1 }))
    }
    if !layer.deadUnits.isEmpty {
      places["dead"] = Problems.number(layer.deadUnits.count)
      places["units"] = voice.list(layer.deadUnits.prefix(8).map { Problems.number($0) })
      findings.append(
        layer.deadUnits.count > 8
          ? Phrase("{layer}: {dead} of {count} units are dead, 0 for every row.", places)
          : Phrase(
            "{layer}: {dead} of {count} units are dead, 0 for every row; counted from 0: {units}.",
            places))
    }
    if let share = layer.saturatedShare, share > 0.1 {
      places["percent"] = Problems.number(Int((100 * share).rounded()))
      findings.append(
        Phrase(
          "{layer}: {percent} % of its values are saturated; hardly a slope passes there.", places))
    }
    return findings
  }

  /// Whether slopes shrink or grow on their way back.
  private func balance(of layers: [LayerHealth], _ names: [String]) -> [Phrase] {
    guard layers.count > 1, let first = layers.first?.slopes.size,
      let last = layers.last?.slopes.size, first > 0, last > 0, (first / last).isFinite
    else { return [] }
    let places = [
      "last": Text(names[names.count - 1], .name), "first": Text(names[0], .name),
      "factor": voice.value(max(first / last, last / first).toDigits(2)),
    ]
    if last / first > 100 {
      return [Phrase("From {last} back to {first} slopes shrink {factor} times.", places)]
    }
    if first / last > 100 {
      return [Phrase("From {last} back to {first} slopes grow {factor} times.", places)]
    }
    return []
  }
}
