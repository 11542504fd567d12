// Part of Bellows. MIT licence: see LICENSE.

/// A whole schema, resolved: every name stands for something, every type is whole, nothing is declared twice.
package struct Schema: Hashable, Sendable {
  package var target: Target
  /// In order of their names.
  package var tables: [Table]

  package init(target: Target = .document, tables: [Table] = []) {
    self.target = target
    self.tables = tables.sorted { $0.name < $1.name }
  }

  package func table(_ name: TableName) -> Table? { tables.first { $0.name == name } }
}

/// What kind of database a schema is for.
package enum Target: String, CaseIterable, Hashable, Sendable {
  case postgresql
  case sqlite
  /// A store that enforces nothing and fills in nothing: nothing is assumed of it.
  case document

  /// Whether the database itself fills in defaults, checks columns and keeps columns in step.
  package var isSQL: Bool {
    switch self {
    case .postgresql, .sqlite: true
    case .document: false
    }
  }
}
