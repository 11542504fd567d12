// Part of Bellows. MIT licence: see LICENSE.

/// Where the files of a package are looked up: on disk, or in what git keeps.
enum FileTree {
  case disk
  case git(GitTree)

  /// The bytes of a file.
  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    switch self {
    case .disk: return try BellowsTool.read(fileAt: path)
    case .git(let tree):
      guard let blob = tree.blobs[path] else {
        throw FileProblem(path, .read, tree.folders[path] == nil ? .missing : .isFolder)
      }
      guard let bytes = tree.store.contents(of: blob) else {
        throw FileProblem(path, .read, .tooLarge(limit: largestReadableFile))
      }
      return bytes
    }
  }

  /// What stands at a path, or `nil` for nothing.
  func kind(_ path: String) -> FileKind? {
    switch self {
    case .disk: BellowsTool.kind(ofFileAt: path)
    case .git(let tree): tree.blobs[path] != nil ? .file : tree.folders[path] != nil ? .folder : nil
    }
  }

  /// The names in a folder, in the order of their bytes.
  func names(in folder: String) throws(FileProblem) -> [String] {
    switch self {
    case .disk: return try BellowsTool.names(inFolderAt: folder)
    case .git(let tree):
      guard let names = tree.folders[folder] else { throw FileProblem(folder, .read, .missing) }
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }
}

/// Files as git keeps them, in its index or in a commit: which blob stands at which path.
struct GitTree {
  /// What it is called in a report: `the staged tree`, `HEAD`.
  var name: String
  var blobs: [String: BlobID]
  /// The names in each folder.
  fileprivate(set) var folders: [String: Set<String>] = [:]
  let store: BlobStore

  init(name: String, blobs: [String: BlobID], store: BlobStore) {
    self.name = name
    self.blobs = blobs
    self.store = store
    for path in blobs.keys {
      var path = path
      // A folder that is known has its own name in the one above already.
      while folders[parent(of: path), default: []].insert(lastPart(of: path)).inserted {
        path = parent(of: path)
        if path == "." || path == "/" { break }
      }
    }
  }
}

/// The name that git gives to the contents of a file.
struct BlobID: Hashable {
  var text: String
}

/// The contents of blobs, each read once.
///
/// A class, since what it holds has no meaning of its own: whoever looks at a tree sees the same with it and without it.
/// Starting a process costs more than reading a file, so those who know what they will read say so first (`fetch`).
final class BlobStore {
  private let git: Git
  private var contents: [BlobID: [UInt8]] = [:]

  init(_ git: Git) { self.git = git }

  /// Reads all of these that were not read yet, in one process.
  func fetch(_ blobs: some Sequence<BlobID>) {
    let wanted = Set(blobs).filter { contents[$0] == nil }
    guard !wanted.isEmpty else { return }
    contents.merge(git.contents(of: wanted.map(\.text))) { first, _ in first }
  }

  /// The contents of a blob, or `nil` when it has more bytes than a file may have, or is not there.
  func contents(of blob: BlobID) -> [UInt8]? {
    if contents[blob] == nil { fetch([blob]) }
    return contents[blob]
  }
}
