import DocumentModel
import GradientCore

extension Session {
  /// Does what a key asks for; false when it leaves the live bench.
  ///
  /// - Precondition: `Request.tweak` waits for its answer.
  public mutating func tweak(_ key: TweakKey, using engine: Engine) -> Bool {
    guard tweak != nil else { return false }
    let isTyping = !tweak!.typed.isEmpty
    switch key {
    case .escape where isTyping: tweak!.typed = ""
    case .escape: return false
    case .backspace: if isTyping { tweak!.typed.removeLast() }
    case .character(let character) where Self.belongsToNumber(character, after: tweak!.typed):
      if tweak!.typed.count < 24 { tweak!.typed.append(character == "," ? "." : character) }
    case .character("q") where !isTyping: return false
    default:
      // Any other key takes what was typed, if it can be taken.
      if isTyping, !takeTyped(using: engine) { return true }
      obey(key, using: engine)
    }
    return true
  }

  private static func belongsToNumber(_ character: Character, after typed: String) -> Bool {
    switch character {
    case "0"..."9", ".", ",", "-": true
    case "e", "E", "+": !typed.isEmpty
    default: false
    }
  }

  private mutating func obey(_ key: TweakKey, using engine: Engine) {
    switch key {
    case .up: choose(tweak!.chosen - 1)
    case .down: choose(tweak!.chosen + 1)
    case .pageUp: choose(max(tweak!.chosen - 10, 0))
    case .pageDown: choose(min(tweak!.chosen + 10, tweak!.knobs.count - 1))
    case .first: choose(0)
    case .last: choose(tweak!.knobs.count - 1)
    case .nextGroup: choose(tweak!.knobs.nextGroup(after: tweak!.chosen))
    case .previousGroup: choose(tweak!.knobs.previousGroup(before: tweak!.chosen))
    case .less(let finer): nudge(up: false, finer, using: engine)
    case .more(let finer): nudge(up: true, finer, using: engine)
    case .character("<"): nudge(up: false, true, using: engine)
    case .character(">"): nudge(up: true, true, using: engine)
    case .character("g"), .character("G"): takeGradientStep(using: engine)
    case .character("r"), .character("R"): resetTweak()
    case .character("u"), .character("U"): takeBackTweak()
    default: break
    }
  }

  /// After the last knob comes the first.
  private mutating func choose(_ position: Int) {
    let count = tweak!.knobs.count
    tweak!.chosen = (position + count) % count
    tweak!.note = ""
  }

  // MARK: - Values

  func value(of knob: Knob) -> Double? {
    switch knob {
    case .entry(let leaf, let index): bench.definitions.value(ofLeaf: leaf)?.elements[index]
    case .setting(let setting): bench.settings[setting]
    case .ties: nil
    }
  }

  private mutating func nudge(up: Bool, _ finer: Bool, using engine: Engine) {
    let knob = tweak!.knob
    guard let value = value(of: knob) else { return turnTies(up: up) }
    let unit = tweak!.scales.unit(of: knob.scaleName)
    let count = up ? 1.0 : -1.0
    switch knob {
    case .setting(.h):
      turn(to: KnobScales.stepped(value, up: up, finer: finer), using: engine)
    case .setting(.seed), .setting(.digits): turn(to: value + count, using: engine)
    case .setting(.tries):
      turn(to: value + count * max(finer ? unit / 10 : unit, 1), using: engine)
    case .entry, .setting, .ties:
      turn(to: KnobScales.moved(value, by: count, of: finer ? unit / 10 : unit), using: engine)
    }
  }

  private mutating func turnTies(up: Bool) {
    let all = Ties.allCases
    let position = (all.firstIndex(of: bench.ties) ?? 0) + (up ? 1 : -1)
    change(all[(position + all.count) % all.count].rawValue) {
      $0.ties = all[(position + all.count) % all.count]
    }
  }

  /// Whether what was typed is a value for the knob; else it stays, with the reason.
  private mutating func takeTyped(using engine: Engine) -> Bool {
    let typed = tweak!.typed
    if tweak!.knob == .ties {
      return refuse(Settings.meaningOfTies)
    }
    guard let number = Double(typed), number.isFinite else {
      return refuse(Phrase("{found} is no number.", ["found": Text(typed, .code)]))
    }
    tweak!.typed = ""
    guard turn(to: number, using: engine) else {
      tweak!.typed = typed
      return false
    }
    tweak!.scales.fit(number, for: tweak!.knob.scaleName)
    return true
  }

  private mutating func refuse(_ phrase: Phrase) -> Bool {
    tweak!.note = voice.say(phrase)
    return false
  }

