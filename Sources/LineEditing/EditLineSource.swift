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
  /// How many lines were typed or pasted together.
  private var blockCount = 0
  public private(set) var lineStandsBehindPrompt = true
  var prefilled = ""
  /// Keys that were read and not given to libedit yet.
  var readAhead: [Unicode.Scalar] = []
  /// Whether the keys are those of vi, as an `.editrc` may ask.
  var isVi = false
  /// What terminals send for a key, and the code that stands for it; empty where libedit itself
  /// knows the sequences.
  var sequences: [String: Unicode.Scalar] = [:]
  /// Whether Ctrl-R reads the keys, which Escape ends.
  var isSearching = false
  var walk: Walk?
  /// Where Tab was pressed last, to know a second Tab.
  var completedAt: (line: String, cursor: Int)?
  /// How many screens of choices were listed there.
  var screensListed = 0

  /// Nil where libedit cannot work with this terminal.
  ///
  /// - Parameters:
  ///   - history: lines of earlier sessions, oldest first, each once.
  ///   - configuration: the lines of the learner's `.editrc`.
  public init?(
    history lines: [String], limit: Int = 2000, configuration: [String] = [],
    assistance: Assistance
  ) {
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
    bindKeys(configuration)
    entries = Array(lines.suffix(limit))
    for line in entries { _ = edit_history_enter(history, line) }
    columns = TerminalDevice.size(of: 1)?.columns ?? 80
  }

  deinit {
    el_end(edit)
    history_end(history)
    free(prompt)
  }

  public func next(prompt text: String) -> Line {
    if pending.isEmpty {
      switch typedLines(prompt: text) {
      case nil: return .interrupted
      case []?: return .end
      case let lines?:
        for line in lines { keep(line) }
        (pending, blockCount) = (lines, lines.count)
      }
      if blockCount == 1 { return .text(pending.removeFirst()) }
    }
    // Of several lines, each stands right above its answer.
    put(text + pending[0] + "\n")
    lineStandsBehindPrompt = true
    return .text(pending.removeFirst())
  }

  public func prefill(_ text: String) { prefilled = text }

  public func dropPending() { pending = [] }

  public var placeInBlock: (line: Int, count: Int)? {
    blockCount > 1 ? (blockCount - pending.count, blockCount) : nil
  }

  /// The lines that were typed earlier, the newest last, each once.
  public var typedBefore: [String] { entries }

  /// Complete lines: an open bracket goes on in the next one, until it is closed or an empty line
  /// ends it. Nil where Ctrl-C was pressed; nothing at the end of the input.
  private func typedLines(prompt text: String) -> [String]? {
    var (lines, open): ([String], String?) = ([], nil)
    var edits = 0
    repeat {
      show(prompt: edits == 0 ? text : continuation)
      let typed: String
      switch edited() {
      case .interrupted: return nil
      case .end where edits == 0: return []
      case .end: typed = ""
      case .text(let text): typed = text
      }
      edits += 1
      for line in typed.split(separator: "\n", omittingEmptySubsequences: false) {
        take(String(line), into: &lines, &open)
      }
      lineStandsBehindPrompt = edits == 1 && lines == [typed]
      // They are shown once more, each above its answer.
      if edits == 1, lines.count > 1, open == nil { eraseAbove(typed) }
    } while open != nil
    return lines.isEmpty ? [""] : lines
  }

  private func take(_ typed: String, into lines: inout [String], _ open: inout String?) {
    let line: String
    if let begun = open {
      let next = PastedText.behindContinuation(typed)
      guard !next.isEmpty else {
        lines.append(begun)
        open = nil
        return
      }
      line = assistance.join(begun, next)
    } else {
      line = PastedText.behindPrompt(typed) ?? typed
    }
    open = assistance.isOpen(line) ? line : nil
    if open == nil, line.contains(where: { $0 != " " }) { lines.append(line) }
  }

  /// The mark of a line that goes on; it ends where the prompt ends.
  private var continuation: String {
    let margin = promptCells * 2 < columns ? max(promptCells - 2, 0) : 0
    return String(repeating: " ", count: margin) + assistance.continuationPrompt()
  }

  /// One line, or several that were pasted, as they were when Enter was pressed.
  private func edited() -> Line {
    completedAt = nil
    walk = nil
    terminal_begin_editing()
    // Before the prompt is shown: else what is typed on sight of it is echoed twice.
    _ = edit_prepare_terminal(edit, 1)
    terminal_bracket_pastes(true)
    var count: Int32 = 0
    let bytes = el_gets(edit, &count)
    var typed = bytes.map { String(cString: $0) }
    terminal_bracket_pastes(false)
    _ = edit_prepare_terminal(edit, 0)
    terminal_end_editing()
    if terminal_was_interrupted() {
      terminal_forget_interrupt()
      return .interrupted
    }
    guard typed != nil, count > 0 else {
      put("\n")
      return .end
    }
    if typed?.last == "\n" { typed?.removeLast() }
    return .text(typed ?? "")
  }
}

/// Stands around what moves nothing in a prompt.
let mark: CChar = 1

func owner(of edit: OpaquePointer?) -> EditLineSource {
  Unmanaged<EditLineSource>.fromOpaque(edit_client(edit)).takeUnretainedValue()
}
