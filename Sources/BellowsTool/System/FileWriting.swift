// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The new contents of a file; `nil` deletes it.
struct FileEdit: Hashable {
  var path: String
  var contents: [UInt8]?
  /// Whether a new file is executable.
  var isExecutable = false

  init(_ path: String, bytes: [UInt8]) {
    self.path = path
    self.contents = bytes
  }

  init(_ path: String, _ contents: String) { self.init(path, bytes: Array(contents.utf8)) }

  init(removing path: String) {
    self.path = path
    self.contents = nil
  }
}

/// Applies all edits or, on failure, none.
///
/// Each file is written under a temporary name in the same folder; the files are renamed when all are written.
/// Unchanged files are not touched. A symbolic link inside the package stays, and its destination changes; one that leads
/// out of the package is an error.
///
/// - Returns: The changed paths, in the order of the edits.
@discardableResult
func write(_ edits: [FileEdit], faults: CallFaults = CallFaults()) throws(FileProblem) -> [String] {
  var changes: [FileEdit] = []
  for edit in edits where try !isInPlace(edit) {
    if let link = linkLeavingPackage(edit.path) { throw FileProblem(edit.path, .write, .leavesPackage(link: link)) }
    changes.append(edit)
  }
  guard !changes.isEmpty else { return [] }

  // Signals are blocked until all files are renamed or restored.
  let interruptions = blockInterruptions()
  // Reaching the file size limit is a write error, not the end of the process.
  signal(SIGXFSZ, SIG_IGN)
  defer { restoreInterruptions(interruptions) }

  var journal = WriteJournal(faults)
  do {
    for change in changes { try journal.prepare(change) }
    try journal.commit()
  } catch {
    journal.rollBack()
    throw error
  }
  return changes.map(\.path)
}

/// Whether a file already has the contents of an edit.
private func isInPlace(_ edit: FileEdit) throws(FileProblem) -> Bool {
  switch kind(ofFileAt: edit.path) {
  case nil: return edit.contents == nil
  case .folder: throw FileProblem(edit.path, .write, .isFolder)
  case .file, .other:
    guard let contents = edit.contents else { return false }
    return try read(fileAt: edit.path) == contents
  }
}

/// The changes so far, to roll them back on failure.
private struct WriteJournal {
  /// A file that is being replaced, created or deleted.
  struct Move {
    var path: String
    /// The temporary path of the new contents; `nil` to delete the file.
    var fresh: String?
    /// The temporary path of the old contents, once they are moved.
    var backup: String?
    var isDone = false
  }

  private let faults: CallFaults
  private var folders: [String] = []
  private var moves: [Move] = []

  init(_ faults: CallFaults) { self.faults = faults }

  /// Creates the folders of a file, and writes its new contents to a temporary path.
  mutating func prepare(_ edit: FileEdit) throws(FileProblem) {
    // A link is kept: its destination changes.
    let path = realPath(edit.path) ?? edit.path
    guard let contents = edit.contents else {
      moves.append(Move(path: path, fresh: nil))
      return
    }
    try makeFolder(parent(of: path))
    let fresh = beside(path, "new")
    moves.append(Move(path: path, fresh: fresh))
    try create(fresh, contents, like: path, for: edit)
  }

  /// Renames every file to its final path.
  mutating func commit() throws(FileProblem) {
    for index in moves.indices {
      let path = moves[index].path
      if try exists(path) {
        let backup = beside(path, "old")
        // A hard link keeps the old file in place until the rename; without hard links, the old file is moved.
        let isKept = moves[index].fresh != nil && faults.call { link(path, backup) } == 0
        guard isKept || faults.call({ rename(path, backup) }) == 0 else {
          throw FileProblem(path, .write, .system(errno))
        }
        moves[index].backup = backup
      }
      if let fresh = moves[index].fresh, faults.call({ rename(fresh, path) }) != 0 {
        throw FileProblem(path, .write, .system(errno))
      }
      moves[index].isDone = true
    }
    for move in moves {
      if let backup = move.backup { _ = faults.call { unlink(backup) } }
      // Delete the folder if it is empty; otherwise this fails.
      if move.fresh == nil { _ = faults.call { rmdir(parent(of: move.path)) } }
    }
  }

