// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What a person may do to a schema between two plans.
package enum SchemaEdit: String, CaseIterable, Sendable {
  case addTable, removeTable, renameTable, moveTable, changeKey, changeVariants
  case addField, removeField, renameField, deriveField, retypeField, makeOptional, makeRequired, renameLiteral
  case changeColumn, changeForm, changeDefault, changeDeleteAction
  case addIndex, removeIndex, changeIndex
  case reorder
}

extension SchemaGenerator {
  /// The schema after some random edits, each of which leaves one that the language accepts.
  ///
  /// What the first schema says of its own past is taken out before: those steps are done.
  package mutating func edited(_ schema: Schema, times: Int = 1) -> Schema {
    var result = schema.withoutHistory
    var done = 0
    for _ in 0..<(times * 50) where done < times {
      if let next = edited(result, by: random.pick(SchemaEdit.allCases)) {
        result = next
        done += 1
      }
    }
    return times > 1 ? result.keepingHistory(of: schema) : result
  }

  /// The schema after one edit of a kind; `nil` when there is nothing to do it to, or the language refuses the result.
  package mutating func edited(_ schema: Schema, by edit: SchemaEdit) -> Schema? {
    guard let next = unchecked(schema, by: edit) else { return nil }
    return next.isAccepted ? next : nil
  }

  private mutating func unchecked(_ schema: Schema, by edit: SchemaEdit) -> Schema? {
    var next = schema
    switch edit {
    case .addTable:
      addTable(to: &next, number: 100)
      // A new table has no past.
      let known = Set(schema.tables.map(\.name))
      for place in next.tables.indices where !known.contains(next.tables[place].name) {
        next.tables[place].previousNames = []
      }
    case .removeTable:
      guard next.tables.count > 1 else { return nil }
      next.tables.remove(at: random.number(below: next.tables.count))
    case .renameTable:
      let old = random.pick(next.tables).name
      let new = TableName("renamed_" + old.text)
      next = next.replacingReferences(old, by: new)
      for place in next.tables.indices where next.tables[place].name == old {
        next.tables[place].name = new
        next.tables[place].previousNames += [old]
      }
      next = Schema(target: next.target, tables: next.tables)
    case .moveTable:
      let place = random.number(below: next.tables.count)
      next.tables[place].explicitStoredName = StoredName("moved_" + next.tables[place].storedName.text)
    case .addField, .removeField, .renameField, .deriveField, .retypeField, .makeOptional, .makeRequired,
      .renameLiteral, .changeColumn, .changeForm, .changeDefault, .changeDeleteAction, .changeKey:
      let place = random.number(below: next.tables.count)
      guard case .fields(var fields) = next.tables[place].content else { return nil }
      guard change(&fields, &next.tables[place].indexes, by: edit, in: schema) else { return nil }
      next.tables[place].content = .fields(fields)
    case .changeVariants:
      let place = random.number(below: next.tables.count)
      guard case .variants(var variants) = next.tables[place].content else { return nil }
      let shape = random.number(below: variants.count)
      variants[shape].append(ValueType.Member("added", type(in: schema), isOptional: random.happens(50)))
      next.tables[place].content = .variants(variants)
    case .addIndex, .removeIndex, .changeIndex:
      let place = random.number(below: next.tables.count)
      guard changeIndexes(of: &next.tables[place], by: edit, in: schema.target) else { return nil }
    case .reorder:
      let place = random.number(below: next.tables.count)
      if case .fields(let fields) = next.tables[place].content {
        next.tables[place].content = .fields(fields.shuffled(using: &random))
      }
      next.tables[place].indexes.shuffle(using: &random)
    }
    return next
  }

