// Part of Bellows. MIT licence: see LICENSE.

extension Resolver {
  mutating func resolveTables() -> [ResolvedTable] {
    declarations.tables.map { resolve(table: $0) }
  }

  private mutating func resolve(table syntax: TableSyntax) -> ResolvedTable {
    checkReserved(syntax.name, "table")
    var table = Table(
      TableName(syntax.name.text), content: .fields([]), documentation: syntax.documentation,
      origin: Origin(syntax.name.range))
    for attribute in syntax.attributes {
      switch attribute.kind {
      case .was(let names): table.previousNames = distinct(names).map { TableName($0.text) }
      case .table(let name): table.explicitStoredName = storedName(name, "table")
      case .deprecated(let reason): table.deprecation = reason
      case .key, .from, .column, .stored, .onDelete: continue
      }
    }
    var fields: [FieldSyntax] = []
    if let shapes = syntax.shapes {
      table.content = .shapes(resolve(shapes: shapes))
    } else {
      (table.content, fields) = resolveFields(of: syntax)
    }
    table.indexes = resolveIndexes(of: syntax, table)
    return ResolvedTable(syntax: syntax, table: table, fields: fields)
  }

  /// The fields that have a meaning; the two lists go side by side.
  private mutating func resolveFields(of table: TableSyntax) -> (Table.Content, [FieldSyntax]) {
    var fields: [Field] = []
    var sources: [FieldSyntax] = []
    var seen: [FieldName: SourceRange] = [:]
    fields.reserveCapacity(table.members.count)
    sources.reserveCapacity(table.members.count)
    seen.reserveCapacity(table.members.count)
    for case .field(let syntax) in table.members {
      if let first = seen.updateValue(syntax.name.range, forKey: FieldName(syntax.name.text)) {
        report(.duplicate("field", syntax.name, first: first))
        continue
      }
      guard let field = resolve(field: syntax) else { continue }
      fields.append(field)
      sources.append(syntax)
    }
    checkFieldHistory(sources, declared: seen)
    if !fields.contains(where: \.isKey), let place = sources.firstIndex(where: { isAssignedKeyName($0.name.text) }) {
      report(.assignedKeyName(sources[place].name))
    }
    checkAutomaticKeys(fields, sources)
    return (.fields(fields), sources)
  }

  /// One object per shape; a name may stand for several. None when one of them is in error.
  private mutating func resolve(shapes syntax: [TypeSyntax]) -> [[ValueType.Member]] {
    var shapes: [ValueType] = []
    var size = 0
    var isSound = true
    for shape in syntax {
      guard let type = resolve(shape) else {
        isSound = false
        continue
      }
      size += type.size
      if let rename = type.renames.first { report(.wasInShapes(rename.old.description, shape.range)) }
      for alternative in type.type.alternatives {
        guard case .object(let members) = alternative else {
          report(.shapeNotObject(alternative.description, shape.range))
          isSound = false
          continue
        }
        if let member = members.first(where: { isAssignedKeyName($0.name.text) }) {
          report(.assignedKeyName(NameSyntax(text: member.name.text, range: shape.range)))
        }
        shapes.append(alternative)
      }
    }
    if let first = syntax.first, size > ResolvedType.largest {
      report(.typeTooLarge(first.range))
      return []
    }
    spend(size, at: syntax.first?.range)
    guard isSound, let row = ValueType.union(of: shapes) else { return [] }
    return row.alternatives.compactMap { if case .object(let members) = $0 { members } else { nil } }
  }

  /// Takes nodes off what the whole schema may have.
  mutating func spend(_ nodes: Int, at range: SourceRange?) {
    guard nodesLeft >= 0 else { return }
    nodesLeft -= nodes
    if nodesLeft < 0, let range { report(.schemaTooLarge(range)) }
  }

  /// The names, each once.
  mutating func distinct(_ names: [NameSyntax]) -> [NameSyntax] {
    guard names.count > 1 else { return names }
    var seen: [FieldName: SourceRange] = [:]
    return names.filter { name in
      guard let first = seen.updateValue(name.range, forKey: FieldName(name.text)) else { return true }
      report(.duplicateWas(name.text, name.range, first: first))
      return false
    }
  }
}
