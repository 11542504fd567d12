// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  mutating func resolveTables() -> [ResolvedTable] {
    if let tables = resolveHalves() { return tables }
    let tables = declarations.tables.map { resolve(table: $0) }
    for table in declarations.repeatedTables { _ = resolve(table: table) }
    return tables
  }

  /// Resolves both halves of many tables in parallel.
  ///
  /// Returns `nil` for few tables, and if there is any error or the schema is too large: these reports depend on the
  /// whole.
  private func resolveHalves() -> [ResolvedTable]? {
    let tables = declarations.tables
    guard tables.count > 500, declarations.repeatedTables.isEmpty else { return nil }
    let middle = tables.count / 2
    let (first, second) = concurrently(
      { resolved(tables[..<middle]) }, { [self] in resolved(tables[middle...]) })
    guard let first, let second, first.nodes + second.nodes <= nodesLeft else { return nil }
    return first.tables + second.tables
  }

  /// Returns tables without errors and their number of nodes; `nil` if there is any error.
  private func resolved(_ tables: ArraySlice<TableSyntax>) -> (tables: [ResolvedTable], nodes: Int)? {
    var resolver = self
    let resolved = tables.map { resolver.resolve(table: $0) }
    guard resolver.diagnostics.count == diagnostics.count else { return nil }
    return (resolved, nodesLeft - resolver.nodesLeft)
  }

  private mutating func resolve(table syntax: TableSyntax) -> ResolvedTable {
    if let known = syntax.known {
      checkReferences(of: known, syntax)
      return ResolvedTable(syntax: syntax, table: known, places: [])
    }
    checkReserved(syntax.name, "table")
    var places: [Int] = []
    var columns = Columns()
    var isKeyKnown = syntax.isComplete
    let content: Table.Content
    if let variants = syntax.variants {
      let resolvedVariants = resolve(variants: variants)
      let members = syntax.areVariantsComplete ? resolvedVariants : []
      content = .variants(members)
      columns = Columns(variants: members)
    } else {
      content = .fields(resolveFields(of: syntax, &places, &columns, &isKeyKnown))
    }
    var table = Table(
      TableName(syntax.name.text), content: content, indexes: resolveIndexes(of: syntax, columns),
      documentation: syntax.documentation, origin: Origin(syntax.name.range))
    if syntax.isComplete { checkAutomaticKeys(table) }
    for attribute in syntax.attributes {
      switch attribute.kind {
      case .was(let names):
        let names = distinct(names)
        table.previousNames = names.map { TableName($0.text) }
        table.nameOrigins = NameOrigins(ranges: names.map(\.range))
      case .table(let name): table.explicitStoredName = storedName(name, "table")
      case .deprecated(let reason): table.deprecation = reason
      case .key, .from, .column, .stored, .onDelete: continue
      }
    }
    let resolved = ResolvedTable(syntax: syntax, table: table, places: places, isKeyKnown: isKeyKnown)
    if syntax.isComplete { checkColumns(resolved) }
    if syntax.externalMark != nil { checkExternal(resolved) }
    return resolved
  }

  /// Checks that the tables that a known table refers to exist here too; it was resolved in another schema.
  private mutating func checkReferences(of table: Table, _ syntax: TableSyntax) {
    for name in table.references
    where declarations.tablesByName[name] == nil || declarations.compositeKeys.contains(name) {
      report(.unknownTable(NameSyntax(text: name.text, range: syntax.name.range), guess: nil))
    }
  }

  /// Returns the fields without errors, and the index of each in the members of the table.
  private mutating func resolveFields(
    of table: TableSyntax, _ places: inout [Int], _ columns: inout Columns, _ isKeyKnown: inout Bool
  ) -> [Field] {
    var fields: [Field] = []
    fields.reserveCapacity(table.members.count)
    places.reserveCapacity(table.members.count)
    columns.places.reserveCapacity(table.members.count)
    columns.types.reserveCapacity(table.members.count)
    var hasHistory = false
    var hasKey = false
    var assignedKey: NameSyntax?
    for (place, member) in table.members.enumerated() {
      columns.types.append(nil)
      guard case .field(let syntax) = member else { continue }
      if let first = columns.places.insertFirst(place, forKey: FieldName(syntax.name.text)) {
        report(.duplicate(.field, syntax.name, first: table.members[first].nameRange))
        continue
      }
      if !syntax.attributes.isEmpty {
        hasHistory = hasHistory || syntax.attributes.contains(where: \.isWas)
        hasKey = hasKey || syntax.attributes.contains(where: \.isKey)
      }
      if isAssignedKeyName(syntax.name.text) { assignedKey = syntax.name }
      guard let field = resolve(field: syntax, of: table) else {
        if syntax.attributes.contains(where: \.isKey) { isKeyKnown = false }
        continue
      }
      columns.types[place] = field.type.value
      fields.append(field)
      places.append(place)
    }
    if hasHistory { checkFieldHistory(table, declared: columns.places) }
    if !hasKey, table.isComplete, let assignedKey { report(.assignedKeyName(assignedKey)) }
    return fields
  }

  /// Returns one object per variant, or none if one has an error; a name may refer to a union of variants.
  private mutating func resolve(variants syntax: [TypeSyntax]) -> [[ValueType.Member]] {
    var variants: [ValueType] = []
    var size = 0
    var isSound = true
    for variant in syntax {
      guard let type = resolve(variant) else {
        isSound = false
        continue
      }
      size += type.size
      if let rename = type.renames.first { report(.wasInVariants(rename.old.description, variant.range)) }
      if let rename = type.memberRenames.first { report(.wasInVariants(rename.old.text, variant.range)) }
      for alternative in type.type.alternatives {
        guard case .object(let members) = alternative else {
          report(.variantNotObject(alternative.description, variant.range))
          isSound = false
          continue
        }
        if let member = members.first(where: { isAssignedKeyName($0.name.text) }) {
          report(.assignedKeyName(NameSyntax(text: member.name.text, range: variant.range)))
        }
        variants.append(alternative)
      }
    }
    if let first = syntax.first, size > ResolvedType.largest {
      report(.typeTooLarge(first.range))
      return []
    }
    spend(size, at: syntax.first?.range)
    guard isSound, let row = ValueType.union(of: variants) else { return [] }
    return row.alternatives.compactMap { if case .object(let members) = $0 { members } else { nil } }
  }

  /// Subtracts nodes from the limit for the whole schema.
  mutating func spend(_ nodes: Int, at range: SourceRange?) {
    guard nodesLeft >= 0 else { return }
    nodesLeft -= nodes
    if nodesLeft < 0, let range { report(.schemaTooLarge(range)) }
  }

  /// Returns the names without duplicates, which it reports.
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