  /// Gives the chosen knob another value; false, and said, where that cannot be.
  @discardableResult
  private mutating func turn(to number: Double, using engine: Engine) -> Bool {
    let knob = tweak!.knob
    if case .setting(let setting) = knob, let complaint = setting.complaint(about: number) {
      return refuse(
        Phrase(
          "{setting} {complaint}.",
          ["setting": Text(setting.rawValue, .name), "complaint": voice.say(complaint)]))
    }
    guard number.isFinite, let before = value(of: knob), before != number else { return true }
    let slopes = slopes(using: engine)
    change(voice.numbers.text(number)) { $0.set(knob, to: number) }
    tweak!.scales.include(number, for: knob.scaleName)
    if case .entry = knob {
      tweak!.note = expectation(
        tweak!.knobs.name(of: knob), number - before, slopes?.slope(of: knob), slopes?.value,
        using: engine)
    }
    return true
  }

  /// Changes the bench as one thing that `u` takes back.
  private mutating func change(_ value: String, by action: (inout Bench) -> Void) {
    let before = bench
    action(&bench)
    let line = "\(tweak!.knobs.name(of: tweak!.knob)) = \(value)"
    tweak!.history.record(before, changedBy: line, into: bench)
    tweak!.note = ""
  }

  // MARK: - Letters

  private mutating func takeGradientStep(using engine: Engine) {
    let before = bench
    do throws(Refusal) {
      let move = try gradientMove(storing: true, using: engine)
      tweak!.history.record(before, changedBy: "g", into: bench)
      includeAllScales()
      tweak!.note = told(
        Text("g", .command), expected: move.expectedChange ?? 0, got: move.change)
    } catch {
      bench = before
      _ = refuse(error.reason)
    }
  }

  /// One step along the gradient, whatever the strategy is; a search has none of its own.
  mutating func gradientMove(storing: Bool, using engine: Engine) throws(Refusal) -> Move {
    let strategy = bench.strategy
    if strategy.isSearch { bench.strategy = .analytic }
    defer { bench.strategy = strategy }
    var mover = try mover(using: engine)
    var unfinished: UnfinishedMove?
    var budget = Int.max
    guard let move = mover.move(&unfinished, spending: &budget) else {
      throw Refusal(Phrase("Nothing was changed."))
    }
    let name = (move.nonFinite ?? move.overflow).flatMap(mover.evaluation.graph.name(of:)) ?? ""
    if move.nonFinite != nil { throw notFinite(name, after: 0) }
    if move.overflow != nil { throw overflows(name, after: 0) }
    if storing { mover.store(in: &bench) }
    return move
  }

  private mutating func resetTweak() {
    guard bench != tweak!.start else {
      tweak!.note = voice.say(Phrase("Nothing was changed."))
      return
    }
    tweak!.history.record(bench, changedBy: "r", into: tweak!.start)
    bench = tweak!.start
    tweak!.note = voice.say(Phrase("everything as it was when you came"))
  }

  private mutating func takeBackTweak() {
    guard let (earlier, line) = tweak!.history.undo(from: bench) else {
      tweak!.note = voice.say(Phrase("There is nothing to take back."))
      return
    }
    bench = earlier
    includeAllScales()
    tweak!.note = voice.say(Phrase("took back {line}", ["line": Text(line, .command)]))
  }

  private mutating func includeAllScales() {
    for leaf in tweak!.knobs.leaves {
      for entry in bench.definitions.value(ofLeaf: leaf.name)?.elements ?? [] {
        tweak!.scales.include(entry, for: leaf.name)
      }
    }
  }

  // MARK: - Expected and got

  /// What a nudge should have changed by its slope, and what it changed.
  private func expectation(
    _ name: String, _ change: Double, _ slope: Double?, _ before: Double?, using engine: Engine
  ) -> Text {
    guard let slope, let before, let objective = bench.objective,
      let after = (try? engine.value(of: objective, in: bench))?.scalar
    else { return "" }
    return told(
      Text(name, .name) + " " + voice.signed(change), expected: change * slope,
      got: after - before)
  }

  /// For numbers that stand in a row with others.
  var shortVoice: Voice {
    var voice = voice
    voice.numbers.digits = min(voice.numbers.digits, 4)
    return voice
  }

  private func told(_ cause: Text, expected: Double, got: Double) -> Text {
    // The results name the gate where the numbers ended.
    guard expected.isFinite, got.isFinite else { return "" }
    let voice = shortVoice
    let difference = got - expected
    let isNothing = abs(difference) <= 1e-9 * max(abs(got), abs(expected))
    return cause + ":   "
      + voice.say(
        Phrase(
          "expected {expected}   got {got}   difference {difference}",
          [
            "expected": voice.signed(expected), "got": voice.signed(got),
            "difference": voice.signed(isNothing ? 0 : difference),
          ]))
  }
}

extension Bench {
  /// - Precondition: the number is one that the knob takes.
  fileprivate mutating func set(_ knob: Knob, to number: Double) {
    switch knob {
    case .entry(let leaf, let index):
      guard var value = definitions.value(ofLeaf: leaf) else { return }
      value.elements[index] = number
      set(leaf, to: value)
      recipes[leaf] = nil
      handMoves = nil
    case .setting(let setting):
      set(setting, to: number)
    case .ties: break
    }
  }
}
