// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// The SQL of a kind of database.
///
/// A new dialect needs a case here and a folder beside `SQLite`; the switches below call it.
package enum Dialect: CaseIterable, Sendable {
  case sqlite

  /// Returns the dialect of a target; `nil` for a target without SQL.
  package init?(for target: Target) {
    switch target {
    case .sqlite: self = .sqlite
    case .postgresql, .document: return nil
    }
  }

  /// The tables of a revision, as statements; sorted by name.
  func storedTables(of revision: StoreRevision, where isIncluded: (StoredName) -> Bool) -> [StoredTable] {
    switch self {
    case .sqlite:
      let builder = TableBuilder(revision)
      return revision.schema.tables.filter { isIncluded($0.storedName) }
        .sorted { $0.storedName < $1.storedName }.map { StoredTable(builder.definition(of: $0)) }
    }
  }

  /// The statements from one revision to another.
  ///
  /// - Parameter isRollback: Whether this is a rollback. Then a required column whose values are lost is restored empty
  /// and
  ///   optional; a later step of the rollback restores the values.
  func change(from old: StoreRevision, to new: StoreRevision, isRollback: Bool = false) -> StoreChange {
    switch self {
    case .sqlite:
      var builder = StoreChangeBuilder(old, new, isRollback: isRollback)
      return builder.change()
    }
  }

  /// The backfills of a plan in SQL.
  package func backfillWriter(for plan: Plan) -> BackfillWriter {
    switch self {
    case .sqlite: BackfillWriter(plan: plan)
    }
  }

  /// A query for the rows that violate a constraint that a gate checks; `nil` if SQL cannot decide it.
  ///
  /// - Parameter path: A path in the schema of the deploy: `users.age`, `users#by_email`.
  package func violations(of path: SchemaPath, before deploy: Deploy, in plan: Plan) -> String? {
    switch self {
    case .sqlite: plan.violations(of: path, before: deploy)
    }
  }

  /// The statements of a step for a reader, one on each line.
  package func listing(_ step: SchemaStep) -> [String] {
    switch self {
    case .sqlite: step.listing
    }
  }
}
