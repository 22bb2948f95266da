import DocumentModel
import GradientCore

/// `net 2-8-8-1 tanh`: definitions of a network; alone, what network there is.
struct NetCommand: Command {
  static let usage = Usage(
    "net", "[2-8-8-1] [tanh] [xavier] [seed NUMBER]", group: .networks, worksAlone: false,
    completes: .words(
      activations.map { ($0, Phrase("applied to each hidden layer")) }
        + NetPlan.Initialization.allCases.map { ($0.rawValue, $0.meaning) }
        + [("seed", Phrase("where the random numbers start"))]),
    summary: Phrase("define a network, layer after layer"),
    details: [
      Phrase(
        "The first number is how many columns X has, the others are the units of each layer. It defines W1, b1, z1, a1 and so on, which can be read, changed and differentiated like everything else. An example is a row: z1 = X @ W1 + b1."
      ),
      Phrase(
        "A layer may have an activation of its own, as in {example}; {linear} stands for none. Of hidden layers that name none it is tanh, or the one named behind. The last layer has none, so that a loss can apply its own. A function of yours with one input works, too.",
        [
          "example": Text("net 4-16relu-3", .command), "linear": Text("linear", .command),
        ]),
      Phrase(
        "Weights begin with xavier, for relu with he; {words} choose another beginning. Biases begin with zeros. {weights} shows them.",
        [
          "words": Text(
            NetPlan.Initialization.allCases.map(\.rawValue).joined(separator: " "), .command),
          "weights": Text("weights", .command),
        ]),
      Phrase(
        "Names that are taken are never overwritten. Where you set neither optimizer nor step, it takes adam with a step of {step}.",
        ["step": Text(Numbers().text(Session.firstRate), .value)]),
    ],
    example: ["data moons", "net 2-8-8-1 tanh", "loss bce; train 20", "net"])

  static let activations = [
    "tanh", "sigmoid", "relu", "leaky_relu", "hard_tanh", "softplus", "linear",
  ]

  private let plan: NetPlan?
  private let planPart: Arguments.Part?
  private let seed: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let part = arguments.next() else {
      (plan, planPart, seed) = (nil, nil, nil)
      return
    }
    var activation: String?
    var initialization: NetPlan.Initialization?
    var seed: Arguments.Part?
    while let word = arguments.next() {
      let english = session.words[word.text] ?? word.text
      if english == "seed", seed == nil {
        let number = try arguments.required(for: Self.usage)
        guard let count = Int(number.text), (0...(1 << 53)).contains(count) else {
          throw Refusal(
            Phrase(
              "{found} is not a seed: a whole number.", ["found": Problems.code(number.text)]),
            at: number.range)
        }
        seed = number
      } else if initialization == nil, let found = NetPlan.Initialization(rawValue: english) {
        initialization = found
      } else if activation == nil, let found = session.activation(word.text) {
        activation = found
      } else {
        throw session.unknownActivation(word.text, in: arguments.command, at: word.range)
      }
    }
    do throws(NetPlan.Fault) {
      var plan = try NetPlan(part.text, activation: activation ?? "tanh") {
        session.activation($0)
      }
      plan.initialization = initialization
      self.plan = plan
    } catch {
      throw session.refusal(error, of: part, in: arguments.command)
    }
    self.seed = seed
    planPart = part
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let plan, let planPart else {
      return Answer(try session.documentOfNetwork(using: engine))
    }
    return try session.build(plan, at: planPart, seed: seed?.text, using: engine)
  }
}

extension Session {
  /// The function that a word says as an activation: empty for none, nil where it is none.
  func activation(_ word: String) -> String? {
    if word == "linear" { return "" }
    if let function = bench.definitions.functions[word] {
      return function.parameters.count == 1 ? word : nil
    }
    return NetCommand.activations.contains(word) || word == "softmax" ? word : nil
  }

  fileprivate func unknownActivation(
    _ word: String, in line: String, at range: Range<Int>
  ) -> Refusal {
    let own = bench.definitions.functions.filter { $0.value.parameters.count == 1 }.keys.sorted()
    let starts = NetPlan.Initialization.allCases.map(\.rawValue)
    return unknown(
      word, among: NetCommand.activations + own + starts, in: line, at: range,
      otherwise: Phrase(
        "{found} is neither an activation ({activations}) nor a beginning of weights ({starts}).",
        [
          "found": Problems.code(word),
          "activations": voice.list(NetCommand.activations, .command),
          "starts": voice.list(starts, .command),
        ]))
  }

  fileprivate func refusal(
    _ fault: NetPlan.Fault, of part: Arguments.Part, in line: String
  ) -> Refusal {
    let start = part.range.lowerBound
    let place = { (range: Range<Int>) in
      (start + range.lowerBound)..<(start + range.upperBound)
    }
    let example = Text("net 2-8-8-1 tanh", .command)
    switch fault {
    case .noLayers:
      return Refusal(
        Phrase(
          "A network is written as its widths with - between them, from the columns of X to the outputs: {example}.",
          ["example": example]), at: part.range)
    case .notCount(let found, let range):
      return Refusal(
        Phrase(
          "{found} is not a number of units: a whole number from 1 to {most}, as in {example}.",
          [
            "found": Problems.code(found.isEmpty ? part.text : found),
            "most": Problems.number(NetPlan.mostUnits), "example": example,
          ]), at: range.isEmpty ? part.range : place(range))
    case .unknownActivation(let word, let range):
      return unknownActivation(word, in: line, at: place(range))
    case .tooMany(let range):
      return Refusal(
        Phrase(
          "A network has at most {most} layers.", ["most": Problems.number(NetPlan.mostLayers)]),
        at: place(range))
    }
  }
}
