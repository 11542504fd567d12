// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

@testable import TestSupport

/// Random writes within the code version's contract.
extension World {
  /// Lets a running version insert, update or delete a row.
  mutating func act() {
    guard fault == nil, !running.isEmpty else { return }
    let code = sampler.random.pick(running)
    // Code without tables updates rows of others.
    switch code.tables.isEmpty ? 4 : sampler.random.number(below: 10) {
    case 0..<4: insert(by: code)
    case 4..<9: update(by: code)
    default: delete(by: code)
    }
  }

  /// Changes the database; a rejection that the code does not expect is a fault, and nothing is changed.
  ///
  /// Code writes no duplicates for a unique index that it respects.
  private mutating func attempt(by code: RunningCode, _ what: String, _ body: (inout World) -> Refusal?) {
    var after = self
    let refusal = body(&after)
    for unique in code.respects where !store.uniques.contains(unique) {
      let ids = after.ids(unique.table)
      if ids.contains(where: { after.isBroken(unique, by: $0) && !isBroken(unique, by: $0) }) { return }
    }
    fault = after.fault
    switch refusal {
    case nil: self = after
    case .unique(let broken):
      if let unique = broken.first(where: { !code.respects.contains($0) }) {
        fail(.writesAccepted, "release \(code.release) \(what), and \(unique.paths) is unique")
      }
    case .restrict: break
    case .unexpected(let text): fail(.writesAccepted, "release \(code.release) \(what): \(text)")
    }
  }

  private mutating func insert(by code: RunningCode) {
    // Code inserts into all its tables with the same rows.
    let family = semantics.family(of: sampler.random.pick(code.tables.sorted()))
    let tables = code.tables.filter { semantics.family(of: $0) == family }.sorted()
    guard (tables.map { rows[$0]?.count ?? 0 }.max() ?? 0) < 7 else { return }
    let columns = code.writes.keys.filter { tables.contains($0.table) }.sorted()
    let relinquished = code.relinquishes.sorted().filter { tables.contains($0.table) }
    let id = next
    next += 1
    // Code may also give a value.
    let defaulted = relinquished.filter { code.writes[$0] == nil || sampler.random.happens(75) }
    let values = choose(columns.filter { !defaulted.contains($0) }, by: code, row: id, beside: [:])
    attempt(by: code, "inserts") { world in
      world.entities[id] = Entity(family: family)
      for table in tables {
        let named = values.filter { $0.key.table == table }
        let left = Set(defaulted.filter { $0.table == table })
        if let refusal = world.insert(id, into: table, named, defaulted: left) { return refusal }
      }
      world.recordIntended(values, row: id, by: code)
      // A default is the value of its logical field; of several copies, the one that the code reads.
      var filled = tables.flatMap { world.store.tables[$0] ?? [] }
        .filter { values[$0] == nil && world.store.fills($0) != nil }
      if filled.count > 1, code.reads.isDisjoint(with: filled) { filled.shuffle(using: &world.sampler.random) }
      for column in filled.sorted(by: { code.reads.contains($0) && !code.reads.contains($1) }) {
        guard let value = world.rows[column.table]?[id]?[column] else { continue }
        for logicalField in world.semantics.logicalFields[column] ?? []
        where world.entities[id]?.intended[logicalField] == nil {
          let intended = world.normal(value, column, by: code)
          world.entities[id]?.intended[logicalField] = [column: intended]
        }
      }
      return nil
    }
  }

  private mutating func update(by code: RunningCode) {
    let uses = code.uses.filter { !$0.writes.isEmpty }
    guard !uses.isEmpty else { return }
    // Prefer columns that the plan changes.
    let central = uses.filter { use in use.writes.contains { changing.contains($0.column) } }
    let use = sampler.random.pick(central.isEmpty || sampler.random.happens(30) ? uses : central)
    var columns = Set(use.writes.map(\.column))
    var logicalFields = use.logicalFields
    // Code writes all columns of a logical field.
    for _ in 0..<3 {
      for column in columns { logicalFields.formUnion(semantics.logicalFields[column] ?? []) }
      columns.formUnion(
        code.writes.keys.filter { !(semantics.logicalFields[$0] ?? []).isDisjoint(with: logicalFields) })
    }
    // No update writes a key, or its copies beside it.
    let hasKey = columns.contains { store.columns[$0]?.isKey == true }
    if hasKey { columns.subtract(semantics.keys.keys) }
    guard let table = columns.map(\.table).min() else { return }
    let known = ids(table).filter { entities[$0] != nil }
    guard !known.isEmpty else { return }
    let id = sampler.random.pick(known)
    let before = rows[table]?[id] ?? [:]
    let values = choose(columns.sorted(), by: code, row: id, beside: before)
    attempt(by: code, "updates") { world in
      for table in Set(values.keys.map(\.table)).sorted() {
        if let refusal = world.update(id, in: table, values.filter { $0.key.table == table }) { return refusal }
      }
      world.recordIntended(values, row: id, by: code)
      return nil
    }
  }

