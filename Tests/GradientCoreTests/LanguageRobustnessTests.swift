import Testing

@testable import GradientCore

@Suite("The language holds")
struct LanguageRobustnessTests {
  @Test("a sum of a million terms is read, compared and printed")
  func aSumOfAMillionTerms() throws {
    let terms = 1_000_000
    let text = String(repeating: "x + ", count: terms - 1) + "x"
    let clock = ContinuousClock()
    var t = clock.now
    let formula = try Formula(parsing: text)
    print("parse", clock.now - t); t = clock.now
    #expect(formula.nodes.count == 2 * terms - 1)
    let again = try Formula(parsing: text)
    t = clock.now
    #expect(formula == again)
    print("compare", clock.now - t); t = clock.now
    #expect(formula.description == text)
    print("print", clock.now - t); t = clock.now
    print(MemoryLayout<Formula.Node>.size, MemoryLayout<Formula.Kind>.size)
  }
}
