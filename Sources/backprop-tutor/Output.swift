import Glibc
import SystemPackage

/// Where characters go. After a failure, such as that nobody reads any more, nothing is written.
final class Output {
  private let descriptor: FileDescriptor
  private(set) var failure: Errno?

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  static var results: Output { Output(.standardOutput) }
  static var complaints: Output { Output(.standardError) }

  /// A program may be started with its ends closed. No file that is opened later may get their
  /// numbers: an answer would be written into it.
  static func reserveDescriptors() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      // The other way round, so that reading and writing fail as they would have.
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }

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
