// Part of Bellows. MIT licence: see LICENSE.

/// The source of a package's files: the disk, or a git tree.
enum FileTree {
  case disk
  case git(GitTree)

  /// The bytes of a file.
  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    switch self {
    case .disk: return try BellowsTool.read(fileAt: path)
    case .git(let tree):
      let path = tree.name(of: path)
      guard let blob = tree.blobs[path] else {
        throw FileProblem(path, .read, tree.folders[path] == nil ? .missing : .isFolder)
      }
      guard let bytes = tree.store.contents(of: blob) else {
        throw FileProblem(path, .read, .tooLarge(limit: largestReadableFile))
      }
      return bytes
    }
  }

  /// The kind of file at a path, or `nil` if there is none.
  func kind(_ path: String) -> FileKind? {
    switch self {
    case .disk: BellowsTool.kind(ofFileAt: path)
    case .git(let tree): tree.kind(tree.name(of: path))
    }
  }

  /// The names in a folder, sorted by bytes.
  func names(in folder: String) throws(FileProblem) -> [String] {
    switch self {
    case .disk: return try BellowsTool.names(inFolderAt: folder)
    case .git(let tree):
      guard let names = tree.folders[tree.name(of: folder)] else { throw FileProblem(folder, .read, .missing) }
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }
}

/// The blobs of git's index or of a commit, by path.
struct GitTree {
  /// Its name in reports: `staged changes`, `HEAD`.
  var name: String
  var blobs: [String: BlobID]
  /// The names in each folder.
  fileprivate(set) var folders: [String: Set<String>] = [:]
  let store: BlobStore
  /// The current folder, relative to the root of the repository, if the tree has files outside of it.
  var prefix = ""

  init(name: String, blobs: [String: BlobID], store: BlobStore) {
    self.name = name
    self.blobs = blobs
    self.store = store
    for path in blobs.keys {
      var path = path
      // The parents of a known folder are known.
      while folders[parent(of: path), default: []].insert(lastPart(of: path)).inserted {
        path = parent(of: path)
        if path == "." || path == "/" || lastPart(of: path) == ".." { break }
      }
    }
  }
}

extension GitTree {
  fileprivate func kind(_ path: String) -> FileKind? {
    blobs[path] != nil ? .file : folders[path] != nil ? .folder : nil
  }

  /// The path as git spells it: from `a/b`, `../../a/c` is `../c`.
  fileprivate func name(of path: String) -> String {
    guard path.hasPrefix("../"), !prefix.isEmpty else { return path }
    let current = prefix.split(separator: "/")
    var parts = path.split(separator: "/")[...]
    let rise = parts.prefix { $0 == ".." }.count
    parts = parts.dropFirst(rise)
    guard rise <= current.count else { return path }
    let same = zip(parts, current.suffix(rise)).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: rise - same) + parts.dropFirst(same)).joined(separator: "/")
  }
}

/// Git's object name of a file's contents.
struct BlobID: Hashable {
  var text: String
}

/// A cache of blob contents.
///
/// Starting a process costs more than reading a file, so callers fetch all blobs that they need at once.
final class BlobStore {
  private let git: Git
  private var contents: [BlobID: [UInt8]] = [:]

  init(_ git: Git) { self.git = git }

  /// Reads the blobs that are not cached, in one process.
  func fetch(_ blobs: some Sequence<BlobID>) {
    let wanted = Set(blobs).filter { contents[$0] == nil }
    guard !wanted.isEmpty else { return }
    contents.merge(git.contents(of: wanted.map(\.text))) { first, _ in first }
  }

  /// The contents of a blob, or `nil` if it is too large or missing.
  func contents(of blob: BlobID) -> [UInt8]? {
    if contents[blob] == nil { fetch([blob]) }
    return contents[blob]
  }
}
