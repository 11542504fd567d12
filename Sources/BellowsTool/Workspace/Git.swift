// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// Why a git command failed.
enum GitProblem: Error, Hashable {
  case notInstalled
  /// Not in a repository, or in one that git refuses to read, with git's message.
  case noRepository(folder: String, output: String)
  case unknownRevision(String)
  case notInRevision(path: String, revision: String)
  /// A revision and HEAD have no common commit in this clone.
  case noCommonCommit(String)
  /// Another failure, with git's message.
  case failed(output: String)
}

/// Read-only git commands for the repository of a folder.
struct Git {
  /// The folder that paths are relative to.
  var folder: String

  /// Resolves a revision to a commit.
  func commit(_ revision: String) throws(GitProblem) -> String {
    // `--end-of-options` keeps a revision that begins with `-` from being an option.
    let result = try ask(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
    if result.status == 0 { return line(of: result.output) }
    let inside = try ask(["rev-parse", "--git-dir"])
    guard inside.status == 0 else { throw .noRepository(folder: folder, output: line(of: inside.errors)) }
    throw .unknownRevision(revision)
  }

  /// The schema files at a path (a file or a folder) in a revision, each named `revision:path`.
  func schemaFiles(at path: String, in revision: String) throws(GitProblem) -> [SourceFile] {
    let commit = try commit(revision)
    let name = "./" + path
    let type = try ask(["cat-file", "-t", "\(commit):\(name)"])
    switch line(of: type.output) {
    case "blob":
      return [SourceFile(path: shown(path, in: revision), bytes: try contents(name, in: commit))]
    case "tree":
      // Without `--full-tree`, names are relative to the working directory.
      let listing = try ask(["ls-tree", "-z", "--name-only", commit, name + "/"])
      guard listing.status == 0 else { throw .failed(output: line(of: listing.errors)) }
      var files: [SourceFile] = []
      for bytes in listing.output.split(separator: 0) {
        let file = String(decoding: bytes, as: UTF8.self)
        guard file.hasSuffix(schemaSuffix), !lastPart(of: file).hasPrefix(".") else { continue }
        let shown = shown(join(path, lastPart(of: file)), in: revision)
        files.append(SourceFile(path: shown, bytes: try contents("./" + file, in: commit)))
      }
      return files
    default:
      throw .notInRevision(path: path, revision: revision)
    }
  }

  /// The root of the working tree.
  func root() throws(GitProblem) -> String { line(of: try ask(["rev-parse", "--show-toplevel"]).output) }

  /// The folder, relative to the root of the working tree; `.` for the root.
  func prefix() throws(GitProblem) -> String {
    let prefix = line(of: try ask(["rev-parse", "--show-prefix"]).output)
    return prefix.isEmpty ? "." : String(prefix.dropLast())
  }

  /// Whether a path exists in a commit.
  func has(_ path: String, in commit: String) throws(GitProblem) -> Bool {
    try ask(["cat-file", "-e", "\(commit):./\(path)"]).status == 0
  }

  /// Returns a file of a commit; `nil` if it has none.
  ///
  /// For a conflict in the index, `:1` has the common version, `:2` this side's and `:3` the other side's.
  func contents(of path: String, in revision: String) throws(GitProblem) -> [UInt8]? {
    let result = try ask(["show", "--no-textconv", "\(revision):./\(path)"])
    return result.status == 0 ? result.output : nil
  }

  /// The commits that a merge, rebase, cherry-pick or revert brings together; `nil` if none is under way.
  func sides() throws(GitProblem) -> (base: String, ours: String, theirs: String)? {
    for (name, isRevert) in [
      ("MERGE_HEAD", false), ("REBASE_HEAD", false), ("CHERRY_PICK_HEAD", false), ("REVERT_HEAD", true),
    ] {
      guard let commit = try? commit(name), let head = try? self.commit("HEAD") else { continue }
      // git keeps the name when the rebase is over.
      if name == "REBASE_HEAD", try !isRebasing() { continue }
      if name == "MERGE_HEAD" {
        return (line(of: try ask(["merge-base", head, commit]).output), head, commit)
      }
      return isRevert ? (commit, head, commit + "^") : (commit + "^", head, commit)
    }
    return try squashed()
  }

  private func isRebasing() throws(GitProblem) -> Bool {
    let merging = try path(inGitFolder: "rebase-merge")
    let applying = try path(inGitFolder: "rebase-apply")
    return [merging, applying].contains { kind(ofFileAt: $0) != nil }
  }

  private func path(inGitFolder name: String) throws(GitProblem) -> String {
    let path = line(of: try ask(["rev-parse", "--git-path", name]).output)
    return path.hasPrefix("/") ? path : join(folder, path)
  }

  /// The commits that `git merge --squash` brings together; `nil` without one.
  private func squashed() throws(GitProblem) -> (base: String, ours: String, theirs: String)? {
    // The branch's last commit comes first.
    guard let bytes = try? read(fileAt: path(inGitFolder: "SQUASH_MSG")),
      let line = lines(of: bytes).first(where: { $0.hasPrefix("commit ") }),
      let commit = try? commit(String(line.dropFirst("commit ".count))), let head = try? self.commit("HEAD")
    else { return nil }
    return (self.line(of: try ask(["merge-base", head, commit]).output), head, commit)
  }

  private func contents(_ name: String, in commit: String) throws(GitProblem) -> [UInt8] {
    let result = try ask(["show", "--no-textconv", "\(commit):\(name)"])
    guard result.status == 0 else { throw .failed(output: line(of: result.errors)) }
    return result.output
  }

  private func shown(_ path: String, in revision: String) -> String { "\(revision):\(join(folder, path))" }

  func ask(_ arguments: [String], input: [UInt8] = []) throws(GitProblem) -> ChildResult {
    guard let result = run("git", ["--no-pager", "-C", folder] + arguments, input: input) else { throw .notInstalled }
    // A shell, or a spawn that fails late, reports a missing program with status 127.
    if result.status == 127 { throw .notInstalled }
    return result
  }

  func line(of bytes: [UInt8]) -> String {
    let first = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
    return String(decoding: first, as: UTF8.self)
  }
}
