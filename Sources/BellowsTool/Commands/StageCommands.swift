// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SwiftEmitter

/// `bellows back`: moves the code of a plan to the commit before, to give the plan up.
func back(_ name: MigrationName) throws(Failure) {
  if FileTree.disk.isConvex { return try backOnConvex(name) }
  let workspace = try Workspace()
  guard let entry = workspace.entry(name) else { throw .refused(.noSuchPlan(name, retired: workspace.retired)) }
  var underWay = try workspace.underWay()
  if entry.stage.isLast {
    // A finished plan is under way again.
    if let other = try workspace.successors(of: name).first { throw .refused(.hasSuccessor(name, other)) }
    let plan = try workspace.plan(entry, among: underWay)
    guard plan.stands(in: workspace.current.schema) else { throw .refused(.changedSince(name)) }
    underWay.removeAll { $0.name == name }
    underWay.append(plan)
  }
  guard let plan = underWay.first(where: { $0.name == name }) else { return }
  guard let before = plan.plan.commits.last(where: { $0 < entry.stage.deploy }) else {
    throw .refused(.atFirstCommit(name, entry.stage))
  }
  let stage = PlanStage(before, of: plan.plan)
  // What was attested from that deploy on holds no longer: the databases are rolled back.
  let stale = try entry.folder.names().filter { name in
    name.contains(Attestation.fileNamePart)
      && Int(name.prefix { $0 != "-" }) ?? 0 >= before
  }
  let edits =
    [FileEdit(entry.folder.file(PlanFolder.stageName), "\(stage)\n")]
    + stale.map { FileEdit(removing: entry.folder.file($0)) }
    + (try workspace.moving(underWay, to: [name: stage]).edits(in: .disk))
  let changed = try io(try write(edits))
  try output(backSummary(name, to: stage, changed: changed))
}

/// `bellows drop`: removes a plan that is given up.
func drop(_ name: MigrationName) throws(Failure) {
  let workspace = try Workspace()
  guard let entry = workspace.entry(name) else { throw .refused(.noSuchPlan(name, retired: workspace.retired)) }
  let isShared = try workspace.isShared(name, base: nil)
  let draft = try PlanDraft(dropping: entry, in: workspace)
  if draft.isConvex { return try dropOnConvex(entry, draft) }
  if isShared, let plan = draft.own, entry.stage.deploy > plan.plan.commits.first ?? 1 {
    throw .refused(.notSteppedBack(name, entry.stage))
  }
  let (edits, kept) = try draft.removal()
  let changed = try io(try write(edits))
  try output(dropSummary(name, isShared: isShared, changed: changed, kept: kept))
}

/// `bellows retire`: deletes the files of a finished plan, and lists its name: every database must have done it.
func retire(_ name: MigrationName) throws(Failure) {
  let workspace = try Workspace()
  guard let entry = workspace.entry(name) else { throw .refused(.noSuchPlan(name, retired: workspace.retired)) }
  guard entry.stage.isLast else { throw .refused(.notFinished(name, entry.stage)) }
  let underWay = try workspace.underWay()
  for edge in underWay.first(where: { $0.name == name })?.after ?? [] {
    guard let other = underWay.first(where: { $0.name.text == edge.plan }) else { continue }
    throw .refused(.afterUnfinished(name, other.name))
  }
  var edits = try entry.folder.wholeRemoval()
  if workspace.current.convex != nil { return try retireOnConvex(entry, in: workspace, edits) }
  let left = underWay.filter { $0.name != name }.named()
  var derived = try workspace.derived(current: workspace.current.schema, underWay: left, removing: name)
  derived.retired.append(name)
  edits.append(FileEdit(Layout.retired, derived.retired.map { "\($0)\n" }.joined()))
  edits += try derived.edits(in: .disk)
  let changed = try io(try write(edits))
  try output(retireSummary(name, changed: changed))
}
