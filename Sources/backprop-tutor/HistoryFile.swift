import Glibc
import SystemPackage

/// The lines that were typed, for the sessions to come: a line each, the newest last.
struct HistoryFile {
  let folder: StateFolder
  private let limit = 2000
  private var path: FilePath { folder.file("history") }

  init(in folder: StateFolder) { self.folder = folder }

  /// Earlier lines, each once. A file that grew long is cut to the newest.
  func load() -> [String] {
    folder.locked {
      guard let text = try? readLeniently() else { return [] }
      var seen: Set<String> = []
      let all = text.split(separator: "\n").map(String.init)
      var lines = Array(
        all.reversed().filter { !$0.contains("\u{FFFD}") && seen.insert($0).inserted }.reversed())
      guard all.count > limit * 2 else { return lines }
      lines = lines.suffix(limit)
      try? Files.write(lines.joined(separator: "\n") + "\n", to: path, mode: 0o600)
      return lines
    }
  }

  /// Adds a line at once; lines of two tutors are not mixed.
  func append(_ line: String) {
    folder.locked {
      guard
        let file = try? FileDescriptor.open(
          path, .writeOnly, options: [.append, .create, .closeOnExec],
          permissions: [.ownerReadWrite])
      else { return }
      _ = try? file.writeAll(Array((line + "\n").utf8))
      try? file.close()
    }
  }

  private func readLeniently() throws -> String {
    let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    defer { try? file.close() }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = try buffer.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0
    {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
