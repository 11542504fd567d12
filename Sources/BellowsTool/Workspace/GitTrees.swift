// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// What a commit is going to be compared with.
struct GitState {
  /// The commit that the next one follows; `nil` before the first.
  var head: String?
  /// In a merge, the other commits that the next one follows.
  var merged: [String]
}

extension Git {
  /// Where the repository stands.
  func state() throws(GitProblem) -> GitState {
    // Before the first commit it fails, but not before it has said where a merge would be noted.
    let result = try ask(["rev-parse", "--git-path", "MERGE_HEAD", "HEAD^{commit}"])
    let lines = lines(of: result.output)
    guard let mergeFile = lines.first else { throw .noRepository(folder: folder, said: line(of: result.errors)) }
    let head = result.status == 0 ? lines.last : nil
    var merged: [String] = []
    let path = mergeFile.hasPrefix("/") ? mergeFile : join(folder, mergeFile)
    if let bytes = try? read(fileAt: path) { merged = self.lines(of: bytes) }
    // Before a merge without conflicts is committed, git names the other side in no file, but to its hooks.
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

  /// What is staged below some paths.
  func index(below paths: [String], store: BlobStore) throws(GitProblem) -> GitTree {
    let listing = try ask(["--literal-pathspecs", "ls-files", "--stage", "-z", "--"] + paths)
    guard listing.status == 0 else { throw .failed(said: line(of: listing.errors)) }
    // 100644 <blob> <stage>\t<path>: a file in conflict has several stages, and no stage 0.
    let blobs = blobs(in: listing.output) { words in words.count == 3 && words[2] == "0" ? words[1] : nil }
    return GitTree(name: "the staged tree", blobs: blobs, store: store)
  }

  /// What a commit has below some paths.
  func tree(of commit: String, called name: String, below paths: [String], store: BlobStore) throws(GitProblem)
    -> GitTree
  {
    let listing = try ask(["--literal-pathspecs", "ls-tree", "-r", "-z", commit, "--"] + paths)
    guard listing.status == 0 else { throw .failed(said: line(of: listing.errors)) }
    // 100644 blob <blob>\t<path>
    let blobs = blobs(in: listing.output) { words in words.count == 3 && words[1] == "blob" ? words[2] : nil }
    return GitTree(name: name, blobs: blobs, store: store)
  }

  /// The contents of blobs; those that git does not have, or that are too large, are left out.
  func contents(of blobs: [String]) -> [BlobID: [UInt8]] {
    let input = Array(blobs.map { $0 + "\n" }.joined().utf8)
    guard let output = try? ask(["cat-file", "--batch"], input: input).output else {
      // All of them together were more than a program may print.
      guard blobs.count > 1 else { return [:] }
      return blobs.reduce(into: [:]) { $0.merge(self.contents(of: [$1])) { first, _ in first } }
    }
    var contents: [BlobID: [UInt8]] = [:]
    var rest = output[...]
    // <blob> blob <size>\n<contents>\n, or <blob> missing\n
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard words.count == 3, words[1] == "blob", let size = Int(words[2]), size < rest.count else { continue }
      contents[BlobID(text: String(words[0]))] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return contents
  }

  /// The entries of a listing: words, a tab, and the path.
  private func blobs(in listing: [UInt8], blob: ([Substring]) -> Substring?) -> [String: BlobID] {
    var blobs: [String: BlobID] = [:]
    for entry in listing.split(separator: 0) {
      guard let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let words = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
      // Links and submodules are no files of the package.
      guard words.first?.hasPrefix("100") == true, let id = blob(words) else { continue }
      blobs[String(decoding: entry[(tab + 1)...], as: UTF8.self)] = BlobID(text: String(id))
    }
    return blobs
  }

  func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
