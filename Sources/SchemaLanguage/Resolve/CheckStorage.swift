// Part of Bellows. MIT licence: see LICENSE.

extension Resolver {
  /// Keys that are references must lead to a key that is none.
  mutating func checkKeys(_ tables: [ResolvedTable]) {
    for circle in resolveKeys(keyFields(tables)).circles {
      guard let place = circle.first.flatMap({ declarations.tablesByName[$0] }) else { continue }
      report(.keyCycle(circle, declarations.tables[place].name.range))
    }
  }

  /// What depends on the target: other forms, and unions whose members it cannot tell apart.
  mutating func checkStorage(_ tables: [ResolvedTable]) {
    let storage = Storage(target: target, keyFields: keyFields(tables))
    for table in tables {
      for (field, syntax) in zip(table.table.fields, table.fields) {
        if let form = field.storedForm { checkForm(form, field, syntax, storage) }
        guard !field.type.value.isPlain else { continue }
        if let (one, two) = storage.indistinguishableMembers(of: field.type.value) {
          report(.indistinguishableMembers(one, two, target, syntax.type.range))
        }
      }
      guard case .shapes = table.table.content, let first = table.syntax.shapes?.first else { continue }
      if let (one, two) = storage.indistinguishableMembers(of: table.table.rowType) {
        report(.indistinguishableMembers(one, two, target, first.range))
      }
    }
  }

  private mutating func checkForm(_ form: StoredForm, _ field: Field, _ syntax: FieldSyntax, _ storage: Storage) {
    let forms = storage.otherForms(of: field.type.value)
    guard !forms.contains(form) else { return }
    let range = syntax.attributes.first { if case .stored = $0.kind { true } else { false } }?.range
    report(.storedForm(form, field.type.value, target, others: forms, range ?? syntax.range))
  }

  private func keyFields(_ tables: [ResolvedTable]) -> [TableName: [Field]] {
    Dictionary(tables.map { ($0.table.name, $0.table.keyFields) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ValueType {
  /// Whether it has no parts that could be confused.
  fileprivate var isPlain: Bool {
    switch self {
    case .any, .scalar, .literal, .reference: true
    case .array, .record, .object, .union: false
    }
  }
}
