// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns the changes from one schema to another, in the order of their tables.
///
/// Documentation, comments, order, `@deprecated` and a different spelling of the same set of values are not changes.
package func diff(from old: Schema, to new: Schema) -> [Change] { diff(DiffContext(from: old, to: new)) }

func diff(_ context: DiffContext) -> [Change] {
  let (old, new) = (context.old, context.new)
  guard old.target == new.target else { return [.targetChanged(old: old.target, new: new.target)] }
  var changes: [Change] = []
  let hasMoves = !context.renames.isEmpty || !context.rekeyed.isEmpty
  for pair in hasMoves ? context.pairs : context.changed {
    if !hasMoves || pair.old != pair.new || context.refersToChangedTables(pair.old) {
      changes += tableChanges(from: pair.old, to: pair.new, context)
    }
  }
  changes += context.added.map(Change.tableAdded)
  changes += context.removed.map(Change.tableRemoved)
  return changes
}

/// Two schemas with matched tables.
struct DiffContext {
  let old: Schema
  let new: Schema
  /// The tables that both schemas have, and that differ.
  let changed: [(old: Table, new: Table)]
  let added: [Table]
  let removed: [Table]
  /// The new names of renamed tables, by their old names.
  private(set) var renames: [TableName: TableName] = [:]
  /// The new names of tables whose rows get new keys.
  private(set) var rekeyed: Set<TableName> = []

  init(from old: Schema, to new: Schema) {
    self.old = old
    self.new = new
    // An unchanged table is matched with itself.
    let differing = new.tables(changedSince: old)
    let matching = matchTables(differing.compactMap(\.old), differing.compactMap(\.new))
    changed = matching.pairs.filter { $0.old != $0.new }
    added = matching.added
    removed = matching.removed
    for pair in changed where pair.old.name != pair.new.name { renames[pair.old.name] = pair.new.name }
    for pair in changed where !hasSameKey(old: pair.old, new: pair.new, renames: renames) {
      rekeyed.insert(pair.new.name)
    }
  }

  /// The tables that both schemas have.
  var pairs: [(old: Table, new: Table)] { matchTables(old, new).pairs }

  /// Whether every table of the new schema, also an external one, has the name and the key that it had.
  var hasSameKeys: Bool {
    added.isEmpty && renames.isEmpty && old.externalTables == new.externalTables
      && changed.allSatisfy { $0.old.keyFields == $0.new.keyFields }
  }

  /// Returns whether a table refers to tables that were renamed or get other keys.
  func refersToChangedTables(_ table: Table) -> Bool {
    guard !renames.isEmpty || !rekeyed.isEmpty else { return false }
    return table.references.contains { rekeyed.contains($0) || renames[$0] != nil }
  }
}

private func hasSameKey(old: Table, new: Table, renames: [TableName: TableName]) -> Bool {
  let before = old.keyFields.sorted { $0.storedName < $1.storedName }
  let after = new.keyFields.sorted { $0.storedName < $1.storedName }
  guard before.count == after.count else { return false }
  return zip(before, after).allSatisfy {
    $0.storedName == $1.storedName && $0.type.renamingReferences(renames) == $1.type
  }
}

private func tableChanges(from old: Table, to new: Table, _ context: DiffContext) -> [Change] {
  var changes: [Change] = []
  if old.storedName != new.storedName { changes.append(.tableRenamed(old: old, new: new)) }
  if context.rekeyed.contains(new.name) { changes.append(.tableKeyChanged(old: old, new: new)) }
  let fieldNames: [FieldName: FieldName]
  switch (old.content, new.content) {
  case (.fields, .fields):
    let fields = matchFields(old, new)
    changes += fieldChanges(fields, old: old, new: new, context)
    let renamed = fields.pairs.filter { $0.old.name != $0.new.name }
    fieldNames = Dictionary(renamed.map { ($0.old.name, $0.new.name) }) { first, _ in first }
  case (.fields, .variants), (.variants, .fields), (.variants, .variants):
    let before = old.rowType.renamingReferences(context.renames)
    if !FieldType(before).isSameSet(as: FieldType(new.rowType), on: context.new.target) {
      changes.append(.rowChanged(old: old, new: new))
    }
    fieldNames = [:]
  }
  changes += indexChanges(from: old, to: new, fieldNames: fieldNames)
  return changes
}

private func indexChanges(from old: Table, to new: Table, fieldNames: [FieldName: FieldName]) -> [Change] {
  guard old.indexes != new.indexes || !fieldNames.isEmpty else { return [] }
  let before = old.indexes.map { $0.renamingFields(fieldNames) }
  let matching = Matching(
    old: before, new: new.indexes, name: \.name, previousNames: { _ in [] }, storedName: { StoredName($0.name.text) })
  return matching.pairs.filter { !$0.old.hasSameDefinition(as: $0.new) }
    .map { .indexChanged(table: new.name, old: $0.old, new: $0.new) }
    + matching.added.map { .indexAdded(table: new.name, $0) }
    + matching.removed.map { .indexRemoved(table: new.name, $0) }
}

extension Index {
  /// Returns whether both indexes are the same except for their names.
  func hasSameDefinition(as other: Index) -> Bool {
    kind == other.kind && paths == other.paths && filters == other.filters
  }
}
