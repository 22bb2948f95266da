import DocumentModel
import Tutor

/// Lesson 6: what reaches a product goes on to each factor, times its partner.
struct SigmoidNeuron: LessonNarration {
  let lessonID = "sigmoid-neuron"

  func narrate(_ gradient: GradientFacts, in voice: Voice) -> [Block]? {
    guard gradient.method == .analytic, !gradient.rows.isEmpty,
      gradient.rows.allSatisfy({ $0.shares.count == 1 })
    else {
      return nil
    }
    let titles = [
      Table.Column(voice.say(Phrase("input"))),
      Table.Column(voice.say(Phrase("value")), .trailing),
      Table.Column(voice.say(Phrase("upstream")), .trailing),
      Table.Column(voice.say(Phrase("local")), .operation),
      Table.Column(voice.say(Phrase("slope")), .operation),
      Table.Column(
        voice.say(Phrase("numerical, h = {h}", ["h": voice.value(gradient.h)])), .trailing),
    ]
    let rows = gradient.rows.map { row in
      [Text(row.name, .name), voice.value(row.value)]
        + voice.product(
          voice.gradient(row.shares[0].upstream), voice.gradient(row.shares[0].local),
          voice.gradient(row.slope))
        + [row.measured.map(voice.gradient) ?? ""]
    }
    return [.table(Table(columns: titles, rows: rows))]
  }
}
