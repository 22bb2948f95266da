import Foundation

@testable import Tables

/// The table that `text` is, in pieces of `size` bytes.
func table(
  _ bytes: [UInt8], target: String? = nil, pieces size: Int = 1 << 16
) throws(TableError) -> DataTable {
  var reader = TableReader(target: target)
  var rest = bytes[...]
  while !rest.isEmpty {
    try reader.take(rest.prefix(size))
    rest = rest.dropFirst(size)
  }
  return try reader.finish()
}

func table(
  _ text: String, target: String? = nil, pieces size: Int = 1 << 16
) throws(TableError) -> DataTable {
  try table(Array(text.utf8), target: target, pieces: size)
}

/// What is wrong with `text`; nil where nothing is.
func fault(of text: String, target: String? = nil) -> TableError? {
  do throws(TableError) {
    _ = try table(text, target: target)
    return nil
  } catch {
    return error
  }
}

extension DataTable {
  /// `x1: 1 2`, a line for each column; the target last.
  var lines: [String] {
    let own = columns.map { "\($0.name): " + Self.text($0.numbers) }
    switch target {
    case .numbers(let numbers): return own + ["\(targetName): " + Self.text(numbers)]
    case .labels(let places, let names):
      return own + ["\(targetName): " + places.map { names[Int($0)] }.joined(separator: " ")]
    }
  }

  private static func text(_ numbers: [Double]) -> String {
    numbers.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: " ")
  }
}

/// The files of `Corpus`, sorted by name.
let corpus: [(name: String, bytes: [UInt8])] = {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
  let files = try? FileManager.default.contentsOfDirectory(
    at: folder, includingPropertiesForKeys: nil)
  return (files ?? []).sorted { $0.path < $1.path }.map {
    ($0.lastPathComponent, Array((try? Data(contentsOf: $0)) ?? Data()))
  }
}()
