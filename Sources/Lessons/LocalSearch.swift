import DocumentModel
import Tutor

/// Lesson 2: every try is near the best point so far, which becomes the new centre.
struct LocalSearch: LessonNarration {
  let lessonID = "local-search"

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard steps.first?.strategy == .local else { return nil }
    return SearchNarration(steps: steps, voice: voice).blocks
  }
}
