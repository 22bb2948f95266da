import Glibc
import Testing

/// Options, in the learner's language.
@Suite struct OptionTests {
  static let portuguese = ["LANG": "pt_BR.UTF-8"]

  @Test(arguments: [
    (["--help"], portuguese), (["-h"], portuguese), (["help"], portuguese),
    (["--lang", "pt", "--help"], [:]), (["--help", "--lang=pt"], [:]),
    (["lessons", "--help"], portuguese), (["-h", "--lang", "xx"], portuguese),
  ])
  func `help is in the learner's language`(
    arguments: [String], environment: [String: String]
  ) throws {
    let help = try run(arguments, input: [], environment: environment)
    #expect(help.ended == .exit(0) && help.complaints == "")
    for words in ["Aprenda backpropagation", "[opções] ARQUIVO", "-c COMANDOS", "Mostra a versão."]
    {
      #expect(help.results.contains(words), "\(words)")
    }
    for words in ["Learn", "Show", "options]", "Exit codes", "OVERVIEW", "USAGE", "OPTIONS"] {
      #expect(!help.results.contains(words), "\(words)")
    }
  }

  @Test func `help is English elsewhere, and where --lang says so`() throws {
    let english = try run("--help").results
    #expect(english.contains("Learn backpropagation") && english.contains("-c COMMANDS"))
    let chosen = try run(["--lang", "en", "-h"], input: [], environment: Self.portuguese)
    #expect(chosen.results == english)
  }

  @Test(arguments: [portuguese, [:]])
  func `help fits in 80 columns`(environment: [String: String]) throws {
    let help = try run(["-h"], input: [], environment: environment).results
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `help is drawn as is asked for`() throws {
    #expect(try !run("--help").results.contains("\u{1B}"))
    #expect(try run("--color", "always", "--help").results.contains("\u{1B}[1m--plain"))
    #expect(try run("--help", "--plain").results.contains("--plain: Linear text"))
  }

  /// All kinds of complaints that swift-argument-parser has for our options, and our own.
  @Test(arguments: [
    (["--wrong"], "There is no option --wrong.", "A opção --wrong não existe."),
    (
      ["--pain"], "There is no option --pain. Did you mean --plain?",
      "A opção --pain não existe. Você quis dizer --plain?"
    ),
    (
      ["--language", "pt"], "There is no option --language. Did you mean --lang?",
      "A opção --language não existe. Você quis dizer --lang?"
    ),
    (["-x"], "There is no option -x.", "A opção -x não existe."),
    (["-xc"], "There is no option -xc.", "A opção -xc não existe."),
    (
      ["--state"], "Something is missing behind --state, as in --state ~/tutor.",
      "Falta algo depois de --state, como em --state ~/tutor."
    ),
    (
      ["-c"], "Something is missing behind -c, as in -c 'x = 2; x * x'.",
      "Falta algo depois de -c, como em -c 'x = 2; x * x'."
    ),
    (
      ["--plain=3"], "--plain stands alone: leave out =3.", "--plain se usa sem valor: tire =3."
    ),
    (
      ["--color", "red"], "--color takes auto, always or never, not red.",
      "--color aceita auto, always ou never, e não red."
    ),
    (["a", "b"], "There is nothing to do with b:", "Não há o que fazer com b:"),
    (["a", "b", "c"], "There is nothing to do with b c:", "Não há o que fazer com b c:"),
    (["lessons", "a"], "There is nothing to do with a:", "Não há o que fazer com a:"),
    (["lessons", "-c", "1"], "-c does not go with lessons.", "-c não combina com lessons."),
    (
      ["-c", "1", "a"], "Give either -c or a file, not both.", "Use -c ou um arquivo, não os dois."
    ),
    (
      ["--generate-completion-script", "tcsh"],
      "There are completions for bash, fish, zsh, not for tcsh.",
      "Há autocompletar para bash, fish, zsh, mas não para tcsh."
    ),
  ])
  func `a complaint is in the learner's language, says what to do, and is code 2`(
    arguments: [String], english: String, portuguese: String
  ) throws {
    for (environment, sentence, help) in [
      ([:], english, "backprop-tutor --help lists the options."),
      (Self.portuguese, portuguese, "backprop-tutor --help lista as opções."),
    ] {
      let outcome = try run(arguments, input: [], environment: environment)
      #expect(outcome.complaints.hasPrefix("backprop-tutor: \(sentence)"))
      #expect(outcome.complaints.hasSuffix("\(help)\n"))
      #expect(outcome.ended == .exit(2) && outcome.results == "")
    }
    let chosen = try run(["--lang", "pt"] + arguments, input: [])
    #expect(chosen.ended == .exit(2))
    #expect(chosen.complaints.contains(portuguese))
  }

  @Test func `an unknown language is refused with those that there are`() throws {
    for arguments in [["--lang", "xx"], ["--lang=xx"], ["--lang", "xx", "-c", "1"]] {
      let english = try run(arguments, input: [])
      #expect(
        english.complaints
          == "backprop-tutor: There is no language xx. --lang takes one of these: "
          + "en (English), pt (Português).\n")
      #expect(english.ended == .exit(2) && english.results == "")
      let other = try run(arguments, input: [], environment: Self.portuguese)
      #expect(other.complaints.contains("O idioma xx não existe aqui."))
    }
    #expect(try run("--lang", "").ended == .exit(2))
  }

  @Test(arguments: ["pt", "PT", "pt_BR", "pt-BR.UTF-8"])
  func `a language is known by its code as people write it`(code: String) throws {
    #expect(try run("--lang", code, "-c", "zz").complaints.contains("Não"))
  }

  @Test func `what is wrong at the start is said in the learner's language`() throws {
    for arguments in [["no/such/file"], ["--lessons", "/no/such/folder"]] {
      #expect(
        try run(arguments, input: []).complaints
          != run(arguments, input: [], environment: Self.portuguese).complaints)
    }
  }

  @Test func `a third language speaks here too, from its folder`() throws {
    let home = Folder()
    mkdir(home.path + "/eo", 0o700)
    home.write(
      """
      English
      Esperanto

      Show the version.
      Montru l'eldonon: [ĝin].

      There is no option {name}.
      Ne estas opcio {name}.

      """, to: "eo/phrases.txt")
    let eo = ["--lessons", home.path, "--lang", "eo"]
    #expect(try run(eo + ["-h"], input: []).results.contains("Montru l'eldonon"))
    #expect(try run(eo + ["-h"], input: []).results.contains("--lang en|eo|pt"))
    #expect(try run(eo + ["--wrong"], input: []).complaints.contains("Ne estas opcio --wrong."))
    for shell in ["zsh", "fish"] {
      let script = try run(eo + ["--generate-completion-script", shell], input: []).results
      home.write(script, to: shell)
      let read = try tool("/usr/bin/\(shell)", ["-n", home.path + "/" + shell])
      #expect(read == nil || read?.code == 0)
    }
  }
}
