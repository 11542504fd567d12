// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Reports
import SchemaModel
import SwiftEmitter

/// Where a new plan meets others.
struct Meeting {
  /// The plans that it begins after.
  var after: [PlanState.Edge] = []

  /// Finds the plans that change what a new plan changes or relies on.
  ///
  /// Plans that do not meet never wait for each other. A plan that is past what they share becomes one that the new plan
  /// begins after. Throws for a plan that is not past it yet.
  ///
  /// - Parameters:
  ///   - underWay: The other plans that are under way.
  ///   - finished: The other plans, finished in code; databases may be behind.
  init(
    of plan: PlanUnderWay, with underWay: [PlanUnderWay], finished: [Workspace.Entry], in workspace: Workspace
  ) throws(Failure) {
    let own = plan.footprint(after: 0)
    for other in underWay {
      guard let deploy = earliest(after: other, for: own) else { continue }
      if deploy > other.deploy {
        let rest = other.footprint(after: other.deploy)
        throw .refused(
          .plansMeet(
            plan.name, other.name, elements: names(own.meets(rest)), stage: other.stage, from: deploy,
            isReplaceable: try !workspace.isShared(other.name, base: nil),
            reads: plan.declaredReads(after: 0, beside: rest)
              ?? other.declaredReads(after: other.deploy, beside: own)))
      }
      after.append(PlanState.Edge(plan: other.name.text, deploy: deploy))
    }
    let touched = plan.tables + plan.referencedTables
    for entry in finished {
      let state = try entry.folder.state()
      let tables = state.tables + (state.repair?.tables ?? [])
      if Set(touched).isDisjoint(with: tables), try !entry.folder.refers(to: plan.tables) { continue }
      // What an earlier version of Bellows planned otherwise is taken to meet.
      guard let other = try? workspace.planUnderWay(entry) else {
        after.append(PlanState.Edge(plan: entry.name.text, deploy: entry.stage.count))
        continue
      }
      guard let deploy = earliest(after: other, for: own) else { continue }
      after.append(PlanState.Edge(plan: other.name.text, deploy: max(deploy, 1)))
    }
    after.sort { $0.plan < $1.plan }
  }
}

extension PlanUnderWay {
  /// The tables to which those refer that the plan changes.
  fileprivate var referencedTables: [TableName] {
    var names: Set<TableName> = []
    for schema in [plan.base] + plan.deploys.map(\.schema) {
      for table in schema.tables where tables.contains(table.name) {
        table.rowType.forEachReference { names.insert($0) }
      }
    }
    return names.sorted()
  }
}

extension PlanFolder {
  /// Whether a table that the plan changes refers to one of some tables, before the plan or after it.
  fileprivate func refers(to tables: [TableName]) throws(Failure) -> Bool {
    for name in [Self.baseName, Self.goalName] where tree.kind(file(name)) != nil {
      let text = try read(name)
      if tables.contains(where: { text.contains("id<\($0.text.spelledAsName)>") }) { return true }
    }
    return false
  }
}

/// What `--reads` would say so that a plan does not meet another one: that its hand-written functions get no more.
struct DeclaredReads: Hashable {
  var plan: MigrationName
  /// The tables and fields: `teams`, `users.email`.
  var names: [String]
}

extension PlanUnderWay {
  /// What `--reads` would say so that the plan does not meet a footprint; `nil` unless it meets that only because a
  /// hand-written function may read its whole row.
  func declaredReads(after deploy: Int, beside other: Footprint) -> DeclaredReads? {
    let least = Footprint(of: plan, after: deploy, functionsRead: .sources)
    guard plan.repair == nil, least.meets(other).isEmpty else { return nil }
    let moving = Set(footprint(after: deploy).meets(other))
    var names = plan.reads.map(\.text)
    for table in plan.base.tables {
      let columns = table.fields.map { Element.column(ColumnID(table.storedName, $0.storedName)) }
      if moving.isDisjoint(with: columns) { continue }
      let left = zip(table.fields, columns).filter { field, element in
        !moving.contains(element) && !plan.hidden.contains(ColumnID(table.storedName, field.storedName))
      }
      // A function without any field cannot be declared.
      if left.isEmpty { return nil }
      names += left.map { "\(table.name.text).\($0.0.name.text)" }
    }
    return names.count == plan.reads.count ? nil : DeclaredReads(plan: name, names: names)
  }
}

/// Elements as messages name them: a column and the field that it stores often have one name.
func names(_ elements: [Element]) -> [String] {
  var names: [String] = []
  for name in elements.map(\.description) where !names.contains(name) { names.append(name) }
  return names
}

/// The first deploy of a plan after which it no longer meets another plan; `nil` if they never meet.
private func earliest(after plan: PlanUnderWay, for other: Footprint) -> Int? {
  if plan.footprint(after: 0).meets(other).isEmpty { return nil }
  let count = plan.plan.deploys.count
  return (1...max(count, 1)).first { plan.footprint(after: $0).meets(other).isEmpty } ?? count
}
