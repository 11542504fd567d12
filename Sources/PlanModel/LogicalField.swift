// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A field as the application sees it, such as `users.name`; one or several columns of a row store it.
///
/// It has the name of the base schema, or of the goal if the base schema does not have it.
package struct LogicalField: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var table: TableName
  package var field: FieldName

  package init(_ table: TableName, _ field: FieldName) {
    self.table = table
    self.field = field
  }

  package var description: String { "\(table).\(field)" }

  package static func < (lhs: LogicalField, rhs: LogicalField) -> Bool {
    lhs.table == rhs.table ? lhs.field < rhs.field : lhs.table < rhs.table
  }
}
