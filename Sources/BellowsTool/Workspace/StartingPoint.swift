// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// The start of a plan.
struct StartingPoint {
  /// The schema to plan from: the current schema, or the base of a plan that is regenerated.
  var base: ReadSchema
  /// The state of the code that has this schema.
  var mark: CurrentMark
  /// Whether the plan already exists with this goal, and can no longer change.
  var isFixed = false
}

/// Finds the start of a plan with a name and a goal; throws if the plan cannot be made now.
///
/// A plan that is not merged can be regenerated. Once it is merged or attested it can no longer change, and the next
/// plan can start only after its last deploy.
func startingPoint(
  of name: MigrationName, from current: Current, to goal: Schema, base: String?
) throws(Failure) -> StartingPoint {
  guard case .plan(let own, let deploy, let count) = current.mark, own == name || deploy < count else {
    // No plan is in progress: this is a new plan, or one whose branch took the base branch's current schema in a merge.
    try refuseOtherCase(of: name)
    if kind(ofFileAt: PlanFolder(name).path) != nil {
      let isAttested = try hasAttestation(name)
      let isShared = try revisionThatHas(name, base: base) != nil
      let isBehind = try history(upTo: current.mark).contains { $0.name == name }
      let isTaken = isBehind || isAttested || isShared
      if isTaken { throw .refused(.nameTaken(name)) }
    }
    return StartingPoint(base: try ReadSchema([current.file]), mark: current.mark)
  }
  let folder = PlanFolder(own)
  let sharedBy = try revisionThatHas(own, base: base)
  let isTaken = try hasAttestation(own)
  guard own == name else {
    let isReplaceable = !isTaken && sharedBy == nil
    throw .refused(.planUnderWay(own, deploy: deploy, count: count, isReplaceable: isReplaceable))
  }
  let start = StartingPoint(base: try folder.base(current), mark: try folder.markBefore())
  guard isTaken || sharedBy != nil else { return start }
  // Comments and the order of declarations make no other plan.
  if try folder.goal(current).schema.fingerprint == goal.fingerprint {
    var start = start
    start.isFixed = true
    return start
  }
  if deploy < count { throw .refused(.planUnderWay(own, deploy: deploy, count: count, isReplaceable: false)) }
  throw .refused(.nameTaken(own))
}

/// Throws for a name that differs from another plan's only by case: many file systems ignore case.
private func refuseOtherCase(of name: MigrationName) throws(Failure) {
  let folder = parent(of: Layout.current)
  for other in try io(try names(inFolderAt: folder)) where other.lowercased() == name.text.lowercased() {
    if other != name.text, let other = MigrationName(other) { throw .refused(.nameTaken(other)) }
  }
}

private func hasAttestation(_ plan: MigrationName) throws(Failure) -> Bool {
  try PlanFolder(plan).names().contains { $0.contains(Attestation.fileNamePart) }
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
