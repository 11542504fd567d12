// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a database enforces at a moment of a plan: a schema, and what no schema can say.
package struct StoreRevision {
  package var schema: Schema
  /// Columns that triggers keep equal.
  var inStep: [InStep]
  /// Of these, the pairs (by their new columns) of which one must have a value, although each may have none: either
  /// schema demands one, and no running code writes a row without.
  var demanded: Set<ColumnID>

  /// A schema with nothing on its way.
  package init(_ schema: Schema) {
    self.schema = schema
    inStep = []
    demanded = []
  }
}

extension Plan {
  /// What the database enforces after a deploy; 0 is before the first.
  package func revision(after number: Int) -> StoreRevision {
    let deploy = deploys.last { $0.number <= number }
    var revision = StoreRevision(deploy?.schema ?? base)
    revision.inStep = deploy?.inStep ?? inStepBefore
    guard !revision.inStep.isEmpty else { return revision }
    let demanded = Set(base.requiredColumns + goal.requiredColumns)
    let emptied = columnsWrittenEmpty(after: number)
    for pair in revision.inStep where pair.old.table == pair.new.table {
      let ends = [pair.old, pair.new]
      if ends.contains(where: demanded.contains), !ends.contains(where: emptied.contains) {
        revision.demanded.insert(pair.new)
      }
    }
    return revision
  }

  /// The columns that may be written without a value while the code of a deploy runs, or still that of the one before.
  private func columnsWrittenEmpty(after number: Int) -> Set<ColumnID> {
    let running = [before] + deploys.prefix { $0.number <= number }.map(\.code)
    return Set(running.suffix(2).flatMap(\.uses).flatMap(\.writes).filter(\.type.isOptional).map(\.column))
  }
}

extension Schema {
  /// Columns that must have a value.
  fileprivate var requiredColumns: [ColumnID] {
    tables.flatMap { table in
      table.fields.filter { !$0.type.isOptional }.map { ColumnID(table.storedName, $0.storedName) }
    }
  }
}
