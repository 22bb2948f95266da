import DocumentModel
import GradientCore

extension Session {
  /// Larger graphs are not drawn: nobody would read them beside their knobs.
  private static let drawnGates = 200
  private static let drawnKnobs = 60

  /// What the live bench shows now, for a window of so many rows; nil when it is not open.
  public mutating func tweakPanel(rows: Int, using engine: Engine) -> ControlPanel? {
    guard let tweak else { return nil }
    let preview = preview(using: engine)
    let slopes = slopes(using: engine)
    let values = inside(slopes, using: engine)
    let window = window(of: tweak, rows: rows)
    var panel = ControlPanel(
      title: title(of: slopes), aside: Text(lessonTitle, .hint),
      knobs: self.knobs(tweak, window, slopes), chosen: tweak.chosen - window.lowerBound,
      before: window.lowerBound, after: tweak.knobs.count - window.upperBound,
      more: voice.say(Phrase("more")),
      results: results(slopes, preview), note: tweak.note, values: values,
      keys: keys(isTyping: !tweak.typed.isEmpty))
    if panel.note.isEmpty { panel.note = voice.say(hint(for: tweak.knob)).with(plainAs: .hint) }
    guard let slopes else { return panel }
    if slopes.graph.nodes.count <= Self.drawnGates {
      var drawing = CircuitDrawing(slopes.evaluation, root: slopes.root, voice: voice)
      drawing.takeBackwardPass()
      panel.circuit = drawing.circuit
      panel.circuit?.caption = ""
      panel.circuit?.captionWithoutPictures = ""
      panel.noRoom = voice.say(Phrase("The circuit has no room here; a larger window draws it."))
        .with(plainAs: .hint)
    }
    let hasCurve = slopes.place(of: tweak.knob) != nil || tweak.knob == .setting(.step)
    let curved = hasCurve ? tweak.knob : tweak.curved ?? tweak.knobs[0]
    self.tweak?.curved = curved
    panel.curve = curve(of: curved, slopes)
    return panel
  }

  /// Some knobs around the chosen one: a leaf may have very many.
  private func window(of tweak: Tweak, rows: Int) -> Range<Int> {
    let size = min(max(rows, 8), Self.drawnKnobs)
    if tweak.knobs.count <= size { return 0..<tweak.knobs.count }
    let start = min(max(tweak.chosen - size / 2, 0), tweak.knobs.count - size)
    return start..<(start + size)
  }

  // MARK: - Knobs

  private func knobs(
    _ tweak: Tweak, _ window: Range<Int>, _ slopes: TweakSlopes?
  ) -> [ControlPanel.Knob] {
    var gradients: [String: Matrix] = [:]
    return window.map { position in
      let knob = tweak.knobs[position]
      let name = tweak.knobs.name(of: knob)
      var result = ControlPanel.Knob(
        name: Text(name, .name), value: shown(knob), position: self.position(of: knob),
        beginsGroup: tweak.knobs.beginsSettings(position))
      if position == tweak.chosen, !tweak.typed.isEmpty {
        result.value = Text(tweak.typed + "_", .strong)
      }
      if case .entry(let leaf, let index) = knob, let slopes {
        if gradients[leaf] == nil {
          gradients[leaf] = slopes.graph.node(named: leaf).map {
            slopes.evaluation.gradient(of: $0)
          }
        }
        result.slopeName = Text("∂\(slopes.objective)/∂\(name)", .hint)
        result.slope = voice.gradient(gradients[leaf]?.elements[index] ?? 0)
      }
      return result
    }
  }

  private func shown(_ knob: Knob) -> Text {
    value(of: knob).map { voice.value($0) } ?? Text(bench.ties.rawValue, .value)
  }

  /// A width of differences is a matter of decades: from 1e-16 to 1.
  func decades(_ value: Double) -> Double {
    value > 0 ? 1 + KnobScales.decades(of: value) / 16 : 0
  }

  // MARK: - Sentences

