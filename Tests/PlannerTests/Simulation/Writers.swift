// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Code that writes: whatever its contract lets it, at random.
extension World {
  /// Some version does something.
  mutating func act() {
    guard fault == nil, !running.isEmpty else { return }
    let code = sampler.random.pick(running)
    guard !code.tables.isEmpty else { return }
    switch sampler.random.number(below: 10) {
    case 0..<4: insert(by: code)
    case 4..<9: update(by: code)
    default: delete(by: code)
    }
  }

  /// Does something to the database; a refusal that the code does not expect is a fault, and nothing is done then.
  ///
  /// Code makes no two rows that break a unique index which it respects: it looks first.
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
    // All its stored tables that hold the same rows get one each.
    let family = meaning.family(of: sampler.random.pick(code.tables.sorted()))
    let tables = code.tables.filter { meaning.family(of: $0) == family }.sorted()
    guard (tables.map { rows[$0]?.count ?? 0 }.max() ?? 0) < 7 else { return }
    let columns = code.writes.keys.filter { tables.contains($0.table) }.sorted()
    let relinquished = code.relinquishes.sorted().filter { tables.contains($0.table) }
    let id = next
    next += 1
    // Code may give a value all the same.
    let defaulted = relinquished.filter { code.writes[$0] == nil || sampler.random.happens(75) }
    let values = choose(columns.filter { !defaulted.contains($0) }, by: code, row: id, beside: [:])
    attempt(by: code, "inserts") { world in
      world.entities[id] = Entity(family: family)
      for table in tables {
        let named = values.filter { $0.key.table == table }
        let left = Set(defaulted.filter { $0.table == table })
        if let refusal = world.insert(id, into: table, named, defaulted: left) { return refusal }
      }
      world.mean(values, row: id, by: code)
      // What the store fills in is what the row says: of several copies the one that the code itself reads, or any.
      var filled = tables.flatMap { world.store.tables[$0] ?? [] }
        .filter { values[$0] == nil && world.store.fills($0) != nil }
      if filled.count > 1, code.reads.isDisjoint(with: filled) { filled.shuffle(using: &world.sampler.random) }
      for column in filled.sorted(by: { code.reads.contains($0) && !code.reads.contains($1) }) {
        guard let value = world.rows[column.table]?[id]?[column] else { continue }
        for truth in world.meaning.truths[column] ?? [] where world.entities[id]?.meant[truth] == nil {
          let meant = world.normal(value, column, by: code)
          world.entities[id]?.meant[truth] = [column: meant]
        }
      }
      return nil
    }
  }

  private mutating func update(by code: RunningCode) {
    let uses = code.uses.filter { !$0.writes.isEmpty }
    guard !uses.isEmpty else { return }
    // What the plan is about comes first.
    let central = uses.filter { use in use.writes.contains { changing.contains($0.column) } }
    let use = sampler.random.pick(central.isEmpty || sampler.random.happens(30) ? uses : central)
    var columns = Set(use.writes.map(\.column))
    var truths = use.truths
    // Whoever writes a truth writes all that holds it.
    for _ in 0..<3 {
      for column in columns { truths.formUnion(meaning.truths[column] ?? []) }
      columns.formUnion(code.writes.keys.filter { !(meaning.truths[$0] ?? []).isDisjoint(with: truths) })
    }
    columns.subtract(meaning.keys.keys)
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
      world.mean(values, row: id, by: code)
      return nil
    }
  }

  private mutating func delete(by code: RunningCode) {
    let family = meaning.family(of: sampler.random.pick(code.tables.sorted()))
    let tables = code.tables.filter { meaning.family(of: $0) == family }.sorted()
    let known = tables.flatMap(ids).filter { entities[$0] != nil }
    guard !known.isEmpty else { return }
    let id = sampler.random.pick(known)
    attempt(by: code, "deletes") { world in
      world.entities[id] = nil
      return world.delete(id, from: tables)
    }
  }

  /// Values for some columns: what follows from others is computed, the rest is free within the contract.
  private mutating func choose(_ columns: [ColumnID], by code: RunningCode, row: Int, beside before: Row) -> Row {
    let links = meaning.links.filter { link in columns.contains(link.target) }
    var values: Row = [:]
    for attempt in 0..<8 {
      values = [:]
      for column in columns {
        let type = code.writes[column] ?? FieldType(.any)
        values[column] = key(column, type, row: row) ?? value(for: column, type)
      }
      var isWhole = true
      for link in links where !follow(link, &values, beside: before, by: code) { isWhole = false }
      // Where the contract lets code write what it does not let it copy, some does.
      if isWhole || attempt == 7 || sampler.random.happens(20) { break }
    }
    if sampler.random.happens(15), !columns.isEmpty {
      let column = sampler.random.pick(columns)
      if let value = dangerous(for: column, by: code) { values[column] = value }
    }
    return values
  }

  /// Writes beside a value what follows from it; whether the contract lets the code.
  private mutating func follow(_ link: Meaning.Link, _ values: inout Row, beside before: Row, by code: RunningCode)
    -> Bool
  {
    let sources = link.sources.compactMap { values[$0] ?? before[$0] }
    guard sources.count == link.sources.count, link.sources.contains(where: { values[$0] != nil }) else { return true }
    // Sometimes the copy comes first, and the value is what it is a copy of.
    if link.sources.count == 1, let source = link.sources.first, values[source] != nil, meaning.keys[source] == nil,
      let copy = values[link.target], sampler.random.happens(20),
      let back = meaning.functions.invert(link.transform, copy)?.canonical
    {
      guard code.writes[source]?.contains(back) == true else { return false }
      values[source] = back
      return true
    }
    guard let result = meaning.functions.apply(link.transform, to: sources, for: link.target)?.canonical else {
      return true
    }
    guard code.writes[link.target]?.contains(result) == true else { return false }
    values[link.target] = result
    return true
  }

  /// A value of a type: now and then one that shows a difference between two types of the plan.
  private mutating func value(for column: ColumnID, _ type: FieldType) -> Value {
    if let choices = interesting[column]?.filter({ type.contains($0) }), !choices.isEmpty, sampler.random.happens(50) {
      return sampler.random.pick(choices)
    }
    let value = sampler.value(of: type)
    // Who refers to another row mostly has seen it.
    guard case .reference(let table, _) = value, sampler.random.happens(60) else { return value }
    let ids = rows.keys.sorted().filter { $0.text == table.text || meaning.family(of: $0).text == table.text }.flatMap(
      ids)
    return ids.isEmpty ? value : .reference(table, Int64(sampler.random.pick(ids)))
  }

  /// A value for a column of a key, where the type has so many: any kind that the type allows.
  mutating func key(_ column: ColumnID, _ type: FieldType, row: Int) -> Value? {
    guard let number = meaning.keys[column]?.number(ofRow: row) else { return nil }
    if type.isOptional, sampler.random.happens(20) { return .absent }
    let choices = type.value.alternatives.compactMap { kind -> Value? in
      if case .reference(let table) = kind { return .reference(table, Int64(number)) }
      return sampler.key(of: FieldType(kind), row: number)
    }
    return choices.isEmpty ? nil : sampler.random.pick(choices)
  }

  /// A value that the contract allows, and that the store or some reader does not.
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

  /// What was written is what is meant from now on.
  private mutating func mean(_ values: Row, row: Int, by code: RunningCode) {
    let truths = values.keys.reduce(into: Set<TruthID>()) { $0.formUnion(meaning.truths[$1] ?? []) }
    for truth in truths {
      entities[row]?.meant[truth] = [:]
      for (column, value) in values where meaning.truths[column]?.contains(truth) ?? false {
        // What is written beside a value is a copy of it.
        if meaning.links.contains(where: { $0.target == column && $0.means(truth, in: meaning, among: values) }) {
          continue
        }
        let meant = normal(value, column, by: code)
        entities[row]?.meant[truth]?[column] = meant
      }
    }
  }

  private func normal(_ value: Value, _ column: ColumnID, by code: RunningCode) -> Value {
    meaning.read(value, at: column, inOldLanguage: meaning.isOld(code, column))
  }
}

extension Meaning {
  /// Whether a version still speaks the old language of a column whose values change in place.
  func isOld(_ code: RunningCode, _ column: ColumnID) -> Bool {
    code.release == 0 && inPlace[column] != nil
  }
}
