import Glibc
import SystemPackage
import Tutor

/// Whole files, read and written at once.
enum Files {
  static let largest = 256 << 20

  static func read(_ path: FilePath) throws(FileFailure) -> String {
    let bytes = try translating { () throws -> [UInt8] in
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      return try contents(of: file)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
    return text
  }

  private static func contents(of file: FileDescriptor) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= largest else { throw FileFailure.tooLarge }
    }
  }

  /// Either the whole new text is there afterwards or what was there before. What is no ordinary
  /// file (a pipe, `/dev/stdout`) is simply written to.
  static func write(_ text: String, to path: FilePath, mode: UInt32 = 0o666) throws(FileFailure) {
    try translating {
      var status = stat()
      let exists = stat(path.string, &status) == 0
      if exists, status.st_mode & S_IFMT != S_IFREG {
        try put(
          text, in: FileDescriptor.open(path, .writeOnly, options: [.truncate, .closeOnExec]))
        return
      }
      let target = exists ? resolved(path) : path
      let temporary = FilePath(target.string + ".new-\(getpid())")
      let permissions = FilePermissions(rawValue: exists ? status.st_mode & 0o777 : mode)
      do {
        try put(
          text,
          in: FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .truncate, .closeOnExec],
            permissions: permissions), flushing: true)
        guard rename(temporary.string, target.string) == 0 else { throw Errno(rawValue: errno) }
      } catch {
        unlink(temporary.string)
        throw error
      }
    }
  }

  /// Writes a file that is not there yet.
  static func write(
    _ text: String, toNew path: FilePath, mode: UInt32 = 0o666
  ) throws(FileFailure) {
    try translating {
      do {
        try put(
          text,
          in: FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: FilePermissions(rawValue: mode)), flushing: true)
      } catch Errno.fileExists {
        throw FileFailure.exists
      }
    }
  }

  private static func put(_ text: String, in file: FileDescriptor, flushing: Bool = false) throws {
    var text = text
    do {
      try text.withUTF8 { _ = try file.writeAll(UnsafeRawBufferPointer($0)) }
      if flushing, fsync(file.rawValue) != 0 { throw Errno(rawValue: errno) }
    } catch {
      try? file.close()
      throw error
    }
    try file.close()
  }

  /// Where links lead to: the file is replaced and not the link.
  private static func resolved(_ path: FilePath) -> FilePath {
    guard let real = realpath(path.string, nil) else { return path }
    defer { free(real) }
    return FilePath(String(cString: real))
  }

  /// The files below a folder, with their paths relative to it, sorted.
  static func all(below folder: FilePath) throws(FileFailure) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = folder.appending(name)
      do throws(FileFailure) {
        files.append((name, try read(path)))
      } catch .isDirectory {
        files += try all(below: path).map { (name + "/" + $0.path, $0.text) }
      }
    }
    return files
  }

  static func names(in folder: FilePath) throws(FileFailure) -> [String] {
    guard let stream = opendir(folder.string) else { throw FileFailure(Errno(rawValue: errno)) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func translating<Result>(
    _ body: () throws -> Result
  ) throws(FileFailure) -> Result {
    do {
      return try body()
    } catch let failure as FileFailure {
      throw failure
    } catch {
      throw FileFailure(error as? Errno ?? .ioError)
    }
  }
}

extension FileFailure {
  init(_ error: Errno) {
    self =
      switch error {
      case .noSuchFileOrDirectory, .notDirectory: .notFound
      case .permissionDenied, .notPermitted, .readOnlyFileSystem: .notPermitted
      case .isDirectory: .isDirectory
      default: .other(error.description)
      }
  }
}
