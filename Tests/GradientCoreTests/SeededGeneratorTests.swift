import GradientCore
import Testing

@Suite struct SeededGeneratorTests {
  /// Computed with Python's integers from the formula in the documentation. With seed 0 the stream
  /// is SplitMix64's own from state 0, whose first number is published.
  private static let streams: [(seed: UInt64, numbers: [UInt64])] = [
    (0, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]),
    (1, [0xbfef_8030_ddc2_d772, 0x5f55_2ce4_82f2_aa47, 0x7033_5fc3_daf3_d8a7]),
    (.max, [0xa577_782b_c52a_9f5a, 0xb485_2443_80e5_90be, 0x5176_985d_86cf_f511]),
  ]

  @Test func `the numbers are those of the documented formula`() {
    for (seed, numbers) in Self.streams {
      var random = SeededGenerator(seed: seed)
      #expect(numbers.map { _ in random.next() } == numbers)
    }
  }

  @Test func `the millionth draw can be made without those before it`() {
    var random = SeededGenerator(seed: 7, drawCount: 999_999)
    #expect(random.next() == 0x9a9a_4e39_709d_6689)
    #expect(random.drawCount == 1_000_000)
  }

  /// √(-2 log(1 - u₁)) · cos(2π u₂), computed with Python's math module.
  @Test(arguments: [
    (UInt64(1), -1.1575493713558918, 1.0296951133292016),
    (7, -0.39226082138170837, 1.767004403788519),
  ])
  func `normal numbers are those of Box and Muller's formula`(
    _ seed: UInt64, _ first: Double, _ second: Double
  ) {
    var random = SeededGenerator(seed: seed)
    #expect(isClose(random.nextNormal(), first, relative: 1e-14))
    #expect(isClose(random.nextNormal(), second, relative: 1e-14))
  }

  @Test func `uniform numbers are the upper 53 bits`() {
    var random = SeededGenerator(seed: 1)
    #expect(random.nextUniform() == 0.7497482413580301)
    #expect(random.nextUniform() == 0.37239342287916577)
    #expect(random.nextSigned() == 2 * 0.4382839062845528 - 1)
  }

  @Test func `uniform numbers fill 0 to 1 evenly`() {
    var random = SeededGenerator(seed: 3)
    let count = 200_000
    let values = (0..<count).map { _ in random.nextUniform() }
    #expect(values.allSatisfy { 0 <= $0 && $0 < 1 })
    let moments = Moments(values)
    #expect(abs(moments.mean - 0.5) < 0.003)
    #expect(abs(moments.variance - 1 / 12) < 0.001)
    var boxes = Array(repeating: 0, count: 10)
    for value in values { boxes[Int(value * 10)] += 1 }
    // Deviation of a box: √(n · 0.1 · 0.9) = 134.
    #expect(boxes.allSatisfy { abs($0 - count / 10) < 600 })
  }

  @Test func `signed numbers fill -1 to 1`() {
    var random = SeededGenerator(seed: 3)
    let values = (0..<100_000).map { _ in random.nextSigned() }
    #expect(values.allSatisfy { -1 <= $0 && $0 < 1 })
    #expect(abs(Moments(values).mean) < 0.01)
    #expect(abs(Moments(values).variance - 1.0 / 3) < 0.005)
  }

  @Test func `normal numbers have mean 0, deviation 1 and the tails of a bell`() {
    var random = SeededGenerator(seed: 3)
    let count = 200_000
    let values = (0..<count).map { _ in random.nextNormal() }
    let moments = Moments(values)
    #expect(abs(moments.mean) < 0.01)
    #expect(abs(moments.variance - 1) < 0.015)
    for (bound, share) in [(1.0, 0.6827), (2, 0.9545), (3, 0.9973)] {
      let inside = Double(values.count { abs($0) < bound }) / Double(count)
      #expect(abs(inside - share) < 0.005)
    }
    #expect(values.allSatisfy { $0.isFinite })
  }

  @Test func `seeds beside each other give numbers that have nothing to do with each other`() {
    var (one, two) = (SeededGenerator(seed: 1), SeededGenerator(seed: 2))
    let count = 50_000
    let products = (0..<count).map { _ in one.nextSigned() * two.nextSigned() }
    #expect(abs(Moments(products).mean) < 0.01)
  }

  @Test func `a generator resumes exactly from its seed and draw count`() {
    var random = SeededGenerator(seed: 42)
    for _ in 0..<10 {
      _ = random.nextUniform()
      _ = random.nextNormal()
      var resumed = SeededGenerator(seed: 42, drawCount: random.drawCount)
      #expect(resumed == random)
      var copy = random
      #expect((0..<5).map { _ in resumed.nextNormal() } == (0..<5).map { _ in copy.nextNormal() })
    }
  }

  @Test func `a uniform number costs one draw and a normal one two`() {
    var random = SeededGenerator(seed: 1)
    _ = random.nextUniform()
    _ = random.nextSigned()
    #expect(random.drawCount == 2)
    _ = random.nextNormal()
    #expect(random.drawCount == 4)
  }
}

/// Mean and variance of a sample.
struct Moments {
  let mean: Double
  let variance: Double

  init(_ values: [Double]) {
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }
}
