import DocumentModel
import Foundation
import Testing
import Tutor

@testable import Lessons

@Suite("The README")
struct ReadmeTests {
  @Test("Its session is what the tutor answers, character for character")
  func sessionIsExact() throws {
    let file = lessonsFolder.deletingLastPathComponent().appending(path: "README.md")
    let fences = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```\n")
    let written = try #require(fences.first { $0.hasPrefix("> ") })
    var session = Session(curriculum: .standard, takesOffers: false)
    let engine = Engine()
    let exchanges = written.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { line in
      let command = String(line.dropFirst(2))
      return Exchange(
        command: command, answer: session.respondToEnd(command, using: engine).document)
    }
    #expect(written == rendered(Document(.transcript(exchanges))).joined(separator: "\n") + "\n")
  }
}
