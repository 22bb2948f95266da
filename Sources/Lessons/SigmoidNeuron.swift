import DocumentModel
import Tutor

/// Lesson 6: the slope of a weight is the slope of the neuron times its partner.
struct SigmoidNeuron: LessonNarration {
  let lessonID = "sigmoid-neuron"
}
