import DocumentModel
import GradientCore

/// A network in words: its layers, and its numbers.
extension Session {
  /// The network, or what to do where there is none.
  func requireNetwork(using engine: Engine) throws(Refusal) -> Network {
    if let network = network(using: engine) { return network }
    throw Refusal(
      Phrase(
        "There is no network yet. {net} defines one; a layer of your own is a matrix product with an input, as in {example}.",
        [
          "net": Text("net 2-8-1", .command), "example": Text("z = X @ W + b", .command),
        ]))
  }

  func evaluation(of network: Network, using engine: Engine) throws(Refusal) -> Evaluation {
    do throws(CompilationError) {
      return try engine.evaluation(of: network.roots, in: bench)
    } catch {
      throw refusal(error, in: "")
    }
  }

  /// `net` alone.
  func documentOfNetwork(using engine: Engine) throws(Refusal) -> Document {
    let network = try requireNetwork(using: engine)
    let graph = try evaluation(of: network, using: engine).graph
    let titles = [
      Phrase("layer"), Phrase("computes"), Phrase("inputs"), Phrase("units"), Phrase("numbers"),
    ]
    let columns = titles.enumerated().map {
      Table.Column(voice.say($1), $0 == 1 ? .leading : .trailing)
    }
    let rows = network.layers.map { layer -> [Text] in
      var text = graph.isNamedGate(layer.sum) ? graph.text(of: layer.sum) : ""
      if layer.output != layer.sum {
        let output = graph.text(of: layer.output)
        text = text.isEmpty ? output : "\(text), \(output)"
      } else if text.isEmpty {
        text = graph.text(of: layer.sum)
      }
      return [
        Text("\(layer.number)", .value), Text(Self.abridged(text, to: 44), .code),
        voice.value(Double(layer.inputs)), voice.value(Double(layer.units)),
        voice.value(Double(numberCount(of: layer))),
      ]
    }
    let count = network.parameters.reduce(0) {
      $0 + (bench.definitions.value(ofLeaf: $1)?.shape.count ?? 0)
    }
    var places: [String: Text] = [
      "count": Problems.number(count), "layer": Text("layer 1", .command),
      "weights": Text("weights", .command),
    ]
    places["loss"] = Text("loss", .command)
    return Document(.table(Table(columns: columns, rows: rows)))
      + wrappedNote(
        Phrase(
          "{count} numbers to learn. {weights} shows them, {layer} takes one layer apart.", places))
  }

  private func numberCount(of layer: Network.Layer) -> Int {
    [layer.weights, layer.bias].compactMap { $0 }.reduce(0) {
      $0 + (bench.definitions.value(ofLeaf: $1)?.shape.count ?? 0)
    }
  }

  // MARK: - Weights

  /// The numbers of some layers.
  func documentOfWeights(
    _ layers: [Network.Layer], mostRows: Int = 12, using engine: Engine
  ) -> Document {
    var document = Document()
    var told: Set<String> = []
    for layer in layers {
      let places: [String: Text] = [
        "number": Problems.number(layer.number), "inputs": Problems.number(layer.inputs),
        "units": Problems.number(layer.units),
      ]
      document += Document(
        .line(
          voice.say(Phrase("layer {number}: {inputs} → {units}", places)).with(.hint)))
      for name in [layer.weights, layer.bias].compactMap({ $0 }) {
        guard told.insert(name).inserted else {
          document += note(
            Phrase("{name} is shared, and shown above.", ["name": Text(name, .name)]))
          continue
        }
        guard let value = bench.definitions.value(ofLeaf: name) else { continue }
        document += documentOfLeaf(name, value, mostRows: mostRows)
      }
    }
    return document
  }

  private func documentOfLeaf(_ name: String, _ value: Matrix, mostRows: Int) -> Document {
    var head = Text(name, .name)
    if let recipe = bench.recipes[name], bench.training.beginnings[name] == nil {
      head += " = " + Text(Self.abridged(recipe.description, to: 40), .code)
    }
    if bench.role(of: name) == .held { head += "    " + voice.say(Phrase("held")).with(.hint) }
    if value.isScalar { return Document(.line(head + " = " + voice.value(value))) }
    let rows = voice.numbers.rows(value, width: 76, mostRows: mostRows)
    return Document(.line(head + "    " + Text(value.shape.description, .hint)))
      + Document(.indented(rows.map { .line(Text($0, .value)) }))
  }
}

extension Graph {
  fileprivate func isNamedGate(_ node: NodeID) -> Bool {
    nodes[node].isGate && name(of: node) != nil
  }
}
