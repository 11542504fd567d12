// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

@testable import TestSupport

/// Why a store rejects a write.
enum Refusal: Equatable {
  /// The unique indexes for which the row is a duplicate.
  case unique([UniqueID])
  case restrict
  /// A rejection that no code expects.
  case unexpected(String)
}

/// Inserts, updates and deletes of the simulated store.
extension World {
  /// Inserts a row with values for some columns; the others get their defaults.
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
    row = keepInSync(row, named: nil, before: nil)
    return put(id, table, row) ?? copyAcross(id, table)
  }

  mutating func update(_ id: Int, in table: StoredName, _ named: Row) -> Refusal? {
    guard let columns = store.tables[table], let before = rows[table]?[id] else {
      return store.tables[table] == nil ? .unexpected("there is no table \(table)") : nil
    }
    if let unknown = Set(named.keys).subtracting(columns).min() { return .unexpected("there is no column \(unknown)") }
    var row = before.merging(named) { $1 }
    if let refusal = checkBeforeTriggers(row) { return refusal }
    row = keepInSync(row, named: Set(named.keys), before: before)
    return put(id, table, row) ?? copyAcross(id, table)
  }

  /// On SQLite NOT NULL is checked before triggers run.
  private func checkBeforeTriggers(_ row: Row) -> Refusal? {
    guard store.target == .sqlite else { return nil }
    let missing = row.filter { $0.value == .absent && store.columns[$0.key]?.type.isOptional == false }.keys.min()
    return missing.map { .unexpected("NOT NULL of \($0) is checked before triggers") }
  }

  /// The sync triggers within a table.
  private func keepInSync(_ row: Row, named: Set<ColumnID>?, before: Row?) -> Row {
    var row = row
    for pair in store.synced where pair.old.table == pair.new.table {
      guard let old = row[pair.old], let new = row[pair.new] else { continue }
      let oldWins: Bool
      if let before {
        guard old != before[pair.old] || new != before[pair.new] else { continue }
        oldWins = new == before[pair.new]
      } else if old == .absent || new == .absent {
        oldWins = new == .absent
      } else {
        // An insert does not show which columns it listed: a column with a default gives way.
        let (oldFills, newFills) = (store.fills(pair.old) != nil, store.fills(pair.new) != nil)
        oldWins = !oldFills && newFills
      }
      if oldWins {
        row[pair.new] =
          semantics.functions.apply(pair.transform, to: [old], for: pair.new)?.canonical ?? .anything
      } else {
        row[pair.old] = semantics.functions.invert(pair.transform, new)?.canonical ?? .anything
      }
    }
    return row
  }

  /// The sync triggers between tables.
  private mutating func copyAcross(_ id: Int, _ table: StoredName) -> Refusal? {
    let pairs = store.synced.filter { $0.old.table != $0.new.table && [$0.old.table, $0.new.table].contains(table) }
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
        copy[pair.new] = semantics.functions.apply(pair.transform, to: [value], for: pair.new)?.canonical ?? .anything
      } else if pair.new.table == table, let value = row[pair.new] {
        copy[pair.old] = semantics.functions.invert(pair.transform, value)?.canonical ?? .anything
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

  /// Deletes a row, and applies the delete actions of its references.
  mutating func delete(_ id: Int, from tables: [StoredName]) -> Refusal? {
    var tables = Set(tables)
    for pair in store.synced where pair.old.table != pair.new.table {
      if tables.contains(pair.old.table) || tables.contains(pair.new.table) {
        tables.formUnion([pair.old.table, pair.new.table])
      }
    }
    for table in tables { rows[table]?[id] = nil }
    for (column, rules) in store.columns.sorted(by: { $0.key < $1.key }) {
      guard let action = rules.onDelete, case .reference(let name) = rules.type.value,
        tables.contains(where: { $0.text == name.text || semantics.family(of: $0).text == name.text })
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
          changed = keepInSync(changed, named: [column], before: rows[column.table]?[row])
          for logicalField in semantics.logicalFields[column] ?? [] {
            entities[row]?.intended[logicalField] = [column: .absent]
          }
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
