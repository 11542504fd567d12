// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Why a store says no.
enum Refusal: Equatable {
  /// The indexes that the row breaks: the store names one of them, whichever.
  case unique([UniqueID])
  case restrict
  /// Anything that no code expects.
  case unexpected(String)
}

/// What a store does when rows are inserted, updated and deleted.
extension World {
  /// Inserts a row that names some columns; the store fills in the others.
  mutating func insert(_ id: Int, into table: StoredName, _ named: Row, defaulted: Set<ColumnID>) -> Refusal? {
    guard let columns = store.tables[table] else { return .unexpected("there is no table \(table)") }
    if let unknown = (Set(named.keys).union(defaulted)).subtracting(columns).min() {
      return .unexpected("there is no column \(unknown)")
    }
    var row: Row = [:]
    for column in columns {
      if let value = named[column] {
        row[column] = value
      } else if let filling = store.fills(column), let type = store.columns[column]?.type {
        row[column] = filling.stored(in: type, number: next).canonical
        next += 1
      } else if defaulted.contains(column) {
        return .unexpected("the store has no default for \(column)")
      } else {
        row[column] = .absent
      }
    }
    if let refusal = checkBeforeTriggers(row) { return refusal }
    row = keepInStep(row, named: nil, before: nil)
    return put(id, table, row) ?? copyAcross(id, table)
  }

  mutating func update(_ id: Int, in table: StoredName, _ named: Row) -> Refusal? {
    guard let columns = store.tables[table], let before = rows[table]?[id] else {
      return store.tables[table] == nil ? .unexpected("there is no table \(table)") : nil
    }
    if let unknown = Set(named.keys).subtracting(columns).min() { return .unexpected("there is no column \(unknown)") }
    var row = before.merging(named) { $1 }
    if let refusal = checkBeforeTriggers(row) { return refusal }
    row = keepInStep(row, named: Set(named.keys), before: before)
    return put(id, table, row) ?? copyAcross(id, table)
  }

  /// SQLite's triggers come after NOT NULL has failed.
  private func checkBeforeTriggers(_ row: Row) -> Refusal? {
    guard store.target == .sqlite else { return nil }
    let missing = row.filter { $0.value == .absent && store.columns[$0.key]?.type.isOptional == false }.keys.min()
    return missing.map { .unexpected("NOT NULL of \($0) comes before any trigger") }
  }

  /// The store's triggers: of two columns in step, the one that was written decides.
  private func keepInStep(_ row: Row, named: Set<ColumnID>?, before: Row?) -> Row {
    var row = row
    for pair in store.inStep where pair.old.table == pair.new.table {
      guard let old = row[pair.old], let new = row[pair.new] else { continue }
      let oldWins: Bool
      if let before {
        guard old != before[pair.old] || new != before[pair.new] else { continue }
        oldWins = new == before[pair.new]
      } else if old == .absent || new == .absent {
        oldWins = new == .absent
      } else {
        // An insert does not tell what it named: what equals a default gives way.
        let (oldFills, newFills) = (store.fills(pair.old) != nil, store.fills(pair.new) != nil)
        oldWins = !oldFills && newFills
      }
      if oldWins {
        row[pair.new] =
          meaning.functions.apply(pair.transform, to: [old], for: pair.new)?.canonical ?? .anything
      } else {
        row[pair.old] = meaning.functions.invert(pair.transform, new)?.canonical ?? .anything
      }
    }
    return row
  }

