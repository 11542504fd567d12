// Part of Bellows. MIT licence: see LICENSE.

/// How a schema stores its types: the encodings of the target, and the keys that references store.
///
///     let storage = Storage(of: schema)
///     storage.form(of: field)  // .jsonb
package struct Storage: Sendable {
  package let target: Target
  /// The keys of the tables that declare one; `nil` for a table with several key fields, or with a key in a cycle.
  private let named: [TableName: Key?]

  /// The single field that identifies the rows of a table.
  package struct Key: Hashable, Sendable {
    /// Never a reference: a key that is a reference has the type of the key that it refers to.
    package var type: ValueType
    package var storedForm: StoredForm?

    /// The key of a table that declares none: an `_id` that the database assigns.
    package static let assigned = Key(type: .scalar(.int))

    package init(type: ValueType, storedForm: StoredForm? = nil) {
      self.type = type
      self.storedForm = storedForm
    }
  }

  package init(of schema: Schema) {
    self.init(target: schema.target, named: resolveKeys(keyFields(of: schema.tables + schema.externalTables)).named)
  }

  package init(target: Target, named: [TableName: Key?]) {
    self.target = target
    self.named = named
  }

  /// Returns the key that a reference to a table stores; `nil` if no single value can identify its rows.
  package func key(of table: TableName) -> Key? {
    if let key = named[table] { return key }
    return .assigned
  }

  /// The declared keys.
  package var namedKeys: [Key] { named.values.compactMap { $0 } }

  /// Returns whether every reference is stored as in another schema.
  package func hasSameKeys(as other: Storage) -> Bool { target == other.target && named == other.named }

  /// Returns the form of a field's column.
  package func form(of field: Field) -> ColumnForm {
    form(of: field.type.value, stored: field.storedForm)
  }

  /// Returns the form of a column with values of a type: the requested form if the target has it for this type.
  package func form(of type: ValueType, stored: StoredForm? = nil) -> ColumnForm {
    if let stored, let form = ownForm(of: type, as: stored) { return form }
    guard let scalar = columnScalar(of: type) else {
      return otherForm(ofJSONAs: stored) ?? jsonForm
    }
    if case .reference(let table) = type { return form(of: scalar, stored: key(of: table)?.storedForm) }
    guard let bound = stored?.bound ?? type.bound else { return form(of: scalar, stored: stored) }
    // A column can be narrower only if no value of the type is outside.
    let isInside = type.alternatives.allSatisfy { $0.isSubset(of: .bounded(bound)) }
    return form(of: scalar, stored: isInside ? bound.storedForm : nil)
  }

  /// Returns the forms that `@stored` may name for a type, besides the usual one, in the order in which they are shown.
  package func otherForms(of type: ValueType) -> [StoredForm] {
    // A reference has the form of the key: different forms of one key could not be joined.
    if case .reference = type { return [] }
    return StoredForm.examples.filter { hasForm($0, of: type) }
  }

  /// Returns whether `@stored` may name a form for a type.
  package func hasForm(_ form: StoredForm, of type: ValueType) -> Bool {
    if case .reference = type { return false }
    if ownForm(of: type, as: form) != nil { return true }
    if let scalar = columnScalar(of: type) { return otherForm(of: scalar, as: form) != nil }
    return otherForm(ofJSONAs: form) != nil
  }

  /// Returns the scalar whose column stores the type (a scalar, literals of one scalar, or a reference), or `nil` if
  /// only JSON does.
  package func columnScalar(of type: ValueType) -> Scalar? {
    switch type {
    case .scalar(.null), .any, .array, .record, .object: return nil
    case .scalar(let scalar): return scalar
    case .bounded(let bound): return bound.scalar
    case .literal(let literal): return literal.scalar
    case .reference(let table): return columnScalar(of: (key(of: table) ?? .assigned).type)
    case .union(let members):
      var common: Scalar?
      for member in members {
        let scalar: Scalar
        switch member {
        case .scalar(let own) where own != .null: scalar = own
        case .bounded(let bound): scalar = bound.scalar
        case .literal(let literal): scalar = literal.scalar
        case .scalar, .any, .reference, .array, .record, .object, .union: return nil
        }
        guard common == nil || common == scalar else { return nil }
        common = scalar
      }
      return common
    }
  }

  /// Returns whether one column can store old and new values, and each stored value determines its type.
  ///
  /// Only then can a field be widened or converted in place.
  package func sharesColumn(_ old: Field, _ new: Field) -> Bool {
    let form = form(of: old)
    guard let both = ValueType.union(of: [old.type.value, new.type.value]) else { return false }
    let next = self.form(of: new)
    var common = new
    common.type.value = both
    return (form == next || form.widensInPlace(to: next)) && next == self.form(of: common)
      && indistinguishableMembers(of: both) == nil
  }
}
