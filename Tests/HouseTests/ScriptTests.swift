import Foundation
import Testing

/// The README's commands are there to be run.
@Suite struct ScriptTests {
  @Test(arguments: [
    "Scripts/run", "Scripts/test", "Scripts/libraries", "Scripts/soak", "Scripts/install",
    ".ci/run",
  ])
  func `a script can be executed and is a shell script without mistakes`(path: String) throws {
    let file = Checkout.root.appending(path: path).path()
    #expect(FileManager.default.isExecutableFile(atPath: file))
    let check = Process()
    check.executableURL = URL(filePath: "/bin/sh")
    check.arguments = ["-n", file]
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }
}
