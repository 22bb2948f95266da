import ArgumentParser
import DocumentModel
import Glibc
import Terminal
import Tutor

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
      if let script = try Offered.completionScript(arguments, speaking: speaking(arguments)) {
        return write(script + "\n")
      }
      switch try Program.parseAsRoot(arguments) {
      case let teach as Teach: return try House(teach.start).run()
      case let check as CheckLessons: return try House(check.start).checkLessons()
      case let list as ListLessons: return try House(list.start).run()
      default: return help(arguments)
      }
    } catch let complaint as Complaint {
      complain(complaint.message)
      return .usage
    } catch let fault as OptionFault {
      return refuse(fault, arguments)
    } catch {
      return explain(error, arguments)
    }
  }

  private static func speaking(_ arguments: [String]) -> Speaking {
    Speaking(arguments, in: Surroundings())
  }

  /// Help, the version, or what is wrong with the options.
  private static func explain(_ error: any Error, _ arguments: [String]) -> ExitCode {
    let text = Program.message(for: error)
    guard Program.exitCode(for: error) == .success else {
      return refuse(OptionFault(sentence: text), arguments)
    }
    return text == Program.version ? write(text + "\n") : help(arguments)
  }

  private static func refuse(_ fault: OptionFault, _ arguments: [String]) -> ExitCode {
    let speaking = speaking(arguments)
    complain(speaking.say(fault.phrase(in: speaking.language)))
    let help = Phrase(
      "{command} lists the options.", ["command": Text("backprop-tutor --help", .command)])
    Output.complaints.write(speaking.say(help) + "\n")
    return .usage
  }

  private static func complain(_ message: String) {
    Output.complaints.write(Visible.safe("backprop-tutor: \(message)") + "\n")
  }

  private static func help(_ arguments: [String]) -> ExitCode {
    let surroundings = Surroundings()
    let colors = Speaking.value(of: OptionWord.color.rawValue, in: arguments)
    let start = Start(
      colors: colors.flatMap(Start.Colors.init) ?? .auto,
      plain: arguments.contains(OptionWord.plain.rawValue))
    let profile = surroundings.profile(start, interactive: surroundings.outputIsTerminal)
    return write(Renderer(profile).render(OptionHelp(speaking: speaking(arguments)).document))
  }

  private static func write(_ text: String) -> ExitCode {
    let results = Output.results
    results.write(text)
    guard let failure = results.failure, failure != .brokenPipe else { return .success }
    complain(failure.description)
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