  /// Whole rows of a table that the store keeps in step with another.
  private mutating func copyAcross(_ id: Int, _ table: StoredName) -> Refusal? {
    let pairs = store.inStep.filter { $0.old.table != $0.new.table && [$0.old.table, $0.new.table].contains(table) }
    guard let first = pairs.first, let row = rows[table]?[id] else { return nil }
    let other = first.old.table == table ? first.new.table : first.old.table
    guard let columns = store.tables[other] else { return nil }
    var copy = rows[other]?[id] ?? [:]
    for column in columns where copy[column] == nil {
      copy[column] =
        store.columns[column]?.type.isOptional == false
        ? store.fills(column).map { filling in
          filling.stored(in: store.columns[column]?.type ?? FieldType(.any), number: id).canonical
        } ?? .absent : .absent
    }
    for pair in pairs {
      if pair.old.table == table, let value = row[pair.old] {
        copy[pair.new] = meaning.functions.apply(pair.transform, to: [value], for: pair.new)?.canonical ?? .anything
      } else if pair.new.table == table, let value = row[pair.new] {
        copy[pair.old] = meaning.functions.invert(pair.transform, value)?.canonical ?? .anything
      }
    }
    return put(id, other, copy)
  }

  /// Stores a row if it fits.
  mutating func put(_ id: Int, _ table: StoredName, _ row: Row) -> Refusal? {
    for column in store.tables[table] ?? [] {
      let value = row[column] ?? .absent
      if store.columns[column]?.type.contains(value) != true {
        return .unexpected("\(column) does not take \(value)")
      }
    }
    rows[table, default: [:]][id] = row
    let broken = store.uniques.sorted().filter { $0.table == table && isBroken($0, by: id) }
    return broken.isEmpty ? nil : .unique(broken)
  }

  /// Whether another row has the same values in all paths of a unique index.
  func isBroken(_ unique: UniqueID, by id: Int) -> Bool {
    guard let own = rows[unique.table]?[id].flatMap({ key($0, unique) }) else { return false }
    return rows[unique.table]?.contains { $0.key != id && key($0.value, unique) == own } ?? false
  }

  /// No value anywhere is equal to nothing.
  private func key(_ row: Row, _ unique: UniqueID) -> [Value]? {
    var values: [Value] = []
    for path in unique.paths {
      guard let first = path.first else { return nil }
      var value = row[ColumnID(unique.table, StoredName(first.text))]
      var rest = path.dropFirst()
      if value == nil, case .map = row[ColumnID(unique.table, ColumnID.wholeRow)] {
        value = row[ColumnID(unique.table, ColumnID.wholeRow)]
        rest = path[...]
      }
      for name in rest {
        guard case .map(let entries) = value else { return nil }
        value = entries.first { $0.key == .literal(.string(name.text)) }?.value
      }
      guard let value, value != .absent, value != .null else { return nil }
      values.append(value)
    }
    return values
  }

  /// Deletes a row, with what the store does to those that refer to it.
  mutating func delete(_ id: Int, from tables: [StoredName]) -> Refusal? {
    var tables = Set(tables)
    for pair in store.inStep where pair.old.table != pair.new.table {
      if tables.contains(pair.old.table) || tables.contains(pair.new.table) {
        tables.formUnion([pair.old.table, pair.new.table])
      }
    }
    for table in tables { rows[table]?[id] = nil }
    for (column, rules) in store.columns.sorted(by: { $0.key < $1.key }) {
      guard let action = rules.onDelete, case .reference(let name) = rules.type.value,
        tables.contains(where: { $0.text == name.text || meaning.family(of: $0).text == name.text })
      else { continue }
      let gone = Value.reference(name, Int64(id))
      for row in ids(column.table) where rows[column.table]?[row]?[column] == gone {
        for code in running where code.known.contains(column) && !(code.tolerates[column] ?? []).contains(action) {
          fail(.writesAccepted, "code of release \(code.release) does not expect \(action.rawValue) of \(column)")
        }
        switch action {
        case .restrict: return .restrict
        case .setNull:
          var changed = rows[column.table]?[row] ?? [:]
          changed[column] = .absent
          changed = keepInStep(changed, named: [column], before: rows[column.table]?[row])
          for truth in meaning.truths[column] ?? [] { entities[row]?.meant[truth] = [column: .absent] }
          if let refusal = put(row, column.table, changed) ?? copyAcross(row, column.table) { return refusal }
        case .cascade:
          entities[row] = nil
          if let refusal = delete(row, from: [column.table]) { return refusal }
        }
      }
    }
    return nil
  }
}
