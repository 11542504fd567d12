// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `bellows sync`: after a merge, rebase, revert or cherry-pick, writes again what Bellows derives from the plans.
func sync(base: String?) throws(Failure) {
  let edits = try resolvedConflicts()
  _ = try io(try write(edits))
  let goalFiles = try schemaFiles(at: try Layout.goalPath())
  for file in goalFiles where hasConflict(file.bytes) { throw .workspace(.conflict(file: file.path)) }
  let goal = try ReadSchema(goalFiles)

  let workspace = try Workspace()
  var current = workspace.current.schema
  var plans: [PlanUnderWay] = []
  let named = Set(workspace.current.namedPlans)
  for entry in workspace.plans where !entry.stage.isLast || named.contains(entry.name) {
    plans.append(try workspace.planUnderWay(entry))
  }
  // What git merged as text gets each plan at its stage.
  for plan in plans {
    for other in 0...plan.plan.deploys.count { current = plan.moving(current, from: other, to: plan.deploy) }
  }
  current = current.arranged(like: goal.schema)
  current.namedTypes = goal.schema.namedTypes.all.isEmpty ? workspace.current.schema.namedTypes : goal.schema.namedTypes
  let own = Set(try workspace.ownPlans(base: base))
  let derived = try workspace.derived(current: current, underWay: plans)
  var changed = edits.map(\.path)
  let files = try derived.edits(in: .disk)
  for path in try io(try write(files)) where !changed.contains(path) { changed.append(path) }

  // A plan of this branch may meet one that was merged meanwhile.
  for name in own.sorted() { changed += try renewed(name, goal.schema) }
  let after = try Workspace()
  let underWay = try after.underWay()
  if let violation = underWay.violations(in: after.current.schema).first {
    throw .refused(.notTogether(underWay.map(\.name), violation.description))
  }
  let planned = underWay.planned(from: after.current.schema)
  let isPlanned = goal.schema.inheritingStoredNames(from: planned).saysTheSame(as: planned)
  try output(syncSummary(changed: changed, underWay: underWay, isPlanned: isPlanned))
}

/// Makes a plan that can still change begin after those that it meets now; returns the changed files.
private func renewed(_ name: MigrationName, _ goal: Schema) throws(Failure) -> [String] {
  let workspace = try Workspace()
  guard let entry = workspace.entry(name), try workspace.successors(of: name).isEmpty else { return [] }
  let plan = try workspace.planUnderWay(entry)
  let others = try workspace.underWay().filter { $0.name != name }
  let known = others.map(\.name)
  let finished = workspace.plans.filter { $0.stage.isLast && $0.name != name && !known.contains($0.name) }
  let after = try Meeting(of: plan, with: others, finished: finished, in: workspace).after
  if after == plan.after { return [] }
  let base = try ReadSchema([
    SourceFile(
      path: Layout.current, text: printSchemaWithTypes(try entry.folder.base(beside: workspace.current.read).schema))
  ])
  let typeName = try workspace.typeName(of: entry.folder)
  let edits =
    (try entry.folder.edits(
      plan.plan, from: base, to: try entry.folder.goal(beside: workspace.current.read), after: after))
    + (try entry.folder.swiftEdits(plan.plan, typeName: typeName, after: after).edits)
  return try io(try write(edits))
}

/// The edits that resolve the conflicts in what Bellows writes.
///
/// A stage that both sides moved is the later one: each was attested. The current schema is the one of this side with the
/// other side's differences, by elements and not by lines.
private func resolvedConflicts() throws(Failure) -> [FileEdit] {
  var edits: [FileEdit] = []
  for folder in try io(try names(inFolderAt: Layout.plans)) {
    guard let name = MigrationName(folder) else { continue }
    let path = PlanFolder(name).file(PlanFolder.stageName)
    guard kind(ofFileAt: path) == .file else { continue }
    let bytes = try io(try read(fileAt: path))
    guard hasConflict(bytes) else { continue }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap { PlanStage(Array($0)) }
    guard let latest = lines.max(by: { $0.deploy < $1.deploy }), Set(lines.map(\.count)).count == 1 else {
      throw .workspace(.conflict(file: path))
    }
    edits.append(FileEdit(path, "\(latest)\n"))
  }
  if kind(ofFileAt: Layout.retired) == .file {
    let bytes = try io(try read(fileAt: Layout.retired))
    if hasConflict(bytes) {
      var names: [String] = []
      for line in String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n").map(String.init) {
        if MigrationName(line) != nil, !names.contains(line) { names.append(line) }
      }
      edits.append(FileEdit(Layout.retired, names.map { $0 + "\n" }.joined()))
    }
  }
  let bytes = try io(try read(fileAt: Layout.current))
  // Lines that git merged without a conflict may be no schema: both sides may have added one field.
  let isReadable = (try? ReadSchema([SourceFile(path: Layout.current, bytes: bytes)])) != nil
  if hasConflict(bytes) || !isReadable { edits.append(FileEdit(Layout.current, try mergedCurrent())) }
  return edits
}

/// Merges the three versions of the current schema that git knows.
private func mergedCurrent() throws(Failure) -> String {
  let git = Git(folder: ".")
  var versions: [[UInt8]?] = []
  for stage in 1...3 { versions.append(try asking(try git.contents(of: Layout.current, in: ":\(stage)"))) }
  // After `git add` they are only in the commits.
  if versions[1] == nil, let sides = try asking(try git.sides()) {
    versions = []
    for commit in [sides.base, sides.ours, sides.theirs] {
      versions.append(try asking(try git.contents(of: Layout.current, in: commit)))
    }
  }
  guard let ours = versions[1], let theirs = versions[2] else { throw .workspace(.lostConflict(file: Layout.current)) }
  // If both sides added the file, what they share is empty.
  var schemas: [Schema] = []
  for bytes in [versions[0] ?? [], ours, theirs] {
    schemas.append(try ReadSchema([SourceFile(path: Layout.current, bytes: bytes)]).schema)
  }
  let marks = [ours, theirs].flatMap { bytes in
    String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n").filter(CurrentSchema.isMark)
  }
  // Where the marks stand does not matter yet.
  let schema = merged(ours: schemas[1], theirs: schemas[2], from: schemas[0])
  return CurrentSchema.text(schema, []) + Set(marks).sorted().map { $0 + "\n" }.joined()
}

private func merged(ours: Schema, theirs: Schema, from base: Schema) -> Schema {
  var merged = ours.applying(from: base, to: theirs)
  merged.namedTypes = ours.namedTypes
  return merged
}
