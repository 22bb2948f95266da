import DocumentModel
import GradientCore

/// What changed, and at once what follows: `x = 2    f = -6    (was -3, down 3)`.
extension Session {
  func report(_ changes: [Change], since before: Bench, using engine: Engine) -> Document {
    let names = changes.map(\.name)
    var parts = changes.map { text(of: $0, using: engine) }
    let followed = follower(of: names, since: before, using: engine)
    if let followed { parts += followed.texts }
    var document = lines(of: parts)
    for change in changes {
      document += change.notes
      if change.name == Setting.l2.rawValue { document += noteOnCost() }
      if !change.cutOff.isEmpty {
        document += note(
          Phrase(
            "{name} no longer follows {others}.",
            ["name": Text(change.name, .name), "others": voice.list(change.cutOff)]))
      }
    }
    return document + notes(onNonFinite: followed?.name ?? names.last, using: engine)
  }

  private func text(of change: Change, using engine: Engine) -> Text {
    let name = Text(change.name, .name)
    switch change.kind {
    case .leaf(let value): return voice.equation(change.name, value)
    case .formula(let definition):
      let limit = max(60 - change.name.count, 20)
      let formula =
        name + " = " + Text(Self.abridged(definition.formula.description, to: limit), .code)
      guard let value = try? engine.value(of: change.name, in: bench) else { return formula }
      let room = 75 - formula.plain.count
      return formula + " = " + Text(voice.numbers.brief(value, width: room), .value)
    case .setting(let number): return name + " = " + voice.value(number)
    case .ties(let ties): return name + " = " + Text(ties.rawValue, .value)
    case .preference(_, let choice): return name + " = " + Text(choice, .value)
    }
  }

  /// What follows from a change of `names`, since `before`; empty where nothing does.
  func following(_ names: [String], since before: Bench, using engine: Engine) -> Text {
    guard let followed = follower(of: names, since: before, using: engine) else { return "" }
    return followed.texts.reduce(into: "") { $0 += "    " + $1 }
  }

  private struct Follower {
    var name: String
    var texts: [Text]
  }

  /// The objective where it follows, else the last definition that does, with its new value.
  private func follower(of names: [String], since before: Bench, using engine: Engine) -> Follower?
  {
    let known = names.filter { before.definitions[$0] != nil || Settings.names.contains($0) }
    let following = known.flatMap { bench.definitions.dependents(of: $0) }
    let candidates = (bench.objective.map { [$0] } ?? []) + following.reversed()
    let name = candidates.first { candidate in
      guard names.isEmpty || following.contains(candidate) || names.contains(candidate) else {
        return false
      }
      return (try? engine.value(of: candidate, in: bench))?.isScalar ?? false
    }
    guard let name, let now = (try? engine.value(of: name, in: bench))?.scalar else { return nil }
    var texts = names.contains(name) ? [] : [Text(name, .name) + " = " + voice.value(now)]
    if before.definitions[name] != nil,
      let earlier = (try? engine.value(of: name, in: before))?.scalar
    {
      if names.isEmpty, earlier.bitPattern == now.bitPattern { return nil }
      texts.append(comparison(of: now, with: earlier))
    }
    return texts.isEmpty ? nil : Follower(name: name, texts: texts)
  }

  /// `(was -3, up 0.0399)`.
  func comparison(of now: Double, with earlier: Double, in other: Voice? = nil) -> Text {
    let voice = other ?? voice
    let change = now - earlier
    let places = ["before": voice.value(earlier), "change": voice.value(abs(change))]
    let phrase =
      change == 0 || now.bitPattern == earlier.bitPattern || now.isNaN && earlier.isNaN
      ? Phrase("(as before)")
      : !change.isFinite
        ? Phrase("(was {before})", places)
        : change > 0
          ? Phrase("(was {before}, up {change})", places)
          : Phrase("(was {before}, down {change})", places)
    return voice.say(phrase).dimmed
  }

  /// Puts the parts beside each other, as far as 80 columns go.
  func lines(of parts: [Text], gap: Int = 4) -> Document {
    Document(parts.besideEachOther(gap: gap, width: 78).map { .line($0) })
  }
}

extension Text {
  /// Plain characters become a hint; names and numbers keep their roles.
  var dimmed: Text { Text(spans.map { $0.role == .plain ? Span($0.text, .hint) : $0 }) }
}
