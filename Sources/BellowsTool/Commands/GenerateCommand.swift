// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// `bellows generate`: writes a plan from the planned schema to the goal and its Swift, and moves to its first deploy.
func generate(_ request: GenerateRequest) throws(Failure) {
  if FileTree.disk.isConvex { return try generateForConvex(request) }
  switch request {
  case .adopt: try adopt()
  case .plan(let name, let rollout, let reads, let base):
    let workspace = try Workspace()
    let goal = try ReadSchema(at: Layout.goalPath())
    guard let draft = try PlanDraft(name, in: workspace, goal: goal.schema, base: base) else {
      return try output("Nothing to do: the plans already lead to the goal.\n")
    }
    let known = try draft.known?.folder.state()
    let before = RolloutMode(of: known)
    let old = try draft.readBase(towards: goal.schema)
    let options = (rollout ?? before).options(
      reads: reads?.tables ?? known?.reads ?? [],
      hidden: try reads?.hidden(in: old.schema) ?? draft.movingColumns.union(known?.hidden ?? []))
    let planned = try makePlan(from: old, to: goal, options: options)
    if planned.plan.deploys.isEmpty { return try draft.withdraw() }
    try draft.write(planned.plan, from: old, to: goal)
    printNotes(planned.notes, old: old, new: goal)
  // `--data`: a plan that repairs rows and keeps the schema, whatever the goal is.
  case .repair(let name, var repair, let base):
    let workspace = try Workspace()
    guard let draft = try PlanDraft(name, in: workspace, goal: nil, base: base) else {
      return try output("Nothing to do: plan \(name) already exists and can no longer change.\n")
    }
    let schema = try ReadSchema([SourceFile(path: Layout.current, text: printSchemaWithTypes(draft.inForce))])
    if repair.tables.isEmpty {
      guard schema.schema.tables.count == 1 else { throw .usage(UsageError(.missingArgument("TABLE"), in: .generate)) }
      repair.tables = schema.schema.tables.map(\.name)
    }
    try draft.write(try makePlan(repair, in: schema), from: schema, to: schema)
  }
}

/// A plan that is about to be written, or written again.
struct PlanDraft {
  let name: MigrationName
  let workspace: Workspace
  /// The plan as it was; `nil` for a new one.
  let known: Workspace.Entry?
  /// The other plans that are under way.
  let others: [PlanUnderWay]
  /// The schema that the code is for without the plan, with the other plans at their deploys.
  let inForce: Schema
  /// The plan as it was; `nil` for a new one and for a repair.
  let own: PlanUnderWay?

  /// The schema that is planned without the plan, with the other plans at their last deploys.
  var base: Schema { others.planned(from: inForce) }

  /// Whether the plan is for a Convex project.
  var isConvex: Bool { workspace.current.convex != nil }

  /// Returns `nil` if the plan exists with this goal, and can no longer change; throws if it cannot get another goal.
  ///
  /// - Parameter goal: `nil` for a repair.
  init?(_ name: MigrationName, in workspace: Workspace, goal: Schema?, base: String?) throws(Failure) {
    try workspace.refuseTaken(name)
    self.name = name
    self.workspace = workspace
    known = workspace.entry(name)
    let underWay = try workspace.underWay()
    others = underWay.filter { $0.name != name }
    let current = workspace.current.schema
    guard let known else {
      inForce = current
      own = nil
      return
    }
    if try workspace.isShared(name, base: base) {
      // Comments and the order of declarations make no other plan.
      let planned = underWay.planned(from: current)
      let isSame = goal?.isSame(asPlanned: planned) ?? true
      if isSame { return nil }
      throw .refused(.nameTaken(name))
    }
    (own, inForce) = try Self.without(known, in: workspace, underWay)
  }

  /// A plan that is removed.
  init(dropping known: Workspace.Entry, in workspace: Workspace) throws(Failure) {
    name = known.name
    self.workspace = workspace
    self.known = known
    let underWay = try workspace.underWay()
    others = underWay.filter { $0.name != known.name }
    (own, inForce) = try Self.without(known, in: workspace, underWay)
  }

  /// A plan, and the current schema without it.
  private static func without(
    _ known: Workspace.Entry, in workspace: Workspace, _ underWay: [PlanUnderWay]
  ) throws(Failure) -> (PlanUnderWay?, Schema) {
    let (name, current) = (known.name, workspace.current.schema)
    if let other = try workspace.successors(of: name).first { throw .refused(.hasSuccessor(name, other)) }
    if try known.folder.state().repair != nil { return (nil, current) }
    let own = try workspace.plan(known, among: underWay)
    guard own.stands(in: current) else { throw .refused(.changedSince(name)) }
    return (own, own.moving(current, from: own.deploy, to: 0))
  }

  /// The columns that other plans still change.
  var movingColumns: Set<ColumnID> {
    var columns: Set<ColumnID> = []
    for other in others {
      for case .column(let column) in other.footprint(after: other.deploy).writes { columns.insert(column) }
    }
    return columns
  }

  /// The schema to plan from.
  func readBase(towards goal: Schema) throws(Failure) -> ReadSchema {
    // Without changes the file itself is read: messages point into it.
    if others.isEmpty, known == nil { return workspace.current.read }
    let text = printSchemaWithTypes(base.arranged(like: goal))
    return try ReadSchema([SourceFile(path: Layout.current, text: text)])
  }

