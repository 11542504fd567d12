// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `bellows sync`: after a merge, rebase, revert or cherry-pick, writes again what Bellows derives from the plans; it
/// restores a lost current schema from git.
///
/// If it is refused, all files are as they were.
func sync(base: String?) throws(Failure) {
  if FileTree.disk.isConvex { return try syncOnConvex() }
  var files = UndoableFiles()
  do {
    try sync(base: base, &files)
  } catch {
    files.restore()
    throw error
  }
}

private func sync(base: String?, _ files: inout UndoableFiles) throws(Failure) {
  let goalFiles = try schemaFiles(at: try Layout.goalPath())
  for file in goalFiles where hasConflict(file.bytes) { throw .workspace(.conflict(file: file.path)) }
  let goal = try ReadSchema(goalFiles)

  let baseBranch = try baseTree(base)
  let before = try baseBranch.flatMap { tree throws(Failure) in try mergedBase(base, tree) }
  var conflicts = try Conflicts(baseBranch: baseBranch)
  let resolved = try conflicts.edits()
  var changed = try files.write(resolved)
  if let edit = try conflicts.lostCurrentEdit() { changed += try files.write([edit]) }
  if let edit = try conflicts.currentEdit(before: before) { changed += try files.write([edit]) }
  changed += try removeStrays(&files)
  let replaced = try restoreSharedPlans(of: baseBranch, &files)
  changed += replaced.changed

  var sync = try Sync(
    in: try Workspace(), goal: goal.schema, baseBranch, before, without: conflicts.replaced + replaced.plans)
  try sync.addMergedPlans(restored: conflicts.restored.union(replaced.plans.map(\.name))) { conflicts.ours($0) }
  try sync.addOwnPlans()
  let edits = try sync.derivedEdits()
  for path in try files.write(edits) where !changed.contains(path) { changed.append(path) }

  let after = try Workspace()
  let underWay = try after.underWay()
  let planned = underWay.planned(from: after.current.schema)
  let isPlanned = goal.schema.isSame(asPlanned: planned)
  try output(syncSummary(changed: changed, underWay: underWay, isPlanned: isPlanned))
}

/// Deletes the files of plans that are retired, which another branch or a cherry-pick may have brought back, and
/// attestations of other plans, which git moves if it takes the folder of one plan for another one's with a new name.
///
/// - Returns: The changed files.
private func removeStrays(_ files: inout UndoableFiles) throws(Failure) -> [String] {
  var edits: [FileEdit] = []
  for name in try io(try names(inFolderAt: Layout.plans)).compactMap(MigrationName.init) {
    let folder = PlanFolder(name)
    for file in try folder.names() where file.contains(Attestation.fileNamePart) {
      guard let all = try? Attestation.parse(try folder.bytes(of: file), at: folder.file(file)) else { continue }
      if !all.contains(where: { $0.plan == name }) { edits.append(FileEdit(removing: folder.file(file))) }
    }
  }
  for name in try retiredPlans(in: .disk) {
    edits += try PlanFolder(name).wholeRemoval()
  }
  return try files.write(edits)
}

/// Restores the plans that the base branch has otherwise: a merged plan can no longer change.
///
/// - Returns: The plans as they were here, and the changed files.
private func restoreSharedPlans(
  of tree: GitTree?, _ files: inout UndoableFiles
) throws(Failure) -> (plans: [PlanUnderWay], changed: [String]) {
  guard let tree else { return ([], []) }
  let workspace = try Workspace()
  var plans: [PlanUnderWay] = []
  var edits: [FileEdit] = []
  for entry in workspace.plans {
    let shared = PlanFolder(entry.name, in: .git(tree))
    // What was edited by hand is no plan, and an error of its own.
    guard shared.exists, !entry.folder.isSame(as: shared), let plan = try? workspace.planUnderWay(entry) else {
      continue
    }
    plans.append(plan)
    edits += try entry.folder.edits(asIn: shared)
  }
  return (plans, try files.write(edits))
}

/// Files that are written one after the other, and restored if a later step is refused.
private struct UndoableFiles {
  private var originals: [FileEdit] = []

  /// Applies edits, and returns the changed paths.
  mutating func write(_ edits: [FileEdit]) throws(Failure) -> [String] {
    let before = edits.map { edit in
      (try? read(fileAt: edit.path)).map { FileEdit(edit.path, bytes: $0) } ?? FileEdit(removing: edit.path)
    }
    let changed = try io(try BellowsTool.write(edits))
    originals += before
    return changed
  }

  /// Restores the files as they were; what cannot be restored stays, as the refusal that follows matters more.
  func restore() {
    for original in originals.reversed() { _ = try? BellowsTool.write([original]) }
  }
}

