import DocumentModel
import Testing

@testable import Tutor

@Suite("Ways into exercises and back to a page's numbers")
struct WayInTests {
  private let curriculum = PracticeCourse.curriculum()

  @Test("A page whose bench was changed offers first what brings its numbers back")
  func wayBack() {
    var talk = Talk("open 1", curriculum: curriculum)
    #expect(!talk.say("again").suffix(2).contains { $0.contains("reset") })
    _ = talk.say("z = 7")
    #expect(talk.say("next").contains { $0.contains("reset   exercise") })
    _ = talk.say("reset")
    #expect(!talk.say("again").contains { $0.contains("reset") })
    _ = talk.say("g = 2 * z; digits = 3")
    #expect(!talk.say("again").contains { $0.contains("reset") })
  }

  @Test("Below a page it is said how many exercises there are, where there are several")
  func several() {
    var talk = Talk("open 1", curriculum: curriculum)
    #expect(talk.say("again").contains { $0.contains("exercise (3 here)") })
    #expect(!talk.say("next").contains { $0.contains("here)") })
  }

  @Test("skip leads to the page of an exercise that was opened from nowhere")
  func fromNowhere() {
    var talk = Talk("exercise 1.4", curriculum: curriculum)
    #expect(talk.say("skip").contains { $0.contains("Second.") })
    #expect(talk.prompt == "chain rule 2/2 ▸ ")
  }

  @Test("help begins with the words of an exercise while one is open")
  func help() {
    var talk = Talk("open 1", curriculum: curriculum)
    #expect(talk.say("help").first?.contains("answers") == false)
    _ = talk.say("exercise")
    #expect(
      talk.say("help").first
        == "answer NUMBER answers, hint helps, solution shows the way, skip goes on, and back returns to the page."
    )
  }

  @Test(
    "A word far from undo, reset or quit is not taken for them",
    arguments: [
      ("dunno", nil), ("undi", "undo"), ("udno", "undo"), ("resset", "reset"), ("qit", "quit"),
    ])
  func proposals(_ word: String, _ meant: String?) {
    let talk = Talk()
    #expect(talk.session.nearestCommand(to: word) == meant)
  }
}
