// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What a person may do to names between two plans, such that they meet in the database.
package enum NameEdit: String, CaseIterable, Sendable {
  /// Only the case of a letter changes, with `@was` or without.
  case fieldCase, tableCase, indexCase
  /// A rename that leaves the stored name to be inherited.
  case renameField, renameTable
  /// One is removed, and another one takes its name, in another case perhaps.
  case replaceTable, replaceField
  /// A new table or index whose stored name another one has, or had.
  case tableAsIndex, indexAsTable, tableAsSecondIndex, indexAsSecondIndex
  /// Another kind or other paths under the same name.
  case changeKind
  /// The stored name is said for the first time, or said otherwise.
  case column, table
  case swapFields
  case shuffleFilters
}

extension SchemaGenerator {
  /// A small schema whose tables, fields and indexes have names that run together: `t`, `t_a`, `a_b`.
  package mutating func alikeNames(target: Target) -> Schema {
    while true {
      var schema = Schema(target: target)
      let names = ["t", "t_a", "t_a_2", "t_2", "t_a_data", "T_b", "t_a_rows", "t_to_t", "t.a", "t_rows"]
      for name in names.shuffled(using: &random).prefix(1 + random.number(below: 3)) {
        schema = Schema(target: target, tables: schema.tables + [alikeTable(name, target)])
      }
      if schema.isAccepted { return schema }
    }
  }

  private mutating func alikeTable(_ name: String, _ target: Target) -> Table {
    let fieldNames = ["a", "b", "a_b", "B_c", "a_to_b", "b_2", "a_2", "c", "a.b", "rank", "Rowid"]
    var fields: [Field] = []
    if random.happens(50) {
      fields.append(
        Field(
          FieldName(random.pick(["id", "id", "_row", "rowid"])), FieldType(.scalar(random.pick([.string, .int]))),
          isKey: true))
    }
    for name in fieldNames.shuffled(using: &random).prefix(1 + random.number(below: 4)) {
      var field = Field(
        FieldName(name), FieldType(.scalar(random.pick([.string, .string, .int])), isOptional: random.happens(30)))
      if random.happens(15) { field.explicitStoredName = StoredName(random.pick(["a", "b", "x", "A", "a_b_2"])) }
      fields.append(field)
    }
    var table = Table(TableName(name), content: .fields(fields))
    if random.happens(15) { table.explicitStoredName = StoredName(random.pick(["t", "t_a", "t_a_b", "x"])) }
    for name in ["a", "a_2", "b", "A_3", "a_data", "rows", "data"].shuffled(using: &random).prefix(
      random.number(below: 3))
    {
      if let index = alikeIndex(name, table) { table.indexes.append(index) }
    }
    return table
  }

  private mutating func alikeIndex(_ name: String, _ table: Table) -> Index? {
    let fields = table.fields.filter { !$0.isKey }
    guard !fields.isEmpty else { return nil }
    let field = random.pick(fields)
    let isText = field.type.value == .scalar(.string)
    let kind: Index.Kind = isText && random.happens(50) ? .search : random.happens(20) ? .unique : .index
    let filters = kind == .search ? fields.map { [$0.name] }.filter { $0 != [field.name] } : []
    return Index(kind, IndexName(name), [[field.name]], filters: Array(filters.prefix(2)))
  }

  /// The schema after one edit of names; `nil` when there is nothing to do it to, or the language refuses the result.
  package mutating func edited(_ schema: Schema, by edit: NameEdit) -> Schema? {
    var next = schema
    guard change(random.number(below: next.tables.count), in: &next, by: edit) else { return nil }
    next = Schema(target: next.target, tables: next.tables)
    return next != schema && next.isAccepted ? next : nil
  }

  private mutating func change(_ place: Int, in schema: inout Schema, by edit: NameEdit) -> Bool {
    let old = schema.tables[place].name
    var table = schema.tables[place]
    let isDone = change(&table, in: &schema, by: edit)
    if let place = schema.tables.firstIndex(where: { $0.name == old }) { schema.tables[place] = table }
    return isDone
  }

