import CEdit
import CTerminal
import Glibc

/// Lines that a learner types on a terminal, with history, search and completion, by libedit.
///
/// The terminal is prepared for keys only while a line is edited. Signals are this class's own
/// business (`EL_SIGNAL 0` and a reader that waits in `pselect`): none is lost between a look at
/// its flag and the wait for a key.
public final class EditLineSource: LineSource {
  let edit: OpaquePointer
  let history: OpaquePointer
  var entries: [String] = []
  let assistance: Assistance

  /// What libedit shows before the line, owned by this object.
  var prompt: UnsafeMutablePointer<CChar>?
  var promptCells = 0
  var shownPrompt = ""
  var columns = 80
  private var pending: [String] = []
  public private(set) var lineStandsBehindPrompt = true
  var prefilled = ""
  /// Where Tab was pressed last, to know a second Tab.
  var completedAt: (line: String, cursor: Int)?

  /// Nil where libedit cannot work with this terminal.
  ///
  /// - Parameter history: lines of earlier sessions, oldest first.
  public init?(history lines: [String], limit: Int = 2000, assistance: Assistance) {
    terminal_use_utf8()
    terminal_guard(0)
    guard let edit = edit_open("backprop-tutor"), let history = history_init() else { return nil }
    self.edit = edit
    self.history = history
    self.assistance = assistance
    _ = edit_set_client(edit, Unmanaged.passUnretained(self).toOpaque())
    _ = edit_set_signals(edit, 0)
    _ = edit_set_editor(edit, "emacs")
    _ = edit_set_reader(edit) { owner(of: $0).readKey(into: $1!) }
    _ = edit_set_prompt(edit, { owner(of: $0).prompt }, mark)
    _ = edit_history_limit(history, Int32(limit))
    _ = edit_set_history(edit, history)
    bindKeys()
    for line in lines.suffix(limit) { enter(line) }
    columns = TerminalDevice.size(of: 1)?.columns ?? 80
  }

  deinit {
    el_end(edit)
    history_end(history)
    free(prompt)
  }

  public func next(prompt text: String) -> Line {
    if !pending.isEmpty {
      let line = pending.removeFirst()
      put(text + line + "\n")
      lineStandsBehindPrompt = true
      return .text(line)
    }
    show(prompt: text)
    completedAt = nil
    terminal_begin_editing()
    // Before the prompt is shown: else what is typed on sight of it is echoed twice.
    _ = edit_prepare_terminal(edit, 1)
    terminal_bracket_pastes(true)
    var count: Int32 = 0
    let bytes = el_gets(edit, &count)
    let typed = bytes.map { String(cString: $0) }
    terminal_bracket_pastes(false)
    _ = edit_prepare_terminal(edit, 0)
    terminal_end_editing()
    if terminal_was_interrupted() {
      terminal_forget_interrupt()
      return .interrupted
    }
    guard let typed, count > 0 else {
      put("\n")
      return .end
    }
    let lines = typed.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    for line in lines { keep(line) }
    pending = Array(lines.dropFirst())
    lineStandsBehindPrompt = pending.isEmpty
    return .text(lines.first ?? "")
  }

  public func prefill(_ text: String) { prefilled = text }

  public func dropPending() { pending = [] }

  private func keep(_ line: String) {
    guard line.contains(where: { $0 != " " }), line != entries.last else { return }
    enter(line)
    assistance.remember(line)
  }

  private func enter(_ line: String) {
    guard line != entries.last else { return }
    entries.append(line)
    _ = edit_history_enter(history, line)
  }
}

/// Stands around what moves nothing in a prompt.
let mark: CChar = 1

func owner(of edit: OpaquePointer?) -> EditLineSource {
  Unmanaged<EditLineSource>.fromOpaque(edit_client(edit)).takeUnretainedValue()
}
