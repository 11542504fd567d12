// Part of Bellows. MIT licence: see LICENSE.

/// A field of a table.
///
/// Its parts are shared on the heap, so copies are cheap.
package struct Field: Hashable, Sendable {
  private var parts: Shared<Parts>
  package let origin: Origin

  private struct Parts: Hashable, Sendable {
    var name: FieldName
    var type: FieldType
    var isKey: Bool
    var details: Shared<Details>?
  }

  /// The parts that most fields do not have.
  private struct Details: Hashable, Sendable {
    var defaultValue: Default?
    var previousNames: [FieldName] = []
    var literalRenames: [LiteralRename] = []
    var memberRenames: [MemberRename] = []
    var sources: [FieldName] = []
    var nameOrigins = NameOrigins()
    var explicitStoredName: StoredName?
    var storedForm: StoredForm?
    var onDelete: DeleteAction?
    var deprecation: String?
    var documentation: String?

    static let nothing = Details()
  }

  package init(
    _ name: FieldName, _ type: FieldType, isKey: Bool = false, defaultValue: Default? = nil,
    previousNames: [FieldName] = [], literalRenames: [LiteralRename] = [], memberRenames: [MemberRename] = [],
    sources: [FieldName] = [],
    explicitStoredName: StoredName? = nil, storedForm: StoredForm? = nil, onDelete: DeleteAction? = nil,
    deprecation: String? = nil, documentation: String? = nil, origin: Origin = Origin()
  ) {
    parts = Shared(Parts(name: name, type: type, isKey: isKey))
    self.origin = origin
    if let defaultValue { self.defaultValue = defaultValue }
    if !previousNames.isEmpty { self.previousNames = previousNames }
    if !literalRenames.isEmpty { self.literalRenames = literalRenames }
    if !memberRenames.isEmpty { self.memberRenames = memberRenames }
    if !sources.isEmpty { self.sources = sources }
    if let explicitStoredName { self.explicitStoredName = explicitStoredName }
    if let storedForm { self.storedForm = storedForm }
    if let onDelete { self.onDelete = onDelete }
    if let deprecation { self.deprecation = deprecation }
    if let documentation { self.documentation = documentation }
  }

  package var name: FieldName {
    get { parts.value.name }
    set { parts = parts.with(\.name, newValue) }
  }

  package var type: FieldType {
    get { parts.value.type }
    set {
      parts = parts.with(\.type, newValue)
      // A bounded form follows the type: they are one set of values.
      if let own = newValue.value.bound {
        details.set(\.storedForm, to: own.storedForm, unless: .nothing)
      } else if let bound = storedForm?.bound, !newValue.value.hasOnlyLiterals(of: bound.scalar) {
        details.set(\.storedForm, to: nil, unless: .nothing)
      }
    }
  }

  package var isKey: Bool {
    get { parts.value.isKey }
    set { parts = parts.with(\.isKey, newValue) }
  }

  private var details: Shared<Details>? {
    get { parts.value.details }
    set { if newValue !== parts.value.details { parts = parts.with(\.details, newValue) } }
  }

  package var defaultValue: Default? {
    get { details?.value.defaultValue }
    set { details.set(\.defaultValue, to: newValue, unless: .nothing) }
  }

  /// The previous names (`@was`).
  package var previousNames: [FieldName] {
    get { details?.value.previousNames ?? [] }
    set { details.set(\.previousNames, to: newValue, unless: .nothing) }
  }

  /// The literals inside its type that were renamed.
  package var literalRenames: [LiteralRename] {
    get { details?.value.literalRenames ?? [] }
    set { details.set(\.literalRenames, to: newValue, unless: .nothing) }
  }

  /// The members of objects inside its type that were renamed.
  package var memberRenames: [MemberRename] {
    get { details?.value.memberRenames ?? [] }
    set { details.set(\.memberRenames, to: newValue, unless: .nothing) }
  }

  /// The fields of the old schema from which the value is computed (`@from`).
  package var sources: [FieldName] {
    get { details?.value.sources ?? [] }
    set { details.set(\.sources, to: newValue, unless: .nothing) }
  }

  /// The positions of the names in `@was` or `@from`, relative to the name of the table.
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

  /// The stored name given by `@column`; `nil` means the name in the language, or the stored name that it had before.
  package var explicitStoredName: StoredName? {
    get { details?.value.explicitStoredName }
    set { details.set(\.explicitStoredName, to: newValue, unless: .nothing) }
  }

  /// The stored form given by `@stored`.
  ///
  /// A form that can store only a part of a scalar reduces the type to that part.
  package var storedForm: StoredForm? {
    get { details?.value.storedForm }
    set {
      details.set(\.storedForm, to: newValue, unless: .nothing)
      let value = parts.value.type.value.unbounded
      parts = parts.with(
        \.type, FieldType(newValue?.bound.map(value.bounded) ?? value, isOptional: parts.value.type.isOptional))
    }
  }

  /// The type as a schema declares it beside `@stored`: without the bound that the form implies.
  package var declaredType: FieldType { FieldType(type.value.unbounded, isOptional: type.isOptional) }

  package var onDelete: DeleteAction? {
    get { details?.value.onDelete }
    set { details.set(\.onDelete, to: newValue, unless: .nothing) }
  }

  /// Returns what the database does when the row that the field refers to is deleted.
  ///
  /// Without `@onDelete` a SQL database refuses to delete the row.
  package func deleteAction(in target: Target) -> DeleteAction? {
    if let onDelete { return onDelete }
    guard target.capabilities.enforcesReferences, case .reference = type.value else { return nil }
    return .restrict
  }

  package var deprecation: String? {
    get { details?.value.deprecation }
    set { details.set(\.deprecation, to: newValue, unless: .nothing) }
  }

  package var documentation: String? {
    get { details?.value.documentation }
    set { details.set(\.documentation, to: newValue, unless: .nothing) }
  }

  package var storedName: StoredName { explicitStoredName ?? StoredName(name.text) }

  /// Whether `@column` gives a stored name.
  package var isStoredElsewhere: Bool { details?.value.explicitStoredName != nil }
}

