// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel

/// A database with rows, the code that runs on it, and the values that the application wrote last.
struct World {
  /// For the last write of a logical field of a row, the value of each written column.
  typealias Intended = [ColumnID: Value]

  /// One row of a table, or of several tables with the same rows.
  struct Entity {
    var family: StoredName
    var intended: [LogicalField: Intended] = [:]
  }

  typealias Row = [ColumnID: Value]

  var semantics: ValueSemantics
  var store: StoreRules
  var running: [RunningCode] = []
  var rows: [StoredName: [Int: Row]] = [:]
  /// The rows that no code deleted.
  var entities: [Int: Entity] = [:]
  /// Backed-up values, by column and row.
  var backups: [ColumnID: [Int: Set<Value>]] = [:]
  var sampler: Sampler
  /// Values that some types of a column contain and others do not.
  var interesting: [ColumnID: [Value]] = [:]
  /// The columns that the plan changes.
  var changing: Set<ColumnID> = []
  var next = 0
  /// The first violation.
  var fault: Fault?
  var moment = ""

  mutating func fail(_ invariant: Invariant, _ text: String) {
    if fault == nil { fault = Fault(invariant: invariant, moment: moment, text: text) }
  }

  /// The rows of a stored table, oldest first.
  func ids(_ table: StoredName) -> [Int] { rows[table]?.keys.sorted() ?? [] }

  /// The value that a column should have; `nil` if it does not follow from what was written.
  func right(_ column: ColumnID, _ logicalField: LogicalField, of entity: Entity, depth: Int = 0) -> Value? {
    guard let intended = entity.intended[logicalField] else { return nil }
    if let value = intended[column] { return value }
    guard depth < 4 else { return nil }
    for link in semantics.links where link.target == column {
      let sources = link.sources.compactMap { source -> Value? in
        let shared =
          semantics.logicalFields[source]?.contains(logicalField) ?? false ? logicalField : semantics.own[source]
        return shared.flatMap { right(source, $0, of: entity, depth: depth + 1) }
      }
      guard sources.count == link.sources.count, !sources.isEmpty else { continue }
      if let value = semantics.functions.apply(link.transform, to: sources, for: column) { return value.canonical }
    }
    for link in semantics.links where link.sources == [column] {
      guard let value = right(link.target, logicalField, of: entity, depth: depth + 1) else { continue }
      if let back = semantics.functions.invert(link.transform, value) { return back.canonical }
    }
    return nil
  }

  /// Whether a value is the current one of a logical field.
  func isRight(_ value: Value, _ column: ColumnID, _ logicalField: LogicalField, of entity: Entity, inOldLanguage: Bool)
    -> Bool
  {
    guard entity.intended[logicalField] != nil else { return true }
    guard let right = right(column, logicalField, of: entity) else { return false }
    // A copy of a value in the old language may not have been converted.
    let said = semantics.read(value, at: column, inOldLanguage: inOldLanguage)
    return said == semantics.read(right, at: column, inOldLanguage: false)
  }

  /// I5: checks a value before it is deleted.
  ///
  /// - Parameter returns: Whether a rollback puts the value back, so that it needs a backup even if another column has it.
  mutating func lose(
    _ value: Value, _ column: ColumnID, row: Int, remaining: StoreRules, returns: Bool, because deed: String
  ) {
    guard value != .absent, let entity = entities[row] else { return }
    for logicalField in (semantics.logicalFields[column] ?? []).sorted() where entity.intended[logicalField] != nil {
      guard isRight(value, column, logicalField, of: entity, inOldLanguage: false) else { continue }
      let isElsewhere = (semantics.holders[logicalField] ?? []).contains { other in
        guard other != column, remaining.columns[other] != nil, let stored = rows[other.table]?[row]?[other] else {
          return false
        }
        return isRight(stored, other, logicalField, of: entity, inOldLanguage: false)
      }
      if isElsewhere {
        if !returns || backups[column] != nil { continue }
        return fail(.nothingLost, "\(deed) \(value) of \(logicalField) from \(column), which was not backed up")
      }
      if !semantics.approved.contains(logicalField) {
        return fail(
          .nothingLost, "\(deed) \(value) of \(logicalField) from \(column), and no change has the hazard deletes-data")
      }
      if backups[column]?[row]?.contains(value) != true {
        return fail(.nothingLost, "\(deed) \(value) of \(logicalField) from \(column), which no backup has")
      }
    }
  }
}

extension World {
  /// Values that one type of a column contains and another does not.
  static func interestingValues(_ stores: [StoreRules], _ codes: [RunningCode]) -> [ColumnID: [Value]] {
    var types: [ColumnID: Set<FieldType>] = [:]
    for store in stores { for (column, rules) in store.columns { types[column, default: []].insert(rules.type) } }
    for use in codes.flatMap(\.uses).flatMap({ $0.reads + $0.writes }) {
      types[use.column, default: []].insert(use.type)
    }
    return types.mapValues { types in
      var values: Set<Value> = []
      for one in types {
        for other in types where one != other {
          if case .refused(let witness) = one.containment(in: other, budget: 2_000) { values.insert(witness.canonical) }
        }
      }
      return values.sorted { "\($0)" < "\($1)" }
    }
  }

  /// Whether another row has the same values in all paths of a unique index.
  func isBroken(_ unique: UniqueID, by id: Int) -> Bool {
    guard let own = rows[unique.table]?[id].flatMap({ key($0, unique) }) else { return false }
    return rows[unique.table]?.contains { $0.key != id && key($0.value, unique) == own } ?? false
  }

  /// `nil` if a path has no value: such rows are no duplicates.
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
}

extension ValueSemantics {
  /// Whether a version still uses the old values of a column that is converted in place.
  func isOld(_ code: RunningCode, _ column: ColumnID) -> Bool {
    code.release < newFrom[column] ?? 1 && inPlace[column] != nil
  }
}

/// A violation in the simulation.
struct Fault: CustomStringConvertible {
  var invariant: Invariant
  var moment: String
  var text: String

  var description: String { "\(invariant.rawValue), \(moment): \(text)" }
}
