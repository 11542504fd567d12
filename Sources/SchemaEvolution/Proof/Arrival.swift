// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// In what a plan's last schema is not its goal; stored names are free where the goal leaves them open.
func differences(of last: Schema, from goal: Schema) -> [String] {
  var found: [String] = []
  if last.target != goal.target { found.append("the last schema is for another target than the goal") }
  var tables = Dictionary(last.tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  for table in goal.tables {
    guard let arrived = tables.removeValue(forKey: table.name) else {
      found.append("the last schema lacks the table \(table.name) of the goal")
      continue
    }
    if sharesStorage(arrived.fields, table.fields), !table.fields.isEmpty,
      sharesStorage(arrived.indexes, table.indexes), arrived.explicitStoredName == table.explicitStoredName
    {
      continue
    }
    found += differences(of: arrived, from: table)
  }
  return found + tables.keys.sorted().map { "the last schema has a table \($0) that the goal does not" }
}

private func differences(of arrived: Table, from goal: Table) -> [String] {
  var found: [String] = []
  if let name = goal.explicitStoredName, name != arrived.storedName {
    found.append("\(goal.name) is stored as \(arrived.storedName), not as \(name)")
  }
  switch (arrived.content, goal.content) {
  case (.fields(let left), .fields(let right)): found += differences(of: left, from: right, in: goal.name)
  case (.shapes, .shapes):
    if !FieldType(arrived.rowType).holdsTheSame(as: FieldType(goal.rowType)) {
      found.append("\(goal.name).* has another type than in the goal")
    }
  case (.fields, .shapes), (.shapes, .fields): found.append("\(goal.name).* has another type than in the goal")
  }
  var indexes = Dictionary(arrived.indexes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  for index in goal.indexes where indexes.removeValue(forKey: index.name) != index {
    found.append("\(goal.name)#\(index.name) is not as in the goal")
  }
  return found + indexes.keys.sorted().map { "\(goal.name)#\($0) is not in the goal" }
}

private func differences(of arrived: [Field], from goal: [Field], in table: TableName) -> [String] {
  var found: [String] = []
  var fields = Dictionary(arrived.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  for field in goal {
    guard let last = fields.removeValue(forKey: field.name) else {
      found.append("the last schema lacks \(table).\(field.name) of the goal")
      continue
    }
    let isStoredThere = field.explicitStoredName == nil || field.storedName == last.storedName
    if !isStoredThere || last.isKey != field.isKey || last.defaultValue != field.defaultValue
      || last.onDelete != field.onDelete || last.storedForm != field.storedForm
      || !last.type.holdsTheSame(as: field.type)
    {
      found.append("\(table).\(field.name) is not as in the goal")
    }
  }
  return found + fields.keys.sorted().map { "\(table).\($0) is not in the goal" }
}

extension FieldType {
  /// Whether two types are one set of values.
  fileprivate func holdsTheSame(as other: FieldType) -> Bool {
    self == other || containment(in: other) == .contained && other.containment(in: self) == .contained
  }
}
