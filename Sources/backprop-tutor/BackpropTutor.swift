import ArgumentParser
import Glibc
import Terminal

/// The front door: options in, an exit code out.
@main
enum BackpropTutor {
  static func main() {
    Output.reserveDescriptors()
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitCode {
    do {
      // The usual start does not wait for the options to be taken apart.
      if arguments.isEmpty { return try House(Start()).run() }
      if let script = Offered.completionScript(arguments) { return say(script) }
      switch try Program.parseAsRoot(arguments) {
      case let teach as Teach: return try House(teach.start).run()
      case let list as ListLessons: return try House(list.start).run()
      case var other:  // help is a command too
        try other.run()
        return .success
      }
    } catch let complaint as Complaint {
      Output.complaints.write(Visible.safe("backprop-tutor: \(complaint.message)") + "\n")
      return .usage
    } catch {
      return explain(error, arguments)
    }
  }

  /// Help, the version, or what is wrong with the options.
  private static func explain(_ error: any Error, _ arguments: [String]) -> ExitCode {
    let code = Program.exitCode(for: error)
    guard code == .success else {
      Output.complaints.write(
        Visible.safe("backprop-tutor: \(Program.message(for: error))")
          + "\nTry backprop-tutor --help.\n")
      return code == .validationFailure ? .usage : ExitCode(code.rawValue)
    }
    let asksForProgram = arguments == ["--help"] || arguments == ["-h"] || arguments == ["help"]
    let text = asksForProgram ? Teach.helpMessage(columns: 80) : Program.fullMessage(for: error)
    return say(text)
  }

  private static func say(_ text: String) -> ExitCode {
    let results = Output.results
    results.write(text + "\n")
    guard let failure = results.failure, failure != .brokenPipe else { return .success }
    Output.complaints.write("backprop-tutor: \(failure)\n")
    return .commandFailed
  }
}

extension ExitCode {
  static let commandFailed = ExitCode(1)
  static let usage = ExitCode(2)
  static let interrupted = ExitCode(130)
}

/// Why the program cannot begin.
struct Complaint: Error {
  var message: String
}
