import GradientCore
import Tables

@testable import Tutor

extension Talk {
  /// Answers a line; files of rows are taken from `files`, by path.
  mutating func answer(_ line: String, files: [String: String]) -> Answer {
    var answer = session.respond(to: line, using: engine)
    while let request = answer.request, request.needsAnswer {
      guard case .table(let wanted) = request else { return answer }
      answer = session.received(Self.read(wanted, in: files), for: request, using: engine)
    }
    return answer
  }

  static func read(
    _ wanted: TableRequest, in files: [String: String]
  ) -> Result<ReadTable, TableProblem> {
    guard let text = files[wanted.path] else { return .failure(.file(.notFound)) }
    var reader = wanted.reader
    return Result { () throws(TableError) in
      try reader.take(Array(text.utf8))
      return ReadTable(try reader.finish(), fullPath: "/home/" + wanted.path)
    }.mapError { .table($0) }
  }

  /// The problem that a line meets.
  mutating func problem(_ line: String, files: [String: String]) -> String? {
    answer(line, files: files).document.problem?.message.plain
  }

  func leaf(_ name: String) -> Matrix? { session.bench.definitions.value(ofLeaf: name) }

  /// The bench that is made of what this one saves; nil where it cannot be loaded.
  func reloaded(files: [String: String] = [:], withFullPaths: Bool = false) -> Bench? {
    var other = Talk(curriculum: session.curriculum)
    let script = session.bench.script(withFullPaths: withFullPaths).joined(separator: "\n")
    var answer = other.session.respond(to: "load it", using: other.engine)
    answer = other.session.received(.success(script), for: answer.request!, using: other.engine)
    while case .table(let wanted) = answer.request {
      answer = other.session.received(
        Self.read(wanted, in: files), for: answer.request!, using: other.engine)
    }
    return answer.failed ? nil : other.session.bench
  }
}
