// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `bellows init` in a Convex project: creates the goal from `convex/schema.ts`.
///
/// - Parameter isAsked: Whether `--target convex` is given; else a package with Bellows' own schema stays one.
/// - Returns: Whether this is a Convex project.
func initializeConvex(isAsked: Bool) throws(Failure) -> Bool {
  if !isAsked, [Layout.goalFile, Layout.goalFolder, Layout.current].contains(where: { kind(ofFileAt: $0) != nil }) {
    return false
  }
  guard let convex = try convexSchema(at: ".", in: .disk) else {
    if FileTree.disk.isConvex { throw .workspace(.noConvexSchema) }
    return false
  }
  let read = try ReadSchema(convex, in: .disk)
  printNotes(of: read)
  var edits = try attributes(["\(Layout.plans)/*/*.schema", "\(Layout.plans)/*/plan.json", "\(Layout.plans)/*/*.patch"])
  var kept: [String] = []
  if FileTree.disk.isConvex {
    kept.append(Layout.convexGoal)
  } else {
    edits.insert(FileEdit(Layout.convexGoal, printSchema(read.schema)), at: 0)
  }
  let changed = try io(try write(edits))
  try output(convexInitSummary(convex.path, changed: changed, kept: kept))
  return true
}

/// Prints what was assumed of a schema.
private func printNotes(of read: ReadSchema) {
  if read.notes.isEmpty { return }
  Stream.error.print(render(read.notes, new: read.files, inColour: Stream.error.takesColour))
}

/// `bellows generate` in a Convex project: writes a plan, its patches and its migrations; no file of the project changes.
func generateForConvex(_ request: GenerateRequest) throws(Failure) {
  guard case .plan(let name, let rollout, nil, let base) = request else { throw .refused(.onConvex(.noSuchOption)) }
  let workspace = try Workspace()
  printNotes(of: workspace.current.read)
  let goal = try ReadSchema(at: Layout.convexGoal)
  guard goal.schema.target == .convex || goal.schema.tables.isEmpty else {
    throw .refused(.onConvex(.otherTarget(goal.schema.target.rawValue)))
  }
  guard let draft = try PlanDraft(name, in: workspace, goal: goal.schema, base: base) else {
    return try output("Nothing to do: the plans already lead to the goal.\n")
  }
  if let known = draft.known, known.stage.deploy > 0 {
    throw .refused(.onConvex(.pushed(name, known.stage)))
  }
  if goal.schema.isSame(asPlanned: draft.base) { return try draft.withdraw() }
  let known = try draft.known?.folder.state()
  let before = RolloutMode(of: known)
  let old = try draft.readBase(towards: goal.schema)
  let new = goal.replacing(goal.schema.withoutSettledDefaults(since: old.schema))
  let planned = try makePlan(from: old, to: new, options: (rollout ?? before).options())
  if planned.plan.deploys.isEmpty { return try draft.withdraw() }
  try draft.writeForConvex(planned.plan, from: old, to: new)
  printNotes(planned.notes, old: old, new: goal)
}

extension PlanDraft {
  fileprivate func writeForConvex(_ plan: Plan, from old: ReadSchema, to goal: ReadSchema) throws(Failure) {
    let stage = PlanStage(0, of: plan)
    let folder = PlanFolder(name)
    var own = PlanUnderWay(name: name, plan: plan, stage: stage, after: [], tables: plan.changedTables)
    let names = others.map(\.name)
    let finished = workspace.plans.filter { $0.stage.isLast && $0.name != name && !names.contains($0.name) }
    own.after = try Meeting(of: own, with: others, finished: finished, in: workspace).after
    let underWay = others + [own]
    if let violation = underWay.violations(in: inForce).first {
      throw .refused(.notTogether(underWay.map(\.name), violation.description))
    }
    let patches = try PushPatches(own, in: workspace)
    let convex = try ConvexMigrationsFile.names(for: name, in: workspace)
    let migrations = try folder.migrationEdits(of: plan, replacing: self.own?.plan, convex)
    var edits = try folder.edits(plan, from: old, to: goal, after: own.after, convex: convex)
    edits += patches.edits(in: folder) + migrations.edits
    edits.append(FileEdit(folder.file(PlanFolder.stageName), "\(stage)\n"))
    let known = Set(edits.map(\.path) + migrations.kept)
    for file in try folder.names() where !known.contains(folder.file(file)) {
      edits.append(FileEdit(removing: folder.file(file)))
    }
    let changed = try io(try BellowsTool.write(edits))
    try output(convexGenerateSummary(own, patches, changed: changed, kept: migrations.kept))
  }
}

