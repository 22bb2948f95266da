import CTerminal
import Glibc

/// Lines of bytes from a descriptor: a pipe, a file, or a terminal without an editor, where the
/// prompt is written to another descriptor.
///
/// Bytes that are not UTF-8 become replacement characters; a last line without a line break counts.
public struct PipeSource: LineSource {
  private let descriptor: Int32
  private let prompts: Int32?
  /// What is said where the program was stopped and goes on: the terminal forgets what was begun.
  private let resumption: () -> String
  private var bytes: [UInt8] = []
  /// The bytes before it hold no line break.
  private var scanned = 0
  private var start = 0
  private var isAtEnd = false
  private var isFirst = true

  public init(
    descriptor: Int32 = 0, promptingOn prompts: Int32? = nil,
    resumption: @escaping () -> String = { "" }
  ) {
    self.descriptor = descriptor
    self.prompts = prompts
    self.resumption = resumption
  }

  public mutating func next(prompt: String) -> Line {
    // Before the prompt: Ctrl-Z may come on sight of it.
    terminal_forget_stop()
    if let prompts { put(prompt, on: prompts) }
    while true {
      if let end = bytes[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          start = end + 1
          scanned = start
        }
        return .text(text(bytes[start..<end]))
      }
      scanned = bytes.count
      if isAtEnd {
        defer { drop() }
        // What comes next begins a line of its own.
        if start == bytes.count, let prompts { put("\n", on: prompts) }
        return start < bytes.count ? .text(text(bytes[start...])) : .end
      }
      guard terminal_wait(descriptor) else {
        guard terminal_was_interrupted() else {
          if let prompts { put(resumption() + prompt, on: prompts) }
          continue
        }
        terminal_forget_interrupt()
        drop()
        if let prompts { put("\n", on: prompts) }
        return .interrupted
      }
      fill()
    }
  }

  public var hasMore: Bool { start < bytes.count || terminal_has_key(descriptor, 0) }

  private mutating func fill() {
    bytes.removeFirst(start)
    scanned -= start
    start = 0
    let (size, held) = (64 * 1024, bytes.count)
    bytes.append(contentsOf: repeatElement(0, count: size))
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + held, size) }
    isAtEnd = count == 0 || (count < 0 && errno != EINTR)
    bytes.removeLast(size - max(count, 0))
  }

  private mutating func drop() {
    bytes = []
    scanned = 0
    start = 0
  }

  private mutating func text(_ slice: ArraySlice<UInt8>) -> String {
    var slice = slice
    if slice.last == UInt8(ascii: "\r") { slice.removeLast() }
    if isFirst, slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice.removeFirst(3) }
    isFirst = false
    let text = String(decoding: slice, as: UTF8.self)
    // Arrows and the like, which a terminal takes for text.
    return prompts == nil ? text : text.replacing("\t", with: " ").pictured()
  }
}
