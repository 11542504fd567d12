// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Rejects changes of external tables that a plan cannot make.
func externalTableChanges(from old: Schema, to new: Schema) -> [Diagnostic] {
  if old.externalTables.isEmpty, new.externalTables.isEmpty { return [] }
  if new.target.capabilities.hasUndeclaredTables { return [] }
  var refusals: [Diagnostic] = []
  for table in new.externalTables {
    if let before = old.tables.first(where: { $0.name == table.name || $0.storedName == table.storedName }) {
      refusals.append(
        .externalTable(
          "\(quoted(before.name)) becomes external, and a plan would drop it: keep its declaration, or transfer the "
            + "table manually and start again with 'bellows generate --adopt'", table, before: before))
    } else if let before = old.externalTable(table.name), !hasSameKey(before, table),
      new.referencedExternalTables.contains(table)
    {
      refusals.append(
        .externalTable(
          "the key or the stored name of the external table \(quoted(table.name)) changes, and stored references hold the "
            + "old key: declare the other key as a table of another name, and add a field that refers to it",
          table, before: before))
    }
  }
  for before in old.externalTables {
    guard let table = new.tables.first(where: { $0.name == before.name || $0.storedName == before.storedName }) else {
      continue
    }
    refusals.append(
      .externalTable(
        "the table \(quoted(table.name)) exists already, and a plan would create it: keep it external, or take it over "
          + "with 'bellows generate --adopt' once the schema describes it as the database has it",
        table, before: before))
  }
  return refusals
}

private func hasSameKey(_ one: Table, _ other: Table) -> Bool {
  func key(of table: Table) -> [Field] {
    table.keyFields.map { Field($0.name, $0.type, explicitStoredName: $0.storedName, storedForm: $0.storedForm) }
  }
  return one.storedName == other.storedName && key(of: one) == key(of: other)
}

extension Diagnostic {
  fileprivate static func externalTable(_ message: String, _ table: Table, before: Table) -> Diagnostic {
    Diagnostic(
      .error, PlannerDiagnostic.externalTableChanged, message, range: table.range,
      notes: [.init("it was declared here", side: .old, range: before.range)])
  }
}