  /// Whether a file exists at a path; throws if that cannot be determined, because the file would get no backup.
  private func exists(_ path: String) throws(FileProblem) -> Bool {
    var info = stat()
    if faults.call({ lstat(path, &info) }) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw FileProblem(path, .write, .system(errno)) }
    return false
  }

  /// Restores all files and folders.
  func rollBack() {
    for move in moves.reversed() {
      if let backup = move.backup {
        // A rename between two names of one file does nothing, so the second name is removed apart.
        if rename(backup, move.path) == 0 { unlink(backup) }
      } else if move.isDone {
        unlink(move.path)
      }
      if let fresh = move.fresh { unlink(fresh) }
    }
    for folder in folders.reversed() { rmdir(folder) }
  }

  /// Creates a folder and its parents.
  private mutating func makeFolder(_ path: String) throws(FileProblem) {
    switch kind(ofFileAt: path) {
    case .folder: return
    case .file, .other: throw FileProblem(path, .write, .isNotFolder)
    case nil: break
    }
    let above = parent(of: path)
    if above != path { try makeFolder(above) }
    guard faults.call({ mkdir(path, 0o777) }) == 0 else { throw FileProblem(path, .write, .system(errno)) }
    folders.append(path)
  }

  /// Creates a file with the permissions of the one that it will replace.
  private func create(_ fresh: String, _ contents: [UInt8], like old: String, for edit: FileEdit) throws(FileProblem) {
    let path = edit.path
    let mode: mode_t = edit.isExecutable ? 0o777 : 0o666
    let descriptor = faults.call { open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
    guard descriptor >= 0 else { throw FileProblem(path, .write, .system(errno)) }
    var info = stat()
    if stat(old, &info) == 0 { fchmod(descriptor, info.st_mode & 0o7777) }
    guard faults.call({ writeAll(contents, to: descriptor) ? 0 : -1 }) == 0 else {
      let code = errno
      close(descriptor)
      throw FileProblem(path, .write, .system(code))
    }
    // Some file systems report a full disk or quota only here.
    guard faults.call({ close(descriptor) }) == 0 || errno == EINTR else {
      throw FileProblem(path, .write, .system(errno))
    }
  }

  /// A unique path in the same folder: renaming is atomic only within one file system.
  private func beside(_ path: String, _ suffix: String) -> String {
    join(parent(of: path), ".bellows-\(getpid())-\(moves.count)-\(suffix)-\(lastPart(of: path))")
  }
}

/// The first symbolic link of a relative path that leads out of the current folder, in which a package is; `nil` if none
/// does.
///
/// A path that itself names a file outside is what the user wrote, and not followed here.
private func linkLeavingPackage(_ path: String) -> String? {
  guard !path.hasPrefix("/"), let root = realPath(".") else { return nil }
  var sofar = "."
  let parts = path.split(separator: "/")
  for (index, part) in parts.enumerated() {
    if part == ".." { return nil }
    sofar = join(sofar, String(part))
    var info = stat()
    guard lstat(sofar, &info) == 0 else { return nil }
    guard info.st_mode & S_IFMT == S_IFLNK else { continue }
    // A file replaces a link to nothing; a folder cannot be created through one.
    guard let resolved = realPath(sofar) else { return index == parts.count - 1 ? nil : sofar }
    if resolved != root, !resolved.hasPrefix(root == "/" ? root : root + "/") { return sofar }
  }
  return nil
}

/// Resolves the links of a path; `nil` if it does not exist.
func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Writes all bytes; returns `false` and sets `errno` on failure.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(written)
    }
    return true
  }
}

/// Blocks the signals that stop a program, and returns the previous signal mask.
private func blockInterruptions() -> sigset_t {
  var signals = sigset_t()
  var before = sigset_t()
  sigemptyset(&signals)
  for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
  pthread_sigmask(SIG_BLOCK, &signals, &before)
  return before
}

/// Restores a signal mask.
private func restoreInterruptions(_ before: sigset_t) {
  var before = before
  pthread_sigmask(SIG_SETMASK, &before, nil)
}