/// What `sync` makes of the plans.
private struct Sync {
  /// Its current schema is the one of the plans so far.
  private var workspace: Workspace
  private let goal: Schema
  /// The current schema as it was.
  private let known: CurrentSchema
  /// The plans of this branch, those that begin after others later.
  let own: [PlanUnderWay]
  /// The base branch, if this branch has all of it.
  private let before: Workspace?
  /// The schema that the code is for, with the plans so far at their deploys.
  private var current: Schema
  private var underWay: [PlanUnderWay] = []
  private var edits: [FileEdit] = []
  private var removed: Set<MigrationName> = []
  private var stages: [MigrationName: PlanStage] = [:]

  /// - Parameter replaced: Plans that were here, and are others now.
  init(
    in workspace: Workspace, goal: Schema, _ tree: GitTree?, _ before: Workspace?, without replaced: [PlanUnderWay]
  ) throws(Failure) {
    self.workspace = workspace
    self.goal = goal
    known = workspace.current
    self.before = before
    if let before { self.workspace.current = before.current }
    // A plan that the base branch has retired is no plan of this branch either.
    let retired = try tree.map { tree throws(Failure) in try retiredPlans(in: .git(tree)) } ?? []
    own = try self.workspace.plans(
      workspace.plans.filter { entry in
        tree.map { PlanFolder(entry.name, in: .git($0)).exists } != true && !retired.contains(entry.name)
      })
    if let before {
      // The base branch has the record of its plans, whatever git made of the text here.
      let gone = before.plans.filter { workspace.entry($0.name) == nil && !workspace.retired.contains($0.name) }
      let plans = try gone.map { entry throws(Failure) in try before.planUnderWay(entry) }
      current = inOrder(plans).moving(before.current.schema) { _ in 0 }
    } else {
      current = (replaced + self.own.reversed()).reduce(known.schema) { $1.removed(from: $0) }
      self.workspace.current = try CurrentSchema(current, [])
    }
  }

  /// Gives each merged plan its deploy in the current schema, which git may have merged as text.
  ///
  /// - Parameters:
  ///   - restored: Plans that are restored, whose changes may be missing even if they are finished.
  ///   - ours: Returns the schema of this side, if it has a finished plan as it is now.
  mutating func addMergedPlans(
    restored: Set<MigrationName>, _ ours: (Workspace.Entry) -> Schema?
  ) throws(Failure) {
    let own = Set(own.map(\.name))
    // What this branch names may be finished on the base branch, and changed by later plans.
    let named = Set((before?.current ?? known).namedPlans)
    var plans: [PlanUnderWay] = []
    var pending = Set(workspace.plans.filter { !$0.stage.isLast }.map(\.name.text))
    for entry in workspace.plans where !own.contains(entry.name) {
      let after = try entry.folder.state().after
      for edge in after {
        guard let name = MigrationName(edge.plan), !workspace.retired.contains(name) else { continue }
        guard let other = workspace.entry(name) else { throw .refused(.predecessorGone(entry.name, name)) }
        if other.stage.deploy < edge.deploy {
          throw .refused(.begunTooEarly(entry.name, name, stage: other.stage, deploy: edge.deploy))
        }
      }
      let isMoved = before.map { $0.entry(entry.name)?.stage != entry.stage } ?? restored.contains(entry.name)
      let isPending = !entry.stage.isLast || after.contains(where: { pending.contains($0.plan) })
      if isPending { pending.insert(entry.name.text) }
      if isPending || named.contains(entry.name) || isMoved {
        plans.append(try workspace.planUnderWay(entry))
      }
    }
    for plan in inOrder(plans) {
      current = plan.settling(current, at: plan.deploy)
      // What later plans made of it, which may be retired, stays so.
      if restored.contains(plan.name), let entry = workspace.entry(plan.name), let schema = ours(entry) {
        current = current.applying(from: plan.settling(schema, at: plan.deploy), to: schema)
      }
      underWay.append(plan)
    }
    workspace.current = try CurrentSchema(current, [])
  }

  /// Adds the plans of this branch: each as it is, or made again where merged plans changed what it starts from.
  mutating func addOwnPlans() throws(Failure) {
    for (index, plan) in own.enumerated() {
      let later = own[(index + 1)...].reversed()
      try add(plan, towards: later.reduce(goal) { $1.removed(from: $0) })
    }
  }

