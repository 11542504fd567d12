// Part of Bellows. MIT licence: see LICENSE.

/// A table: rows with the same fields, or rows of several shapes.
package struct Table: Hashable, Sendable {
  package var name: TableName
  /// The name in the database as `@table` says it; `nil` is "as in the language, or as it was".
  package var explicitStoredName: StoredName?
  /// What it used to be called (`@was`).
  package var previousNames: [TableName]
  package var content: Content
  /// In the order in which they were written.
  package var indexes: [Index]
  /// Why it is deprecated, if it is: no part of what is stored.
  package var deprecation: String?
  /// The doc comment, without its slashes.
  package var documentation: String?
  package var origin: Origin

  package enum Content: Hashable, Sendable {
    /// The order of fields is the one written and means nothing.
    case fields([Field])
    /// One object per shape: two at least, or one that was written as `table t = { ... }`.
    case shapes([[ValueType.Member]])
  }

  package init(
    _ name: TableName, explicitStoredName: StoredName? = nil, previousNames: [TableName] = [], content: Content,
    indexes: [Index] = [], deprecation: String? = nil, documentation: String? = nil, origin: Origin = Origin()
  ) {
    self.name = name
    self.explicitStoredName = explicitStoredName
    self.previousNames = previousNames
    self.content = content
    self.indexes = indexes
    self.deprecation = deprecation
    self.documentation = documentation
    self.origin = origin
  }

  package var storedName: StoredName { explicitStoredName ?? StoredName(name.text) }

  /// The fields; none for a table of several shapes.
  package var fields: [Field] {
    switch content {
    case .fields(let fields): fields
    case .shapes: []
    }
  }

  package func field(_ name: FieldName) -> Field? { fields.first { $0.name == name } }
  package func index(_ name: IndexName) -> Index? { indexes.first { $0.name == name } }

  /// The fields marked `@key`; none when the database assigns an `_id: int`.
  package var keyFields: [Field] { fields.filter(\.isKey) }

  /// A whole row as one type, without an assigned `_id`.
  package var rowType: ValueType {
    switch content {
    case .fields(let fields):
      .object(fields.map { ValueType.Member($0.name, $0.type.value, isOptional: $0.type.isOptional) })
    case .shapes(let shapes):
      ValueType.union(of: shapes.map(ValueType.object)) ?? .object([])
    }
  }
}
