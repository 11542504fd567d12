// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

extension Plan {
  /// The tables whose declarations differ between two schemas of the plan, sorted by name.
  package var changedTables: [TableName] {
    var names: Set<TableName> = []
    let schemas = [base] + stages.map(\.schema) + [storedGoal]
    for (old, new) in zip(schemas, schemas.dropFirst()) {
      for (one, other) in new.tables(changedSince: old) {
        guard let table = one ?? other, one.map(printed) != other.map(printed) else { continue }
        names.insert(table.name)
      }
      let (before, after) = (externals(of: old), externals(of: new))
      names.formUnion(Set(before.keys).union(after.keys).filter { before[$0] != after[$0] })
    }
    return names.sorted()
  }

  private func externals(of schema: Schema) -> [TableName: String] {
    Dictionary(
      schema.externalTables.map { ($0.name, printSchema(Schema(target: base.target, externalTables: [$0]))) },
      uniquingKeysWith: { first, _ in first })
  }

  private func printed(_ table: Table) -> String { printSchema(Schema(target: base.target, tables: [table])) }
}

extension Plan {
  /// The fingerprint of the tables that the plan changes or repairs, in one of its schemas: other plans do not change it.
  package func fingerprint(of schema: Schema) -> String {
    schema.limited(to: Set(repair?.tables ?? changedTables)).fingerprint
  }
}

extension Schema {
  /// The schema with only some of its tables.
  package func limited(to names: Set<TableName>) -> Schema { filtered { names.contains($0) } }

  /// The schema without some of its tables.
  package func without(_ names: Set<TableName>) -> Schema { filtered { !names.contains($0) } }

  private func filtered(_ isIncluded: (TableName) -> Bool) -> Schema {
    Schema(
      target: target, tables: tables.filter { isIncluded($0.name) },
      externalTables: externalTables.filter { isIncluded($0.name) })
  }
}