extension PlanFolder {
  /// The edits that write the migrations of a plan; edited files stay.
  ///
  /// - Parameter old: The plan as it was.
  fileprivate func migrationEdits(
    of plan: Plan, replacing old: Plan?, _ convex: ConvexNames
  ) throws(Failure) -> PlanEdits {
    var result = PlanEdits()
    let before = Dictionary((old.map { convexMigrations($0, convex) } ?? []).map { ($0.deploy, $0.text) }) { first, _ in
      first
    }
    for (deploy, text) in convexMigrations(plan, convex) {
      let path = file(ConvexMigrationsFile.name(deploy))
      if tree.kind(path) == .file, let found = try? tree.read(path), !sameText(found, Array(text.utf8)),
        !sameText(found, Array((before[deploy] ?? "").utf8))
      {
        result.kept.append(path)
      } else {
        result.edits.append(FileEdit(path, text))
      }
    }
    return result
  }
}

/// `bellows advance` in a Convex project: edits the schema and the migrations for the next push of a plan.
///
/// An edit that was made before, with `git apply` for example, is taken as it is.
func advanceOnConvex(_ argument: String?) throws(Failure) {
  let workspace = try Workspace()
  let entry = try workspace.convexEntry(argument)
  guard !entry.stage.isLast else { throw .refused(.onConvex(.complete(entry.name))) }
  let next = entry.stage.deploy + 1
  do throws(Failure) {
    _ = try workspace.underWay()
  } catch {
    guard case .workspace(.otherPush(let name, _, let actual, _)) = error, name == entry.name, actual == next else {
      throw error
    }
    let moved = workspace.with(entry.name, at: next)
    return try moved.write(try moved.underWay(), entry.name, PushEdits())
  }
  let underWay = try workspace.underWay()
  guard let plan = underWay.first(where: { $0.name == entry.name }) else { return }
  let edits = try workspace.pushEdits(of: plan, to: next)
  guard edits.left.isEmpty else { throw .refused(.onConvex(.byHand(plan.name, next, edits.left))) }
  try workspace.with(plan.name, at: next).write(underWay, plan.name, edits)
}

extension PushEdits {
  fileprivate init() { (texts, left) = ([:], []) }
}

extension Workspace {
  /// The edits for the next push: those of its patch, or others if the patch does not apply.
  fileprivate func pushEdits(of plan: PlanUnderWay, to next: Int) throws(Failure) -> PushEdits {
    let expected = plan.moving(current.schema, from: plan.deploy, to: next)
    let file = PlanFolder(plan.name, in: tree).file(PushPatches.name(next))
    if tree.kind(file) == .file, let patch = Patch(try io(try tree.read(file))),
      let texts = patch.applied(to: { try? tree.read($0) }),
      let schema = convexSchema(with: texts), schema.saysTheSame(as: expected)
    {
      var edits = PushEdits()
      edits.texts = texts
      return edits
    }
    return try PushEdits(plan, from: plan.deploy, to: next, of: current.schema, in: self)
  }

