// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Errors for changes that have no rollout together with the rest of the plan, each with an edit that has one.
extension Diagnostic {
  private static func incompatible(_ message: String, _ range: SourceRange?) -> Diagnostic {
    Diagnostic(.error, PlannerDiagnostic.unsafeTogether, message, range: range)
  }

  private static func reused(_ message: String, _ range: SourceRange?) -> Diagnostic {
    Diagnostic(.error, PlannerDiagnostic.storedNameReused, message, range: range)
  }

  /// A field that needs a second column, although the schema names its column with `@column`.
  static func pinnedColumn(_ field: Field, _ stored: StoredName, in table: Table) -> Diagnostic {
    reused(
      "the new values of \(quoted(field.name)) need a column of their own, and \(quoted(stored)) still holds the old "
        + "ones: name another one with '@column', or leave '@column' out", table.range(of: field))
  }

  /// A table that needs a second stored table, although the schema names its stored table with `@table`.
  static func pinnedTable(_ table: Table, _ stored: StoredName) -> Diagnostic {
    reused(
      "the rows of \(quoted(table.name)) with other keys need a table of their own, and \(quoted(stored)) still holds "
        + "the old ones: name another one with '@table', or leave '@table' out", table.range)
  }

  /// Rows of old and new variants that are indistinguishable in one table.
  static func indistinguishableRows(of assessment: Assessment) -> Diagnostic {
    incompatible(
      "old and new rows of \(quoted(assessment.path.table)) cannot be distinguished while the table holds both: give the "
        + "new variants another tag, or a table of their own", assessment.new)
  }

  /// A derived field under the name of an old field.
  static func reusedName(_ field: Field, _ assessment: Assessment) -> Diagnostic {
    incompatible(
      "\(quoted(field.name)) is computed from other fields while a column of that name still holds the old values: "
        + "give the new field another name, and rename it in a plan of its own", assessment.new)
  }

  /// A source that the database itself clears.
  static func clearedSource(_ source: Field, of field: Field, _ assessment: Assessment) -> Diagnostic {
    incompatible(
      "\(quoted(field.name)) is computed from \(quoted(source.name)), which the database sets to null when the "
        + "referenced row is deleted, without computing \(quoted(field.name)) again: remove '@onDelete(setNull)' in a "
        + "plan of its own first", assessment.new)
  }

  /// A source that changes in the same plan.
  static func changingSource(
    _ source: Field, of field: Field, _ assessment: Assessment, changedBy other: Rule
  ) -> Diagnostic {
    incompatible(
      "\(quoted(field.name)) is computed from \(quoted(source.name)), which changes in the same plan "
        + "(\(other.rawValue)): split the changes into two plans, this field in the first", assessment.new)
  }

  /// A field that moves, and that the database itself clears.
  static func clearedCopy(_ field: Field, _ assessment: Assessment) -> Diagnostic {
    incompatible(
      "the database sets \(quoted(field.name)) to null when the referenced row is deleted, but not its copy: remove "
        + "'@onDelete(setNull)' in a plan of its own first", assessment.new)
  }

  /// A field that moves, with a default that is another value each time: two columns would never be equal.
  static func changingDefault(_ field: Field, _ assessment: Assessment) -> Diagnostic {
    incompatible(
      "rows without a value of \(quoted(field.name)) get another default each time, so its old and new column would "
        + "never be equal: make the field required in a plan of its own first, and move it in the next", assessment.new)
  }

  /// A change of a table whose rows are copied to another stored table in the same plan.
  static func besideCopy(_ assessment: Assessment, of table: Table) -> Diagnostic {
    incompatible(
      "the rows of \(quoted(table.name)) are copied to another stored table, which cannot be combined with "
        + "\(assessment.rule.rawValue) of \(assessment.path): split the changes into two plans, this one in the first",
      assessment.new ?? table.range)
  }

  /// A reference to rows of its own table, whose keys change: the table is copied, and its references with it.
  static func ownReference(_ field: Field, _ assessment: Assessment, in table: Table) -> Diagnostic {
    let key = table.keyFields.map { quoted($0.name) }.joined(separator: " and ")
    return incompatible(
      "\(assessment.path) refers to its own table, whose keys change, and the rows are copied with the old keys in it: "
        + "make three plans; in the first, replace \(quoted(field.name)) by a field without a reference, "
        + "'@from(\(field.name.text.spelledAsName))', whose function returns \(key) of the referenced row; in the second, "
        + "change the key; in the third, make that field the reference", assessment.new)
  }

  /// A previous key field that also changes its type.
  static func changedKeyField(_ field: Field, in table: Table) -> Diagnostic {
    incompatible(
      "\(quoted(field.name)) is no longer a key, and changes its type in the same plan: split the changes into two "
        + "plans, the key in the first", table.range(of: field))
  }

  /// A new key whose values do not exist yet.
  static func missingKeyValues(_ key: Field, in table: Table) -> Diagnostic {
    incompatible(
      "\(quoted(key.name)) becomes the key of \(quoted(table.name)), and not every row has a valid value there yet: "
        + "split the change into two plans; in the first, give every row a value, in a field that is not a key yet",
      table.range(of: key))
  }

  /// A new reference to rows whose keys change in the same plan.
  static func newReference(to table: TableName, _ assessment: Assessment) -> Diagnostic {
    incompatible(
      "\(assessment.path) refers to \(quoted(table)), whose keys change in the same plan: split the changes into two "
        + "plans, the key in the first", assessment.new)
  }

  /// A reference to rows whose keys change, in a key or a row without a second column.
  static func keysWithoutSecondColumn(of other: TableName, in table: Table) -> Diagnostic {
    incompatible(
      "the keys of \(quoted(other)) change, and \(quoted(table.name)) holds them in its "
        + (table.fields.isEmpty ? "rows of several variants" : "own key")
        + ", where there is no second column for the new keys: move them to a field of their own first", table.range)
  }
}
