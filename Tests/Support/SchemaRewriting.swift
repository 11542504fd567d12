// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

extension Schema {
  /// Whether the language takes it: what `printSchema` writes is read without an error.
  package var isAccepted: Bool {
    (try? readSchema([SourceFile(path: "generated.schema", text: printSchema(self))])) != nil
  }

  /// Without `@was` and `@from`, as it stands once a plan is done.
  package var withoutHistory: Schema {
    var result = self
    for place in result.tables.indices {
      result.tables[place].previousNames = []
      if case .fields(let fields) = result.tables[place].content {
        result.tables[place].content = .fields(fields.map(\.withoutHistory))
      }
    }
    return result
  }

  /// Without what `@was` and `@from` say of names between several edits, which the schema before them does not have.
  func keepingHistory(of old: Schema) -> Schema {
    var result = self
    for place in result.tables.indices {
      result.tables[place].previousNames.removeAll { old.table($0) == nil }
      let names = [result.tables[place].name] + result.tables[place].previousNames
      let before = names.lazy.compactMap(old.table).first
      if case .fields(let fields) = result.tables[place].content {
        result.tables[place].content = .fields(fields.map { $0.keepingHistory(of: before) })
      }
    }
    return result
  }

  /// With every `id<old>` turned into `id<new>`.
  package func replacingReferences(_ old: TableName, by new: TableName) -> Schema {
    var result = self
    for place in result.tables.indices {
      switch result.tables[place].content {
      case .fields(var fields):
        for field in fields.indices { fields[field].type.value = fields[field].type.value.replacing(old, by: new) }
        result.tables[place].content = .fields(fields)
      case .variants(let variants):
        result.tables[place].content = .variants(variants.map { $0.map { $0.replacing(old, by: new) } })
      }
    }
    return result
  }
}

extension Field {
  /// Without names that a table does not have, and literals that its field of that name does not allow.
  fileprivate func keepingHistory(of table: Table?) -> Field {
    var result = self
    result.previousNames.removeAll { table?.field($0) == nil }
    result.sources.removeAll { table?.field($0) == nil }
    let before = ([name] + result.previousNames).lazy.compactMap { table?.field($0) }.first
    result.literalRenames.removeAll { rename in
      before?.type.value.alternatives.contains(.literal(rename.old)) != true
    }
    return result
  }

  /// Without `@was`, also of its literals, and `@from`.
  package var withoutHistory: Field {
    var result = self
    (result.previousNames, result.literalRenames, result.sources) = ([], [], [])
    return result
  }
}

extension ValueType {
  /// With every `id<old>` turned into `id<new>`.
  package func replacing(_ old: TableName, by new: TableName) -> ValueType {
    switch self {
    case .any, .scalar, .bounded, .literal: self
    case .reference(let table): .reference(table == old ? new : table)
    case .array(let element): .array(element.replacing(old, by: new))
    case .record(.reference(let table), let value):
      .record(.reference(table == old ? new : table), value.replacing(old, by: new))
    case .record(let key, let value): .record(key, value.replacing(old, by: new))
    case .object(let members): .object(members.map { $0.replacing(old, by: new) })
    case .union(let members): .union(members.map { $0.replacing(old, by: new) })
    }
  }
}

extension ValueType.Member {
  fileprivate func replacing(_ old: TableName, by new: TableName) -> ValueType.Member {
    ValueType.Member(name, type.replacing(old, by: new), isOptional: isOptional)
  }
}
