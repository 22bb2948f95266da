import GradientCore
import Testing

@testable import Tutor

@Suite struct RobustnessTests {
  static let words =
    Commands.usages.map { $0.word } + Settings.names + StrategyName.allCases.map(\.rawValue)
    + ["x", "y", "W", "f", "g", "gate", "zz", "x", "y", "f", "=", ":=", "=", "=", "+", "*", "@"]
    + ["(", ")", "[", "]", ",", ";", ":", ".T", "^", "-", "1", "2", "0.5", "-3", "1e-3", "1/0"]
    + ["[1 2]", "[1 2; 3 4]", "d(f, x)", "d(f, W)", "x * y", "x + y", "W @ W", "sum(W)", "\"", "#"]
    + [
      "normal(2, 2)", "uniform(1, 1)", "gate(x, y)", "gate(a, b) =", "x, y =", "W[0, 1] =",
      "--json",
    ]
    + ["∂", "σ", "²", "ção", "\u{0}", "é", "…", "exp(1000)", "nan", "inf", "sigmoid(x)"]

  @Test("no line breaks a session, and a failing command changes nothing", arguments: 1...8)
  func anything(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func pick(_ count: Int) -> Int { Int(random.nextUniform() * Double(count)) }
    var talk = Talk("x = 1; y = -3; W = [1 2; 3 4]; f = x * y; tries = 3")
    for _ in 0..<400 {
      let line = (0...pick(6)).map { _ in Self.words[pick(Self.words.count)] }
        .joined(separator: pick(3) == 0 ? "" : " ")
      let before = talk.session
      let answer = talk.answer(line)
      #expect(!talk.session.isWorking && talk.session.queue.isEmpty, "\(line)")
      if answer.failed, Piece.pieces(of: line, number: 0, words: [:]).count == 1 {
        #expect(talk.session.bench.definitions == before.bench.definitions, "\(line)")
      }
      _ = talk.session.completions(for: line, cursor: min(line.utf8.count, pick(12)))
    }
    #expect(!talk.answer("x = 1; show; undo").document.isEmpty)
    try isSavedWhole(talk.session.bench, seed)
  }

  /// Whatever was done to a bench, what `save` writes makes it again.
  private func isSavedWhole(_ bench: Bench, _ seed: UInt64) throws {
    let script = bench.script().joined(separator: "\n")
    var loaded = Session()
    let answer = loaded.load(script, from: "bench", using: Engine())
    #expect(!answer.failed, "seed \(seed): \(answer.document.lines)\n\(script)")
    #expect(loaded.bench.definitions.names == bench.definitions.names)
    for name in bench.definitions.names {
      if let value = bench.definitions.value(ofLeaf: name), value.elements.contains(where: \.isNaN)
      {
        continue
      }
      #expect(loaded.bench.definitions[name] == bench.definitions[name], "seed \(seed): \(name)")
    }
    #expect(loaded.bench.definitions.functions == bench.definitions.functions)
    #expect(loaded.bench.settings == bench.settings)
    #expect(loaded.bench.drawCount == bench.drawCount)
    #expect(loaded.bench.objective == bench.objective)
  }
}
