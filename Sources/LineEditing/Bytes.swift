import Glibc

/// Writes all of `text`, or as much as somebody still reads.
func put(_ text: String, on descriptor: Int32 = 1) {
  var text = text
  text.withUTF8 { bytes in
    var done = 0
    while done < bytes.count {
      let count = write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return }
      done += count
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal might obey it instead of showing it.
  var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) }
}
