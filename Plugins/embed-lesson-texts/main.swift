// embed-lesson-texts OUTPUT DIRECTORY FILE…
//
// Writes one Swift file that holds every FILE as a raw string literal under its path in DIRECTORY.

import Foundation

/// As many `#` as it takes that nothing in `text` can end the literal or escape from it.
func delimiter(for text: String) -> String {
  var longest = 0
  var current = 0
  for byte in text.utf8 {
    current = byte == UInt8(ascii: "#") ? current + 1 : 0
    longest = max(longest, current)
  }
  return String(repeating: "#", count: longest + 1)
}

/// The last line break of a literal belongs to its closing quotes, hence the empty line.
func literal(_ text: String) -> String {
  let hashes = delimiter(for: text)
  return "\(hashes)\"\"\"\n\(text)\n\"\"\"\(hashes)"
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 2 else {
  FileHandle.standardError.write(
    Data("embed-lesson-texts: OUTPUT DIRECTORY FILE… are needed\n".utf8))
  exit(2)
}
let output = URL(fileURLWithPath: arguments[1])
let directory = URL(fileURLWithPath: arguments[2]).path + "/"

var swift = """
  extension LessonTexts {
    /// The texts with their paths in `lessons/`, as `en/01-random-search.md`.
    public static let files: [(path: String, text: String)] = [

  """
do {
  for path in arguments.dropFirst(2) {
    let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    let name = path.hasPrefix(directory) ? String(path.dropFirst(directory.count)) : path
    swift += "(\n#\"\(name)\"#,\n\(literal(text))\n),\n"
  }
  swift += "  ]\n}\n"
  try Data(swift.utf8).write(to: output)
} catch {
  FileHandle.standardError.write(Data("embed-lesson-texts: \(error)\n".utf8))
  exit(1)
}