  private mutating func add(_ known: PlanUnderWay, towards goal: Schema) throws(Failure) {
    guard let entry = workspace.entry(known.name) else { return }
    var plan = known
    var files: (base: ReadSchema, goal: ReadSchema)?
    let planned = underWay.planned(from: current)
    if known.plan.repair == nil, !canBegin(known, from: planned) {
      let new = (
        base: try read(planned.arranged(like: goal), as: Layout.current), goal: try read(goal, as: Layout.goalFile)
      )
      if try entry.folder.names().contains(where: { $0.contains(Attestation.fileNamePart) }) {
        throw .refused(.changedSince(plan.name))
      }
      let mode: RolloutMode = known.plan.isOffline ? .offline : .rolling
      let options = mode.options(reads: known.plan.reads)
      plan.plan = try makePlan(from: new.base, to: new.goal, options: options).plan
      if plan.plan.deploys.isEmpty {
        // Others did the same.
        removed.insert(plan.name)
        edits += try entry.folder.removal().edits
        return
      }
      plan.stage = PlanStage(plan.plan.commits.first ?? 1, of: plan.plan)
      plan.tables = plan.plan.changedTables
      stages[plan.name] = plan.stage
      edits.append(FileEdit(entry.folder.file(PlanFolder.stageName), "\(plan.stage)\n"))
      files = new
    }
    let names = Set(underWay.map(\.name) + removed)
    let own = Set(own.map(\.name))
    let finished = workspace.plans.filter { entry in
      entry.stage.isLast && !own.contains(entry.name) && !names.contains(entry.name)
    }
    plan.after = try Meeting(of: plan, with: underWay, finished: finished, in: workspace).after
    if files != nil || plan.after != known.after {
      let context = workspace.current.read
      let unchanged = (base: try entry.folder.base(beside: context), goal: try entry.folder.goal(beside: context))
      let (base, goal) = files ?? unchanged
      edits += try entry.folder.edits(plan.plan, from: base, to: goal, after: plan.after)
      let typeName = try workspace.typeName(of: entry.folder)
      edits += try entry.folder.swiftEdits(plan.plan, typeName: typeName, after: plan.after).edits
    }
    if plan.plan.repair != nil { return }
    current = plan.moving(current, from: 0, to: plan.deploy)
    underWay.append(plan)
  }

  /// Whether a plan of this branch can go on as it is: a schema has all that it starts from, and what it relies on.
  private func canBegin(_ plan: PlanUnderWay, from planned: Schema) -> Bool {
    guard plan.stands(in: planned, at: 0) else { return false }
    let after = plan.moving(planned, from: 0, to: plan.plan.deploys.count)
    return (try? read(after, as: Layout.current)) != nil
  }

  private func read(_ schema: Schema, as path: String) throws(Failure) -> ReadSchema {
    try ReadSchema([SourceFile(path: path, text: printSchemaWithTypes(schema))])
  }

  /// The edits of the plans that are made again, and of what is derived from all plans.
  func derivedEdits() throws(Failure) -> [FileEdit] {
    var before = Set(underWay.flatMap(\.after).map(\.plan))
    for entry in workspace.plans where !removed.contains(entry.name) && !own.contains(where: { $0.name == entry.name })
    {
      before.formUnion(try entry.folder.state().after.map(\.plan))
    }
    let plans = underWay.named(before: before)
    // What says the same keeps its order.
    let known = known.schema
    var current = (current.saysTheSame(as: known) ? known : current).arranged(like: goal)
    if let violation = plans.violations(in: current).first {
      throw .refused(.notTogether(plans.map(\.name), violation.description))
    }
    current.namedTypes = goal.namedTypes.all.isEmpty ? known.namedTypes : goal.namedTypes
    var derived = try workspace.derived(current: current, underWay: plans, stages: stages)
    derived.plans.removeAll { removed.contains($0.name) }
    return edits + (try derived.edits(in: .disk))
  }
}

extension Workspace {
  /// Plans, each made again from its files beside those that it begins after, which come earlier.
  fileprivate func plans(_ entries: [Entry]) throws(Failure) -> [PlanUnderWay] {
    var left: [(entry: Entry, after: [String])] = []
    for entry in entries { left.append((entry, try entry.folder.state().after.map(\.plan))) }
    var workspace = self
    var plans: [PlanUnderWay] = []
    while !left.isEmpty {
      let names = Set(left.map(\.entry.name.text))
      // In a cycle, which Bellows does not write, the first one begins.
      let index = left.firstIndex { $0.after.allSatisfy { !names.contains($0) } } ?? 0
      let plan = try workspace.planUnderWay(left.remove(at: index).entry)
      plans.append(plan)
      // Later plans may refer to a table that this one creates.
      let schema = plan.moving(workspace.current.schema, from: 0, to: plan.plan.deploys.count)
      if let current = try? CurrentSchema(schema, []) { workspace.current = current }
    }
    return plans
  }
}