  private mutating func delete(by code: RunningCode) {
    let family = semantics.family(of: sampler.random.pick(code.tables.sorted()))
    let tables = code.tables.filter { semantics.family(of: $0) == family }.sorted()
    let known = tables.flatMap(ids).filter { entities[$0] != nil }
    guard !known.isEmpty else { return }
    let id = sampler.random.pick(known)
    attempt(by: code, "deletes") { world in
      world.entities[id] = nil
      return world.delete(id, from: tables)
    }
  }

  /// Values for some columns: copies are computed, the others are random within the contract.
  private mutating func choose(_ columns: [ColumnID], by code: RunningCode, row: Int, beside before: Row) -> Row {
    let links = semantics.links.filter { link in columns.contains(link.target) }
    var values: Row = [:]
    for attempt in 0..<8 {
      values = [:]
      for column in columns {
        let type = code.writes[column] ?? FieldType(.any)
        let isFree = !before.isEmpty && store.columns[column]?.isKey != true
        values[column] = (isFree ? nil : key(column, type, row: row)) ?? value(for: column, type)
      }
      var isWhole = true
      for link in links where !follow(link, &values, beside: before, by: code) { isWhole = false }
      // Some code writes values that its contract does not let it copy.
      if isWhole || attempt == 7 || sampler.random.happens(20) { break }
    }
    if sampler.random.happens(15), !columns.isEmpty {
      let column = sampler.random.pick(columns)
      if let value = dangerous(for: column, by: code) { values[column] = value }
    }
    return values
  }

  /// Writes the copy of a value; returns whether the contract allows it.
  private mutating func follow(
    _ link: ValueSemantics.Link, _ values: inout Row, beside before: Row, by code: RunningCode
  )
    -> Bool
  {
    let sources = link.sources.compactMap { values[$0] ?? before[$0] }
    guard sources.count == link.sources.count, link.sources.contains(where: { values[$0] != nil }) else { return true }
    // Sometimes compute the value from the copy.
    if link.sources.count == 1, let source = link.sources.first, values[source] != nil, semantics.keys[source] == nil,
      let copy = values[link.target], sampler.random.happens(20),
      let back = semantics.functions.invert(link.transform, copy)?.canonical
    {
      guard code.writes[source]?.contains(back) == true else { return false }
      values[source] = back
      return true
    }
    guard let result = semantics.functions.apply(link.transform, to: sources, for: link.target)?.canonical else {
      return true
    }
    guard code.writes[link.target]?.contains(result) == true else { return false }
    values[link.target] = result
    return true
  }

  /// A value of a type; often one that another type of the column does not contain.
  private mutating func value(for column: ColumnID, _ type: FieldType) -> Value {
    if let choices = interesting[column]?.filter({ type.contains($0) }), !choices.isEmpty, sampler.random.happens(50) {
      return sampler.random.pick(choices)
    }
    let value = sampler.value(of: type)
    // Most references name existing rows.
    guard case .reference(let table, _) = value, sampler.random.happens(60) else { return value }
    let ids = rows.keys.sorted().filter { $0.text == table.text || semantics.family(of: $0).text == table.text }
      .flatMap(
        ids)
    return ids.isEmpty ? value : .reference(table, Int64(sampler.random.pick(ids)))
  }

  /// A value for a key column, if the type has enough values.
  mutating func key(_ column: ColumnID, _ type: FieldType, row: Int) -> Value? {
    guard let number = semantics.keys[column]?.number(ofRow: row) else { return nil }
    if type.isOptional, sampler.random.happens(20) { return .absent }
    let choices = type.value.alternatives.compactMap { kind -> Value? in
      if case .reference(let table) = kind { return .reference(table, Int64(number)) }
      return sampler.key(of: FieldType(kind), row: number)
    }
    return choices.isEmpty ? nil : sampler.random.pick(choices)
  }

  /// A value that the contract allows, and the store or a reader does not.
  private mutating func dangerous(for column: ColumnID, by code: RunningCode) -> Value? {
    guard let type = code.writes[column] else { return nil }
    let choices = (interesting[column] ?? []).filter { value in
      guard type.contains(value) else { return false }
      if store.columns[column]?.type.contains(value) == false { return true }
      return running.contains { other in
        other.uses.contains { $0.reads.contains { $0.column == column && !$0.type.contains(value) } }
      }
    }
    return choices.isEmpty ? nil : sampler.random.pick(choices)
  }

  /// Records the last written values of logical fields.
  private mutating func recordIntended(_ values: Row, row: Int, by code: RunningCode) {
    let logicalFields = values.keys.reduce(into: Set<LogicalField>()) {
      $0.formUnion(semantics.logicalFields[$1] ?? [])
    }
    for logicalField in logicalFields {
      entities[row]?.intended[logicalField] = [:]
      for (column, value) in values where semantics.logicalFields[column]?.contains(logicalField) ?? false {
        // A copy follows from another written value.
        if semantics.links.contains(where: {
          $0.target == column && $0.means(logicalField, in: semantics, among: values)
        }) {
          continue
        }
        let intended = normal(value, column, by: code)
        entities[row]?.intended[logicalField]?[column] = intended
      }
    }
  }

  private func normal(_ value: Value, _ column: ColumnID, by code: RunningCode) -> Value {
    semantics.read(value, at: column, inOldLanguage: semantics.isOld(code, column))
  }
}
