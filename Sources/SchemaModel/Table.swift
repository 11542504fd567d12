// Part of Bellows. MIT licence: see LICENSE.

/// A table: rows with the same fields, or rows of several shapes.
///
/// Thousands of them go through every stage, and few of them change: a table is as quick to hand on as a reference.
package struct Table: Hashable, Sendable {
  private var parts: Shared<Parts>
  private var origin: Origin

  private struct Parts: Hashable, Sendable {
    var name: TableName
    var content: Content { didSet { summary = Summary(content) } }
    var indexes: [Index]
    var details: Shared<Details>?
    var summary: Summary

    init(_ name: TableName, _ content: Content, _ indexes: [Index]) {
      self.name = name
      self.content = content
      self.indexes = indexes
      summary = Summary(content)
    }
  }

  /// What every stage asks about all fields of a table, asked once.
  private struct Summary: Hashable, Sendable {
    var keyFields: [Field] = []
    var hasColumnNames = false
    var references: [TableName] = []

    init(_ content: Content) {
      var references = FirstPlaces<TableName>()
      switch content {
      case .fields(let fields):
        for (place, field) in fields.enumerated() {
          if field.isKey { keyFields.append(field) }
          if field.isStoredElsewhere { hasColumnNames = true }
          field.type.value.forEachReference { _ = references.insert($0, at: place) }
        }
      case .variants(let variants):
        for (place, member) in variants.joined().enumerated() {
          member.type.forEachReference { _ = references.insert($0, at: place) }
        }
      }
      self.references = references.keys
    }

    // It says nothing that the content does not say.
    static func == (_: Summary, _: Summary) -> Bool { true }
    func hash(into _: inout Hasher) {}
  }

  /// What most tables do not say, as for fields.
  private struct Details: Hashable, Sendable {
    var explicitStoredName: StoredName?
    var previousNames: [TableName] = []
    var nameOrigins = NameOrigins()
    var deprecation: String?
    var documentation: String?

    static let nothing = Details()
  }

  package enum Content: Hashable, Sendable {
    /// The order of fields is the one written and means nothing.
    case fields([Field])
    /// One object per shape: two at least, or one that was written as `table t = { ... }`.
    case variants([[ValueType.Member]])
  }

  package init(
    _ name: TableName, explicitStoredName: StoredName? = nil, previousNames: [TableName] = [], content: Content,
    indexes: [Index] = [], deprecation: String? = nil, documentation: String? = nil, origin: Origin = Origin()
  ) {
    parts = Shared(Parts(name, content, indexes))
    self.origin = origin
    if let explicitStoredName { self.explicitStoredName = explicitStoredName }
    if !previousNames.isEmpty { self.previousNames = previousNames }
    if let deprecation { self.deprecation = deprecation }
    if let documentation { self.documentation = documentation }
  }

  package var name: TableName {
    get { parts.value.name }
    set { parts = parts.with(\.name, newValue) }
  }

  package var content: Content {
    get { parts.value.content }
    set { parts = parts.with(\.content, newValue) }
  }

  /// In the order in which they were written.
  package var indexes: [Index] {
    get { parts.value.indexes }
    set { parts = parts.with(\.indexes, newValue) }
  }

  private var details: Shared<Details>? {
    get { parts.value.details }
    set { if newValue !== parts.value.details { parts = parts.with(\.details, newValue) } }
  }

  /// The name in the database as `@table` says it; `nil` is "as in the language, or as it was".
  package var explicitStoredName: StoredName? {
    get { details?.value.explicitStoredName }
    set { details.set(\.explicitStoredName, to: newValue, unless: .nothing) }
  }

  /// What it used to be called (`@was`).
  package var previousNames: [TableName] {
    get { details?.value.previousNames ?? [] }
    set { details.set(\.previousNames, to: newValue, unless: .nothing) }
  }

  /// Where the names in `@was` stand; set after these names.
  package var nameOrigins: NameOrigins {
    get { details?.value.nameOrigins ?? NameOrigins() }
    set {
      guard var changed = details?.value else { return }
      changed.nameOrigins = newValue
      details = Shared(changed)
    }
  }

  /// Why it is deprecated, if it is: no part of what is stored.
  package var deprecation: String? {
    get { details?.value.deprecation }
    set { details.set(\.deprecation, to: newValue, unless: .nothing) }
  }

  /// The doc comment, without its slashes.
  package var documentation: String? {
    get { details?.value.documentation }
    set { details.set(\.documentation, to: newValue, unless: .nothing) }
  }

  package var storedName: StoredName { explicitStoredName ?? StoredName(name.text) }

  /// The fields; none for a table of several shapes.
  package var fields: [Field] {
    switch content {
    case .fields(let fields): fields
    case .variants: []
    }
  }

  package func field(_ name: FieldName) -> Field? { fields.first { $0.name == name } }
  package func index(_ name: IndexName) -> Index? { indexes.first { $0.name == name } }

  /// The fields marked `@key`; none when the database assigns an `_id: int`.
  package var keyFields: [Field] { parts.value.summary.keyFields }

  /// Whether some field says by `@column` where it is stored.
  package var hasColumnNames: Bool { parts.value.summary.hasColumnNames }

  /// The tables that its rows refer to, each once, in the order in which they appear.
  package var references: [TableName] { parts.value.summary.references }

  /// A whole row as one type, without an assigned `_id`.
  package var rowType: ValueType {
    switch content {
    case .fields(let fields):
      .object(fields.map { ValueType.Member($0.name, $0.type.value, isOptional: $0.type.isOptional) })
    case .variants(let variants):
      ValueType.union(of: variants.map(ValueType.object)) ?? .object([])
    }
  }
}

extension Table {
  /// Whether both are one in memory, which says without a look at them that they are equal.
  package func isIdentical(to other: Table) -> Bool { parts === other.parts }

  /// Where its name was written; `nil` for a table that no person wrote.
  package var range: SourceRange? { origin.range }

  /// Where a field of it was written.
  package func range(of field: Field) -> SourceRange? { range(of: field.origin) }

  /// Where an index of it was written.
  package func range(of index: Index) -> SourceRange? { range(of: index.origin) }

  /// Where the names in its `@was` were written, in their order; empty for a table that no person wrote.
  package var previousNameRanges: [SourceRange] { nameOrigins.ranges }

  /// Where the names in a field's `@was` or `@from` were written, in their order; empty where no person wrote them.
  package func nameRanges(of field: Field) -> [SourceRange] {
    field.nameOrigins.ranges.compactMap { range(of: Origin($0)) }
  }

  private func range(of part: Origin) -> SourceRange? {
    guard let range, let part = part.range else { return nil }
    return SourceRange(file: range.file, start: range.start + part.start, end: range.start + part.end)
  }

  /// The table as the same text declares it where its name stands elsewhere.
  package func moved(to range: SourceRange, documentation: String?) -> Table {
    var table = self
    table.origin = Origin(range)
    if self.documentation != documentation { table.documentation = documentation }
    return table
  }
}
