// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// The parents of the next commit.
struct GitState {
  /// The commit that HEAD names; `nil` before the first.
  var head: String?
  /// In a merge, the other parents.
  var merged: [String]
}

extension Git {
  /// Reads HEAD and, in a merge, the other parents.
  func state() throws(GitProblem) -> GitState {
    // Before the first commit this fails, but still prints the path of MERGE_HEAD.
    let result = try ask(["rev-parse", "--git-path", "MERGE_HEAD", "HEAD^{commit}"])
    let lines = lines(of: result.output)
    guard let mergeFile = lines.first else { throw .noRepository(folder: folder, output: line(of: result.errors)) }
    let head = result.status == 0 ? lines.last : nil
    var merged: [String] = []
    let path = mergeFile.hasPrefix("/") ? mergeFile : join(folder, mergeFile)
    if let bytes = try? read(fileAt: path) { merged = self.lines(of: bytes) }
    // In a merge without conflicts, git passes the other side to hooks by environment variables only.
    if merged.isEmpty {
      let mark = "GITHEAD_"
      merged = environmentNames().filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }.sorted()
    }
    return GitState(head: head, merged: merged.filter { $0 != head })
  }

  /// The last commit that HEAD and a revision have in common.
  func mergeBase(_ revision: String) throws(GitProblem) -> String {
    let commit = try commit(revision)
    let result = try ask(["merge-base", commit, "HEAD"])
    guard result.status == 0, let base = lines(of: result.output).first else { throw .noCommonCommit(revision) }
    return base
  }

  /// The root of the repository, relative to the current folder: `../..`, or `.`.
  func pathToRoot() throws(GitProblem) -> String {
    let result = try ask(["rev-parse", "--show-cdup"])
    guard result.status == 0 else { throw .noRepository(folder: folder, output: line(of: result.errors)) }
    return lines(of: result.output).first ?? "."
  }

  /// The staged files below some paths.
  ///
  /// - Parameter side: The version of a file in conflict: `2` for this side's, `3` for the other side's.
  func index(below paths: [String], store: BlobStore, side: String? = nil) throws(GitProblem) -> GitTree {
    let listing = try ask(["--literal-pathspecs", "ls-files", "--stage", "-z", "--"] + paths)
    guard listing.status == 0 else { throw .failed(output: line(of: listing.errors)) }
    // 100644 <blob> <stage>\t<path>: a file in conflict has several stages, but no stage 0.
    let blobs = blobs(in: listing.output) { columns in
      columns.count == 3 && (columns[2] == "0" || side.map { columns[2] == $0 } == true) ? columns[1] : nil
    }
    return GitTree(name: "staged changes", blobs: blobs, store: store)
  }

  /// The files of a commit below some paths.
  func tree(of commit: String, called name: String, below paths: [String], store: BlobStore) throws(GitProblem)
    -> GitTree
  {
    let listing = try ask(["--literal-pathspecs", "ls-tree", "-r", "-z", commit, "--"] + paths)
    guard listing.status == 0 else { throw .failed(output: line(of: listing.errors)) }
    // 100644 blob <blob>\t<path>
    let blobs = blobs(in: listing.output) { $0.count == 3 && $0[1] == "blob" ? $0[2] : nil }
    return GitTree(name: name, blobs: blobs, store: store)
  }

  /// The contents of blobs, without those that are missing or too large.
  func contents(of blobs: [String]) -> [BlobID: [UInt8]] {
    let input = Array(blobs.map { $0 + "\n" }.joined().utf8)
    guard let output = try? ask(["cat-file", "--batch"], input: input).output else {
      // The total output was too large; read them one by one.
      guard blobs.count > 1 else { return [:] }
      return blobs.reduce(into: [:]) { $0.merge(self.contents(of: [$1])) { first, _ in first } }
    }
    var contents: [BlobID: [UInt8]] = [:]
    var rest = output[...]
    // <blob> blob <size>\n<contents>\n, or <blob> missing\n
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let columns = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard columns.count == 3, columns[1] == "blob", let size = Int(columns[2]), size < rest.count else { continue }
      contents[BlobID(text: String(columns[0]))] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return contents
  }

  /// The entries of a listing: columns separated by spaces, a tab, and the path.
  private func blobs(in listing: [UInt8], blob: ([Substring]) -> Substring?) -> [String: BlobID] {
    var blobs: [String: BlobID] = [:]
    for entry in listing.split(separator: 0) {
      guard let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let columns = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
      // Links and submodules are skipped.
      guard columns.first?.hasPrefix("100") == true, let id = blob(columns) else { continue }
      blobs[String(decoding: entry[(tab + 1)...], as: UTF8.self)] = BlobID(text: String(id))
    }
    return blobs
  }

  func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
