import DocumentModel
import GradientCore

extension Session {
  /// The steps of a derivation, its result and how it was checked.
  func document(of derivation: Derivation, asLimit: Bool) throws(Refusal) -> Document {
    guard derivation.check.holds else { throw unchecked(derivation) }
    if derivation.isIndependent { return independence(of: derivation) }
    var layout = EquationLayout()
    let limit = asLimit ? try limit(of: derivation) : nil
    if let limit, !limit.lines.isEmpty {
      for (position, line) in limit.lines.enumerated() {
        let isLimit = position == limit.lines.count - 1
        layout.add(
          position == 0 ? derivation.title : nil, line.right, sign: isLimit ? "→" : "=",
          rule: voice.say(line.rule.phrase))
      }
    } else {
      for step in derivation.steps {
        let rules = step.rules.map { voice.say($0.phrase(in: voice)) }
        layout.add(step.left, step.right, rule: rules.joined(separator: ", "))
      }
    }
    var document = Document(.preformatted(layout.lines))
    if derivation.leftOut > 0, limit?.lines.isEmpty != false {
      document += remark(
        Phrase(
          "{count} more definitions between are derived in the same way.",
          ["count": Problems.number(derivation.leftOut)]))
    }
    if let limit { document += notes(on: limit) }
    return document + closing(derivation)
  }

  private func limit(of derivation: Derivation) throws(Refusal) -> DerivationLimit {
    do throws(LanguageError.Fact) { return try derivation.limit(ties: bench.ties) } catch {
      throw Refusal(Problems.sentence(error))
    }
  }

  /// A slope that does not agree, or that cannot be compared, is not shown.
  private func unchecked(_ derivation: Derivation) -> Refusal {
    let title = Text(Self.abridgedInside(derivation.title, to: 40), .code)
    guard let found = derivation.check.disagreement else {
      return Refusal(
        Phrase(
          "I found no point where {slope} can be compared with differences, so I don't show it.",
          ["slope": title]))
    }
    return Refusal(
      Phrase(
        "What I found for {slope} does not agree with differences ({symbolic} against {numerical}), so I don't show it.",
        [
          "slope": title, "symbolic": voice.gradient(found.symbolic),
          "numerical": voice.gradient(found.numerical),
        ]))
  }

  private func independence(of derivation: Derivation) -> Document {
    var layout = EquationLayout()
    layout.add(derivation.title, "0", rule: voice.say(DerivationRule.constant.phrase(in: voice)))
    return Document(.preformatted(layout.lines))
  }

  private func notes(on limit: DerivationLimit) -> Document {
    var document = Document()
    guard limit.lines.isEmpty else {
      if case .limit(let texts) = limit.lines.last?.rule, !texts.isEmpty {
        document += remark(
          Phrase("It rests on {limits}.", ["limits": voice.list(texts, .code)]))
      }
      return document
    }
    if !limit.restsOn.isEmpty {
      document += remark(
        Phrase(
          "The quotient is not written out here: its gates rest on {limits}.",
          ["limits": voice.list(limit.restsOn, .code)]))
    }
    if !limit.corners.isEmpty {
      document += remark(
        Phrase(
          "Away from its corner {gates} has the same slope from the left and from the right.",
          ["gates": voice.alternatives(limit.corners, .code)]))
    }
    if limit.restsOn.isEmpty, limit.corners.isEmpty {
      document += remark(
        Phrase("The quotient would be too long to be written out: the rules are used instead."))
    }
    return document
  }

  /// May be longer than a line.
  private func remark(_ phrase: Phrase) -> Document {
    Document(.paragraph(voice.say(phrase).with(.hint)))
  }

  private func closing(_ derivation: Derivation) -> Document {
    var document = Document()
    if derivation.result == nil {
      document += Document(
        .paragraph(
          voice.say(
            Phrase(
              "Written out, {slope} has more than {count} characters. Give parts of the formula names: then the names stand in it.",
              [
                "slope": Text(Self.abridgedInside(derivation.title, to: 40), .code),
                "count": Problems.number(Derivation.longest),
              ]))))
    }
    let count = derivation.check.points
    return document
      + remark(
        count == 1
          ? Phrase("Compared with differences at a random point: they agree.")
          : Phrase(
            "Compared with differences at {count} random points: they agree.",
            ["count": Problems.number(count)]))
  }
}
