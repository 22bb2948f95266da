/// Numbers at a fixed place that is a multiple of 64 bytes, as vector instructions like it.
final class AlignedTable<Element> {
  let start: UnsafeMutablePointer<Element>
  let count: Int
  private let elements: [Element]
  private let memory: UnsafeMutableRawPointer

  init(_ elements: [Element]) {
    self.elements = elements
    count = elements.count
    memory = .allocate(byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
    start = memory.initializeMemory(as: Element.self, from: elements, count: count)
  }

  deinit { memory.deallocate() }

  /// The numbers that it was made with.
  func reset() { start.update(from: elements, count: count) }
}
