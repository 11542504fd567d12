// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// In what a plan's last schema is not its goal; stored names are free where the goal leaves them open.
func differences(of last: Schema, from goal: Schema) -> [String] {
  let last = last.calledAsIn(goal)
  var found: [String] = []
  if last.target != goal.target { found.append("the last schema is for another target than the goal") }
  for (arrived, wanted) in goal.tables(changedSince: last) {
    switch (arrived, wanted) {
    case (let arrived?, let wanted?):
      if !arrived.isSame(as: wanted) { found += differences(of: arrived, from: wanted) }
    case (let arrived?, nil): found.append("the last schema has a table \(arrived.name) that the goal does not")
    case (nil, let wanted?): found.append("the last schema lacks the table \(wanted.name) of the goal")
    case (nil, nil): break
    }
  }
  return found
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

extension Schema {
  /// This schema with the names that another has for the same stored tables and columns.
  ///
  /// A name of the language may change without any deploy: `@table` and `@column` say that nothing moves.
  fileprivate func calledAsIn(_ goal: Schema) -> Schema {
    // A table that is one with the goal's is called so already, and so is all that it refers to.
    let apart = goal.tables(changedSince: self)
    let open = apart.compactMap(\.old)
    let stored = Dictionary(open.map { ($0.storedName, $0.name) }, uniquingKeysWith: { first, _ in first })
    var names: [TableName: TableName] = [:]
    for case (nil, let table?) in apart {
      if let old = stored[table.storedName], goal.place(of: old) == nil { names[old] = table.name }
    }
    var changed = !names.isEmpty
    var result = tables
    for place in open.lazy.compactMap({ place(of: $0.name) }) {
      if let name = names[result[place].name] {
        result[place].explicitStoredName = result[place].storedName
        result[place].name = name
      }
      result[place] = result[place].renamingReferences(names)
      if let other = goal.table(result[place].name) { changed = result[place].callFields(asIn: other) || changed }
    }
    return changed ? Schema(target: target, tables: result, externalTables: externalTables) : self
  }
}

extension Table {
  /// Gives fields the names that another table has for the same columns; says whether any had another.
  fileprivate mutating func callFields(asIn other: Table) -> Bool {
    guard case .fields(var fields) = content else { return false }
    let known = Set(fields.map(\.name))
    let wanted = Dictionary(other.fields.map { ($0.storedName, $0.name) }, uniquingKeysWith: { first, _ in first })
    let taken = Set(other.fields.map(\.name))
    var names: [FieldName: FieldName] = [:]
    for place in fields.indices {
      let field = fields[place]
      guard let name = wanted[field.storedName], name != field.name, !known.contains(name), !taken.contains(field.name)
      else { continue }
      names[field.name] = name
      fields[place].explicitStoredName = field.storedName
      fields[place].name = name
    }
    guard !names.isEmpty else { return false }
    content = .fields(fields)
    indexes = indexes.map { $0.renamingFields(names) }
    return true
  }
}
