import Foundation
import Testing

@Suite struct AllocationTests {
  /// The probe is built beside the tests; other tests allocate at the same time, so it is measured
  /// in a process of its own.
  private func probe() throws -> [(name: String, count: Int, bytes: Int)] {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(filePath: tests).deletingLastPathComponent()
      .appending(path: "AllocationProbe")
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let count = try #require(Int(words[words.count - 2]))
      let bytes = try #require(words.last.flatMap { Int($0) })
      return (words.dropLast(2).joined(separator: " "), count, bytes)
    }
  }

  @Test func `forward, backward and 100,000 updates of a training keep no memory`() throws {
    let lines = try probe()
    let meter = try #require(lines.first)
    #expect(meter.name == "an array" && meter.count >= 100, "what is freed counts, too")
    #expect(lines.count == 1 + 5 * 2 * 3 + 1)
    for line in lines.dropFirst() {
      #expect(line.bytes == 0, "\(line.name): \(line.bytes) bytes kept")
      if isOptimized || line.name.hasSuffix("forward") {
        #expect(line.count == 0, "\(line.name): \(line.count) allocations in 100 passes")
      }
    }
  }

  /// Without optimization the standard library itself allocates, at every step of `reversed()` and
  /// `enumerated()`.
  private var isOptimized: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }
}
