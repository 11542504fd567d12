// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import TestSupport

/// A database with rows in it, the code that runs on it, and what the application last meant.
struct World {
  /// What the application last meant by one truth of one row: the value that each column written then should have.
  typealias Meant = [ColumnID: Value]

  /// Something that the application stores: one row in one stored table, or in several that are copies.
  struct Entity {
    var family: StoredName
    var meant: [TruthID: Meant] = [:]
  }

  typealias Row = [ColumnID: Value]

  var meaning: Meaning
  var store: StoreRules
  var running: [RunningCode] = []
  var rows: [StoredName: [Int: Row]] = [:]
  /// Those that nobody deleted.
  var entities: [Int: Entity] = [:]
  /// What is kept aside, by column and row.
  var backups: [ColumnID: [Int: Set<Value>]] = [:]
  var sampler: Sampler
  /// Values that are worth trying in a column.
  var interesting: [ColumnID: [Value]] = [:]
  /// The columns that the plan is about.
  var changing: Set<ColumnID> = []
  var next = 0
  /// The first promise that was broken.
  var fault: Fault?
  var moment = ""

  mutating func fail(_ invariant: Invariant, _ text: String) {
    if fault == nil { fault = Fault(invariant: invariant, moment: moment, text: text) }
  }

  /// The rows of a stored table, oldest first.
  func ids(_ table: StoredName) -> [Int] { rows[table]?.keys.sorted() ?? [] }

  /// The value that a column should have for a row; `nil` if nothing that was said tells.
  func right(_ column: ColumnID, _ truth: TruthID, of entity: Entity, depth: Int = 0) -> Value? {
    guard let meant = entity.meant[truth] else { return nil }
    if let value = meant[column] { return value }
    guard depth < 4 else { return nil }
    for link in meaning.links where link.target == column {
      let sources = link.sources.compactMap { source -> Value? in
        let shared = meaning.truths[source]?.contains(truth) ?? false ? truth : meaning.own[source]
        return shared.flatMap { right(source, $0, of: entity, depth: depth + 1) }
      }
      guard sources.count == link.sources.count, !sources.isEmpty else { continue }
      if let value = meaning.functions.apply(link.transform, to: sources, for: column) { return value.canonical }
    }
    for link in meaning.links where link.sources == [column] {
      guard let value = right(link.target, truth, of: entity, depth: depth + 1) else { continue }
      if let back = meaning.functions.invert(link.transform, value) { return back.canonical }
    }
    return nil
  }

  /// Whether what stands in a column is what it should be, for one truth.
  func isRight(_ value: Value, _ column: ColumnID, _ truth: TruthID, of entity: Entity, inOldLanguage: Bool) -> Bool {
    guard entity.meant[truth] != nil else { return true }
    guard let right = right(column, truth, of: entity) else { return false }
    // A copy of a value in the old language may not have been converted.
    let said = meaning.read(value, at: column, inOldLanguage: inOldLanguage)
    return said == meaning.read(right, at: column, inOldLanguage: false)
  }

  /// I5: a value is about to go from a column.
  mutating func lose(_ value: Value, _ column: ColumnID, row: Int, remaining: StoreRules, because deed: String) {
    guard value != .absent, let entity = entities[row] else { return }
    for truth in (meaning.truths[column] ?? []).sorted() where entity.meant[truth] != nil {
      guard isRight(value, column, truth, of: entity, inOldLanguage: false) else { continue }
      let isElsewhere = (meaning.holders[truth] ?? []).contains { other in
        guard other != column, remaining.columns[other] != nil, let stored = rows[other.table]?[row]?[other] else {
          return false
        }
        return isRight(stored, other, truth, of: entity, inOldLanguage: false)
      }
      if isElsewhere { continue }
      if !meaning.consented.contains(truth) {
        return fail(.nothingLost, "\(deed) \(value) of \(truth) from \(column), and no change says so")
      }
      if backups[column]?[row]?.contains(value) != true {
        return fail(.nothingLost, "\(deed) \(value) of \(truth) from \(column), which no backup has")
      }
    }
  }
}

/// A promise that was seen to be broken.
struct Fault: CustomStringConvertible {
  var invariant: Invariant
  var moment: String
  var text: String

  var description: String { "\(invariant.rawValue), \(moment): \(text)" }
}
