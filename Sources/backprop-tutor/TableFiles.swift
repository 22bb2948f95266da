import Glibc
import LineEditing
import SystemPackage
import Tables
import Tutor

/// Files of rows, read piece by piece: none of them is ever whole in memory.
enum TableFiles {
  private static let pieceSize = 64 * 1024

  /// - Parameter tell: told after each piece how many bytes were read.
  /// - Throws: `interrupted` when Ctrl-C was pressed between two pieces.
  static func read(
    _ request: TableRequest, at path: FilePath, tell: (Int) -> Void
  ) throws(TableProblem) -> ReadTable {
    do {
      // A pipe that nobody writes to must not be waited for.
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      defer { try? file.close() }
      try requireOrdinary(file)
      let table = try table(in: file, with: request.reader, tell: tell)
      return ReadTable(table, fullPath: fullPath(of: path))
    } catch let problem as TableProblem {
      throw problem
    } catch let error as TableError {
      throw .table(error)
    } catch let failure as FileFailure {
      throw .file(failure)
    } catch {
      throw .file(FileFailure(error as? Errno ?? .ioError))
    }
  }

  private static func table(
    in file: FileDescriptor, with reader: TableReader, tell: (Int) -> Void
  ) throws -> DataTable {
    var (reader, total) = (reader, 0)
    var piece = [UInt8](repeating: 0, count: pieceSize)
    while true {
      if Interrupts.takeOne() { throw TableProblem.interrupted }
      let count = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
      guard count > 0 else { return try reader.finish() }
      try reader.take(piece[..<count])
      total += count
      tell(total)
    }
  }

  private static func requireOrdinary(_ file: FileDescriptor) throws {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw FileFailure.isDirectory
    default: throw FileFailure.notOrdinary
    }
  }

  private static func fullPath(of path: FilePath) -> String {
    guard let real = realpath(path.string, nil) else { return path.string }
    defer { free(real) }
    return String(cString: real)
  }
}
