// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// The plans of a package, and the schema that its code is for.
struct Workspace {
  let tree: FileTree
  var current: CurrentSchema
  /// The plans with a folder, sorted by name.
  var plans: [Entry]
  /// The names of finished plans whose folders were deleted, in that order.
  let retired: [MigrationName]

  /// A plan with a folder.
  struct Entry {
    var folder: PlanFolder
    var stage: PlanStage

    var name: MigrationName { folder.plan }
  }

  /// Reads the package; throws if a file of it is missing, in conflict or not what Bellows wrote.
  init(in tree: FileTree = .disk) throws(Failure) {
    self.tree = tree
    current = try CurrentSchema(in: tree)
    var plans: [Entry] = []
    for name in try io(try tree.names(in: Layout.plans)) {
      guard let name = MigrationName(name), tree.kind(Layout.planFolder(name)) == .folder else { continue }
      let folder = PlanFolder(name, in: tree)
      // Another folder, or what is left of a plan's, is no plan.
      guard tree.kind(folder.file(PlanFolder.dataName)) != nil || tree.kind(folder.file(PlanFolder.stageName)) != nil
      else { continue }
      plans.append(Entry(folder: folder, stage: try folder.stage()))
    }
    self.plans = plans
    retired = try retiredPlans(in: tree)
  }

  func entry(_ name: MigrationName) -> Entry? { plans.first { $0.name == name } }

  /// The plans that are under way, each made again from its files, in an order in which those that begin after others
  /// come later.
  ///
  /// A finished plan is among them as long as `current.schema` names it: it begins after one that is not finished, or the
  /// row types keep columns together for its last deploy.
  ///
  /// Throws if one of them cannot be made again, or if the current schema does not have it at its stage.
  func underWay() throws(Failure) -> [PlanUnderWay] {
    var plans: [PlanUnderWay] = []
    let named = Set(current.namedPlans)
    if current.convex != nil { return try convexUnderWay() }
    for entry in self.plans where !entry.stage.isLast || named.contains(entry.name) {
      plans.append(try planUnderWay(entry))
    }
    plans = inOrder(plans)
    var schema = current.schema
    // A plan may change what the one before it made.
    for plan in plans.reversed() {
      guard plan.stands(in: schema) else {
        throw .workspace(.editedCurrent(plan.name, deploy: plan.stage.deploy))
      }
      schema = plan.moving(schema, from: plan.deploy, to: 0)
    }
    if let missing = current.namedPlans.first(where: { entry($0) == nil }) {
      throw .workspace(.planFileMissing(missing, file: Layout.data(missing)))
    }
    guard sameText(current.file.bytes, Array(CurrentSchema.text(current.schema, plans).utf8)) else {
      throw .workspace(.unprintedCurrent)
    }
    return plans
  }

  /// A plan, made again from its files.
  func planUnderWay(_ entry: Entry) throws(Failure) -> PlanUnderWay {
    let state = try entry.folder.state()
    let plan = try entry.folder.replan(beside: current.read)
    guard plan.stages.count == entry.stage.count else {
      throw .workspace(.planFileEdited(entry.name, file: entry.folder.file(PlanFolder.stageName)))
    }
    return PlanUnderWay(
      name: entry.name, plan: plan, stage: entry.stage, after: state.after, tables: state.tables)
  }

  /// The plans that begin after a plan.
  func successors(of name: MigrationName) throws(Failure) -> [MigrationName] {
    var names: [MigrationName] = []
    for entry in plans where try entry.folder.state().after.contains(where: { $0.plan == name.text }) {
      names.append(entry.name)
    }
    return names
  }
}

/// Reads `Migrations/retired`: a name on each line.
func retiredPlans(in tree: FileTree) throws(Failure) -> [MigrationName] {
  guard tree.kind(Layout.retired) == .file else { return [] }
  let bytes = try io(try tree.read(Layout.retired))
  if hasConflict(bytes) { throw .workspace(.conflict(file: Layout.retired)) }
  return String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n").compactMap {
    MigrationName(String($0))
  }
}

/// Sorts plans by name, and each after those that it begins after.
func inOrder(_ plans: [PlanUnderWay]) -> [PlanUnderWay] {
  var left = plans.sorted { $0.name < $1.name }
  var sorted: [PlanUnderWay] = []
  while !left.isEmpty {
    let names = Set(left.map(\.name.text))
    // In a cycle, which Bellows does not write, the first one begins.
    let next = left.firstIndex { plan in plan.after.allSatisfy { !names.contains($0.plan) } } ?? 0
    sorted.append(left.remove(at: next))
  }
  return sorted
}
