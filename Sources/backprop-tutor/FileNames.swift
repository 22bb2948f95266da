import Glibc
import LineEditing
import SystemPackage
import Tutor

/// The names of files, for whoever types one.
struct FileNames {
  let surroundings: Surroundings

  /// The files and folders whose names go on from what is typed. Hidden ones are offered only to
  /// whoever types their dot.
  func continuing(_ partial: PartialFileName, explaining folderWord: String) -> [Candidate] {
    let typed = partial.typed == "~" ? "~/" : partial.typed
    let folderEnd = typed.lastIndex(of: "/").map(typed.index(after:)) ?? typed.startIndex
    let (folder, begun) = (String(typed[..<folderEnd]), typed[folderEnd...])
    let path = folder.isEmpty ? FilePath(".") : surroundings.path(folder)
    let found = ((try? Files.names(in: path)) ?? []).filter { name in
      name.unicodeScalars.starts(with: begun.unicodeScalars)
        && (begun.hasPrefix(".") || !name.hasPrefix("."))
    }
    let areFolders = found.map { Self.isFolder(path.appending($0)) }
    let names = zip(found, areFolders).map { folder + $0 + ($1 ? "/" : "") }
    return zip(PartialFileName.inCommand(names), areFolders).map { name, isFolder in
      Candidate(name, from: partial.start, explanation: isFolder ? folderWord : "")
    }
  }

  private static func isFolder(_ path: FilePath) -> Bool {
    var status = stat()
    return stat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
