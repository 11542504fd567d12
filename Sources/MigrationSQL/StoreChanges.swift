// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a plan does to its database, deploy by deploy.
package struct StoreChanges {
  /// The tables that the plan changes or walks over, as they are before it.
  package var before: [StoredTableText]
  /// Values that end up in another column or table.
  package var moves: [StoreMove]
  /// In the order of the deploys.
  package var deploys: [StoreChange]
  /// What takes each of them back.
  package var undo: [[SchemaStep]]
  /// What a rollback over each of them has to look after.
  package var rollbackPlan: [RollbackPlan]
}

extension Plan {
  /// What the plan does to its database; `nil` for a target without statements.
  package var storeChanges: StoreChanges? {
    guard let forth = forwardChanges else { return nil }
    let revisions = revisions
    let writer = BackfillWriter(plan: self)
    var names = Set(backfills.flatMap { [$0.storedTable] + $0.targets.map(\.table) })
    for each in forth { names.formUnion(each.tables.map(\.name) + each.dropped) }
    let back = zip(revisions, revisions.dropFirst()).map { change(from: $1, to: $0, isRollback: true) }
    return StoreChanges(
      before: revisions[0].storedTables(names), moves: moves, deploys: forth, undo: back.map(\.steps),
      rollbackPlan: zip(deploys, back).map { rollbackPlan(over: $0, $1, writer) })
  }

  /// What each deploy does to the database, and not how it is taken back; `nil` for a target without statements.
  package var forwardChanges: [StoreChange]? {
    guard base.target == .sqlite else { return nil }
    let revisions = revisions
    return zip(revisions, revisions.dropFirst()).map { change(from: $0, to: $1) }
  }

  /// What the database enforces before the first deploy and after each.
  private var revisions: [StoreRevision] { [revision(after: 0)] + deploys.map { revision(after: $0.number) } }
}