  /// Changes one table, which is not put into the schema yet, and the tables beside it.
  private mutating func change(_ table: inout Table, in schema: inout Schema, by edit: NameEdit) -> Bool {
    switch edit {
    case .tableCase:
      if random.happens(70) { table.previousNames = [table.name] }
      table.name = TableName(table.name.text.otherCase)
    case .renameTable:
      table.previousNames = [table.name]
      table.name = TableName(random.pick(["u", "t", "t_a", "t_c", "T_A"]))
      if random.happens(50) { table.explicitStoredName = StoredName(random.pick(["t", "u", "t_a", "t_a_data"])) }
    case .table: table.explicitStoredName = StoredName(random.pick(["u", "t", "T_A", table.storedName.text.otherCase]))
    case .replaceTable:
      table = alikeTable(random.pick(["u", "T", "T_A", table.name.text.otherCase]), schema.target)
    case .fieldCase, .renameField, .replaceField, .column, .swapFields: return changeField(of: &table, by: edit)
    case .indexCase, .changeKind, .shuffleFilters: return changeIndex(of: &table, by: edit)
    case .tableAsIndex, .tableAsSecondIndex:
      guard let index = table.indexes.first else { return false }
      let number = edit == .tableAsIndex ? "" : "_2"
      let name = storedIndexName(table.storedName, index.name).text + random.pick(["", "_data", "_rows"]) + number
      schema.tables.append(alikeTable(random.happens(30) ? name.otherCase : name, schema.target))
      if random.happens(50) { table.indexes.removeAll { $0.name == index.name } }
    case .indexAsTable:
      let others = schema.tables.map(\.storedName.text).filter { $0.hasPrefix(table.storedName.text + "_") }
      guard let other = others.first else { return false }
      let name = String(other.dropFirst(table.storedName.text.count + 1))
      guard let index = alikeIndex(name, table) else { return false }
      table.indexes.append(index)
      if random.happens(70) { schema.tables.removeAll { $0.storedName.text == other } }
    case .indexAsSecondIndex:
      guard let first = table.indexes.first, let index = alikeIndex(first.name.text + "_2", table) else { return false }
      table.indexes.append(index)
    }
    return true
  }

  private mutating func changeField(of table: inout Table, by edit: NameEdit) -> Bool {
    var fields = table.fields
    guard let place = fields.indices.filter({ !fields[$0].isKey }).randomElement(using: &random) else { return false }
    let old = fields[place]
    switch edit {
    case .fieldCase:
      fields[place].name = FieldName(old.name.text.otherCase)
      if random.happens(70) { fields[place].previousNames = [old.name] }
    case .renameField:
      fields[place].name = FieldName(random.pick(["c", "a", "B", "b_2", "a_b"]))
      fields[place].previousNames = [old.name]
      if random.happens(60) { fields[place].explicitStoredName = nil }
    case .replaceField:
      fields[place] = Field(FieldName(random.pick(["c", "A", "b_2", old.name.text.otherCase])), old.type)
    case .column:
      fields[place].explicitStoredName = StoredName(random.pick(["x", "A", old.storedName.text.otherCase, "c"]))
    case .swapFields:
      guard let other = fields.indices.first(where: { $0 != place && !fields[$0].isKey }) else { return false }
      fields[place].sources = [fields[other].name]
      fields[other].sources = [old.name]
    case .tableCase, .renameTable, .table, .replaceTable, .indexCase, .changeKind, .shuffleFilters, .tableAsIndex,
      .tableAsSecondIndex, .indexAsTable, .indexAsSecondIndex:
      return false
    }
    let new = fields[place].name
    table.content = .fields(fields)
    for index in table.indexes.indices {
      table.indexes[index].paths = table.indexes[index].paths.map { $0 == [old.name] ? [new] : $0 }
      table.indexes[index].filters = table.indexes[index].filters.map { $0 == [old.name] ? [new] : $0 }
    }
    return true
  }

  private mutating func changeIndex(of table: inout Table, by edit: NameEdit) -> Bool {
    guard !table.indexes.isEmpty else { return false }
    let place = random.number(below: table.indexes.count)
    let old = table.indexes[place]
    switch edit {
    case .indexCase: table.indexes[place].name = IndexName(old.name.text.otherCase)
    case .shuffleFilters:
      // Nothing changes: the order of filters means nothing.
      guard old.filters.count > 1 else { return false }
      table.indexes[place].filters.reverse()
    case .changeKind:
      guard let index = alikeIndex(old.name.text, table) else { return false }
      table.indexes[place] = index
    case .tableCase, .renameTable, .table, .replaceTable, .fieldCase, .renameField, .replaceField, .column, .swapFields,
      .tableAsIndex, .tableAsSecondIndex, .indexAsTable, .indexAsSecondIndex:
      return false
    }
    return true
  }
}

extension String {
  /// With its first ASCII letter in the other case.
  fileprivate var otherCase: String {
    guard let place = firstIndex(where: { $0.isASCII && $0.isLetter }) else { return self }
    let letter = self[place].isLowercase ? self[place].uppercased() : self[place].lowercased()
    return String(self[..<place]) + letter + self[index(after: place)...]
  }
}
