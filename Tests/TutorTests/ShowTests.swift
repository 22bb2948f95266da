import Foundation
import Testing

@testable import Tutor

@Suite struct ShowTests {
  @Test("show lists names with definitions, values and slopes")
  func show() {
    var talk = Talk("x = 1; y = -3; f = x * y; hold y")
    #expect(
      talk.say("show") == [
        "name | definition | value | ∂f/∂…", "x |  | 1 | -3", "y | held | -3 | 1",
        "f | x * y | -3 | 1",
      ])
    #expect(talk.say("show x") == ["x = 1", "∂f/∂x = -3"])
  }

  @Test("show of a matrix gives its shape and every row")
  func matrix() {
    var talk = Talk("W = [1 2; 3 4]; s = sum(W^2)")
    #expect(talk.say("show W") == ["W    2×2", "  1 2", "  3 4", "∂s/∂W", "  2 4", "  6 8"])
  }

  @Test("show knows settings and functions")
  func others() {
    var talk = Talk("gate(a, b) = a * b")
    #expect(talk.say("show gate") == ["gate(a, b) = a * b"])
    #expect(talk.say("show step") == ["step = 0.1    setting"])
    #expect(talk.problem("show gaet") != nil)
  }

  @Test("an empty bench says how to begin")
  func empty() {
    var talk = Talk()
    #expect(talk.say("show") == ["The bench is empty. Type x = 2 to begin."])
  }

  private func json(_ text: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  @Test("show --json is JSON with all digits")
  func showJSON() throws {
    var talk = Talk("x = 1/3; W = [1 2; 3 4]; f = x * sum(W); u = 1/0")
    let lines = talk.say("show --json")
    #expect(lines.count == 1)
    let object = try json(lines[0])
    #expect(object["objective"] as? String == "f")
    let values = try #require(object["values"] as? [[String: Any]])
    #expect(values[0]["value"] as? Double == 1.0 / 3)
    #expect(values[1]["value"] as? [[Double]] == [[1, 2], [3, 4]])
    #expect(values[2]["definition"] as? String == "x * sum(W)")
    #expect(values[3]["value"] as? String == "inf")
  }

  @Test("grad --json is JSON with all digits")
  func gradJSON() throws {
    var talk = Talk("x = 3; f = x / 7")
    let object = try json(talk.say("grad --json")[0])
    let gradients = try #require(object["gradients"] as? [[String: Any]])
    #expect(gradients[0]["gradient"] as? Double == 1.0 / 7)
    #expect(try json(talk.say("grad numerical --json")[0])["method"] as? String == "forward")
  }

  @Test("rows fit into 80 columns, and entries are shown where there is room")
  func width() {
    var talk = Talk("W = [0.00319922 0.00400123]; f = sum(W)")
    #expect(talk.say("show").contains { $0.contains("[0.00319922 0.00400123]") })
    _ = talk.say("a_name_that_is_very_long_indeed = 1/3 * f^2 + 123456789 * f - 2 * f^3")
    _ = talk.say("another_name_that_is_long = [1/3 2/3 1/7 1/9] * f")
    // Between two columns stands one character more here than on the screen.
    for line in talk.say("show") { #expect(line.count <= 83, "\(line)") }
  }
}
