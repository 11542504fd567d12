// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// Checks a package with plans.
///
/// Each plan is checked by itself: its files, its stage, its attestations. Then what is derived from all of them.
struct WorkflowCheck {
  let comparison: Comparison
  var findings = Findings()

  var new: Comparison.Side { comparison.new }

  init(_ comparison: Comparison) throws(Failure) {
    self.comparison = comparison
    guard new.current != nil else {
      findings.add(.missing(Layout.current))
      return
    }
    fetch()
    let workspace: Workspace
    do throws(Failure) {
      workspace = try Workspace(in: new.files)
    } catch {
      try add(error)
      return
    }
    let plans = try checkPlans(in: workspace)
    try checkOrder(workspace, plans)
    if let underWay = try underWay(in: workspace, plans) {
      try checkDerived(workspace, underWay)
      try checkTogether(workspace, underWay)
      try checkGoal(workspace, underWay)
    }
    checkPredecessors(workspace)
    checkDigests()
    checkTypeNames(workspace)
  }

  /// Reads all blobs that the check needs, in one process.
  private func fetch() {
    let wanted = new.tree.blobs.filter { path, _ in
      isSchema(path, of: Layout.goalFolder) || path == Layout.goalFile
        || path.hasPrefix(Layout.plans + "/") && lastPart(of: path) != PlanFolder.reportName
        || (isGenerated(path) && comparison.isChanged(path))
    }.map(\.value)
    new.tree.store.fetch(wanted)
  }

  func isSchema(_ path: String, of folder: String) -> Bool {
    path.hasPrefix(folder + "/") && path.hasSuffix(schemaSuffix)
  }

  /// Adds the finding for a file that is missing, edited or in conflict.
  mutating func add(_ failure: Failure) throws(Failure) {
    switch failure {
    case .workspace(let problem): findings.add(.unusable(problem), in: problem.isAboutCurrent ? new.current : nil)
    case .unreadable(_, let files), .unplannable(_, let files, _):
      findings.add(.edited(files.first?.path ?? Layout.current), in: files.first)
    case .usage, .file, .git, .refused, .attestation, .outputLost: throw failure
    }
  }
}

extension WorkflowCheck {
  /// The plans under way, if the current schema has them at their stages.
  private mutating func underWay(
    in workspace: Workspace, _ plans: [MigrationName: PlanUnderWay]
  ) throws(Failure) -> [PlanUnderWay]? {
    // What is wrong with one of them was found.
    guard workspace.plans.allSatisfy({ $0.stage.isLast || plans[$0.name] != nil }) else { return nil }
    do throws(Failure) {
      return try workspace.underWay()
    } catch {
      try add(error)
      return nil
    }
  }

  /// Checks that the plans exist, or are retired, that others begin after: a database waits for them.
  private mutating func checkPredecessors(_ workspace: Workspace) {
    for entry in workspace.plans {
      // A file that cannot be read was found.
      for edge in (try? entry.folder.state())?.after ?? [] {
        guard let name = MigrationName(edge.plan), workspace.entry(name) == nil, !workspace.retired.contains(name)
        else { continue }
        let file = entry.folder.file(PlanFolder.dataName)
        let bytes = try? new.files.read(file)
        findings.add(.predecessorGone(entry.name, name), in: bytes.map { SourceFile(path: file, bytes: $0) })
      }
    }
  }

  /// Checks that the plans under way do not meet, and what they do together.
  private mutating func checkTogether(_ workspace: Workspace, _ underWay: [PlanUnderWay]) throws(Failure) {
    for (index, plan) in underWay.enumerated() {
      for other in underWay[..<index] where !plan.after.contains(where: { $0.plan == other.name.text }) {
        let (one, two) = (plan.footprint(after: 0), other.footprint(after: 0))
        let elements = names(one.meets(two))
        if elements.isEmpty { continue }
        let reads = plan.declaredReads(after: 0, beside: two) ?? other.declaredReads(after: 0, beside: one)
        findings.add(.meets(plan.name, other.name, elements: elements, reads: reads), in: new.current)
      }
      for edge in plan.after {
        guard let name = MigrationName(edge.plan), let other = workspace.entry(name), other.stage.deploy < edge.deploy
        else { continue }
        findings.add(.begunTooEarly(plan.name, other.name, stage: other.stage, deploy: edge.deploy), in: new.current)
      }
    }
    if let violation = underWay.violations(in: workspace.current.schema).first {
      findings.add(.notTogether(underWay.map(\.name), violation.description), in: new.current)
    }
  }

  /// Checks that the goal is what is planned: the current schema, with the plans under way at their last deploys.
  private mutating func checkGoal(_ workspace: Workspace, _ underWay: [PlanUnderWay]) throws(Failure) {
    let goal = try ReadSchema(at: try Layout.goalPath(in: new.files), in: new.files)
    let planned = try ReadSchema([
      SourceFile(
        path: Layout.current, text: printSchemaWithTypes(underWay.planned(from: workspace.current.schema)))
    ])
    let own = workspace.plans.last { plan in comparison.isNew(plan.name) }
    for diagnostic in unknownPreviousNames(from: planned.schema, to: goal.schema) {
      findings.add(.refused(diagnostic), in: goal.files[diagnostic.range?.file ?? 0], at: diagnostic.range)
    }
    for change in changes(from: planned.schema, to: goal.schema) {
      if let range = change.new {
        findings.add(.uncovered(change, own: own?.name), in: goal.files[range.file], at: range)
      } else {
        // What a plan under way adds has no place yet.
        let range = workspace.current.schema.range(of: change.path)
        findings.add(.uncovered(change, own: own?.name), in: range == nil ? nil : workspace.current.file, at: range)
      }
    }
    let renames = renamedInLanguage(
      from: planned.schema, to: goal.schema.inheritingStoredNames(from: planned.schema))
    for (old, new) in renames {
      let range = goal.schema.range(of: new)
      findings.add(.renamed(old, new, own: own?.name), in: goal.files[range?.file ?? 0], at: range)
    }
  }
}

extension Schema {
  /// The range of a table or of a field.
  fileprivate func range(of path: SchemaPath) -> SourceRange? {
    guard let table = tables.first(where: { $0.name == path.table }) else { return nil }
    guard case .field(let names) = path.part, let field = names.first else { return table.range }
    return table.field(field).flatMap(table.range)
  }
}

/// The assessed changes between two schemas.
func changes(from old: Schema, to goal: Schema) -> [Assessment] {
  let new = goal.inheritingStoredNames(from: old)
  return assess(diff(from: old, to: new), from: old, to: new)
}
