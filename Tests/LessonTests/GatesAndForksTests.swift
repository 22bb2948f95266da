import Testing
import Tutor

@testable import Lessons

@Suite("How lesson 8 tells of gates and forks")
struct GatesAndForksTests {
  private func lines(_ commands: String..., lesson: String = "gates-and-forks") -> [String] {
    var session = Session(curriculum: .standard)
    let engine = Engine()
    return (["open \(lesson)"] + commands).map {
      rendered(session.respondToEnd($0, using: engine).document)
    }.last ?? []
  }

  /// The words and numbers of a line, without the blanks between columns.
  private func words(_ lines: [String]) -> [String] {
    lines.map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test("A backward pass has a row for each gate, with its role and what its inputs get")
  func gates() {
    #expect(
      words(lines("backward all")) == [
        "gate upstream to its inputs", "f 1 * swaps a 1 · 2 = 2 b 1 · 3 = 3",
        "b 3 max routes y 3 · 1 = 3 z 3 · 0 = 0", "a 2 + distributes x 2 · 1 = 2 y 2 · 1 = 2",
        "shares add: y 3 + 2 = 5",
      ])
  }

  @Test("Every gate has its role, not only the first of its kind")
  func everyRole() {
    let told = words(lines("f = x * y * y", "backward all"))
    #expect(told.filter { $0.contains("* swaps") }.count == 2)
    #expect(told.last == "shares add: y 2 + 2 = 4")
  }

  @Test(
    "What has no room for a row of two inputs is told wire by wire",
    arguments: [
      "f = where(x > 0, y, z)", "a_long_name = 3; f = a_long_name * y",
      "M = [1 2]; f = sum(M * M)",
    ])
  func wires(circuit: String) {
    #expect(lines(circuit, "backward all").first?.hasPrefix("wire") == true)
  }

  @Test("Elsewhere a backward pass is told wire by wire, and a role only once")
  func elsewhere() {
    let told = words(lines("f = x * y * y", "backward all", lesson: "chain-rule"))
    #expect(told.first?.hasPrefix("wire") == true)
    #expect(told.filter { $0.contains("swaps") }.count == 1)
  }

  /// By hand: at z = y = 2 the 3 that reaches max is shared, or goes to the first, or to both; the 2
  /// that y gets through a is added.
  @Test(
    "The choices at a tie give y and z what the lesson says",
    arguments: [
      ("split", "3.5", "1.5"), ("first", "5", "0"), ("both", "5", "3"),
    ])
  func ties(choice: String, y: String, z: String) {
    #expect(lines("z = 2; ties = \(choice)", "d(f, y)") == [y])
    #expect(lines("z = 2; ties = \(choice)", "d(f, z)") == [z])
  }

  @Test("A second backward pass says what adding to the first would have given")
  func twice() {
    let told = lines("backward all", "backward all").joined(separator: " ")
    #expect(told.contains("x 4 instead of 2, y 10 instead of 5, z 0 instead of 0"))
  }

  /// The goal of the page on `max`: a loser gets a slope when it wins.
  @Test("z gets a slope above 0 when it is the larger")
  func loserWins() {
    #expect(lines("z = 3", "d(f, z)") == ["3"])
    #expect(lines("z = 3", "d(f, y)") == ["3"])
  }
}
