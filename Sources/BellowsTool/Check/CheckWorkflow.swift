// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel

/// Checks a package with plans.
struct WorkflowCheck {
  let comparison: Comparison
  var findings = Findings()

  var new: Comparison.Side { comparison.new }

  init(_ comparison: Comparison) throws(Failure) {
    self.comparison = comparison
    guard let file = new.current else {
      findings.add(.missing(Layout.current))
      return
    }
    guard let mark = new.mark else {
      findings.add(.unusable(.unmarkedCurrent(hasConflict: file.bytes.starts(with: "<<<<<<<".utf8))), in: file)
      return
    }
    fetch(mark)
    let plan = try checkPlan(Current(mark: mark, file: file))
    try checkGoal(Current(mark: mark, file: file))
    try checkOrder(Current(mark: mark, file: file), plan)
    checkDigests()
    checkOtherPlans(mark)
  }

  /// Reads all blobs that the check needs, in one process.
  private func fetch(_ mark: CurrentMark) {
    var wanted = new.tree.blobs.filter { path, _ in
      isSchema(path, of: Layout.goalFolder) || path == Layout.goalFile
        || (isGenerated(path) && comparison.isChanged(path))
    }.map(\.value)
    if case .plan(let plan, _, _) = mark {
      let isUnchanged = comparison.isAsBefore { isPart($0, of: plan) }
      for (path, blob) in new.tree.blobs where isPart(path, of: plan) {
        if !isUnchanged || path.hasPrefix(Layout.planFolder(plan)) { wanted.append(blob) }
      }
    }
    new.tree.store.fetch(wanted)
  }

  func isSchema(_ path: String, of folder: String) -> Bool {
    path.hasPrefix(folder + "/") && path.hasSuffix(schemaSuffix)
  }
}

extension WorkflowCheck {
  /// Checks that the goal is the goal of the plan in progress or, without one, the current schema.
  private mutating func checkGoal(_ current: Current) throws(Failure) {
    let goal = try ReadSchema(at: try Layout.goalPath(in: new.files), in: new.files)
    let wanted = printSchema(goal.schema)
    let reached: ReadSchema
    var underWay: MigrationMark?
    switch current.mark {
    case .noPlan: reached = try ReadSchema([current.file])
    case .plan(let plan, let deploy, let count):
      let folder = PlanFolder(plan, in: new.files)
      if deploy < count { underWay = (plan, deploy) }
      if new.files.kind(Layout.data(plan)) == .file {
        // `checkPlan` reports a file that cannot be read.
        guard let goal = try? folder.goal(current) else { return }
        reached = goal
        if printSchema(reached.schema) == wanted { return }
      } else if deploy == count {
        reached = try ReadSchema([current.file])
      } else {
        return
      }
    }
    for diagnostic in unknownPreviousNames(from: reached.schema, to: goal.schema) {
      findings.add(.refused(diagnostic), in: goal.files[diagnostic.range?.file ?? 0], at: diagnostic.range)
    }
    findings.add(changes(from: reached.schema, to: goal.schema), from: reached.files, to: goal.files) { change in
      .uncovered(change, underWay: underWay)
    }
    let renames = renamedInLanguage(
      from: reached.schema, to: goal.schema.inheritingStoredNames(from: reached.schema))
    for (old, new) in renames {
      let table = goal.schema.tables.first { $0.name == new.table }
      var range = table?.range
      if case .field(let names) = new.part, let field = names.first.flatMap({ table?.field($0) }) {
        range = table?.range(of: field)
      }
      findings.add(
        .renamed(old, new, underWay: underWay), in: goal.files[range?.file ?? 0], at: range)
    }
  }
}

/// The assessed changes between two schemas.
func changes(from old: Schema, to goal: Schema) -> [Assessment] {
  let new = goal.inheritingStoredNames(from: old)
  return assess(diff(from: old, to: new), from: old, to: new)
}
