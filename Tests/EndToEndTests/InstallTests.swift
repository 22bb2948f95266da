import Foundation
import Testing

/// What stands around the program: its manual and its completions.
@Suite struct InstallTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let manual = root.appending(path: "man/backprop-tutor.1")

  /// Runs a tool where it is installed; nil elsewhere.
  private func tool(_ path: String, _ arguments: [String]) throws -> (code: Int32, text: String)? {
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test func `the manual has every option, and the version`() throws {
    let manual = try String(contentsOf: Self.manual, encoding: .utf8).replacing("\\-", with: "-")
    for match in try run("--help").results.matches(of: #/(?:^|\s)(--?[a-z]+)/#) {
      #expect(manual.contains(String(match.1)), "\(match.1)")
    }
    let version = try run("--version").results
    #expect(manual.contains("\"\(version.dropLast())\""))
  }

  @Test func `the manual is set without a complaint`() throws {
    let arguments = ["-man", "-ww", "-Tascii", "-P-cbou", Self.manual.path()]
    guard let set = try tool("/usr/bin/groff", arguments) else { return }
    #expect(set.code == 0 && !set.text.contains("warning") && set.text.contains("EXIT STATUS"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell gets a completion that it can read`(shell: String) throws {
    for arguments in [
      ["--generate-completion-script", shell], ["--generate-completion-script=\(shell)"],
    ] {
      let outcome = try run(arguments, input: [])
      #expect(outcome.ended == .exit(0) && outcome.complaints == "")
      for word in ["bail", "plain", "state", "lessons", "never"] {
        #expect(outcome.results.contains(word))
      }
      let folder = Folder()
      folder.write(outcome.results, to: "script")
      let paths = ["/bin/\(shell)", "/usr/bin/\(shell)"]
      guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
        continue
      }
      let read = try tool(path, ["-n", folder.path + "/script"])
      #expect(read?.code == 0, "\(read?.text ?? "")")
    }
    #expect(try run("--generate-completion-script", "tcsh").ended == .exit(2))
  }

  @Test(arguments: [
    ("bash", "complete -o default -o filenames -F _backprop-tutor"), ("zsh", "_files && ret=0"),
  ])
  func `files are offered too`(shell: String, words: String) throws {
    #expect(try run("--generate-completion-script", shell).results.contains(words))
    #expect(
      try !run("--generate-completion-script", "fish").results.contains("'backprop-tutor' -f\n"))
  }

  /// Options belong to the default subcommand, and are offered all the same.
  @Test(arguments: [
    ("--pl", "--plain"), ("le", "lessons"), ("--color ne", "never"), ("--lang p", "pt"),
    ("--plain --st", "--state"), ("lessons --pl", "--plain"),
  ])
  func `bash completes options, values and words`(typed: String, expected: String) throws {
    let folder = Folder()
    folder.write(try run("--generate-completion-script", "bash").results, to: "script")
    let commands = """
      cd '\(folder.path)'; . ./script; COMP_WORDS=(backprop-tutor \(typed)); COMPREPLY=()
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _backprop-tutor backprop-tutor "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    guard let answer = try tool("/bin/bash", ["--norc", "-c", commands]) else { return }
    #expect(answer.text.split(separator: "\n").map(String.init) == [expected])
  }
}
