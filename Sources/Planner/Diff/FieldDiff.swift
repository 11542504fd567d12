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

  /// Returns the renames of members that are not applied yet, outer objects first: the old type has the old member, and
  /// the new type no longer has it.
  func effectiveMemberRenames(from old: Field) -> [MemberRename] {
    var before = old.type.value
    var result: [MemberRename] = []
    for rename in memberRenames.sorted(by: { $0.path.count < $1.path.count })
    where !old.memberRenames.contains(rename) && before.has(rename.old, at: rename.path[...])
      && !type.value.has(rename.old, at: rename.path[...])
    {
      before = before.applying(rename, at: rename.path[...])
      result.append(rename)
    }
    return result
  }
}

extension ValueType {
  /// Returns whether the literal is allowed at the end of a path of members, where `[]` stands for elements and values.
  func allows(_ literal: Literal, at path: ArraySlice<FieldName>) -> Bool {
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

  /// Returns whether an object at the end of a path has a member.
  func has(_ member: FieldName, at path: ArraySlice<FieldName>) -> Bool {
    objects(at: path).contains { members in members.contains { $0.name == member } }
  }

  /// Returns the members of the objects at the end of a path, where `[]` stands for elements and values.
  func objects(at path: ArraySlice<FieldName>) -> [[Member]] {
    alternatives.flatMap { alternative -> [[Member]] in
      switch (alternative, path.first) {
      case (.object(let members), nil): return [members]
      case (.object(let members), let step?):
        return members.filter { $0.name == step }.flatMap { $0.type.objects(at: path.dropFirst()) }
      case (.array(let element), "[]"?): return element.objects(at: path.dropFirst())
      case (.record(_, let value), "[]"?): return value.objects(at: path.dropFirst())
      case (.any, _), (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.array, _), (.record, _),
        (.union, _):
        return []
      }
    }
  }

  /// Returns the type with one member of the objects at the end of a path renamed.
  func applying(_ rename: MemberRename, at path: ArraySlice<FieldName>) -> ValueType {
    switch self {
    case .union(let members):
      return ValueType.union(of: members.map { $0.applying(rename, at: path) }) ?? self
    case .array(let element):
      return path.first == "[]" ? .array(element.applying(rename, at: path.dropFirst())) : self
    case .record(let key, let value):
      return path.first == "[]" ? .record(key, value.applying(rename, at: path.dropFirst())) : self
    case .object(let members):
      guard let step = path.first else {
        return .object(
          members.map { $0.name == rename.old ? Member(rename.new, $0.type, isOptional: $0.isOptional) : $0 })
      }
      return .object(
        members.map { member in
          guard member.name == step else { return member }
          let type = member.type.applying(rename, at: path.dropFirst())
          return Member(member.name, type, isOptional: member.isOptional)
        })
    case .any, .scalar, .bounded, .literal, .reference: return self
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
