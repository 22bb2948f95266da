import Glibc
import SystemPackage
import Tutor

/// The folder that outlives the program: progress and history.
struct StateFolder {
  let path: FilePath

  /// Makes the folder where it is missing.
  init(_ path: FilePath) throws(FileFailure) {
    self.path = path
    try Self.make(path)
    guard access(path.string, W_OK) == 0 else { throw FileFailure(Errno(rawValue: errno)) }
  }

  private static func make(_ path: FilePath) throws(FileFailure) {
    if mkdir(path.string, 0o700) == 0 || errno == EEXIST { return }
    let parent = path.removingLastComponent()
    guard errno == ENOENT, !parent.isEmpty, parent != path else {
      throw FileFailure(Errno(rawValue: errno))
    }
    try make(parent)
    guard mkdir(path.string, 0o700) == 0 || errno == EEXIST else {
      throw FileFailure(Errno(rawValue: errno))
    }
  }

  /// Whether a learner's name can be that of a folder, here and elsewhere.
  static func isSafe(learner name: String) -> Bool {
    guard let first = name.first, first.isLetter || first.isNumber, name.utf8.count <= 60 else {
      return false
    }
    return name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
  }

  func file(_ name: String) -> FilePath { path.appending(name) }

  /// Alone with the files of this folder: two tutors take turns.
  func locked<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let lock = open(file("lock").string, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { if lock >= 0 { close(lock) } }
    while lock >= 0, flock(lock, LOCK_EX) != 0, errno == EINTR {}
    return try body()
  }
}
