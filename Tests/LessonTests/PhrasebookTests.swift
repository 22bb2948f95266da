import Foundation
import Testing
import Tutor

@testable import Lessons

@Suite("Phrasebooks")
struct PhrasebookTests {
  @Test("Every sentence of the sources is in every phrasebook, and no other is")
  func complete() throws {
    let said = try Self.phrasesOfTheSources()
    #expect(said.count > 100)
    for language in Curriculum.standard.languages.dropFirst() {
      let known = Set(language.phrases.keys)
      #expect(said.subtracting(known).sorted() == [], "\(language.code) lacks these")
      let ownName: Set = [Language.english.name]
      #expect(
        known.subtracting(said).subtracting(ownName).sorted() == [],
        "nobody says these any more in \(language.code)")
    }
  }

  @Test("A translation has the places of its sentence")
  func places() {
    for language in Curriculum.standard.languages.dropFirst() {
      for (english, translation) in language.phrases {
        #expect(Self.places(in: translation) == Self.places(in: english), "\(english)")
      }
    }
  }

  /// The literals that begin a `Phrase(…)`.
  private static func phrasesOfTheSources() throws -> Set<String> {
    let sources = lessonsFolder.deletingLastPathComponent().appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var phrases: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /Phrase\(\s*"((?:[^"\\]|\\.)*)"/) {
        // A line of documentation quotes phrases, too.
        let line = text[..<match.range.lowerBound].split(separator: "\n").last ?? ""
        guard !line.contains("//") else { continue }
        phrases.insert(String(match.1).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\"))
      }
    }
    return phrases
  }

  private static func places(in sentence: String) -> Set<String> {
    Set(sentence.matches(of: /\{(\w+)\}/).map { String($0.1) })
  }
}
