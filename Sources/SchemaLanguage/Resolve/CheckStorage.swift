// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Reports keys that are references in a cycle.
  mutating func report(keyCycles: [[TableName]]) {
    for cycle in keyCycles {
      guard let index = cycle.first.flatMap({ declarations.tablesByName[$0] }) else { continue }
      report(.keyCycle(cycle, declarations.tables[index].name.range))
    }
  }

  /// Checks what depends on the target: stored forms, and unions whose members the target cannot distinguish.
  ///
  /// A table taken over from another schema was checked there, if its references store the same keys.
  mutating func checkStorage(_ tables: [ResolvedTable], _ storage: Storage, knowing other: Schema?) {
    let areKnownSound = other.map { Storage(of: $0).hasSameKeys(as: storage) } ?? false
    for table in tables where !(areKnownSound && table.syntax.known != nil) {
      let fields = table.table.fields
      for index in fields.indices {
        if fields[index].storedForm != nil {
          checkForm(of: fields[index], table.syntax(ofField: index), storage)
          checkIndexes(over: fields[index], table.table.indexes, table.syntax(ofField: index))
        }
        guard !fields[index].type.value.isPlain else { continue }
        if let (one, two) = storage.indistinguishableMembers(of: fields[index].type.value) {
          report(.indistinguishableMembers(one, two, target, table.syntax(ofField: index)?.type.range))
        }
      }
      guard case .variants = table.table.content else { continue }
      if let (one, two) = storage.indistinguishableMembers(of: table.table.rowType) {
        report(.indistinguishableMembers(one, two, target, table.syntax.variants?.first?.range))
      }
    }
  }

  /// Reports indexes of words and vectors over columns that have no such index.
  private mutating func checkIndexes(over field: Field, _ indexes: [Index], _ syntax: FieldSyntax?) {
    guard let form = field.storedForm, !declarations.losses.includeTarget else { return }
    switch form {
    case .enumeration, .array: break
    case .text, .blob, .integer, .real, .json, .timestamp, .bounded: return
    }
    for index in indexes where index.paths.contains([field.name]) {
      switch index.kind {
      case .index, .unique: continue
      case .search, .vector:
        let attribute = syntax?.attributes.first { if case .stored = $0.kind { true } else { false } }
        report(.indexOverStored(form, index.name, attribute?.range))
      }
    }
  }

  private mutating func checkForm(of field: Field, _ syntax: FieldSyntax?, _ storage: Storage) {
    guard let form = field.storedForm, !declarations.losses.includeTarget else { return }
    let attribute = syntax?.attributes.first { if case .stored = $0.kind { true } else { false } }
    let type = field.type.value
    if !storage.hasForm(form, of: type) {
      let forms = storage.otherForms(of: type)
      return report(.storedForm(form, type.unbounded, target, others: forms, attribute?.range))
    }
    if case .enumeration = form {
      // The server has shorter values only.
      for case .literal(.string(let text)) in type.alternatives where text.utf8.count > 63 {
        return report(.unstorableLiteral(.string(text), form, attribute?.range))
      }
    }
    guard let bound = form.bound else { return }
    for case .literal(let literal) in type.alternatives where !bound.contains(.literal(literal)) {
      return report(.unstorableLiteral(literal, form, attribute?.range))
    }
  }
}

extension ValueType {
  /// Whether it has no parts that could be indistinguishable.
  fileprivate var isPlain: Bool {
    switch self {
    case .any, .scalar, .bounded, .literal, .reference: true
    case .array, .record, .object, .union: false
    }
  }
}
