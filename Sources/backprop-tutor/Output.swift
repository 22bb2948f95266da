import Glibc
import SystemPackage

/// Where characters go. When nobody reads any more, that is noted and nothing is said.
final class Output {
  private let descriptor: FileDescriptor
  private(set) var isClosed = false

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  static var results: Output { Output(.standardOutput) }
  static var complaints: Output { Output(.standardError) }

  func write(_ text: String) {
    guard !isClosed, !text.isEmpty else { return }
    var text = text
    text.withUTF8 { bytes in
      do { try descriptor.writeAll(UnsafeRawBufferPointer(bytes)) } catch { isClosed = true }
    }
  }
}
