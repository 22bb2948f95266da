import Glibc
import LineEditing
import SystemPackage
import Terminal

/// What the program finds where it was started. Nothing else looks at the environment.
struct Surroundings {
  var environment: (String) -> String? = { name in
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
  var inputIsTerminal = isatty(0) == 1
  var outputIsTerminal = isatty(1) == 1
  var errorIsTerminal = isatty(2) == 1

  /// Whether lines can be edited here.
  var hasEditor: Bool { inputIsTerminal && outputIsTerminal && !isDumb }

  private var isDumb: Bool { environment("TERM") == nil || environment("TERM") == "dumb" }

  /// What can be shown. A script is answered in the same bytes everywhere, unless colours are
  /// asked for.
  func profile(_ start: Start, interactive: Bool, onErrors: Bool = false)
    -> TerminalProfile
  {
    let isTerminal = onErrors ? errorIsTerminal : outputIsTerminal
    let size = interactive ? TerminalDevice.size(of: 1) : nil
    return TerminalProfile(
      width: size?.columns ?? 80, height: size?.rows ?? 24,
      colors: start.plain && start.colors == .auto
        ? .none : colors(start.colors, onScreen: interactive && isTerminal),
      unicode: !(interactive && localeIsNotUnicode), plain: start.plain,
      canvas: interactive && hasSmallFont ? .halves : .braille, isInteractive: interactive)
  }

  /// Whether the letters are those of a console or of hardware, among which braille is missing.
  private var hasSmallFont: Bool {
    guard let kind = environment("TERM") else { return false }
    let base = String(kind.split(separator: "-").first ?? "")
    let isVideoTerminal = base.hasPrefix("vt") && base.dropFirst(2).first?.isNumber == true
    return isVideoTerminal || ["linux", "cons25", "sun", "wsvt25"].contains(base)
  }

  private func colors(_ choice: Start.Colors, onScreen: Bool) -> TerminalProfile.ColorDepth {
    switch choice {
    case .never: return .none
    case .auto where environment("NO_COLOR") != nil: return .none
    case .auto where environment("CLICOLOR_FORCE") ?? "0" != "0": break
    case .auto where !onScreen || isDumb || environment("CLICOLOR") == "0": return .none
    case .auto, .always: break
    }
    let kind = environment("TERM") ?? ""
    if ["truecolor", "24bit"].contains(environment("COLORTERM")) || kind.hasSuffix("-direct") {
      return .trueColor
    }
    let isForced = choice == .always || environment("CLICOLOR_FORCE") ?? "0" != "0"
    let usual: TerminalProfile.ColorDepth = kind.contains("256color") ? .ansi256 : .ansi16
    guard onScreen, let described = Self.colors(of: kind) else { return usual }
    let hasThemAnyway = isForced || environment("COLORTERM") != nil
    return described == .none && hasThemAnyway ? usual : described
  }

  /// What the system's description of this kind of terminal says; nil where there is none.
  private static func colors(of kind: String) -> TerminalProfile.ColorDepth? {
    switch TerminalDevice.colorCount(of: kind) {
    case nil:
      kind == "unknown" || kind.hasSuffix("-m") || kind.hasSuffix("-mono")
        ? TerminalProfile.ColorDepth.none : nil
    case let count? where count >= 1 << 24: .trueColor
    case let count? where count >= 256: .ansi256
    case let count? where count >= 8: .ansi16
    default: TerminalProfile.ColorDepth.none
    }
  }

  /// `C` counts as Unicode unless somebody insists by `LC_ALL`: containers have no locale at all.
  private var localeIsNotUnicode: Bool {
    if ["C", "POSIX"].contains(environment("LC_ALL")) { return true }
    let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
    let parts = locale.split(separator: "@")[safe: 0]?.split(separator: ".") ?? []
    guard parts.count == 2 else { return false }
    return !["utf8", "utf-8"].contains(parts[1].lowercased())
  }

  // MARK: - The background

  /// What the terminal answers when it is asked for its background. Only those are asked that are
  /// known to answer; to others the question might look like text.
  func background(within milliseconds: Int32) -> TerminalProfile.Background? {
    guard hasEditor, answersQuestions else { return nil }
    return TerminalDevice.background(within: milliseconds)
      .flatMap(TerminalProfile.Background.init(answer:))
  }

  private var answersQuestions: Bool {
    let kind = environment("TERM") ?? ""
    let known = ["xterm", "tmux", "kitty", "alacritty", "foot", "wezterm", "ghostty", "konsole"]
    return known.contains { kind.contains($0) }
      || kind.hasPrefix("screen") && environment("TMUX") != nil
  }

  /// What the surroundings say about it.
  var namedBackground: TerminalProfile.Background? {
    environment("COLORFGBG").flatMap(TerminalProfile.Background.init(colorFGBG:))
  }

  // MARK: - The language

  /// Codes of languages, the one that is liked best first: `pt` for `pt_BR.UTF-8`. As elsewhere,
  /// `LANGUAGE` is a list that counts where the locale is not `C`.
  var languageCodes: [String] {
    let locale = environment("LC_ALL") ?? environment("LC_MESSAGES") ?? environment("LANG") ?? ""
    let own = Self.code(of: locale)
    if ["", "c", "posix"].contains(own) { return [] }
    let liked = environment("LANGUAGE")?.split(separator: ":").map(Self.code) ?? []
    return liked + [own]
  }

  static func code(of locale: some StringProtocol) -> String {
    String(locale.prefix { $0.isLetter }).lowercased()
  }

  // MARK: - Files

  /// Days since 1970 on the calendar that hangs here.
  var today: Int {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    let seconds = Int(now) + local.tm_gmtoff
    return seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
  }

  /// Where state is kept; nil where there is no home.
  func stateFolder(_ chosen: String?) -> FilePath? {
    if let chosen { return path(chosen) }
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return FilePath(state).appending("backprop-tutor")
    }
    return environment("HOME").map { FilePath($0).appending(".local/state/backprop-tutor") }
  }

  /// The lines of the learner's `.editrc`, which all programs with libedit read.
  var editorConfiguration: [String] {
    let file = environment("EDITRC") ?? environment("HOME").map { $0 + "/.editrc" }
    guard let file, let text = try? Files.read(FilePath(file)) else { return [] }
    return text.split(separator: "\n").map { String($0.drop { $0 == " " || $0 == "\t" }) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// A path as it was typed, `~/` included.
  func path(_ typed: String) -> FilePath {
    guard typed == "~" || typed.hasPrefix("~/"), let home = environment("HOME") else {
      return FilePath(typed)
    }
    return FilePath(home + typed.dropFirst())
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
