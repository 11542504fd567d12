// Part of Bellows. MIT licence: see LICENSE.

extension ValueType {
  /// The tables that the type refers to, in order of appearance, with repetitions.
  package var references: [TableName] {
    switch self {
    case .any, .scalar, .bounded, .literal: []
    case .reference(let table): [table]
    case .array(let element): element.references
    case .record(let key, let value):
      if case .reference(let table) = key { [table] + value.references } else { value.references }
    case .object(let members): members.flatMap(\.type.references)
    case .union(let members): members.flatMap(\.references)
    }
  }

  /// Returns the type with references to renamed tables.
  package func renamingReferences(_ names: [TableName: TableName]) -> ValueType {
    guard !names.isEmpty else { return self }
    return switch self {
    case .any, .scalar, .bounded, .literal: self
    case .reference(let table): .reference(names[table] ?? table)
    case .array(let element): .array(element.renamingReferences(names))
    case .record(.reference(let table), let value):
      .record(.reference(names[table] ?? table), value.renamingReferences(names))
    case .record(let key, let value): .record(key, value.renamingReferences(names))
    case .object(let members):
      .object(
        members.map { Member($0.name, $0.type.renamingReferences(names), isOptional: $0.isOptional) })
    case .union(let members): .union(members.map { $0.renamingReferences(names) })
    }
  }
}

extension FieldType {
  package func renamingReferences(_ names: [TableName: TableName]) -> FieldType {
    FieldType(value.renamingReferences(names), isOptional: isOptional)
  }
}

extension Table {
  /// Returns the table with references to renamed tables.
  package func renamingReferences(_ names: [TableName: TableName]) -> Table {
    guard !names.isEmpty, references.contains(where: { names[$0] != nil }) else { return self }
    var table = self
    switch content {
    case .fields(var fields):
      for index in fields.indices { fields[index].type = fields[index].type.renamingReferences(names) }
      table.content = .fields(fields)
    case .variants(let variants):
      table.content = .variants(
        variants.map { members in
          members.map { ValueType.Member($0.name, $0.type.renamingReferences(names), isOptional: $0.isOptional) }
        })
    }
    return table
  }
}

extension Index {
  /// Returns the index with renamed fields.
  package func renamingFields(_ names: [FieldName: FieldName]) -> Index {
    func rename(_ path: [FieldName]) -> [FieldName] {
      path.enumerated().map { $0.offset == 0 ? names[$0.element] ?? $0.element : $0.element }
    }
    var result = self
    result.paths = paths.map(rename)
    result.filters = filters.map(rename)
    return result
  }
}
