import DocumentModel
import Foundation
import GradientCore
import LessonTexts
import Testing

@testable import Lessons
@testable import Tutor

@Suite("Examples in the lessons")
struct ExampleTests {
  @Test(
    "What a fence shows is what its commands answer, line by line",
    .enabled(if: !isUpdatingLessons), arguments: PageCase.all)
  func answersAreExact(_ page: PageCase) throws {
    let written = page.examples.flatMap(\.exchanges)
    let answered = try page.exchanges()
    #expect(!written.isEmpty, "a page shows something")
    for (written, answered) in zip(written, answered) {
      #expect(written.answer == rendered(answered.answer), "> \(written.command)")
    }
  }

  @Test(
    "A learner who types along is answered what the page shows",
    .enabled(if: !isUpdatingLessons), arguments: PageCase.all)
  func typingAlong(_ page: PageCase) {
    let engine = Engine()
    var session = Session(curriculum: .standard, language: page.language.code)
    _ = session.respondToEnd("open \(page.lesson.id) \(page.number)", using: engine)
    if page.page.setup != nil { _ = session.respondToEnd("setup", using: engine) }
    for exchange in page.examples.flatMap(\.exchanges) {
      let answer = session.respondToEnd(exchange.command, using: engine)
      #expect(rendered(answer.document) == exchange.answer, "> \(exchange.command)")
    }
  }

  @Test("No command of a fence fails", arguments: PageCase.all)
  func nothingFails(_ page: PageCase) throws {
    for exchange in try page.exchanges() {
      #expect(exchange.answer.problems.map(\.plain) == [], "> \(exchange.command)")
    }
  }

  @Test("Nothing changes when all graphs are thrown away before each use", arguments: PageCase.all)
  func cachesAreOnlyCaches(_ page: PageCase) throws {
    let forgetful = Engine()
    forgetful.forgetsEverything = true
    #expect(try page.exchanges(using: forgetful) == page.exchanges())
  }

  @Test("Every graph that appears agrees with central differences", arguments: PageCase.all)
  func gradientsAreRight(_ page: PageCase) throws {
    let engine = Engine()
    var session = try Session(curriculum: .standard, takesOffers: false)
      .canonical(page.page.setup ?? page.lesson.setup, at: nil, using: engine)
    try checkGradients(of: session.bench)
    for exchange in page.examples.flatMap(\.exchanges) {
      _ = session.respondToEnd(exchange.command, using: engine)
      try checkGradients(of: session.bench)
    }
  }

  private func checkGradients(of bench: Bench) throws {
    for name in bench.definitions.names where bench.definitions.definition(of: name) != nil {
      let graph = try Graph(bench.definitions, names: [name])
      let evaluation = Evaluation(graph, ties: bench.ties)
      evaluation.load(bench.definitions)
      evaluation.forward()
      guard graph.shape(of: graph.root).isScalar else { continue }
      let leaves = graph.leaves.filter { $0.role != .setting }.map(\.node)
      // Differences of large values see no small slope.
      let rounding = max(5e-9, 1e-10 * abs(evaluation.scalar(of: graph.root)))
      for row in GradientCheck(evaluation, of: graph.root, by: leaves).rows {
        #expect(
          row.relativeError < 1e-5 || row.difference < rounding || row.isOnKink,
          "∂\(name)/∂\(graph.text(of: row.leaf)), entry \(row.entry): \(row.analytic) against \(row.numerical), off by \(row.difference)"
        )
      }
    }
  }

  @Test("Every setup runs and says nothing", arguments: PageCase.all)
  func setupsRun(_ page: PageCase) throws {
    var session = Session(curriculum: .standard, takesOffers: false)
    for line in page.page.setup ?? page.lesson.setup {
      let answer = session.respondToEnd(line, using: Engine())
      #expect(!answer.failed, "\(line): \(rendered(answer.document))")
    }
    #expect(session.bench.objective != nil)
  }

  @Test("Every suggestion can be typed on the page", arguments: PageCase.all)
  func suggestionsRun(_ page: PageCase) {
    var session = Session(curriculum: .standard, language: page.language.code, takesOffers: false)
    let engine = Engine()
    _ = session.respondToEnd("open \(page.lesson.id) \(page.number)", using: engine)
    if page.page.setup != nil { _ = session.respondToEnd("setup", using: engine) }
    for line in page.page.suggestions {
      var copy = session
      // The live bench opens, which needs a terminal.
      if copy.respond(to: line, using: engine).request == .tweak { continue }
      let answer = session.respondToEnd(line, using: engine)
      #expect(!answer.failed, "\(line): \(rendered(answer.document))")
    }
  }
}
