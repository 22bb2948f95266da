import DocumentModel
import Tutor

/// Lesson 1: every try is drawn anew from the whole range, and the best is kept.
struct RandomSearch: LessonNarration {
  let lessonID = "random-search"

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard let first = steps.first, first.strategy == .random else { return nil }
    let range = first.settings.range
    let source = Phrase(
      "drawn between {low} and {high}; the best begins at {objective} = {value}",
      [
        "low": voice.value(-range), "high": voice.value(range), "objective": Text(first.objective),
        "value": voice.value(first.before),
      ])
    return SearchNarration(steps: steps, source: source, voice: voice).blocks
  }
}
