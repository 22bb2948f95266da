import GradientCore

/// What `net` is told to build: `2-8-8-1`, with an activation for each layer.
struct NetPlan: Equatable, Sendable {
  /// How weights begin.
  enum Initialization: String, CaseIterable, Sendable {
    case uniform, normal, xavier, he, zeros

    var meaning: Phrase {
      switch self {
      case .uniform: Phrase("between -1 and 1 / sqrt(inputs), evenly")
      case .normal: Phrase("normal, with the deviation 0.1")
      case .xavier: Phrase("even, with the variance 2 / (inputs + units)")
      case .he: Phrase("normal, with the variance 2 / inputs; fits relu")
      case .zeros: Phrase("all units of a layer alike, so that they stay alike")
      }
    }

    /// What is typed for a matrix of so many inputs and units.
    func formula(_ inputs: Int, _ units: Int) -> String {
      switch self {
      case .uniform: "(2 * uniform(\(inputs), \(units)) - 1) / sqrt(\(inputs))"
      case .normal: "0.1 * normal(\(inputs), \(units))"
      case .xavier, .he, .zeros: "\(rawValue)(\(inputs), \(units))"
      }
    }
  }

  struct Layer: Equatable, Sendable {
    var units: Int
    /// A function; nil where nothing is applied.
    var activation: String?
  }

  var inputs: Int
  var layers: [Layer]
  /// Nil: he for relu and its kin, xavier for others.
  var initialization: Initialization?

  func initialization(of layer: Int) -> Initialization {
    if let initialization { return initialization }
    return ["relu", "leaky_relu"].contains(layers[layer].activation) ? .he : .xavier
  }

  var initializations: [Initialization] {
    layers.indices.map { initialization(of: $0) }
  }

  var numberCount: Int {
    var (count, width) = (0, inputs)
    for layer in layers {
      count += (width + 1) * layer.units
      width = layer.units
    }
    return count
  }

  /// `2-8-8-1`, with what is not the same in all hidden layers.
  var widths: String { ([inputs] + layers.map(\.units)).map(String.init).joined(separator: "-") }

  // MARK: - Definitions

  /// The lines of each layer, as they could be typed.
  func lines(input: String = "X") -> [[String]] {
    var (given, width) = (input, inputs)
    return layers.enumerated().map { index, layer in
      let number = index + 1
      let sum = "z\(number)"
      var lines = [
        "W\(number) = \(initialization(of: index).formula(width, layer.units))",
        "b\(number) = zeros(1, \(layer.units))",
        "\(sum) = \(given) @ W\(number) + b\(number)",
      ]
      given = sum
      if let activation = layer.activation {
        given = "a\(number)"
        lines.append("\(given) = \(activation)(\(sum))")
      }
      width = layer.units
      return lines
    }
  }

  /// Names that it defines.
  var names: [String] {
    layers.enumerated().flatMap { index, layer in
      ["W", "b", "z"].map { "\($0)\(index + 1)" }
        + (layer.activation == nil ? [] : ["a\(index + 1)"])
    }
  }
}

// MARK: - Reading

extension NetPlan {
  /// What of a plan cannot be understood, by its place in the text.
  enum Fault: Error, Equatable {
    case noLayers
    case notCount(String, at: Range<Int>)
    case unknownActivation(String, at: Range<Int>)
    case tooMany(at: Range<Int>)
  }

  static let mostLayers = 100
  static let mostUnits = 1_000_000

  /// - Parameters:
  ///   - text: `2-8-8-1`, `4-16relu-3`.
  ///   - activation: of hidden layers that name none; an empty one is none.
  ///   - meaning: the function that a word says; nil where it says none, empty for none at all.
  init(
    _ text: String, activation: String, meaning: (String) -> String?
  ) throws(Fault) {
    var parts: [(text: String, range: Range<Int>)] = []
    var start = 0
    for piece in text.split(separator: "-", omittingEmptySubsequences: false) {
      parts.append((String(piece), start..<(start + piece.utf8.count)))
      start += piece.utf8.count + 1
    }
    guard parts.count > 1 else { throw .noLayers }
    guard parts.count <= Self.mostLayers + 1 else { throw .tooMany(at: 0..<text.utf8.count) }
    var counts: [Int] = []
    var words: [String?] = []
    for part in parts {
      let digits = part.text.prefix { ("0"..."9").contains($0) }
      let word = String(part.text.dropFirst(digits.count))
      guard let count = Int(digits), (1...Self.mostUnits).contains(count),
        counts.isEmpty ? word.isEmpty : true
      else { throw .notCount(part.text, at: part.range) }
      counts.append(count)
      if word.isEmpty {
        words.append(nil)
      } else {
        let place = (part.range.lowerBound + digits.utf8.count)..<part.range.upperBound
        guard let function = meaning(word) else { throw .unknownActivation(word, at: place) }
        words.append(function)
      }
    }
    inputs = counts[0]
    layers = counts.indices.dropFirst().map { index in
      let isLast = index == counts.count - 1
      let function = words[index] ?? (isLast ? "" : activation)
      return Layer(units: counts[index], activation: function.isEmpty ? nil : function)
    }
  }
}
