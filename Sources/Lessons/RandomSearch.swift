import DocumentModel
import Tutor

/// Lesson 1: every try is drawn anew from the whole range, and the best is kept.
struct RandomSearch: LessonNarration {
  let lessonID = "random-search"

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard steps.first?.strategy == .random else { return nil }
    return SearchNarration(steps: steps, voice: voice).blocks
  }
}
