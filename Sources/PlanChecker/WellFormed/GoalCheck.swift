// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Returns how a plan's last schema differs from its goal.
///
/// Stored names that the goal does not give are not compared.
func goalDifferences(of last: Schema, from goal: Schema) -> [String] {
  let last = last.renamedAsIn(goal)
  var found: [String] = []
  if last.target != goal.target { found.append("the last schema has another target than the goal") }
  for (last, expected) in goal.tables(changedSince: last) {
    switch (last, expected) {
    case (let last?, let expected?):
      if !last.isSame(as: expected) { found += differences(of: last, from: expected, on: goal.target) }
    case (let last?, nil): found.append("the last schema has the table \(last.name), which the goal does not have")
    case (nil, let expected?): found.append("the last schema does not have the goal's table \(expected.name)")
    case (nil, nil): break
    }
  }
  return found
}

private func differences(of last: Table, from goal: Table, on target: Target) -> [String] {
  var found: [String] = []
  if let name = goal.explicitStoredName, name != last.storedName {
    found.append("\(goal.name) is stored as \(last.storedName); the goal stores it as \(name)")
  }
  switch (last.content, goal.content) {
  case (.fields(let left), .fields(let right)): found += differences(of: left, from: right, in: goal.name, on: target)
  case (.variants, .variants):
    if !FieldType(last.rowType).isEquivalent(to: FieldType(goal.rowType), on: target) {
      found.append("\(goal.name).* has another type in the last schema than in the goal")
    }
  case (.fields, .variants), (.variants, .fields):
    found.append("\(goal.name).* has another type in the last schema than in the goal")
  }
  var indexes = Dictionary(last.indexes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  for index in goal.indexes where indexes.removeValue(forKey: index.name) != index {
    found.append("\(goal.name)#\(index.name) differs from the goal")
  }
  return found + indexes.keys.sorted().map { "the goal does not have \(goal.name)#\($0)" }
}

private func differences(of last: [Field], from goal: [Field], in table: TableName, on target: Target) -> [String] {
  var found: [String] = []
  var fields = Dictionary(last.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  for field in goal {
    guard let lastField = fields.removeValue(forKey: field.name) else {
      found.append("the last schema does not have the goal's field \(table).\(field.name)")
      continue
    }
    if !lastField.isStored(asIn: field, on: target) { found.append("\(table).\(field.name) differs from the goal") }
  }
  return found + fields.keys.sorted().map { "the goal does not have \(table).\($0)" }
}

extension Field {
  fileprivate func isStored(asIn goal: Field, on target: Target) -> Bool {
    (goal.explicitStoredName == nil || goal.storedName == storedName) && isKey == goal.isKey
      && defaultValue == goal.defaultValue && onDelete == goal.onDelete && storedForm == goal.storedForm
      && type.isEquivalent(to: goal.type, on: target)
  }
}

extension FieldType {
  /// Returns whether two types have the same values.
  fileprivate func isEquivalent(to other: FieldType, on target: Target) -> Bool {
    self == other
      || containment(in: other, on: target) == .contained
        && other.containment(in: self, on: target) == .contained
  }
}

extension Schema {
  /// Returns this schema with the goal's names for the same stored tables and columns: names may change without a
  /// deploy if `@table` and `@column` keep the stored names.
  fileprivate func renamedAsIn(_ goal: Schema) -> Schema {
    // Tables that are identical with the goal's have its names already, and so have the tables that they reference.
    let changedTables = goal.tables(changedSince: self)
    let open = changedTables.compactMap(\.old)
    let stored = Dictionary(open.map { ($0.storedName, $0.name) }, uniquingKeysWith: { first, _ in first })
    var names: [TableName: TableName] = [:]
    for case (nil, let table?) in changedTables {
      if let old = stored[table.storedName], goal.index(of: old) == nil { names[old] = table.name }
    }
    var changed = !names.isEmpty
    var result = tables
    for index in open.lazy.compactMap({ index(of: $0.name) }) {
      if let name = names[result[index].name] {
        result[index].explicitStoredName = result[index].storedName
        result[index].name = name
      }
      result[index] = result[index].renamingReferences(names)
      if let other = goal.table(result[index].name) { changed = result[index].renameFields(asIn: other) || changed }
    }
    return changed ? Schema(target: target, tables: result, externalTables: externalTables) : self
  }
}

extension Table {
  /// Gives fields the other table's names for the same columns.
  ///
  /// - Returns: Whether any name changed.
  fileprivate mutating func renameFields(asIn other: Table) -> Bool {
    guard case .fields(var fields) = content else { return false }
    let known = Set(fields.map(\.name))
    let expected = Dictionary(other.fields.map { ($0.storedName, $0.name) }, uniquingKeysWith: { first, _ in first })
    let taken = Set(other.fields.map(\.name))
    var names: [FieldName: FieldName] = [:]
    for index in fields.indices {
      let field = fields[index]
      guard let name = expected[field.storedName], name != field.name, !known.contains(name),
        !taken.contains(field.name)
      else { continue }
      names[field.name] = name
      fields[index].explicitStoredName = field.storedName
      fields[index].name = name
    }
    guard !names.isEmpty else { return false }
    content = .fields(fields)
    indexes = indexes.map { $0.renamingFields(names) }
    return true
  }
}
