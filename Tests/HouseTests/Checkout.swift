import Foundation

/// The repository that these tests were built from.
enum Checkout {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files below a folder, with their paths from the root.
  static func files(below folder: String, ending: String) throws -> [(path: String, text: String)] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path() + folder)
    return try paths.filter { $0.hasSuffix(ending) }.sorted().map {
      let path = folder + "/" + $0
      return (path, try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }
  }
}
