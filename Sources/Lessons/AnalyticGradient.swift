import DocumentModel
import Tutor

/// Lesson 4: a step with slopes by rule.
struct AnalyticGradient: LessonNarration {
  let lessonID = "analytic-gradient"

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard steps.first?.strategy == .analytic else { return nil }
    return StepNarration(steps: steps, voice: voice).blocks
  }
}
