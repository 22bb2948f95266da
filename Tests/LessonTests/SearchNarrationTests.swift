import Testing
import Tutor

@testable import Lessons

@Suite("How searches are told")
struct SearchNarrationTests {
  private func lines(_ commands: String...) -> [String] {
    var session = Session(curriculum: .standard)
    let engine = Engine()
    return commands.map { rendered(session.respondToEnd($0, using: engine).document) }.last ?? []
  }

  @Test("The tries of all moves are counted, also of those that are not told")
  func tries() {
    let told = lines("x = 1; f = x", "strategy random; tries = 20; step = 1", "step 10")
    #expect(told.last?.hasSuffix("after 200 tries") == true)
  }

  @Test("Where moves have many tries, no column is kept for the one try")
  func columns() {
    let title = { (tries: Int) in
      lines("x = 1; f = x", "strategy local; tries = \(tries)", "step 3").first {
        $0.hasPrefix("try") || $0.hasPrefix("move")
      }
    }
    #expect(title(1)?.contains("this try") == true)
    #expect(title(50)?.contains("this try") == false)
  }

  @Test("With many digits the outcome takes two lines rather than more than 80 columns")
  func digits() {
    let told = lines(
      "x = 1; y = 1; z = 1; f = x * y * z; digits = 10", "strategy random; tries = 50", "step")
    #expect(told.allSatisfy { $0.count <= 80 })
  }
}
