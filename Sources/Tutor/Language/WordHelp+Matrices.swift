import DocumentModel
import GradientCore

/// Functions of matrices.
extension WordHelp {
  init(_ function: BuiltInFunction) {
    let name = function.rawValue
    switch function {
    case .sum:
      self.init(
        Self.reduction(name), [Phrase("the sum of all entries"), Self.axes],
        example: ["sum([1 2; 3 4])", "sum([1 2; 3 4], axis=0)"])
    case .mean:
      self.init(
        Self.reduction(name), [Phrase("the mean of all entries"), Self.axes],
        example: ["mean([1 2; 3 4])", "mean([1 2; 3 4], axis=1)"])
    case .max:
      self.init(
        ["max(a, b)"] + Self.reduction(name),
        [Phrase("the larger of two, entry by entry, or the largest entry"), Self.ties, Self.axes],
        example: ["x = 1; y = 2; f = max(x, y)", "d(f, y)", "max([1 5; 3 2], axis=0)"])
    case .min:
      self.init(
        ["min(a, b)"] + Self.reduction(name),
        [
          Phrase("the smaller of two, entry by entry, or the smallest entry"), Self.ties, Self.axes,
        ],
        example: ["x = 1; y = 2; f = min(x, y)", "d(f, x)", "min([1 5; 3 2], axis=0)"])
    case .softmax:
      self.init(
        Self.reduction(name),
        [
          Phrase("exp of every entry, divided by the sum of these along its row: shares of 1"),
          Phrase("With axis=0 the shares are those of a column."),
        ], example: ["softmax([1 2 3])", "sum(softmax([1 2; 3 5]), axis=1)"])
    case .where:
      self.init(
        ["where(c, a, b)"],
        [
          Phrase("a where c is not 0, else b, entry by entry"),
          Phrase("The slope of what is taken is 1, of the other 0, and of c always 0."),
        ], example: ["x = -2; f = where(x > 0, x, 0.1*x)", "d(f, x)"])
    case .crossEntropy, .nll, .mse: self.init(loss: function)
    case .uniform, .normal, .xavier, .he: self.init(random: function)
    case .zeros:
      self.init(
        Self.sized(name), [Phrase("a matrix of zeros"), Self.rowOfLength], example: ["zeros(2, 3)"])
    case .ones:
      self.init(
        Self.sized(name), [Phrase("a matrix of ones"), Self.rowOfLength], example: ["ones(2, 3)"])
    case .identity:
      self.init(
        ["identity(n)"], [Phrase("a square matrix with ones on its diagonal and zeros beside it")],
        example: ["identity(3)"])
    case .linspace:
      self.init(
        ["linspace(from, to, count)"],
        [Phrase("a row of numbers at equal distances, both ends included")],
        example: ["linspace(0, 1, 5)"])
    case .arange:
      self.init(
        ["arange(to)", "arange(from, to)", "arange(from, to, distance)"],
        [Phrase("a row of numbers from 0 or from the first, the end left out")],
        example: ["arange(4)", "arange(1, 2, 0.25)"])
    }
  }

  private init(loss function: BuiltInFunction) {
    let oneHot = Phrase(
      "y is one-hot: 1 at the right class and 0 elsewhere. It is the mean over the rows.")
    switch function {
    case .crossEntropy:
      self.init(
        ["cross_entropy(z, y)"],
        [
          Phrase(
            "-log of the share that softmax(z) gives to the right class; z is what comes before softmax"
          ),
          oneHot, Self.slope(in: "z", "(softmax(z) - y) / rows"),
        ], example: ["z = [1 2 0.5]; y = [0 1 0]; L = cross_entropy(z, y)", "d(L, z)"])
    case .nll:
      self.init(
        ["nll(p, y)"],
        [
          Phrase("-log of the probability p of the right class"), oneHot,
          Self.slope(in: "p", "-y / p / rows"),
        ], example: ["p = [0.2 0.7 0.1]; y = [0 1 0]; L = nll(p, y)", "d(L, p)"])
    default:
      self.init(
        ["mse(p, y)"],
        [
          Phrase("the mean of (p - y)^2 over all entries, without ½"),
          Self.slope(in: "p", "2 * (p - y) / entries"),
        ], example: ["p = [0.7 0.1]; y = [1 0]; L = mse(p, y)", "d(L, p)"])
    }
  }

  private init(random function: BuiltInFunction) {
    let meaning =
      switch function {
      case .normal: Phrase("random numbers of mean 0 and deviation 1")
      case .xavier:
        Phrase("uniform random numbers of variance 2 / (rows + columns), for a layer x @ W")
      case .he: Phrase("normal random numbers of variance 2 / rows, for a layer x @ W with relu")
      default: Phrase("random numbers, all of [0, 1) equally likely")
      }
    let drawn = Phrase(
      "They are drawn once. {redraw} draws again, and the same {seed} draws the same.",
      ["redraw": Text("redraw W", .command), "seed": Text("seed", .name)])
    let name = function.rawValue
    self.init(
      Self.sized(name), [meaning, drawn, Self.rowOfLength],
      example: ["seed = 7; W = \(name)(2, 3)", "redraw W"])
  }

  private static func reduction(_ name: String) -> [String] {
    ["\(name)(A)", "\(name)(A, axis=0)"]
  }
  private static func sized(_ name: String) -> [String] {
    ["\(name)(rows, columns)", "\(name)(n)"]
  }

  private static func slope(in name: String, _ formula: String) -> Phrase {
    Phrase(
      "Its slope in {name} is {slope}.",
      ["name": Text(name, .name), "slope": Text(formula, .code)])
  }

  private static let axes = Phrase(
    "With axis=0 it is that of every column, with axis=1 of every row.")
  private static let rowOfLength = Phrase("With one number it is a row of that length.")
  private static let ties = Phrase(
    "The slope of what is taken is 1, of the other 0. Equal ones share it; the setting {ties} changes that.",
    ["ties": Text("ties", .name)])
}
