import ArgumentParser

/// The words that a shell's completion offers. The library would offer the default subcommand's
/// options behind its own name only, which nobody types; and either files or subcommands.
struct Offered: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backprop-tutor", abstract: Teach.configuration.abstract,
    version: Program.version, subcommands: [ListLessons.self])

  @OptionGroup var options: TeachOptions

  /// The script for a shell, where `arguments` ask for one.
  static func completionScript(_ arguments: [String]) -> String? {
    let option = "--generate-completion-script"
    guard let first = arguments.first, first.hasPrefix(option) else { return nil }
    let name =
      first == option ? arguments.dropFirst().first : String(first.dropFirst(option.count + 1))
    guard let shell = name.flatMap(CompletionShell.init(rawValue:)) else { return nil }
    return completionScript(for: shell).offeringFiles(in: shell)
  }
}

extension String {
  /// What is no option and no subcommand is a file of commands.
  fileprivate func offeringFiles(in shell: CompletionShell) -> String {
    switch shell {
    case .bash:
      replacing("complete -o filenames -F", with: "complete -o default -o filenames -F")
    case .zsh:
      replacing(
        "_describe -V subcommand subcommands && ret=0",
        with: "_describe -V subcommand subcommands && ret=0; _files && ret=0", maxReplacements: 1)
    case .fish:
      replacing("complete -c 'backprop-tutor' -f\n", with: "")
    default: self
    }
  }
}