  /// Changes one field; `false` when it is not one that this edit could be done to.
  private mutating func change(
    _ fields: inout [Field], _ indexes: inout [Index], by edit: SchemaEdit, in schema: Schema
  ) -> Bool {
    if edit == .addField {
      fields.append(field(in: schema, taken: fields.map(\.name)).withoutHistory)
      return true
    }
    guard !fields.isEmpty else { return false }
    let place = random.number(below: fields.count)
    let old = fields[place]
    let isKeyEdit = edit == .changeKey
    guard old.isKey == isKeyEdit || edit == .renameField else { return false }
    switch edit {
    case .removeField:
      fields.remove(at: place)
      indexes.removeAll { ($0.paths + $0.filters).contains { $0[0] == old.name } }
    case .renameField:
      let new = FieldName("renamed_" + old.name.text)
      fields[place].name = new
      fields[place].previousNames += [old.name]
      for index in indexes.indices {
        indexes[index].paths = indexes[index].paths.map { $0.renamingFirst(old.name, new) }
        indexes[index].filters = indexes[index].filters.map { $0.renamingFirst(old.name, new) }
      }
    case .deriveField:
      var derived = field(in: schema, taken: fields.map(\.name)).withoutHistory
      derived.sources = [old.name]
      fields.append(derived)
    case .retypeField, .makeOptional, .makeRequired, .renameLiteral:
      return changeType(of: &fields[place], by: edit, in: schema)
    case .changeColumn: fields[place].explicitStoredName = StoredName("moved_" + old.storedName.text)
    case .changeForm:
      let form = storedForm(for: old, in: schema)
      guard form != nil || old.storedForm != nil else { return false }
      fields[place].store(as: old.storedForm == nil || random.happens(50) ? form : nil)
    case .changeDefault:
      fields[place].defaultValue = random.happens(30) ? nil : defaultValue(for: old.type.value)
      return fields[place].defaultValue != old.defaultValue
    case .changeDeleteAction:
      guard case .reference = old.type.value else { return false }
      let actions = old.type.isOptional ? DeleteAction.allCases : [.cascade, .restrict]
      fields[place].onDelete = random.happens(30) ? nil : random.pick(actions)
      return fields[place].onDelete != old.onDelete
    case .changeKey:
      fields[place].isKey = false
      if fields[place].defaultValue == .auto { fields[place].defaultValue = nil }
    case .addField, .addTable, .removeTable, .renameTable, .moveTable, .changeVariants, .addIndex, .removeIndex,
      .changeIndex,
      .reorder:
      return false
    }
    return true
  }

  /// Changes which values one field has; `false` when it is not one that this edit could be done to.
  private mutating func changeType(of field: inout Field, by edit: SchemaEdit, in schema: Schema) -> Bool {
    let old = field
    if edit == .makeOptional {
      field.type.isOptional = true
      return !old.type.isOptional
    }
    if edit == .makeRequired {
      guard old.type.isOptional, old.onDelete != .setNull else { return false }
      field.type.isOptional = false
      if random.happens(50) { field.defaultValue = defaultValue(for: old.type.value) }
      return true
    }
    if edit == .renameLiteral {
      guard let literal = old.type.value.stringLiterals.first else { return false }
      let (previous, new) = (Literal.string(literal), Literal.string("new " + literal))
      let members = old.type.value.alternatives.map { $0 == .literal(previous) ? .literal(new) : $0 }
      field.type.value = ValueType.union(of: members) ?? old.type.value
      field.literalRenames = [LiteralRename(old: previous, new: new)]
      if old.defaultValue == .literal(previous) { field.defaultValue = .literal(new) }
      return true
    }
    field.type.value =
      random.happens(50)
      ? type(in: schema) : ValueType.union(of: [old.type.value, type(in: schema)]) ?? old.type.value
    (field.defaultValue, field.storedForm, field.onDelete) = (nil, nil, nil)
    return true
  }

  private mutating func changeIndexes(of table: inout Table, by edit: SchemaEdit, in target: Target) -> Bool {
    if edit == .addIndex {
      guard let index = index(of: table, in: target, 100 + table.indexes.count) else { return false }
      table.indexes.append(index)
      return true
    }
    guard !table.indexes.isEmpty else { return false }
    let place = random.number(below: table.indexes.count)
    let old = table.indexes.remove(at: place)
    guard edit == .changeIndex else { return true }
    guard var index = index(of: table, in: target, 0) else { return false }
    index.name = old.name
    table.indexes.insert(index, at: place)
    return true
  }
}

extension [FieldName] {
  fileprivate func renamingFirst(_ old: FieldName, _ new: FieldName) -> [FieldName] {
    first == old ? [new] + dropFirst() : self
  }
}
