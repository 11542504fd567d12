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

/// The base branch if it contains a plan: then the plan may be deployed.
///
/// Returns `nil` without a repository or before its first commit.
func revisionThatHas(_ plan: MigrationName, base: String?) throws(Failure) -> String? {
  let git = Git(folder: ".")
  let path = PlanFolder(plan).file(PlanFolder.dataName)
  if let base {
    let commit = try asking(try git.commit(base))
    return try asking(try git.has(path, in: commit)) ? base : nil
  }
  for revision in ["origin/HEAD", "origin/main", "origin/master", "main", "master", "HEAD"] {
    guard let commit = try? git.commit(revision) else { continue }
    return try asking(try git.has(path, in: commit)) ? revision : nil
  }
  return nil
}
