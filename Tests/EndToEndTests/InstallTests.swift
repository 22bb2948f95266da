import Foundation
import Testing

/// What stands around the program: its manual and its completions.
@Suite struct InstallTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let manuals = [("en", "man/backprop-tutor.1"), ("pt", "man/pt_BR/backprop-tutor.1")]

  @Test(arguments: manuals)
  func `a manual has every option, and the version`(language: String, path: String) throws {
    let file = Self.root.appending(path: path)
    let manual = try String(contentsOf: file, encoding: .utf8).replacing("\\-", with: "-")
    for match in try run("--help", "--lang", language).results.matches(of: #/(?:^|\s)(--?[a-z]+)/#)
    {
      #expect(manual.contains(String(match.1)), "\(match.1)")
    }
    let version = try run("--version").results
    #expect(manual.contains("\"\(version.dropLast())\""))
  }

  @Test func `the manuals have the same parts`() throws {
    let parts = try Self.manuals.map { _, path in
      let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
      return text.split(separator: "\n").map { $0.prefix { $0 != " " } }.filter {
        [".SH", ".TP", ".nf", ".fi"].contains($0)
      }
    }
    #expect(Set(parts).count == 1)
  }

  @Test(arguments: manuals)
  func `a manual is set without a complaint`(language: String, path: String) throws {
    let file = Self.root.appending(path: path).path()
    let arguments = ["-k", "-man", "-ww", "-Tutf8", "-P-cbou", file]
    guard let set = try tool("/usr/bin/groff", arguments) else { return }
    let title = language == "pt" ? "CÓDIGOS DE SAÍDA" : "EXIT STATUS"
    #expect(set.code == 0 && !set.text.contains("warning") && set.text.contains(title))
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

  /// A shell at a terminal of its own, in which Tab prints the line and leaves.
  @Test(arguments: [
    ("--pl", "--plain"), ("le", "lessons"), ("--color ne", "--color never"),
    ("--lang=p", "--lang=pt"), ("--plain --st", "--plain --state="),
    ("lessons --pl", "lessons --plain"), ("sam", "sample"), ("--state fol", "--state folder/"),
  ])
  func `zsh completes options, values, words and files`(typed: String, expected: String) throws {
    let folder = try completed(for: "zsh", as: "_backprop-tutor")
    folder.write(
      """
      fpath=($PWD $fpath); autoload -U compinit; compinit -D -u
      finish() { zle complete-word; print -r -- "<$BUFFER>"; exit }
      zle -N finish; bindkey '^I' finish
      """, to: ".zshrc")
    let commands = """
      cd '\(folder.path)'; zmodload zsh/zpty
      zpty shell "ZDOTDIR=$PWD TERM=dumb zsh -d -i"
      zpty -n -w shell $'backprop-tutor \(typed)\t'
      while zpty -r shell line; do print -rn -- $line; done
      """
    guard let answer = try tool("/usr/bin/zsh", ["-f", "-c", commands]) else { return }
    let line = try #require(answer.text.firstMatch(of: #/<backprop-tutor (.*?) ?>/#))
    #expect(line.1 == expected)
  }

  @Test(arguments: [
    ("--pl", ["--plain"]), ("le", ["lessons"]), ("--color ", ["always", "auto", "never"]),
    ("--lang p", ["pt"]), ("--plain --st", ["--state"]), ("lessons --pl", ["--plain"]),
    ("sam", ["sample"]), ("--plain sam", ["sample"]), ("--state ", ["folder/"]), ("-c ", []),
    ("lessons sam", []),
  ])
  func `fish completes options, values, words and files`(typed: String, expected: [String]) throws {
    let folder = try completed(for: "fish", as: "script")
    let commands = """
      cd '\(folder.path)'; source script
      complete -C 'backprop-tutor \(typed)'
      """
    let arguments = ["--no-config", "-c", commands]
    guard let answer = try tool("/usr/bin/fish", arguments) else { return }
    let words = answer.text.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    #expect(words.sorted() == expected)
  }

  /// What is beside an option is told in the learner's language.
  @Test(arguments: ["zsh", "fish"])
  func `completions explain in the learner's language`(shell: String) throws {
    let script = try run("--lang", "pt", "--generate-completion-script", shell).results
    for words in ["Texto linear", "Mostra a versão.", "Mostra esta ajuda.", "Lista as lições."] {
      #expect(script.contains(words))
    }
    #expect(!script.contains("Show") && !script.contains("List the"))
  }

  /// A folder with a script, a file and a folder in it.
  private func completed(for shell: String, as name: String) throws -> Folder {
    let folder = Folder()
    folder.write(try run("--generate-completion-script", shell).results, to: name)
    folder.write("", to: "sample")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/folder", withIntermediateDirectories: false)
    return folder
  }
}

/// Runs a tool where it is installed; nil elsewhere.
func tool(_ path: String, _ arguments: [String]) throws -> (code: Int32, text: String)? {
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
