import Glibc
import LineEditing
import SystemPackage
import Tutor

/// The names of files, for whoever types one.
struct FileNames {
  let surroundings: Surroundings

  /// The files and folders whose names go on from what is typed. Hidden ones are offered only to
  /// whoever types their dot, and names with control characters to nobody.
  func continuing(_ partial: PartialFileName, explaining folderWord: String) -> [Candidate] {
    let typed = partial.typed == "~" ? "~/" : partial.typed
    let folderEnd = typed.lastIndex(of: "/").map(typed.index(after:)) ?? typed.startIndex
    let (folder, begun) = (String(typed[..<folderEnd]), typed[folderEnd...])
    let path = folder.isEmpty ? FilePath(".") : surroundings.path(folder)
    let found = ((try? Files.names(in: path)) ?? []).filter { name in
      name.hasPrefix(begun) && (begun.hasPrefix(".") || !name.hasPrefix("."))
        && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
        && !name.contains("\"")
    }
    return found.map { name in
      let isFolder = Self.isFolder(path.appending(name))
      return Candidate(
        PartialFileName.inCommand(folder + name + (isFolder ? "/" : "")), from: partial.start,
        explanation: isFolder ? folderWord : "")
    }
  }

  private static func isFolder(_ path: FilePath) -> Bool {
    var status = stat()
    return stat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
