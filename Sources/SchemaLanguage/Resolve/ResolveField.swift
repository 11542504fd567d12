// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Returns a field, or `nil` if its type has an error.
  mutating func resolve(field syntax: FieldSyntax, of table: TableSyntax) -> Field? {
    checkReserved(syntax.name, "field")
    guard let type = resolve(syntax.type), syntax.isTypeComplete else { return nil }
    spend(type.size, at: syntax.type.range)
    guard nodesLeft >= 0, !reportsNull(syntax, type.type) else { return nil }
    var field = Field(
      FieldName(syntax.name.text), FieldType(type.type, isOptional: syntax.isOptional),
      literalRenames: canonical(type.renames), memberRenames: canonical(type.memberRenames),
      documentation: syntax.documentation,
      origin: Origin(syntax.range, in: table.name.range))
    if !syntax.attributes.isEmpty { apply(syntax.attributes, to: &field, syntax, of: table) }
    if let value = syntax.defaultValue { field.defaultValue = resolve(default: value, for: field) }
    return field
  }

  private mutating func apply(
    _ attributes: [AttributeSyntax], to field: inout Field, _ syntax: FieldSyntax, of table: TableSyntax
  ) {
    var was: SourceRange?
    for attribute in attributes {
      switch attribute.kind {
      case .key:
        field.isKey = true
        checkKey(field, syntax)
      case .was(let names):
        was = attribute.range
        let names = distinct(names)
        field.previousNames = names.map { FieldName($0.text) }
        field.nameOrigins = origins(of: names, table)
      case .from(let names):
        let names = distinct(names)
        field.sources = names.map { FieldName($0.text) }
        field.nameOrigins = origins(of: names, table)
      case .column(let name): field.explicitStoredName = storedName(name, "column")
      // Checked later: the possible forms depend on keys, which are not resolved yet.
      case .stored(let form): field.storedForm = form
      case .onDelete(let action):
        field.onDelete = action
        checkDeleteAction(action, field, attribute.range)
      case .deprecated(let reason): field.deprecation = reason
      case .table: continue
      }
    }
    if let was, !field.sources.isEmpty { report(.wasAndFrom(was)) }
  }

  /// Checks that a key is required and has a type that every target can compare.
  private mutating func checkKey(_ field: Field, _ syntax: FieldSyntax) {
    if let mark = syntax.optionalMark { report(.optionalKey(field.name, mark)) }
    switch field.type.value {
    case .scalar(let scalar) where scalar.traits.isKey: return
    case .bounded(let bound) where bound.scalar.traits.isKey: return
    case .reference: return
    case .scalar, .bounded, .any, .literal, .array, .record, .object, .union:
      report(.keyType(field, syntax.type.range))
    }
  }

  private mutating func checkDeleteAction(_ action: DeleteAction, _ field: Field, _ range: SourceRange) {
    guard case .reference = field.type.value else { return report(.onDeleteNotReference(range)) }
    if action == .setNull, !field.type.isOptional { report(.setNullRequired(field.name, range)) }
  }

  /// Checks that `auto` is used only for the single key of a table.
  mutating func checkAutomaticKeys(_ table: Table) {
    let fields = table.fields
    for index in fields.indices where fields[index].defaultValue == .auto {
      guard let range = table.range(of: fields[index]) else { continue }
      if !fields[index].isKey || fields.count(where: \.isKey) > 1 { report(.defaultAuto(range)) }
    }
  }

  /// Reports a field type that contains `null` on a target that cannot store it; a field expresses it by `?` there.
  ///
  /// Returns whether it did.
  private mutating func reportsNull(_ field: FieldSyntax, _ type: ValueType) -> Bool {
    guard type.allowsNull, !capabilities.storesNull, !declarations.losses.includeTarget else { return false }
    report(.nullInField(type, written: field.type, isOptional: field.isOptional))
    return true
  }
}

/// Returns the positions of previous names of a field, relative to the name of its table.
private func origins(of names: [NameSyntax], _ table: TableSyntax) -> NameOrigins {
  NameOrigins(ranges: names.compactMap { Origin($0.range, in: table.name.range).range })
}

/// Returns each rename once, sorted by path and then by spelling, so that the order in the file has no meaning.
private func canonical(_ renames: [LiteralRename]) -> [LiteralRename] {
  guard renames.count > 1 else { return renames }
  var seen: Set<LiteralRename> = []
  return renames.filter { seen.insert($0).inserted }.sorted { left, right in
    guard left.path == right.path else { return left.path.lexicographicallyPrecedes(right.path) }
    return (left.new.description, left.old.description) < (right.new.description, right.old.description)
  }
}

/// Returns each renamed member once: outer objects first, then by name.
private func canonical(_ renames: [MemberRename]) -> [MemberRename] {
  guard renames.count > 1 else { return renames }
  var seen: Set<MemberRename> = []
  return renames.filter { seen.insert($0).inserted }.sorted { left, right in
    if left.path.count != right.path.count { return left.path.count < right.path.count }
    guard left.path == right.path else { return left.path.lexicographicallyPrecedes(right.path) }
    return (left.new, left.old) < (right.new, right.old)
  }
}
