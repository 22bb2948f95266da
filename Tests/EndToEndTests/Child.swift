import Glibc
import Testing

/// The built program, which stands beside the tests.
enum Program {
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let tests = String(
      decoding: buffer[..<max(count, 0)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return tests[...(tests.lastIndex(of: "/") ?? tests.startIndex)] + "backprop-tutor"
  }()
}

/// A folder that is gone when the test is over.
final class Folder {
  let path: String
  init() {
    var template = Array("/tmp/backprop-tutor-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit { Folder.remove(path) }

  func write(_ text: String, to name: String) {
    let file = fopen(path + "/" + name, "w")
    fputs(text, file)
    fclose(file)
  }

  func read(_ name: String) -> String? {
    guard let file = fopen(path + "/" + name, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { remove(path + "/" + name) }
      }
      closedir(folder)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

enum Ended: Equatable {
  case exit(Int32)
  case signal(Int32)

  init(status: Int32) {
    self = status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
  }
}

/// Starts `arguments`, whose descriptors 0, 1 and 2 are given by `connect`; nothing else is open.
func spawn(
  _ arguments: [String], environment: [String: String], ownSession: Bool = false,
  connect: (UnsafeMutablePointer<posix_spawn_file_actions_t>) -> Void
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  connect(&actions)

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  var all = sigset_t()
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which Glibc's module does not show
  posix_spawnattr_setflags(
    &attributes,
    Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (ownSession ? newSession : 0)))

  var surroundings = environment
  if let profile = getenv("LLVM_PROFILE_FILE") {
    surroundings["LLVM_PROFILE_FILE"] = String(cString: profile)
  }
  let argv = arguments.map { strdup($0) } + [nil]
  let envp = surroundings.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for string in argv + envp { free(string) } }
  var process: pid_t = 0
  let error = posix_spawn(&process, arguments[0], &actions, &attributes, argv, envp)
  try #require(error == 0, "\(arguments[0]): \(String(cString: strerror(error)))")
  return process
}

func standardEnvironment(home: String) -> [String: String] {
  [
    "HOME": home, "XDG_STATE_HOME": home + "/state", "TERM": "xterm-256color",
    "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
  ]
}

/// A pipe that no other child inherits: the end to read and the end to write.
func openPipe() -> [Int32] {
  var ends: [Int32] = [-1, -1]
  pipe(&ends)
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return ends
}
