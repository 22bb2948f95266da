import Glibc
import SystemPackage

/// Where characters go. After a failure, such as that nobody reads any more, nothing is written.
final class Output {
  private let descriptor: FileDescriptor
  private(set) var failure: Errno?

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  static var results: Output { Output(.standardOutput) }
  static var complaints: Output { Output(.standardError) }

  func write(_ text: String) {
    guard failure == nil, !text.isEmpty else { return }
    var text = text
    text.withUTF8 { bytes in
      do {
        try descriptor.writeAll(UnsafeRawBufferPointer(bytes))
      } catch {
        failure = error as? Errno ?? .ioError
      }
    }
  }
}
