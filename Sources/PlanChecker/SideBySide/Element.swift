// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A part of a schema, or of what code relies on, that a plan can change: by stored names.
package enum Element: Hashable, Sendable, Comparable {
  /// A table as a whole: it is created, dropped, copied or gets another key.
  case table(StoredName)
  case column(ColumnID)
  case index(IndexID)
  /// That no two rows have the same values in these paths.
  case unique(UniqueID)
  /// A table's field by its names in the code; `*` for the table itself.
  case name(LogicalField)
  /// What follows when a row of the table is deleted.
  case deletes(StoredName)

  package static func < (lhs: Element, rhs: Element) -> Bool { lhs.description < rhs.description }
}

extension Element: CustomStringConvertible {
  /// As messages name it: `users.role`, `users#by_role`, `users`.
  package var description: String {
    switch self {
    case .table(let table): table.text
    case .column(let column): column.column == ColumnID.wholeRow ? "\(column.table.text).*" : column.description
    case .index(let index): "\(index.table.text)#\(index.name.text)"
    case .unique(let unique):
      "\(unique.table.text)#(\(unique.paths.map { $0.map(\.text).joined(separator: ".") }.joined(separator: ", ")))"
    case .name(let field): field.field == "*" ? field.table.text : "\(field.table.text).\(field.field.text)"
    case .deletes(let table): "deletions in \(table.text)"
    }
  }
}
