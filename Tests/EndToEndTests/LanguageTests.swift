import Glibc
import Testing

/// Which language is spoken.
@Suite struct LanguageTests {
  private func spoken(_ environment: [String: String], _ arguments: String...) throws -> String {
    let outcome = try run(arguments + ["-c", "zz"], input: [], environment: environment)
    return outcome.complaints.contains("Não") ? "pt" : "en"
  }

  @Test(arguments: [
    (["LANG": "pt_BR.UTF-8"], "pt"), (["LANG": "pt_PT.UTF-8"], "pt"), (["LANG": "pt"], "pt"),
    (["LANG": "pt_BR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"], "en"),
    (["LANG": "en_US.UTF-8", "LC_MESSAGES": "pt_BR"], "pt"),
    (["LANG": "pt_BR.UTF-8", "LC_ALL": "C"], "en"), (["LC_ALL": "pt_BR.UTF-8"], "pt"),
    (["LANG": "de_DE.UTF-8"], "en"), (["LANG": "C.UTF-8"], "en"), (["LANG": ""], "en"),
    (["LANG": "de_DE.UTF-8", "LANGUAGE": "fr:pt_BR:en"], "pt"),
    (["LANG": "pt_BR.UTF-8", "LANGUAGE": "en_GB:pt"], "en"),
    (["LANG": "C", "LANGUAGE": "pt"], "en"), (["LANG": "pt_BR@latin"], "pt"),
  ])
  func `the locale chooses it`(environment: [String: String], code: String) throws {
    #expect(try spoken(environment) == code)
  }

  @Test func `--lang goes before the locale`() throws {
    #expect(try spoken(["LANG": "pt_BR.UTF-8"], "--lang", "en") == "en")
    #expect(try spoken(["LANG": "en_US.UTF-8"], "--lang", "pt") == "pt")
  }

  @Test func `lang changes it, and it is kept`() throws {
    let home = Folder()
    let terminal = try PseudoTerminal(home: home)
    try terminal.waitForPrompt()
    try terminal.enter("lang pt")
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    let next = try PseudoTerminal(home: home)
    try next.waitForPrompt()
    #expect(next.screen.text.contains("próxima") || next.screen.text.contains("Enter"))
    #expect(next.screen.text.contains("busca"))
  }

  @Test func `a third language is a folder and nothing else`() throws {
    let home = Folder()
    mkdir(home.path + "/eo", 0o700)
    home.write(
      """
      English
      Esperanto

      I don't know {name}. help lists the commands.
      Mi ne konas {name}. helpo listigas la komandojn.

      The language is English now.
      La lingvo nun estas Esperanto.

      """, to: "eo/phrases.txt")
    home.write("lecionoj = lessons\nĉesi cxesi = quit\n", to: "eo/words.txt")
    home.write(
      "# Unua\n\n```setup\nx = 1\nf = x * x\n```\n\n## Paĝo\n\nSaluton.\n",
      to: "eo/01-random-search.md")
    let outcome = try run(
      "--lessons", home.path, "--lang", "eo", "-c", "lang; lecionoj; open 1; open 2; zz")
    #expect(outcome.results.contains("eo  Esperanto\n"))
    #expect(outcome.results.contains("Unua") && outcome.results.contains("Saluton."))
    #expect(outcome.results.contains("Local search"), "what is not translated is English")
    #expect(outcome.complaints.contains("Mi ne konas zz"))
    let help = try run("--lessons", home.path, "--lang", "eo", "-c", "help; help exit").results
    #expect(help.contains("  lecionoj  open  ") && help.contains("  ĉesi\n"))
    #expect(help.contains("\nĉesi\n") && !help.contains("  lessons"))
    #expect(
      try run("--lessons", home.path, "-c", "zz", environment: ["LANG": "eo.UTF-8"]).complaints
        .contains("Mi ne konas zz"))
  }
}
