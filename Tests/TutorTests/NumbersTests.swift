import GradientCore
import Testing

@testable import Tutor

@Suite struct NumbersTests {
  let numbers = Numbers()

  static let written: [(Double, String)] = [
    (-2.9601, "-2.9601"), (1.0 / 3, "0.333333"), (0.1 + 0.2, "0.3"), (1e-5, "1e-05"),
    (189_904_987.3, "1.89905e+08"), (2.5e300, "2.5e+300"), (123_456, "123456"),
    (0.0000453979, "4.53979e-05"), (-3, "-3"), (0.03989999999999982, "0.0399"),
  ]

  @Test("a number has six significant digits", arguments: written)
  func sixDigits(number: Double, text: String) { #expect(numbers.text(number) == text) }

  @Test("zero has no sign") func noSign() { #expect(numbers.text(-0.0) == "0") }

  @Test("inf and nan are written as our language reads them")
  func special() {
    #expect([Double.infinity, -.infinity, .nan].map(numbers.text) == ["inf", "-inf", "nan"])
  }

  @Test("a whole number that the digits say exactly has no exponent below 10^10")
  func wholeNumbers() {
    #expect(numbers.text(1_000_000) == "1000000")
    #expect(numbers.text(1_234_567) == "1.23457e+06")
    #expect(numbers.text(1e10) == "1e+10")
    #expect(Numbers(digits: 8).text(60_466_176) == "60466176")
  }

  @Test("exact numbers are read back as they were")
  func exact() throws {
    for number in [0.1, -0.0, 1e300, 2.5e-308, 1.0 / 3] {
      #expect(Double(Numbers.exact.text(number))?.bitPattern == number.bitPattern)
    }
  }

  @Test("a matrix stands row by row in columns")
  func rows() {
    #expect(
      numbers.rows(Matrix(rows: [[0.082167, -1], [10, 2]])) == ["0.082167 -1", "      10  2"])
  }

  @Test("a large matrix is abridged")
  func abridged() {
    let rows = numbers.rows(Matrix(repeating: 1, Shape(100, 50)))
    #expect(rows.count == 13)
    #expect(rows[0] == "1 1 1 1 … 1 1 1 1")
    #expect(rows[6] == "… … … … … … … … …")
  }

  @Test("a matrix in a line is written as our language reads it, or as its shape and range")
  func inline() {
    #expect(numbers.brief(Matrix(rows: [[0.15, 0.2], [0.25, 0.3]])) == "[0.15 0.2; 0.25 0.3]")
    #expect(numbers.brief(Matrix(repeating: 2, Shape(30, 10))) == "30×10 [2 … 2]")
  }
}