/// A renamed literal, `"member" @was("user")`: the meaning is the same.
package struct LiteralRename: Hashable, Sendable {
  /// The path to the literal inside the field's type: names of members, and `[]` for arrays and records.
  ///
  /// It is empty if the literal belongs to the field itself.
  package var path: [FieldName]
  package var old: Literal
  package var new: Literal
  /// The position of the old spelling, which may be in a named type that several fields use.
  package var origin: Origin

  package init(path: [FieldName] = [], old: Literal, new: Literal) {
    self.init(path: path, old: old, new: new, origin: Origin())
  }

  package init(path: [FieldName], old: Literal, new: Literal, origin: Origin) {
    self.path = path
    self.old = old
    self.new = new
    self.origin = origin
  }

  /// The position of the old spelling; `nil` for a rename that is not written in a schema file.
  package var range: SourceRange? { origin.range }
}

/// A renamed member of an object, `{ fullName: string @was(name) }`: it has the value that the old one had.
package struct MemberRename: Hashable, Sendable {
  /// The path to the object inside the field's type: names of members, and `[]` for arrays and records.
  ///
  /// It is empty if the object is the value of the field itself.
  package var path: [FieldName]
  package var old: FieldName
  package var new: FieldName
  /// The position of the old name, which may be in a named type that several fields use.
  package var origin: Origin

  package init(path: [FieldName] = [], old: FieldName, new: FieldName, origin: Origin = Origin()) {
    self.path = path
    self.old = old
    self.new = new
    self.origin = origin
  }

  /// The position of the old name; `nil` for a rename that is not written in a schema file.
  package var range: SourceRange? { origin.range }
}

/// The value of a field that an insert leaves out.
package enum Default: Hashable, Sendable {
  case literal(Literal)
  case emptyArray
  /// `{}`: an object without members, or an empty record.
  case emptyObject
  /// The time of the insert.
  case now
  /// A fresh random UUID.
  case uuid
  /// An int key that the database assigns.
  case auto
  /// A value of a scalar without literals of its own, as text: a `decimal`, `date`, `timestamp` or `uuid`.
  case text(Scalar, String)

  /// The value, if a bound may exclude it.
  package var boundedValue: Value? {
    switch self {
    case .literal(let literal): .literal(literal)
    case .text(.decimal, let text): .decimal(text)
    case .text, .emptyArray, .emptyObject, .now, .uuid, .auto: nil
    }
  }

  /// Whether it is the same for every row, so that the database can set it in existing rows.
  package var isConstant: Bool {
    switch self {
    case .literal, .emptyArray, .emptyObject, .text: true
    case .now, .uuid, .auto: false
    }
  }
}

/// What the database does with a row when the row that it refers to is deleted.
package enum DeleteAction: String, CaseIterable, Hashable, Sendable {
  case cascade
  case restrict
  /// Only on an optional field.
  case setNull
}
