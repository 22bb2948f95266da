import Glibc
import Testing

/// The program, or a shell, on a terminal of its own. It waits for what is shown, and never sleeps.
final class PseudoTerminal {
  private(set) var screen: Screen
  /// Everything that was written, escapes included.
  private(set) var written = ""
  let process: pid_t
  let home: Folder
  private var master: Int32
  private var slave: Int32
  private let before: termios
  private var ended: Ended?

  init(
    _ arguments: [String] = [], program: String = Program.path, columns: Int = 80, rows: Int = 24,
    home: Folder = Folder(), environment changes: [String: String] = [:],
    background: String? = "rgb:1e1e/1e1e/1e1e", tellsKind: Bool = true
  ) throws {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    try #require(openpty(&master, &slave, &name, nil, &size) == 0)
    for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    (self.master, self.slave, self.home) = (master, slave, home)
    screen = Screen(columns: columns, rows: rows)
    (screen.background, screen.tellsKind) = (background, tellsKind)
    before = Self.settings(of: slave)
    process = try spawn(
      [program] + arguments,
      environment: standardEnvironment(home: home.path).merging(changes) { $1 }
        .filter { !$0.value.isEmpty }, ownSession: true  // an empty value stands for none
    ) { actions in
      posix_spawn_file_actions_addopen(actions, 0, name, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(actions, 0, 1)
      posix_spawn_file_actions_adddup2(actions, 0, 2)
    }
  }

  deinit {
    if ended == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    if master >= 0 { close(master) }
    if slave >= 0 { close(slave) }
  }

  func type(_ keys: String) {
    var bytes = Array(keys.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, min($0.count, 512)) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
      read(forAtMost: 0)
    }
  }

  func send(_ signal: Int32) { kill(process, signal) }

  func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the screen is as described.
  func wait(
    for what: String, _ location: SourceLocation = #_sourceLocation,
    until isReached: (Screen) -> Bool
  ) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while !isReached(screen) {
      let hasMore = read(forAtMost: 50) || ended == nil && !poll()
      if isReached(screen) { return }
      try #require(
        hasMore && ContinuousClock.now < deadline, "waiting for \(what):\n\(screen.text)",
        sourceLocation: location)
    }
  }

  func waitForText(_ text: String, _ location: SourceLocation = #_sourceLocation) throws {
    try wait(for: text, location) { $0.text.contains(text) }
  }

  /// Types a line, and waits until the next one may be typed.
  func enter(_ line: String, _ location: SourceLocation = #_sourceLocation) throws {
    let count = screen.promptCount
    type(line + "\r")
    try wait(for: "the prompt after '\(line)'", location) {
      $0.promptCount > count && $0.line.hasSuffix("▸")
    }
  }

  /// Waits for a prompt with nothing, or with `typed`, behind it.
  func waitForPrompt(
    typed: String = "", _ location: SourceLocation = #_sourceLocation
  ) throws {
    let end = "▸" + (typed.isEmpty ? "" : " " + typed)
    try wait(for: "a prompt with '\(typed)'", location) {
      $0.bracketsPastes && $0.line.hasSuffix(end)
    }
  }

  /// Waits until keys such as Ctrl-C go to another program than the shell.
  func waitForForeground(
    otherThan shell: pid_t, _ location: SourceLocation = #_sourceLocation
  ) throws {
    try wait(for: "a job in the foreground", location) { _ in tcgetpgrp(master) != shell }
  }

  /// Waits until the program is over, and has said everything.
  func waitForEnd(_ location: SourceLocation = #_sourceLocation) throws -> Ended {
    let deadline = ContinuousClock.now + .seconds(20)
    while !poll() {
      read(forAtMost: 20)
      try #require(
        ContinuousClock.now < deadline, "it does not end:\n\(screen.text)", sourceLocation: location
      )
    }
    while read(forAtMost: 0) {}
    return ended!
  }

  /// Takes the terminal away, and waits for what becomes of the program.
  func hangUp() throws -> Ended {
    close(master)
    close(slave)
    (master, slave) = (-1, -1)
    let deadline = ContinuousClock.now + .seconds(20)
    while !poll() { try #require(ContinuousClock.now < deadline, "it does not end") }
    return ended!
  }

  var hidesCursor: Bool { screen.hidesCursor }

  var hasEnded: Bool { poll() }

  /// Lets some time pass, unless more is written meanwhile.
  func listen(forAtMost milliseconds: Int32) { read(forAtMost: milliseconds) }

  /// Whether the terminal is as it was before the program started.
  var isAsBefore: Bool {
    let now = Self.settings(of: slave)
    return now.c_iflag == before.c_iflag && now.c_oflag == before.c_oflag
      && now.c_cflag == before.c_cflag && now.c_lflag == before.c_lflag
      && withUnsafeBytes(of: now.c_cc) { a in
        withUnsafeBytes(of: before.c_cc) { a.elementsEqual($0) }
      } && !screen.bracketsPastes
  }

  private static func settings(of descriptor: Int32) -> termios {
    var settings = termios()
    tcgetattr(descriptor, &settings)
    return settings
  }

  private func poll() -> Bool {
    var status: Int32 = 0
    if ended == nil, waitpid(process, &status, WNOHANG) == process { ended = Ended(status: status) }
    return ended != nil
  }

  @discardableResult
  private func read(forAtMost milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&waiting, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    screen.feed(bytes[..<count])
    let answers = Array(screen.takeAnswers().utf8)
    if !answers.isEmpty { _ = Glibc.write(master, answers, answers.count) }
    written += String(decoding: bytes[..<count], as: UTF8.self)
    return true
  }
}
