// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A column of the database by its stored names, which never change within a plan.
///
/// The rows of a table of several variants count as one column, called `*`, in all schemas and code versions of a plan
/// in which any schema stores that table in several variants.
package struct ColumnID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let table: StoredName
  package let column: StoredName

  package init(_ table: StoredName, _ column: StoredName) {
    self.table = table
    self.column = column
  }

  /// The name of the pseudo column for a whole row.
  package static let wholeRow: StoredName = "*"

  package var description: String { "\(table).\(column)" }

  package static func < (lhs: ColumnID, rhs: ColumnID) -> Bool {
    lhs.table == rhs.table ? lhs.column < rhs.column : lhs.table < rhs.table
  }
}
