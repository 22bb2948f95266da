import DocumentModel
import Testing

@testable import Tutor

@Suite struct CalculatorRoleTests {
  @Test("a slope is a gradient to the eye, too, and what is computed from it a value")
  func roles() {
    var talk = Talk("x = 3; f = x^2")
    #expect(talk.answer("d(f, x)").document.blocks == [.line(Text("6", .gradient))])
    #expect(talk.answer("2 * d(f, x)").document.blocks == [.line(Text("12", .value))])
  }
}
