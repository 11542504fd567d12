// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// Where a plan begins.
struct StartingPoint {
  /// The bytes of the schema that it leads on from: what is current, or the base of a plan that is replaced in place.
  var base: [UInt8]
  /// Whether the plan stands already, leads to the goal, and cannot be changed any more.
  var isFixed = false
}

/// Decides whether a plan towards a goal may be made now under some name, and from where.
///
/// A plan that nobody else has is replaced in place. Once the base branch has it, or a database took one of its deploys,
/// it stands, and the next one waits for its last deploy.
func startingPoint(
  of name: MigrationName, from current: Current, to goal: Schema, base: String?
) throws(Failure) -> StartingPoint {
  guard case .plan(let own, let deploy, let count) = current.mark, own == name || deploy < count else {
    // Nothing is under way: the plan is a new one, or one whose branch took the base branch's current in a merge.
    try refuseOtherCase(of: name)
    if kind(ofFileAt: PlanFolder(name).path) != nil {
      let isAttested = try hasAttestation(name)
      let isShared = try revisionThatHas(name, base: base) != nil
      let isBehind = try history(upTo: current.mark).contains { $0.name == name }
      let isTaken = isBehind || isAttested || isShared
      if isTaken { throw .refused(.nameTaken(name)) }
    }
    return StartingPoint(base: current.file.bytes)
  }
  let folder = PlanFolder(own)
  let sharedBy = try revisionThatHas(own, base: base)
  let isTaken = if deploy > 1 { true } else { try hasAttestation(own) }
  guard own == name else {
    let isReplaceable = !isTaken && sharedBy == nil
    throw .refused(.planUnderWay(own, deploy: deploy, count: count, isReplaceable: isReplaceable))
  }
  let bytes = try folder.bytes(of: PlanFolder.baseName)
  guard isTaken || sharedBy != nil else { return StartingPoint(base: bytes) }
  if try folder.read(PlanFolder.goalName) == printSchema(goal) { return StartingPoint(base: bytes, isFixed: true) }
  if deploy < count { throw .refused(.planUnderWay(own, deploy: deploy, count: count, isReplaceable: false)) }
  throw .refused(.nameTaken(own))
}

/// Refuses a name that differs from another plan's by case alone: on many disks both would be one folder.
private func refuseOtherCase(of name: MigrationName) throws(Failure) {
  let folder = parent(of: Layout.current)
  for other in try io(try names(inFolderAt: folder)) where other.lowercased() == name.text.lowercased() {
    if other != name.text, let other = MigrationName(other) { throw .refused(.nameTaken(other)) }
  }
}

private func hasAttestation(_ plan: MigrationName) throws(Failure) -> Bool {
  try PlanFolder(plan).names().contains { $0.contains(Attestation.fileNamePart) }
}

/// The base branch, when it has a plan: from then on others may have deployed it.
///
/// Without a repository, or before its first commit, nobody else can have it.
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
