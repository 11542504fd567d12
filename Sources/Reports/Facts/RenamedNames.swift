// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The tables and fields that have the same stored names and other names in the schema language, in a plan without
/// changes.
func renamedNames(from old: Schema, to new: Schema) -> [(old: SchemaPath, new: SchemaPath)] {
  let oldTables = Dictionary(old.tables.map { ($0.storedName, $0) }) { first, _ in first }
  var renamed: [(old: SchemaPath, new: SchemaPath)] = []
  for table in new.tables {
    guard let oldTable = oldTables[table.storedName] else { continue }
    if oldTable.name != table.name {
      renamed.append((SchemaPath(oldTable.name, .table), SchemaPath(table.name, .table)))
    }
    let oldFields = Dictionary(oldTable.fields.map { ($0.storedName, $0) }) { first, _ in first }
    for field in table.fields {
      guard let oldField = oldFields[field.storedName], oldField.name != field.name else { continue }
      renamed.append((SchemaPath(oldTable.name, .field([oldField.name])), SchemaPath(table.name, .field([field.name]))))
    }
  }
  return renamed
}
