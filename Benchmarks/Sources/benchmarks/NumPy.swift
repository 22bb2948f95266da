import Foundation

/// A Python process that does the same work with NumPy, block by block as it is asked.
final class NumPy {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Nil where there is no python3 with NumPy.
  init?() {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "numpy_work.py")
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil, line() == "ready" else { return nil }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The work called `name` on `numbers`: points, or the weights to start from.
  func contender(_ name: String, _ numbers: [Double], checkedTimes: Int = 1) -> Contender {
    func answer(_ command: String) throws -> Double {
      if prepared != name + "\(numbers.count)" {
        send("prepare \(name) \(numbers.map { "\($0)" }.joined(separator: " "))")
        prepared = name + "\(numbers.count)"
      }
      send(command)
      guard let value = line().flatMap(Double.init) else {
        throw Contest.Disagreement(description: "\(name): NumPy did not answer")
      }
      return value
    }
    return Contender(
      name: "NumPy", check: { try answer("check \(checkedTimes * $0)") },
      run: { try answer("run \($0)") }, isElsewhere: true)
  }

  private var prepared = ""

  private func send(_ text: String) {
    input.fileHandleForWriting.write(Data((text + "\n").utf8))
  }

  private func line() -> String? {
    var bytes: [UInt8] = []
    while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }
}
