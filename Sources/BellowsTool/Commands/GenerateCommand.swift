// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `bellows generate`: writes a plan from the current schema to the goal and its Swift, and moves to deploy 1.
func generate(_ request: GenerateRequest) throws(Failure) {
  switch request {
  case .adopt: try adopt()
  case .plan(let name, let rollout, let reads, let base): try generate(name, rollout, reads: reads, base: base)
  case .repair(let name, let repair, let base): try generate(name, repair, base: base)
  }
}

/// `--data`: a plan that repairs rows and keeps the schema, whatever the goal is.
private func generate(_ name: MigrationName, _ repair: Repair, base: String?) throws(Failure) {
  let current = try Current.read()
  let schema = try ReadSchema([current.file]).schema
  let folder = PlanFolder(name)
  let start = try startingPoint(of: name, from: current, to: schema, base: base)
  let old = start.base
  if start.isFixed {
    try output("Nothing to do: plan \(name) already exists and can no longer change.\n")
    return
  }
  var repair = repair
  if repair.tables.isEmpty {
    guard old.schema.tables.count == 1 else { throw .usage(UsageError(.missingArgument("TABLE"), in: .generate)) }
    repair.tables = old.schema.tables.map(\.name)
  }
  let plan = try makePlan(repair, in: old)
  let files = try folder.edits(plan, from: old, after: start.mark, to: old)
  let changed = try io(try write(files.edits))
  try output(generateSummary(plan, name, changed: changed, kept: files.kept))
}

private func generate(
  _ name: MigrationName, _ rollout: RolloutMode?, reads: [TableName]?, base: String?
) throws(Failure) {
  let current = try Current.read()
  let goal = try ReadSchema(at: Layout.goalPath())
  let folder = PlanFolder(name)
  let start = try startingPoint(of: name, from: current, to: goal.schema, base: base)
  if start.isFixed {
    try output("Nothing to do: plan \(name) already has this goal.\n")
    return
  }
  let old = start.base
  let known = kind(ofFileAt: folder.file(PlanFolder.dataName)) == nil ? nil : try folder.state()
  let before: RolloutMode = known?.isOffline == true ? .offline : .rolling
  let options = (rollout ?? before).options(reads: reads ?? known?.reads ?? [])
  let planned = try makePlan(from: old, to: goal, options: options)
  guard !planned.plan.deploys.isEmpty else {
    try withdraw(name, current: current, to: start, types: goal.schema.namedTypes)
    return
  }
  let files = try folder.edits(planned.plan, from: old, after: start.mark, to: goal)
  let changed = try io(try write(files.edits))
  try output(generateSummary(planned.plan, name, changed: changed, kept: files.kept))
  printNotes(planned.notes, old: old, new: goal)
}

/// Removes a plan that is not merged, because the goal is again the schema that it started from.
private func withdraw(
  _ name: MigrationName, current: Current, to start: StartingPoint, types: NamedTypes
) throws(Failure) {
  guard case .plan(let own, _, _) = current.mark, own == name else {
    try output("Nothing to do: the goal is the current schema.\n")
    return
  }
  let folder = PlanFolder(name)
  var edits: [FileEdit] = []
  for file in try folder.names() { edits.append(FileEdit(removing: folder.file(file))) }
  let (stale, handWritten) = try folder.remainingSwift(besides: [])
  edits += stale.map(FileEdit.init(removing:))
  var schema = start.base.schema
  schema.namedTypes = types
  edits += try sharedSwift(schema, upTo: start.mark)
  edits.append(FileEdit(Layout.current, start.mark.file(schema)))
  let changed = try io(try write(edits))
  try output(withdrawSummary(name, changed: changed, kept: handWritten))
}

/// `--adopt`: makes the goal the current schema, for a database that already has it.
private func adopt() throws(Failure) {
  let goal = try ReadSchema(at: Layout.goalPath())
  if kind(ofFileAt: Layout.current) != nil, case .plan(let plan, _, _) = try Current.read().mark {
    throw .refused(.adoptWhilePlanned(plan))
  }
  let current = FileEdit(Layout.current, CurrentMark.noPlan.file(goal.schema))
  let edits = try sharedSwift(goal.schema, upTo: nil) + [current]
  let changed = try io(try write(edits))
  try output(adoptSummary(changed: changed))
}
