// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns the changes of a table's fields.
///
/// A field has at most one change of its values or its column, one of its default and one of its delete action.
func fieldChanges(_ fields: Matching<Field>, old: Table, new: Table, _ context: DiffContext) -> [Change] {
  var changes: [Change] = []
  for pair in fields.pairs where pair.old != pair.new || context.refersToChangedTables(pair.old) {
    if let change = columnChange(from: pair.old, to: pair.new, table: new.name, context) { changes.append(change) }
    if pair.old.defaultValue != pair.new.defaultValue {
      changes.append(.defaultChanged(table: new.name, old: pair.old, new: pair.new))
    }
    if pair.old.onDelete != pair.new.onDelete {
      changes.append(.referenceActionChanged(table: new.name, old: pair.old, new: pair.new))
    }
  }
  // A change of a key field is a change of the whole table.
  for field in fields.added where !field.isKey {
    let sources = field.sources.compactMap { name in old.fields.first { $0.name == name } }
    changes.append(
      sources.isEmpty
        ? .fieldAdded(table: new.name, field) : .fieldDerived(table: new.name, sources: sources, new: field))
  }
  changes += fields.removed.filter { !$0.isKey }.map { .fieldRemoved(table: new.name, $0) }
  return changes
}

extension DiffContext {
  func refersToChangedTables(_ field: Field) -> Bool {
    guard !renames.isEmpty || !rekeyed.isEmpty else { return false }
    return field.type.value.references.contains { rekeyed.contains($0) || renames[$0] != nil }
  }
}

private func columnChange(from old: Field, to new: Field, table: TableName, _ context: DiffContext) -> Change? {
  if old.isKey || new.isKey { return nil }
  let type = old.type.renamingReferences(context.renames)
  if new.type.value.references.contains(where: context.rekeyed.contains) {
    return .referenceKeyChanged(table: table, old: old, new: new)
  }
  if old.name != new.name, old.storedName != new.storedName {
    return .fieldRenamed(table: table, old: old, new: new)
  }
  if !new.effectiveRenames(from: old).isEmpty || !type.isSameSet(as: new.type, on: context.new.target) {
    return .fieldTypeChanged(table: table, old: old, new: new)
  }
  if old.storedName != new.storedName || old.storedForm != new.storedForm {
    return .fieldStorageChanged(table: table, old: old, new: new)
  }
  return nil
}

extension FieldType {
  /// Returns whether both types allow the same values.
  func isSameSet(as other: FieldType) -> Bool {
    self == other || (isSubset(of: other) && other.isSubset(of: self))
  }
}

extension Field {
  /// Returns the literal renames that are not applied yet: their old literal was allowed, and no longer is.
  func effectiveRenames(from old: Field) -> [LiteralRename] {
    literalRenames.filter { rename in
      !old.literalRenames.contains(rename) && old.type.value.allows(rename.old, at: rename.path[...])
        && !type.value.allows(rename.old, at: rename.path[...])
    }
  }
}

extension ValueType {
  /// Returns whether the literal is allowed at the end of a path of members, where `[]` stands for elements and values.
  fileprivate func allows(_ literal: Literal, at path: ArraySlice<FieldName>) -> Bool {
    if case .union(let members) = self { return members.contains { $0.allows(literal, at: path) } }
    guard let step = path.first else { return ValueType.literal(literal).isSubset(of: self) }
    switch self {
    case .any, .scalar, .bounded, .literal, .reference, .union: return false
    case .array(let element): return step == "[]" && element.allows(literal, at: path.dropFirst())
    case .record(_, let value): return step == "[]" && value.allows(literal, at: path.dropFirst())
    case .object(let members):
      return members.contains { $0.name == step && $0.type.allows(literal, at: path.dropFirst()) }
    }
  }

  /// Returns whether the literal is anywhere in the type.
  func mentions(_ literal: Literal) -> Bool {
    switch self {
    case .any, .scalar, .bounded, .reference: false
    case .literal(let own): own == literal
    case .array(let element): element.mentions(literal)
    case .record(_, let value): value.mentions(literal)
    case .object(let members): members.contains { $0.type.mentions(literal) }
    case .union(let members): members.contains { $0.mentions(literal) }
    }
  }
}
