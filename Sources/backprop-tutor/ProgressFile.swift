import Glibc
import SystemPackage
import Tutor

/// What a learner has reached, as a script in our own language.
struct ProgressFile {
  let folder: StateFolder
  private var path: FilePath { folder.file("progress") }
  /// What the file held when we last looked at it or wrote it.
  private var known: String?

  init(in folder: StateFolder) { self.folder = folder }

  /// The saved script; nil where there is none.
  mutating func load() throws(FileFailure) -> String? {
    do throws(FileFailure) {
      known = try Files.read(path)
    } catch .notFound {
      known = nil
    }
    return known
  }

  /// Saves what `script` makes of what another tutor saved meanwhile, if one did.
  mutating func save(merging script: (_ theirs: String?) -> String) throws(FileFailure) {
    let (before, path) = (known, path)
    known = try folder.locked { () throws(FileFailure) -> String in
      let theirs = try? Files.read(path)
      let ours = script(theirs == before ? nil : theirs)
      if ours != theirs { try Files.write(ours, to: path, mode: 0o600) }
      return ours
    }
  }

  /// Keeps what the file holds under a name that is free; that name. A save puts a new file in the
  /// place of the old one, so that a second name of it stays as it is.
  func keepCopy() -> FilePath? {
    folder.locked {
      for number in 1...1000 {
        let copy = folder.file("progress.backup-\(number)")
        if link(path.string, copy.string) == 0 { return copy }
        guard errno != EEXIST else { continue }
        // Not every file system has second names.
        guard let text = try? Files.read(path) else { return nil }
        return (try? Files.write(text, toNew: copy, mode: 0o600)) == nil ? nil : copy
      }
      return nil
    }
  }

  /// Puts a file that cannot be understood aside, never over another one; its new name.
  func setAside() -> FilePath? {
    folder.locked {
      for number in 1...1000 {
        let aside = folder.file("progress.damaged-\(number)")
        // A link fails where the name is taken.
        guard link(path.string, aside.string) != 0 else {
          unlink(path.string)
          return aside
        }
        if errno != EEXIST { return rename(path.string, aside.string) == 0 ? aside : nil }
      }
      return nil
    }
  }
}
