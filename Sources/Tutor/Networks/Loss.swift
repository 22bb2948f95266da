import GradientCore

/// How far a network's outputs are from what they should be.
public enum Loss: String, CaseIterable, Sendable {
  case mse
  case bce
  case crossEntropy = "cross-entropy"
  case hinge

  /// The name that `loss` defines.
  static let name = "L"

  /// The formula over outputs `z` and targets `y`, without the cost of weights.
  func formula(of z: String, _ y: String) -> String {
    switch self {
    case .mse: "mean((\(z) - \(y))^2)"
    case .bce: "mean(softplus(\(z)) - \(y) * \(z))"
    case .crossEntropy: "cross_entropy(\(z), \(y))"
    case .hinge: "mean(relu(1 - (2 * \(y) - 1) * \(z)))"
    }
  }

  /// ` + l2 * (sum(W1^2) + sum(W2^2))`.
  static func cost(of weights: [String]) -> String {
    let squares = weights.map { "sum(\($0)^2)" }
    let sum = squares.joined(separator: " + ")
    return squares.count == 1 ? " + l2 * \(sum)" : " + l2 * (\(sum))"
  }

  var title: Phrase {
    switch self {
    case .mse: Phrase("mean of squared differences, for numbers")
    case .bce: Phrase("binary cross-entropy of one output, for two classes")
    case .crossEntropy: Phrase("cross-entropy of a softmax, for a column of each class")
    case .hinge: Phrase("how far each score is from being right by 1, for two classes")
    }
  }

  /// What is worth knowing about its form.
  var remark: Phrase {
    switch self {
    case .mse:
      Phrase(
        "The mean over all entries, without the ½ that some texts put before it: the slope has a 2."
      )
    case .bce:
      Phrase(
        "The outputs are taken before a sigmoid: softplus(z) - y * z is -log of the probability of the right class, and stays finite."
      )
    case .crossEntropy:
      Phrase(
        "The outputs are taken before a softmax: cross_entropy applies it itself, and is the mean over the rows."
      )
    case .hinge:
      Phrase(
        "2 * Y - 1 makes -1 and 1 of the classes 0 and 1; outputs are scores, no probabilities.")
    }
  }

  /// Whether it applies this to the outputs itself.
  func applies(_ activation: Graph.Operation) -> Bool {
    switch (self, activation) {
    case (.bce, .unary(.sigmoid)), (.crossEntropy, .softmax): true
    default: false
    }
  }

  /// Whether it reads the last sum in place of what the network makes of it: where it applies a
  /// sigmoid or a softmax itself, and where it needs scores and would get probabilities.
  func readsSum(of network: Network) -> Bool {
    switch self {
    case .bce, .crossEntropy: true
    case .hinge: network.lastActivation?.givesProbabilities ?? false
    case .mse: false
    }
  }
}

extension Bench {
  /// What `L` is, where it has a form that `loss` writes.
  var loss: (kind: Loss, output: String, hasCost: Bool)? {
    guard let formula = definitions.definition(of: Loss.name)?.formula.description else {
      return nil
    }
    let outputs = definitions.names(readBy: Loss.name).filter { $0 != "Y" }
    for kind in Loss.allCases {
      for output in outputs {
        let plain = Loss.normal(kind.formula(of: output, "Y"))
        if formula == plain { return (kind, output, false) }
        let head = plain + " + \(Setting.l2.rawValue) * "
        if formula.hasPrefix(head) { return (kind, output, true) }
      }
    }
    return nil
  }
}

extension Bench {
  /// Of an objective that `loss` did not write, the loss whose gates it has; nil without objective.
  var likestLoss: Loss? {
    guard let objective, let formula = definitions.definition(of: objective)?.formula else {
      return nil
    }
    for node in formula.nodes {
      switch node.kind {
      case .unary(.softplus): return .bce
      case .call(let function, _, _) where function == .crossEntropy: return .crossEntropy
      case .unary(.relu), .binary(.max): return .hinge
      default: continue
      }
    }
    return .mse
  }

  /// The loss that fits what is to be learned.
  var fittingLoss: Loss {
    let count = hasData ? data?.classes.count ?? 0 : 0
    return count > 2 ? .crossEntropy : count == 2 ? .bce : .mse
  }
}

extension Loss {
  /// As a formula is written back.
  static func normal(_ text: String) -> String {
    (try? Formula(parsing: text))?.description ?? text
  }
}
