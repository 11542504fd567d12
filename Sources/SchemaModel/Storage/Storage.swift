// Part of Bellows. MIT licence: see LICENSE.

/// How the types of one schema are stored: its target's encoding table and the keys that references follow.
///
///     let storage = Storage(of: schema)
///     storage.form(of: field)  // .jsonb
package struct Storage: Sendable {
  package let target: Target
  /// The keys of the tables that name one; none for a table with several key fields, or whose key leads in a cycle.
  private let named: [TableName: Key?]

  /// The one field that tells the rows of a table apart.
  package struct Key: Hashable, Sendable {
    /// Never a reference: a key that is one takes the type of what it refers to.
    package var type: ValueType
    package var storedForm: StoredForm?

    /// What a table has that names no key: an `_id` that the database assigns.
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

  /// What a reference to a table holds; `nil` for a table that no single value can refer to.
  package func key(of table: TableName) -> Key? {
    if let key = named[table] { return key }
    return .assigned
  }

  /// The keys that some table names.
  package var namedKeys: [Key] { named.values.compactMap { $0 } }

  /// Whether every reference is stored as in another schema.
  package func hasSameKeys(as other: Storage) -> Bool { target == other.target && named == other.named }

  /// The column that holds a field.
  package func form(of field: Field) -> ColumnForm {
    form(of: field.type.value, stored: field.storedForm)
  }

  /// The column that holds values of a type, in the form asked for if the target has it for that type.
  package func form(of type: ValueType, stored: StoredForm? = nil) -> ColumnForm {
    guard let scalar = columnScalar(of: type) else {
      return otherForm(ofJSONAs: stored) ?? jsonForm
    }
    if case .reference(let table) = type { return form(of: scalar, stored: key(of: table)?.storedForm) }
    return form(of: scalar, stored: stored)
  }

  /// The forms that `@stored` may name for a type, besides the one that it has anyway; in the order to be shown.
  package func otherForms(of type: ValueType) -> [StoredForm] {
    // A reference is stored as the key that it holds: two forms of one key could not be joined.
    if case .reference = type { return [] }
    return StoredForm.allCases.filter { form in
      if let scalar = columnScalar(of: type) { return otherForm(of: scalar, as: form) != nil }
      return otherForm(ofJSONAs: form) != nil
    }
  }

  /// The scalar whose column holds the type, or `nil` when only JSON does: a scalar, literals of one scalar, or a
  /// reference.
  package func columnScalar(of type: ValueType) -> Scalar? {
    switch type {
    case .scalar(.null), .any, .array, .record, .object: return nil
    case .scalar(let scalar): return scalar
    case .literal(let literal): return literal.scalar
    case .reference(let table): return columnScalar(of: (key(of: table) ?? .assigned).type)
    case .union(let members):
      var common: Scalar?
      for member in members {
        let scalar: Scalar
        switch member {
        case .scalar(let own) where own != .null: scalar = own
        case .literal(let literal): scalar = literal.scalar
        case .scalar, .any, .reference, .array, .record, .object, .union: return nil
        }
        guard common == nil || common == scalar else { return nil }
        common = scalar
      }
      return common
    }
  }

  /// Whether one column can hold old and new values at once and every value still be read as what it is.
  ///
  /// Only then may a field be widened or converted in place.
  package func sharesColumn(_ old: Field, _ new: Field) -> Bool {
    let form = form(of: old)
    guard let both = ValueType.union(of: [old.type.value, new.type.value]) else { return false }
    return form == self.form(of: new) && form == self.form(of: both, stored: old.storedForm)
      && indistinguishableMembers(of: both) == nil
  }
}
