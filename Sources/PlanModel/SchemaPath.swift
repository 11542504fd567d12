// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The part of a schema that a change is about: `users`, `users.settings.theme`, `users#by_email`, `events.*`.
package struct SchemaPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  package enum Part: Hashable, Sendable {
    case table
    /// A field and a path inside its type: names of members, `[]` for elements of arrays and values of records.
    case field([FieldName])
    case index(IndexName)
    /// The rows of a table of several variants.
    case row
  }

  package var table: TableName
  package var part: Part

  package init(_ table: TableName, _ part: Part = .table) {
    self.table = table
    self.part = part
  }

  package var description: String {
    switch part {
    case .table: table.text
    case .field(let names): table.text + "." + names.map(\.text).joined(separator: ".")
    case .index(let name): table.text + "#" + name.text
    case .row: table.text + ".*"
    }
  }

  package static func < (lhs: SchemaPath, rhs: SchemaPath) -> Bool {
    lhs.table == rhs.table ? lhs.description.precedesByBytes(rhs.description) : lhs.table < rhs.table
  }
}
