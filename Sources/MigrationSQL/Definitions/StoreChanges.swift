// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// The changes of a plan to its database, deploy by deploy.
package struct StoreChanges {
  /// The tables that the plan changes or backfills, as they are before it: what it changes in them or relies on.
  package var before: [StoredTable]
  /// Values that move to another column or table.
  package var moves: [StoredMove]
  /// In the order of the deploys.
  package var deploys: [StoreChange]
  /// The steps that roll back each of them.
  package var rollbackSteps: [[SchemaStep]]
  /// The steps after these that make tables as strict as they were: before a second transaction, and in it.
  package var rollbackEnds: [(preparations: [PreparedStep], steps: [SchemaStep])]
  /// The rollback plan of each of them.
  package var rollbackPlans: [RollbackPlan]
}

extension Plan {
  /// The changes of the plan to its database.
  package func storeChanges(_ dialect: Dialect) -> StoreChanges {
    var forward = forwardChanges(dialect)
    let revisions = revisions
    let own = OwnColumns(of: self)
    let writer = dialect.backfillWriter(for: self)
    var names = Set(backfills.flatMap { [$0.storedTable] + $0.targets.map(\.table) })
    for change in forward { names.formUnion(change.tables.map { StoredName($0.name) } + change.dropped) }
    let back = zip(revisions, revisions.dropFirst()).map { dialect.change(from: $1, to: $0, isRollback: true) }
    for (index, revision) in revisions.dropFirst().enumerated() {
      let changed = Set(forward[index].tables.map { StoredName($0.name) })
      forward[index].tables = own.limiting(revision).storedTables(changed, in: dialect)
    }
    return StoreChanges(
      before: own.limiting(revisions[0]).storedTables(names, in: dialect), moves: moves, deploys: forward,
      rollbackSteps: back.map(\.steps), rollbackEnds: back.map { ($0.preparations, $0.then) },
      rollbackPlans: zip(deploys, back).map { writer.rollbackPlan(of: $0, $1) })
  }

  /// The changes of each deploy to the database, without their rollback.
  package func forwardChanges(_ dialect: Dialect) -> [StoreChange] {
    let revisions = revisions
    return zip(revisions, revisions.dropFirst()).map { dialect.change(from: $0, to: $1) }
  }

  /// The revisions of the database before the first deploy and after each.
  private var revisions: [StoreRevision] { [revision(after: 0)] + deploys.map { revision(after: $0.number) } }
}
