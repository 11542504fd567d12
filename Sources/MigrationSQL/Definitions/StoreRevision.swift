// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a database enforces at a point of a plan: a schema, and the parts that a schema cannot express.
package struct StoreRevision {
  package var schema: Schema
  /// The columns that triggers keep in sync.
  var synced: [SyncedColumns]
  /// The new columns of the synced pairs of which at least one must have a value: a schema requires it, and all running
  /// code writes one.
  var demanded: Set<ColumnID>
  /// The columns in sync of which one gets the name of the other at the end, see `RenamedField`.
  var renames: [RenamedField] = []
  /// The columns of a table to which code copies the rows of another one, each with the column that it is copied from:
  /// while both tables exist, both tables' keys come from one sequence.
  var copiedFrom: [ColumnID: ColumnID] = [:]

  /// A schema without a plan in progress.
  package init(_ schema: Schema) {
    self.schema = schema
    synced = []
    demanded = []
  }

  /// A schema with several plans in progress, each with its own revision.
  package init(_ schema: Schema, merging revisions: [StoreRevision]) {
    self.schema = schema
    synced = revisions.flatMap(\.synced)
    demanded = revisions.reduce(into: []) { $0.formUnion($1.demanded) }
    renames = revisions.flatMap(\.renames)
    for revision in revisions { copiedFrom.merge(revision.copiedFrom) { first, _ in first } }
  }
}

extension Plan {
  /// The revision after a deploy; 0 is before the first.
  package func revision(after number: Int) -> StoreRevision {
    let deploy = deploys.last { $0.number <= number }
    var revision = StoreRevision(deploy?.schema ?? base)
    revision.synced = deploy?.synced ?? syncedBefore
    revision.copiedFrom = copiedColumns
    guard !revision.synced.isEmpty else { return revision }
    revision.addRenames(renamedFields)
    let demanded = Set(base.requiredColumns + goal.requiredColumns)
    let emptied = columnsWrittenEmpty(after: number)
    for pair in revision.synced where pair.old.table == pair.new.table {
      let ends = [pair.old, pair.new]
      if ends.contains(where: demanded.contains), !ends.contains(where: emptied.contains) {
        revision.demanded.insert(pair.new)
      }
    }
    return revision
  }

  /// The columns to which backfills copy the values of another table unchanged, each with its source.
  private var copiedColumns: [ColumnID: ColumnID] {
    var columns: [ColumnID: ColumnID] = [:]
    for backfill in backfills where backfill.transform == .copy && backfill.sources.count == backfill.targets.count {
      for (source, target) in zip(backfill.sources, backfill.targets) where source.table != target.table {
        columns[target] = source
      }
    }
    return columns
  }

  /// The columns that code of a deploy, or of the previous one, may write without a value.
  private func columnsWrittenEmpty(after number: Int) -> Set<ColumnID> {
    let running = [before] + deploys.prefix { $0.number <= number }.map(\.code)
    return Set(running.suffix(2).flatMap(\.uses).flatMap(\.writes).filter(\.type.isOptional).map(\.column))
  }
}

extension Schema {
  /// The required columns.
  fileprivate var requiredColumns: [ColumnID] {
    tables.flatMap { table in
      table.fields.filter { !$0.type.isOptional }.map { ColumnID(table.storedName, $0.storedName) }
    }
  }
}