  /// Writes a plan's push, and then the patches of all plans, which the new text may have moved.
  fileprivate func write(_ underWay: [PlanUnderWay], _ name: MigrationName, _ push: PushEdits) throws(Failure) {
    guard let entry = entry(name), let plan = underWay.first(where: { $0.name == name }) else { return }
    var migrations = try ConvexMigrationsFile(in: self)
    let (isNew, wasBack) = (migrations.isNew, entry.stage.deploy < plan.deploy)
    var edits = push.texts.sorted { $0.key < $1.key }.map { FileEdit($0.key, bytes: $0.value) }
    if try migrations.replace(name, by: entry.stage.deploy) { edits.append(migrations.edit) }
    edits.append(FileEdit(entry.folder.file(PlanFolder.stageName), "\(entry.stage)\n"))
    var changed = try io(try BellowsTool.write(edits))
    changed += try Workspace().refreshPatches()
    let summary = ConvexPushSummary(
      plan: plan, stage: entry.stage, changed: changed, migrations: migrations.path,
      names: try ConvexMigrationsFile.migrations(entry.stage.deploy, of: entry.folder),
      needsSetup: isNew && changed.contains(migrations.path), isOpen: migrations.hasOpenValues(of: name))
    try output(wasBack ? summary.backText : summary.text)
  }

  /// Writes the patches of the plans again where the files have changed; returns the changed files.
  fileprivate func refreshPatches() throws(Failure) -> [String] {
    var edits: [FileEdit] = []
    for plan in try underWay() { edits += try PushPatches(plan, in: self).edits(in: PlanFolder(plan.name)) }
    return try io(try BellowsTool.write(edits))
  }
}

/// `bellows back` in a Convex project: edits the schema for the push before.
func backOnConvex(_ name: MigrationName) throws(Failure) {
  let workspace = try Workspace()
  guard let entry = workspace.entry(name) else { throw .refused(.noSuchPlan(name, retired: workspace.retired)) }
  guard entry.stage.deploy > 0 else { throw .refused(.onConvex(.notBegun(name))) }
  if let other = try workspace.successors(of: name).first { throw .refused(.hasSuccessor(name, other)) }
  let plan = try workspace.planUnderWay(entry)
  guard plan.stands(in: workspace.current.schema) else { throw .refused(.changedSince(name)) }
  let before = entry.stage.deploy - 1
  let edits = try PushEdits(plan, from: plan.deploy, to: before, of: workspace.current.schema, in: workspace)
  guard edits.left.isEmpty else { throw .refused(.onConvex(.byHand(name, before, edits.left))) }
  try workspace.with(name, at: before).write([plan], name, edits)
}

/// `bellows drop` in a Convex project: removes a plan before its first push.
func dropOnConvex(_ entry: Workspace.Entry, _ draft: PlanDraft) throws(Failure) {
  guard entry.stage.deploy == 0 else { throw .refused(.onConvex(.pushed(entry.name, entry.stage))) }
  let edits = try draft.removal().edits
  let changed = try io(try write(edits))
  try output(convexDropSummary(entry.name, changed: changed))
}

/// `bellows retire` in a Convex project: deletes the folder of a finished plan.
func retireOnConvex(_ entry: Workspace.Entry, in workspace: Workspace, _ edits: [FileEdit]) throws(Failure) {
  let names = (workspace.retired + [entry.name]).map { "\($0)\n" }.joined()
  let changed = try io(try write(edits + [FileEdit(Layout.retired, names)]))
  try output("Plan \(entry.name) is retired.\n" + fileList(changed: changed, kept: []))
}

/// `bellows sync` in a Convex project: writes the patches again after a merge or an edit of the schema.
func syncOnConvex() throws(Failure) {
  let resolved = try resolveStages()
  let workspace = try Workspace()
  let changed = try resolved + workspace.refreshPatches()
  let underWay = try workspace.underWay()
  let goal = try ReadSchema(at: Layout.convexGoal)
  let isPlanned = goal.schema.isSame(asPlanned: underWay.planned(from: workspace.current.schema))
  try output(convexSyncSummary(changed: changed, underWay: underWay, isPlanned: isPlanned))
}
