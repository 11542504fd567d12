// Part of Bellows. MIT licence: see LICENSE.
import SwiftEmitter

extension Workspace {
  /// Whether a plan may have been deployed, because it is merged or attested: then it can no longer change.
  func isShared(_ name: MigrationName, base: String?) throws(Failure) -> Bool {
    if try PlanFolder(name, in: tree).names().contains(where: { $0.contains(Attestation.fileNamePart) }) { return true }
    return try revisionThatHas(name, base: base) != nil
  }

  /// The plans that can still change, sorted by name.
  func ownPlans(base: String? = nil) throws(Failure) -> [MigrationName] {
    var names: [MigrationName] = []
    for plan in plans where try !isShared(plan.name, base: base) { names.append(plan.name) }
    return names
  }

  /// Throws for a name that is taken: by a retired plan, or by one whose name differs only by case, since many file
  /// systems ignore case.
  func refuseTaken(_ name: MigrationName) throws(Failure) {
    if retired.contains(name) { throw .refused(.nameTaken(name)) }
    for other in try io(try tree.names(in: Layout.plans)) where other.lowercased() == name.text.lowercased() {
      if other != name.text, let other = MigrationName(other) { throw .refused(.nameTaken(other)) }
    }
  }
}

/// The base branch if it contains a plan, or did when this branch left it: then the plan may be deployed.
///
/// Returns `nil` without a repository or before its first commit.
func revisionThatHas(_ plan: MigrationName, base: String?) throws(Failure) -> String? {
  let git = Git(folder: ".")
  let path = Layout.data(plan)
  guard let (revision, commit) = try baseCommit(base) else { return nil }
  if try asking(try git.has(path, in: commit)) { return revision }
  if base != nil { return nil }
  guard let common = try? git.mergeBase(revision), common != commit else { return nil }
  return try asking(try git.has(path, in: common)) ? revision : nil
}

/// The files of the base branch; `nil` without a repository or before its first commit.
func baseTree(_ base: String?) throws(Failure) -> GitTree? {
  let git = Git(folder: ".")
  guard let (revision, commit) = try baseCommit(base) else { return nil }
  return try asking(
    try git.tree(of: commit, called: revision, below: [Layout.plans, Layout.swift], store: BlobStore(git)))
}

/// The package as the base branch has it, if this branch has all of it, or is about to; else `nil`.
///
/// - Parameter tree: Its files.
func mergedBase(_ base: String?, _ tree: GitTree) throws(Failure) -> Workspace? {
  let git = Git(folder: ".")
  guard let (_, commit) = try baseCommit(base) else { return nil }
  let state = try asking(try git.state())
  for head in [state.head].compactMap({ $0 }) + state.merged {
    guard try asking(try git.ask(["merge-base", "--is-ancestor", commit, head])).status == 0 else { continue }
    return try? Workspace(in: .git(tree))
  }
  return nil
}

/// The base branch and its commit: the one that is named, or else the first that exists of the usual ones.
private func baseCommit(_ base: String?) throws(Failure) -> (revision: String, commit: String)? {
  let git = Git(folder: ".")
  if let base { return (base, try asking(try git.commit(base))) }
  for revision in ["origin/HEAD", "origin/main", "origin/master", "main", "master", "HEAD"] {
    if let commit = try? git.commit(revision) { return (revision, commit) }
  }
  return nil
}
