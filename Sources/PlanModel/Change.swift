// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// One difference between two schemas: a fact, without an opinion.
///
/// Where a change names two tables, the first is the old one and the second is what it became.
package enum Change: Hashable, Sendable {
  case targetChanged(old: Target, new: Target)
  case tableAdded(Table)
  case tableRemoved(Table)
  case tableRenamed(old: Table, new: Table)
  case tableKeyChanged(old: Table, new: Table)
  case referenceKeyChanged(table: TableName, old: Field, new: Field)
  case fieldAdded(table: TableName, Field)
  case fieldRemoved(table: TableName, Field)
  case fieldRenamed(table: TableName, old: Field, new: Field)
  case fieldDerived(table: TableName, sources: [Field], new: Field)
  /// Another set of values, or the same set under other spellings of its literals.
  case fieldTypeChanged(table: TableName, old: Field, new: Field)
  /// The same values, stored in another column or another form.
  case fieldStorageChanged(table: TableName, old: Field, new: Field)
  case defaultChanged(table: TableName, old: Field, new: Field)
  case referenceActionChanged(table: TableName, old: Field, new: Field)
  case indexAdded(table: TableName, Index)
  case indexRemoved(table: TableName, Index)
  case indexChanged(table: TableName, old: Index, new: Index)
  /// At least one side is a table of several shapes.
  case rowChanged(old: Table, new: Table)
}