  /// Writes the plan, and moves the code to its first commit.
  func write(_ plan: Plan, from old: ReadSchema, to goal: ReadSchema) throws(Failure) {
    let stage = PlanStage(plan.commits.first ?? 1, of: plan)
    let folder = PlanFolder(name)
    var own = PlanUnderWay(
      name: name, plan: plan, stage: stage, after: [],
      tables: plan.repair?.tables ?? plan.changedTables)
    let known = others.map(\.name)
    let finished = workspace.plans.filter { $0.stage.isLast && $0.name != name && !known.contains($0.name) }
    own.after = try Meeting(of: own, with: others, finished: finished, in: workspace).after
    own.tables = plan.changedTables
    var current = own.moving(inForce, from: 0, to: own.deploy)
    // The order of `inOrder`: a new plan begins after others, and none after it.
    let underWay = (plan.repair == nil ? others + [own] : others).named()
    if let violation = underWay.violations(in: current).first {
      throw .refused(.notTogether(underWay.map(\.name), violation.description))
    }
    let types = plan.repair == nil ? goal.schema.namedTypes : workspace.current.schema.namedTypes
    if plan.repair == nil { current = current.arranged(like: goal.schema) }
    current.namedTypes = types

    let typeName = try workspace.typeName(of: folder)
    let swift = try folder.swiftEdits(plan, typeName: typeName, after: own.after)
    let derived = try workspace.derived(
      current: current, underWay: underWay, stages: [name: stage], adding: (name, typeName))
    let edits =
      (try folder.edits(plan, from: old, to: goal, after: own.after)) + swift.edits
      + [FileEdit(folder.file(PlanFolder.stageName), "\(stage)\n")] + (try derived.edits(in: .disk))
    let changed = try io(try BellowsTool.write(edits))
    try output(generateSummary(plan, name, after: own.after, changed: changed, kept: swift.kept))
  }

  /// Removes a plan that can still change: the goal is what is planned without it.
  func withdraw() throws(Failure) {
    guard known != nil else {
      let isPlanned = others.isEmpty ? "the current schema" : "what the plans under way lead to"
      return try output("Nothing to do: the goal is \(isPlanned).\n")
    }
    let (edits, kept) = try removal()
    let changed = try io(try BellowsTool.write(edits))
    try output(withdrawSummary(name, changed: changed, kept: kept))
  }

  /// The edits that remove the plan, and the hand-written files that stay.
  func removal() throws(Failure) -> (edits: [FileEdit], kept: [String]) {
    if isConvex { return (try PlanFolder(name).names().map { FileEdit(removing: PlanFolder(name).file($0)) }, []) }
    let files = try PlanFolder(name).removal(of: own?.plan)
    var current = inForce
    // The goal may have what the plan removed at another position.
    if let goal = try? ReadSchema(at: Layout.goalPath()) { current = current.arranged(like: goal.schema) }
    current.namedTypes = workspace.current.schema.namedTypes
    let derived = try workspace.derived(current: current, underWay: others.named(), removing: name).edits(in: .disk)
    return (files.edits + derived, files.kept)
  }
}

extension Schema {
  /// Whether a goal is what is planned: comments and the order of declarations do not matter.
  func isSame(asPlanned planned: Schema) -> Bool {
    if target == .convex { return inForce.saysTheSame(as: planned.inForce) }
    return inheritingStoredNames(from: planned).saysTheSame(as: planned)
  }
}

extension FunctionReads {
  /// The columns that functions do not need, of the tables with fields that they do; `nil` if no fields are given.
  fileprivate func hidden(in schema: Schema) throws(Failure) -> Set<ColumnID>? {
    if fields.isEmpty { return nil }
    var hidden: Set<ColumnID> = []
    for (name, wanted) in fields {
      guard let table = schema.table(name) else { throw .usage(UsageError(.unknownField(name.text), in: .generate)) }
      for field in wanted where table.field(field) == nil {
        throw .usage(UsageError(.unknownField("\(name.text).\(field.text)"), in: .generate))
      }
      for field in table.fields where !wanted.contains(field.name) {
        hidden.insert(ColumnID(table.storedName, field.storedName))
      }
    }
    return hidden
  }
}

extension Workspace {
  /// A plan, made again from its files unless it is among those that were.
  func plan(_ entry: Entry, among underWay: [PlanUnderWay]) throws(Failure) -> PlanUnderWay {
    if let plan = underWay.first(where: { $0.name == entry.name }) { return plan }
    return try planUnderWay(entry)
  }

  /// The Swift type of a plan: the one that it has, or a free name.
  func typeName(of folder: PlanFolder) throws(Failure) -> String {
    if let name = try folder.generatedTypeName() { return name }
    return folder.plan.typeName(besides: try typeNames())
  }

  /// The Swift types of the plans.
  func typeNames() throws(Failure) -> [String] {
    var names: [String] = []
    for plan in plans { if let name = try plan.folder.generatedTypeName() { names.append(name) } }
    return names
  }
}

/// `--adopt`: makes the goal the current schema, for a database that already has it.
private func adopt() throws(Failure) {
  let goal = try ReadSchema(at: Layout.goalPath())
  if kind(ofFileAt: Layout.current) != nil, let plan = try Workspace().plans.first {
    throw .refused(.adoptWhilePlanned(plan.name))
  }
  if kind(ofFileAt: Layout.current) == nil, try hasPlans(.disk) { throw .workspace(.lostCurrent) }
  let derived = DerivedFiles(current: goal.schema, underWay: [], plans: [], retired: try retiredPlans(in: .disk))
  let edits = try derived.edits(in: .disk)
  let changed = try io(try write(edits))
  try output(adoptSummary(changed: changed))
}
