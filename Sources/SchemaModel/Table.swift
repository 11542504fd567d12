// Part of Bellows. MIT licence: see LICENSE.

/// A table: rows with the same fields, or rows of several variants.
///
/// Its parts are shared on the heap, so copies are cheap: every stage copies thousands of tables and changes few.
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

  /// Properties of all fields that every stage needs, computed once.
  private struct Summary: Hashable, Sendable {
    var keyFields: [Field] = []
    var hasColumnNames = false
    var references: [TableName] = []

    init(_ content: Content) {
      var seen: Set<TableName> = []
      func add(_ reference: TableName) {
        if seen.insert(reference).inserted { references.append(reference) }
      }
      switch content {
      case .fields(let fields):
        for field in fields {
          if field.isKey { keyFields.append(field) }
          if field.isStoredElsewhere { hasColumnNames = true }
          field.type.value.forEachReference(add)
        }
      case .variants(let variants):
        for member in variants.joined() { member.type.forEachReference(add) }
      }
    }

    // It is derived from the content.
    static func == (_: Summary, _: Summary) -> Bool { true }
    func hash(into _: inout Hasher) {}
  }

  /// The parts that most tables do not have.
  private struct Details: Hashable, Sendable {
    var explicitStoredName: StoredName?
    var previousNames: [TableName] = []
    var nameOrigins = NameOrigins()
    var deprecation: String?
    var documentation: String?

    static let nothing = Details()
  }

  package enum Content: Hashable, Sendable {
    /// In the order of the file, which has no meaning.
    case fields([Field])
    /// One object per variant: at least two, or one that was written as `table t = { ... }`.
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

  /// In the order of the file.
  package var indexes: [Index] {
    get { parts.value.indexes }
    set { parts = parts.with(\.indexes, newValue) }
  }

  private var details: Shared<Details>? {
    get { parts.value.details }
    set { if newValue !== parts.value.details { parts = parts.with(\.details, newValue) } }
  }

  /// The stored name given by `@table`; `nil` means the name in the language, or the stored name that it had before.
  package var explicitStoredName: StoredName? {
    get { details?.value.explicitStoredName }
    set { details.set(\.explicitStoredName, to: newValue, unless: .nothing) }
  }

  /// The previous names (`@was`).
  package var previousNames: [TableName] {
    get { details?.value.previousNames ?? [] }
    set { details.set(\.previousNames, to: newValue, unless: .nothing) }
  }

  /// The positions of the names in `@was`.
  ///
  /// Set it after these names.
  package var nameOrigins: NameOrigins {
    get { details?.value.nameOrigins ?? NameOrigins() }
    set {
      guard var changed = details?.value else { return }
      changed.nameOrigins = newValue
      details = Shared(changed)
    }
  }

  /// The reason for the deprecation; it does not affect storage.
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

  /// The fields; none for a table of several variants.
  package var fields: [Field] {
    switch content {
    case .fields(let fields): fields
    case .variants: []
    }
  }

  package func field(_ name: FieldName) -> Field? { fields.first { $0.name == name } }
  package func index(_ name: IndexName) -> Index? { indexes.first { $0.name == name } }

  /// The fields marked `@key`; none if the database assigns an `_id: int`.
  package var keyFields: [Field] { parts.value.summary.keyFields }

  /// Whether `@column` gives the stored name of some field.
  package var hasColumnNames: Bool { parts.value.summary.hasColumnNames }

  /// The tables that the rows refer to, each once, in order of appearance.
  package var references: [TableName] { parts.value.summary.references }

  /// The type of a whole row, without an assigned `_id`.
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
  /// Returns whether both are the same object in memory, and therefore equal.
  package func isIdentical(to other: Table) -> Bool { parts === other.parts }

  /// The position of the name; `nil` for a table that is not written in a schema file.
  package var range: SourceRange? { origin.range }

  /// Returns the position of a field.
  package func range(of field: Field) -> SourceRange? { range(of: field.origin) }

  /// Returns the position of an index.
  package func range(of index: Index) -> SourceRange? { range(of: index.origin) }

  /// The positions of the names in `@was`, in order; empty for a table that is not written in a schema file.
  package var previousNameRanges: [SourceRange] { nameOrigins.ranges }

  /// Returns the positions of the names in a field's `@was` or `@from`, in order; empty if they are not in a schema
  /// file.
  package func nameRanges(of field: Field) -> [SourceRange] {
    field.nameOrigins.ranges.compactMap { range(of: Origin($0)) }
  }

  private func range(of part: Origin) -> SourceRange? {
    guard let range, let part = part.range else { return nil }
    if part.file > 0 { return SourceRange(file: part.file - 1, start: part.start, end: part.end) }
    return SourceRange(file: range.file, start: range.start + part.start, end: range.start + part.end)
  }

  /// Returns the table with its name at another position.
  package func moved(to range: SourceRange, documentation: String?) -> Table {
    var table = self
    table.origin = Origin(range)
    if self.documentation != documentation { table.documentation = documentation }
    return table
  }
}