  private func title(of slopes: TweakSlopes?) -> Text {
    let word = Text(language.typed(for: "tweak").first ?? "tweak", .strong)
    guard let objective = slopes?.objective else { return word }
    let formula = bench.definitions.definition(of: objective)?.formula.description
    return word + "   " + Text(objective, .name)
      + (formula.map { " = " + Text(Self.abridged($0), .code) } ?? "")
  }

  private var lessonTitle: String { course.openLesson.flatMap(lesson)?.title ?? "" }

  /// `f = -12   (was -20, up 8)   one step of 0.1 would give -8.14`.
  private func results(_ slopes: TweakSlopes?, _ preview: Double?) -> [Text] {
    guard let slopes else {
      let nothing = Phrase("There is no output yet: nothing follows from these inputs.")
      return [voice.say(nothing).with(plainAs: .hint)]
    }
    var now = Text(slopes.objective, .name) + " = " + voice.value(slopes.value)
    if let start = tweak?.startValue, start.bitPattern != slopes.value.bitPattern {
      now += "   " + comparison(of: slopes.value, with: start, in: shortVoice)
    }
    // Which gate it is says more than where a step from there would lead.
    if let broken = slopes.evaluation.breakdown(under: slopes.root) {
      return [now, voice.say(sentence(on: broken)).with(plainAs: .hint)]
    }
    guard let preview else { return [now] }
    let step = Phrase(
      "one step of {step} would give {value}",
      ["step": voice.value(bench.settings.step), "value": voice.value(preview)])
    return [now, voice.say(step)]
  }

  /// The objective after one gradient step from here.
  private mutating func preview(using engine: Engine) -> Double? {
    let entries = bench.freeLeaves.reduce(0) {
      $0 + (bench.definitions.value(ofLeaf: $1)?.shape.count ?? 0)
    }
    guard entries <= (bench.strategy == .numerical ? 100 : 100_000) else { return nil }
    return try? gradientMove(storing: false, using: engine).after
  }

  /// The definitions under the objective, or all where there is none.
  private func inside(_ slopes: TweakSlopes?, using engine: Engine) -> [Text] {
    let definitions = bench.definitions
    let names = definitions.names.filter { name in
      guard definitions.definition(of: name) != nil, name != bench.objective else { return false }
      return bench.objective.map { definitions.depends($0, on: name) } ?? true
    }
    return names.prefix(12).compactMap { name in
      guard let value = try? engine.value(of: name, in: bench) else { return nil }
      let text = shortVoice.equation(name, value, width: 24)
      guard let slopes, let node = slopes.graph.node(named: name) else { return text }
      let slope = shortVoice.numbers.brief(slopes.evaluation.gradient(of: node), width: 24)
      return text + "   "
        + voice.say(Phrase("slope {slope}", ["slope": Text(slope, .gradient)])).dimmed
    }
  }

  private func hint(for knob: Knob) -> Phrase {
    switch knob {
    case .entry: Phrase("Digits and a minus type a value; Tab goes to the next group.")
    case .setting(let setting): setting.meaning
    case .ties: Settings.meaningOfTies
    }
  }

  private func keys(isTyping: Bool) -> [Text] {
    let keys: [(String, Phrase)] =
      isTyping
      ? [
        ("Enter", Phrase("takes it")), ("Backspace", Phrase("deletes")),
        ("Esc", Phrase("drops it")),
      ]
      : [
        ("↑↓", Phrase("choose")), ("←→", Phrase("nudge")), ("⇧", Phrase("finer")),
        ("g", Phrase("gradient step")), ("r", Phrase("reset")), ("u", Phrase("undo")),
        ("Esc", Phrase("leave")),
      ]
    return keys.map { Text($0.0, .command) + " " + voice.say($0.1).with(plainAs: .hint) }
  }
}

extension Text {
  fileprivate func with(plainAs role: Role) -> Text {
    Text(spans.map { $0.role == .plain ? Span($0.text, role) : $0 })
  }
}
