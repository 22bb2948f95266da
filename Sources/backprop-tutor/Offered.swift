import ArgumentParser

/// The words that a shell's completion offers. The library would offer the default subcommand's
/// options behind its own name only, which nobody types; and either files or subcommands.
struct Offered: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backprop-tutor", version: Program.version, subcommands: [ListLessons.self])

  @OptionGroup var options: TeachOptions

  /// The script for a shell, where `arguments` ask for one.
  static func completionScript(
    _ arguments: [String], speaking: @autoclosure () -> Speaking
  ) throws(OptionFault) -> String? {
    guard let shell = try shell(in: arguments) else { return nil }
    let speaking = speaking()
    return Speaking.$now.withValue(speaking) {
      completionScript(for: shell).offeringFiles(in: shell).saying(in: speaking, for: shell)
    }
  }

  private static func shell(in arguments: [String]) throws(OptionFault) -> CompletionShell? {
    let option = OptionWord.completions.rawValue
    let isAsked = { (argument: String) in argument == option || argument.hasPrefix(option + "=") }
    // What stands behind -c is commands.
    guard let place = arguments.prefix(while: { $0 != "-c" }).firstIndex(where: isAsked) else {
      return nil
    }
    let asked = arguments[place]
    let name =
      asked == option
      ? arguments[(place + 1)...].first : String(asked.dropFirst(option.count + 1))
    guard let name else {
      guard let own = CompletionShell.autodetected() else { throw .unknownShell(nil) }
      return own
    }
    guard let shell = CompletionShell(rawValue: name) else { throw .unknownShell(name) }
    return shell
  }
}

extension String {
  /// The library's function that tells whether a word is no option.
  private static let fishPlace = "__backprop-tutor_should_offer_completions_for_positional"

  /// What is no option and no subcommand is a file of commands.
  fileprivate func offeringFiles(in shell: CompletionShell) -> String {
    switch shell {
    case .bash:
      replacing("complete -o filenames -F", with: "complete -o default -o filenames -F")
    case .zsh:
      replacing(
        "_describe -V subcommand subcommands && ret=0",
        with: "_describe -V subcommand subcommands && ret=0; _files && ret=0", maxReplacements: 1
      ).offeringValuesBehindEqualSigns
    case .fish:
      self + "\ncomplete -c 'backprop-tutor' -F -n '\(Self.fishPlace) \"backprop-tutor\" -eq 1'"
    default: self
    }
  }

  /// zsh knows `--lang=pt` only where it is told that the sign may stand there.
  private var offeringValuesBehindEqualSigns: String {
    let names = OptionWord.allCases.filter { $0.value(in: Speaking.now) != nil }.map(\.rawValue)
    return names.filter { $0.hasPrefix("--") }.reduce(self) {
      $0.replacing("'\($1)[", with: "'\($1)=[")
    }
  }

  /// The library's own descriptions.
  fileprivate func saying(in speaking: Speaking, for shell: CompletionShell) -> String {
    let help = speaking.say(OptionWord.help.meaning).quoted(for: shell)
    return replacing(
      "Show the version.", with: speaking.say(OptionWord.version.meaning).quoted(for: shell)
    ).replacing("Show help information.", with: help)
      .replacing("Show subcommand help information.", with: help)
  }

  /// As it may stand in a description between single quotes.
  private func quoted(for shell: CompletionShell) -> String {
    guard shell == .zsh else {
      return replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    }
    return ["\\", ":", "[", "]"].reduce(self) { $0.replacing($1, with: "\\" + $1) }
      .replacing("'", with: "'\\''")
  }
}
