// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns the tables and fields whose names change only in the language: `users.name -> users.fullName`.
///
/// No row changes, but the generated Swift does.
package func renamedInLanguage(from old: Schema, to new: Schema) -> [(old: SchemaPath, new: SchemaPath)] {
  var renamed: [(old: SchemaPath, new: SchemaPath)] = []
  for pair in matchTables(old, new).pairs where pair.old != pair.new && pair.old.storedName == pair.new.storedName {
    if pair.old.name != pair.new.name {
      renamed.append((SchemaPath(pair.old.name, .table), SchemaPath(pair.new.name, .table)))
    }
    for field in matchFields(pair.old, pair.new).pairs
    where field.old.name != field.new.name && field.old.storedName == field.new.storedName {
      renamed.append(
        (SchemaPath(pair.old.name, .field([field.old.name])), SchemaPath(pair.new.name, .field([field.new.name]))))
    }
  }
  return renamed
}
