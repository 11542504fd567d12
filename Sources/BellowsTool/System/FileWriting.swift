// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One file as it shall be: its bytes, or `nil` for no file.
struct FileEdit: Hashable {
  var path: String
  var contents: [UInt8]?
  /// Whether a new file may be run as a program.
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

/// Makes all the edits or none: whatever fails, every file and folder is as it was before.
///
/// Each file is written beside its place under another name, and only when all of them stand is the first one renamed.
/// What holds the right bytes already is left alone, so that nothing that watches files wakes for nothing.
///
/// - Returns: the paths that changed, in the order of the edits.
@discardableResult
func write(_ edits: [FileEdit], faults: CallFaults = CallFaults()) throws(FileProblem) -> [String] {
  var changes: [FileEdit] = []
  for edit in edits where try !isInPlace(edit) { changes.append(edit) }
  guard !changes.isEmpty else { return [] }

  // An interruption between two renames would leave half of them done; it is delivered when all is in order again.
  let interruptions = blockInterruptions()
  // A file that may not grow any more is a failed write, and no reason to end half-way.
  signal(SIGXFSZ, SIG_IGN)
  defer { restoreInterruptions(interruptions) }

  var journal = WriteJournal(faults)
  do {
    for change in changes { try journal.prepare(change) }
    try journal.commit()
  } catch {
    journal.undo()
    throw error
  }
  return changes.map(\.path)
}

/// Whether a file already is as the edit wants it.
private func isInPlace(_ edit: FileEdit) throws(FileProblem) -> Bool {
  switch kind(ofFileAt: edit.path) {
  case nil: return edit.contents == nil
  case .folder: throw FileProblem(edit.path, .write, .isFolder)
  case .file, .other:
    guard let contents = edit.contents else { return false }
    return try read(fileAt: edit.path) == contents
  }
}

/// What has been done so far, so that it can be undone.
private struct WriteJournal {
  /// A file on its way to its place.
  struct Move {
    var path: String
    /// The new bytes, beside their place; `nil` when the file goes.
    var fresh: String?
    /// The old bytes, beside their place, once they are out of it.
    var backup: String?
    var isDone = false
  }

  private let faults: CallFaults
  private var folders: [String] = []
  private var moves: [Move] = []

  init(_ faults: CallFaults) { self.faults = faults }

  /// Makes the folders that a file needs, and writes its new bytes beside its place.
  mutating func prepare(_ edit: FileEdit) throws(FileProblem) {
    // A link stays a link: what it leads to is what changes.
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

  /// Moves every file to its place.
  mutating func commit() throws(FileProblem) {
    for index in moves.indices {
      let path = moves[index].path
      if try exists(path) {
        let backup = beside(path, "old")
        // A second name for the old file leaves no moment without a file; where there are no hard links, move it.
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
      // A folder that nothing is left in goes too; one that holds something refuses.
      if move.fresh == nil { _ = faults.call { rmdir(parent(of: move.path)) } }
    }
  }

  /// Whether there is something at a path; what cannot be known must not count as nothing, since it gets no backup.
  private func exists(_ path: String) throws(FileProblem) -> Bool {
    var info = stat()
    if faults.call({ lstat(path, &info) }) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw FileProblem(path, .write, .system(errno)) }
    return false
  }

  /// Puts everything back as it was.
  func undo() {
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

  /// Makes a folder and those above it.
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

  /// Writes a file that is not there yet, with the permissions of the one that it will replace.
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
    // Some file systems report only here that a quota or a disk is full.
    guard faults.call({ close(descriptor) }) == 0 || errno == EINTR else {
      throw FileProblem(path, .write, .system(errno))
    }
  }

  /// A name in the same folder that nobody else uses: only within one file system is a rename one act.
  private func beside(_ path: String, _ suffix: String) -> String {
    join(parent(of: path), ".bellows-\(getpid())-\(moves.count)-\(suffix)-\(lastPart(of: path))")
  }
}

/// A path without links, or `nil` for what is not there.
private func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Writes all the bytes, in as many pieces as the system asks for; on failure `errno` says why.
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

/// Holds back the signals by which people and systems stop a program; returns those that were held back before.
private func blockInterruptions() -> sigset_t {
  var signals = sigset_t()
  var before = sigset_t()
  sigemptyset(&signals)
  for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
  pthread_sigmask(SIG_BLOCK, &signals, &before)
  return before
}

/// Delivers again what was delivered before.
private func restoreInterruptions(_ before: sigset_t) {
  var before = before
  pthread_sigmask(SIG_SETMASK, &before, nil)
}
