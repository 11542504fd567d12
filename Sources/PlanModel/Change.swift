// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// One difference between two schemas, without a verdict.
///
/// Where a change names two tables, the first is the old one and the second is the new one.
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
  /// A different set of values, or the same set with renamed literals.
  case fieldTypeChanged(table: TableName, old: Field, new: Field)
  /// The same values, stored in another column or another form.
  case fieldStorageChanged(table: TableName, old: Field, new: Field)
  case defaultChanged(table: TableName, old: Field, new: Field)
  case referenceActionChanged(table: TableName, old: Field, new: Field)
  case indexAdded(table: TableName, Index)
  case indexRemoved(table: TableName, Index)
  case indexChanged(table: TableName, old: Index, new: Index)
  /// At least one side is a table of several variants.
  case rowChanged(old: Table, new: Table)
}

/// Queries for code that concerns only a few kinds of change.
extension Change {
  /// The part of a schema that a change is about.
  package enum Part: Hashable, Sendable {
    case target(old: Target, new: Target)
    /// `old` is `nil` for an added table, `new` for a removed one.
    case table(old: Table?, new: Table?)
    /// `old` is empty for an added field and has several elements for a derived one; `new` is `nil` for a removed
    /// field.
    case field(table: TableName, old: [Field], new: Field?)
    /// `old` is `nil` for an added index, `new` for a removed one.
    case index(table: TableName, old: Index?, new: Index?)
  }

  package var part: Part {
    switch self {
    case .targetChanged(let old, let new): .target(old: old, new: new)
    case .tableAdded(let table): .table(old: nil, new: table)
    case .tableRemoved(let table): .table(old: table, new: nil)
    case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new), .rowChanged(let old, let new):
      .table(old: old, new: new)
    case .fieldAdded(let table, let field): .field(table: table, old: [], new: field)
    case .fieldRemoved(let table, let field): .field(table: table, old: [field], new: nil)
    case .fieldDerived(let table, let sources, let new): .field(table: table, old: sources, new: new)
    case .referenceKeyChanged(let table, let old, let new), .fieldRenamed(let table, let old, let new),
      .fieldTypeChanged(let table, let old, let new), .fieldStorageChanged(let table, let old, let new),
      .defaultChanged(let table, let old, let new), .referenceActionChanged(let table, let old, let new):
      .field(table: table, old: [old], new: new)
    case .indexAdded(let table, let index): .index(table: table, old: nil, new: index)
    case .indexRemoved(let table, let index): .index(table: table, old: index, new: nil)
    case .indexChanged(let table, let old, let new): .index(table: table, old: old, new: new)
    }
  }

  /// The name of the table, in the new schema if it exists there; `nil` if the change concerns the whole schema.
  package var table: TableName? {
    switch part {
    case .target: nil
    case .table(let old, let new): (new ?? old)?.name
    case .field(let table, _, _), .index(let table, _, _): table
    }
  }

  /// The table before and after, for a change of a whole table that both schemas have.
  package var oldAndNewTable: (old: Table, new: Table)? {
    switch part {
    case .table(let old?, let new?): (old, new)
    case .table, .target, .field, .index: nil
    }
  }

  /// The table before and after, if its rows move to another stored table.
  package var movedTable: (old: Table, new: Table)? {
    switch self {
    case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new): (old, new)
    case .targetChanged, .tableAdded, .tableRemoved, .referenceKeyChanged, .fieldAdded, .fieldRemoved, .fieldRenamed,
      .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .defaultChanged, .referenceActionChanged, .indexAdded,
      .indexRemoved, .indexChanged, .rowChanged:
      nil
    }
  }

  /// Whether the rows of a table move to another stored table.
  package var movesTable: Bool { movedTable != nil }

  /// The tables whose rows may be deleted, in the old and in the new schema.
  package var tablesWithDeletions: [Table] {
    switch part {
    case .table(let old?, let new): [old] + (new.map { [$0] } ?? [])
    case .table(nil, _), .target, .field, .index: []
    }
  }

  /// The fields whose values may be deleted, in the old and in the new schema.
  package var fieldsWithDeletions: [Field] {
    switch self {
    case .fieldRemoved(_, let field): [field]
    case .fieldDerived(_, let sources, let new): sources + [new]
    case .referenceKeyChanged(_, let old, let new), .fieldRenamed(_, let old, let new),
      .fieldTypeChanged(_, let old, let new), .fieldStorageChanged(_, let old, let new):
      [old, new]
    case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .fieldAdded, .defaultChanged,
      .referenceActionChanged, .indexAdded, .indexRemoved, .indexChanged, .rowChanged:
      []
    }
  }

  /// The field before and after, if the change concerns the values of an existing column or moves them to another one.
  package var movedColumn: (old: Field, new: Field)? {
    switch self {
    case .referenceKeyChanged(_, let old, let new), .fieldRenamed(_, let old, let new),
      .fieldTypeChanged(_, let old, let new), .fieldStorageChanged(_, let old, let new):
      (old, new)
    case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .fieldAdded, .fieldRemoved,
      .fieldDerived, .defaultChanged, .referenceActionChanged, .indexAdded, .indexRemoved, .indexChanged, .rowChanged:
      nil
    }
  }
}
