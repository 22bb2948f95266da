import Foundation
import Testing

/// What may pass between the rooms: SwiftPM sees dependencies of a room's dependencies as well, so
/// the `import` lines are held against the plan here.
@Suite struct ImportTests {
  /// Glibc stands for the C library and its libm, Synchronization for the standard library; each
  /// room says whether it needs them.
  static let allowed: [String: Set<String>] = [
    "GradientCore": ["CKernels", "Glibc"],
    "DocumentModel": [],
    "Tables": [],
    "Tutor": ["GradientCore", "DocumentModel", "Tables", "Glibc"],
    "Lessons": [
      "Tutor", "GradientCore", "DocumentModel", "LessonTexts", "CMark", "Synchronization",
    ],
    "Terminal": ["DocumentModel", "CTerminal", "Glibc"],
    "LineEditing": ["CEdit", "CTerminal", "Glibc"],
    "backprop-tutor": [
      "GradientCore", "DocumentModel", "Tables", "Tutor", "Lessons", "Terminal", "LineEditing",
      "ArgumentParser", "SystemPackage", "Glibc",
    ],
  ]

  @Test(arguments: allowed.keys.sorted())
  func `a room imports what the plan allows`(room: String) throws {
    let files = try Checkout.files(below: "Sources/\(room)", ending: ".swift")
    #expect(!files.isEmpty)
    for file in files {
      let surplus = imports(of: file.text).subtracting(Self.allowed[room]!)
      #expect(surplus.isEmpty, "\(file.path) imports \(surplus.sorted())")
    }
  }

  @Test func `every room is in the plan`() throws {
    let rooms = try Checkout.files(below: "Sources", ending: ".swift")
      .map { String($0.path.split(separator: "/")[1]) }
    #expect(Set(rooms) == Set(Self.allowed.keys))
  }

  @Test func `lesson texts import nothing`() throws {
    for file in try Checkout.files(below: "lessons", ending: ".swift") {
      #expect(imports(of: file.text).isEmpty, "\(file.path)")
    }
  }

  /// Start-up, size, and names that clash.
  @Test func `no source imports Foundation`() throws {
    for file in try Checkout.files(below: "Sources", ending: ".swift") {
      #expect(imports(of: file.text).isDisjoint(with: ["Foundation", "FoundationEssentials"]))
    }
  }

  /// Only the two ends touch the world.
  @Test(arguments: ["GradientCore", "DocumentModel", "Tables", "Tutor", "Lessons", "Terminal"])
  func `a room between the two ends opens no file and asks no environment`(room: String) throws {
    for file in try Checkout.files(below: "Sources/\(room)", ending: ".swift") {
      for call in ["getenv(", "fopen(", "readLine(", "CommandLine.", "time(nil)", "Clock.now"] {
        #expect(!file.text.contains(call), "\(file.path) calls \(call)")
      }
    }
  }

  private func imports(of text: String) -> Set<String> {
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    var modules: Set<String> = []
    for line in text.split(separator: "\n") {
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first,
        first.hasPrefix("@") || first == "public" || first == "internal"
      {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { continue }
      let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      modules.insert(String(name.prefix { $0 != "." }))
    }
    return modules
  }
}
