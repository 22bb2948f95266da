import Glibc
import Testing

/// What the program answered to a pipe.
struct Outcome: Equatable {
  var results: String
  var complaints: String
  var ended: Ended
}

/// Runs the program without a terminal, with files for its ends so that nothing can block.
func run(
  _ arguments: String..., input: String = "", home: Folder = Folder(),
  environment changes: [String: String] = [:]
) throws -> Outcome {
  try run(arguments, input: Array(input.utf8), home: home, environment: changes)
}

func run(
  _ arguments: [String], input: [UInt8], home: Folder = Folder(),
  environment changes: [String: String] = [:]
) throws -> Outcome {
  let files = Folder()
  let names = ["in", "out", "err"].map { files.path + "/" + $0 }
  let file = fopen(names[0], "w")
  fwrite(input, 1, input.count, file)
  fclose(file)
  let process = try spawn(
    [Program.path] + arguments,
    environment: standardEnvironment(home: home.path).merging(changes) { $1 }
  ) { actions in
    posix_spawn_file_actions_addopen(actions, 0, names[0], O_RDONLY, 0)
    posix_spawn_file_actions_addopen(actions, 1, names[1], O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(actions, 2, names[2], O_WRONLY | O_CREAT, 0o600)
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  return Outcome(
    results: files.read("out") ?? "", complaints: files.read("err") ?? "",
    ended: Ended(status: status))
}
