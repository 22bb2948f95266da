import DocumentModel
import Tutor

/// Lesson 2: every try is near the best point so far, which becomes the new centre.
struct LocalSearch: LessonNarration {
  let lessonID = "local-search"

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard let first = steps.first, first.strategy == .local else { return nil }
    let source = Phrase(
      "each input at most {radius} from the best point so far",
      ["radius": voice.value(first.settings.radius)])
    return SearchNarration(steps: steps, source: source, voice: voice).blocks
  }
}
