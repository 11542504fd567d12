// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// What a backfill does to rows that were read.
struct ChangedBatch: Sendable {
  /// The rows as they would be; the copies of a backfill that copies rows.
  var rows: ReadRows
  /// The number of rows that would change.
  var changed = 0
  var samples: [ChangedRows.Change] = []
  /// The rows that would be quarantined, with their reasons.
  var refused: [(key: [JSONValue], reason: String)] = []
  /// Rows that would still be pending.
  var pending: [String] = []
  /// What could not be evaluated.
  var unchecked: [String] = []
}

/// Evaluates a backfill over rows that were read: its SQL on the server, its function here.
struct RowChanger {
  let database: PostgreSQL
  let backfill: Backfill
  /// The table that it writes.
  let target: TableModel?

  private static let samples = 3

  func outcome(of rows: ReadRows) async throws -> ChangedBatch {
    let scope = try await inScope(rows)
    if backfill.deletesRows {
      var batch = ChangedBatch(rows: rows.keeping(rows.rows.indices.filter { !scope.contains($0) }))
      batch.changed = scope.count
      batch.samples = scope.sorted().prefix(Self.samples).map { .init(before: rows.sample($0), after: nil) }
      return batch
    }
    if backfill.isCopy { return try await copies(of: rows, scope) }
    let names = backfill.writes.map(\.name)
    if let missing = names.first(where: { rows.index(of: $0) == nil }) {
      throw NotEvaluable(reason: "the column \(missing) does not exist")
    }
    var batch = ChangedBatch(rows: rows)
    if let values = backfill.sql?.values ?? (backfill.expressions.isEmpty ? nil : backfill.expressions) {
      try await assign(values, scope, &batch)
    } else {
      try await callFunction(scope, &batch)
    }
    try await settle(from: rows, scope, &batch)
    return batch
  }

  /// Returns the rows that pass the backfill's condition.
  private func inScope(_ rows: ReadRows) async throws -> Set<Int> {
    guard let scope = backfill.scope else { return Set(rows.rows.indices) }
    let found = try await database.evaluate(["(\(scope)) IS TRUE"], over: rows)
    return Set(found.values.filter { $0.value[0] == "t" }.keys)
  }

  // MARK: - SQL

  private func assign(_ values: [String], _ scope: Set<Int>, _ batch: inout ChangedBatch) async throws {
    let pending = backfill.sql?.pending.map { "(\($0)) IS TRUE" } ?? "true"
    let expressions = zip(backfill.writes, values).map { column, value in
      let type = batch.rows.index(of: column.name).map { batch.rows.columns[$0].type } ?? "text"
      return "CASE WHEN \(pending) THEN (\(value))::\(type) ELSE \(quoted(column.name)) END"
    }
    let found = try await database.evaluate(expressions, over: batch.rows)
    for row in scope {
      if let reason = found.refusals[row] {
        refuse(row, reason, &batch)
      } else if let results = found.values[row] {
        for (column, value) in zip(backfill.writes, results) { set(column.name, row, value, &batch) }
      }
    }
  }

  // MARK: - Functions

  /// Calls the function for each row in scope.
  private func verdicts(_ rows: ReadRows, _ scope: Set<Int>) async throws -> [(
    row: Int, verdict: RowEvaluation.Verdict
  )] {
    let columns = RowEvaluation.columns(of: backfill)
    let statement = rows.select(columns.map { quoted($0.name) }, rows.rows.indices)
    do {
      return try await database.sessionTransaction(.read) { session in
        let read = try await session.run { connection in
          let found = try connection.run(statement)
          return try (0..<found.count).map { row in
            StoredRow(try columns.indices.map { try found.value(row, $0, as: columns[$0].form) })
          }
        }
        let evaluation = RowEvaluation(backfill, in: session)
        var verdicts: [(Int, RowEvaluation.Verdict)] = []
        for row in scope.sorted() { verdicts.append((row, try await evaluation.verdict(of: read[row]))) }
        return verdicts
      }
    } catch let error as PostgreSQLError where error.state.hasPrefix("42") || error.isOfRow {
      throw NotEvaluable(reason: error.message)
    }
  }

  private func callFunction(_ scope: Set<Int>, _ batch: inout ChangedBatch) async throws {
    for (row, verdict) in try await verdicts(batch.rows, scope) {
      switch verdict {
      case .upToDate: continue
      case .refused(let reason): refuse(row, reason, &batch)
      case .needsToWrite: batch.unchecked.append("\(backfill.name): rows of other tables that its function writes")
      case .changed(let changes):
        do {
          for change in changes.values {
            set(change.column.name, row, try serverText(of: change.value, as: change.column.form), &batch)
          }
        } catch let error as RowUnreadable {
          refuse(row, error.reason, &batch)
        }
      }
    }
  }

  private func copies(of rows: ReadRows, _ scope: Set<Int>) async throws -> ChangedBatch {
    guard let target else { throw NotEvaluable(reason: "the table \(backfill.targetTable) does not exist") }
    var copies = ReadRows(
      table: backfill.targetTable, columns: target.columns, rows: [], keys: [], keyNames: rows.keyNames)
    var batch = ChangedBatch(rows: copies)
    for (row, verdict) in try await verdicts(rows, scope) {
      switch verdict {
      case .upToDate: continue
      case .refused(let reason): batch.refused.append((rows.keys[row], reason))
      case .needsToWrite: batch.unchecked.append("\(backfill.name): rows of other tables that its function writes")
      case .changed(let changes):
        var copy = [String?](repeating: nil, count: target.columns.count)
        for change in changes.values {
          guard let index = copies.index(of: change.column.name) else { continue }
          copy[index] = try serverText(of: change.value, as: change.column.form)
        }
        copies.rows.append(copy)
        copies.keys.append(rows.keys[row])
        batch.changed += 1
        if batch.samples.count < Self.samples {
          batch.samples.append(.init(before: rows.sample(row), after: copies.sample(copies.rows.count - 1, names)))
        }
      }
    }
    batch.rows = copies
    return batch
  }

  // MARK: - The end of a batch

  private var names: [String] { backfill.writes.map(\.name) }

  private func set(_ column: String, _ row: Int, _ value: String?, _ batch: inout ChangedBatch) {
    if let index = batch.rows.index(of: column) { batch.rows.rows[row][index] = value }
  }

  private func refuse(_ row: Int, _ reason: String, _ batch: inout ChangedBatch) {
    batch.refused.append((batch.rows.keys[row], reason))
    batch.rows.rows[row] = []
  }

  /// Lets the server read the results, counts the changed rows, and leaves out the refused ones.
  private func settle(from before: ReadRows, _ scope: Set<Int>, _ batch: inout ChangedBatch) async throws {
    var left = before.rows.indices.filter { !batch.rows.rows[$0].isEmpty }
    var rest = batch.rows.keeping(left)
    let pending = backfill.sql?.pending.map { ["(\($0)) IS TRUE"] } ?? []
    let found = try await database.evaluate(names.map(quoted) + pending, over: rest)
    var kept: [Int] = []
    for (place, row) in left.enumerated() {
      if let reason = found.refusals[place] {
        batch.refused.append((before.keys[row], reason))
        continue
      }
      kept.append(place)
      guard let values = found.values[place] else { continue }
      for (column, value) in zip(names, values) {
        if let index = rest.index(of: column) { rest.rows[place][index] = value }
      }
      if scope.contains(row), !pending.isEmpty, values.last == "t" { batch.pending.append(rest.sample(place, names)) }
      guard
        names.contains(where: { name in
          rest.index(of: name).map { rest.rows[place][$0] != before.rows[row][$0] } ?? false
        })
      else { continue }
      batch.changed += 1
      if batch.samples.count < Self.samples {
        batch.samples.append(.init(before: before.sample(row, names), after: rest.sample(place, names)))
      }
    }
    left = kept
    batch.rows = rest.keeping(left)
  }
}

/// What an evaluation has found so far.
struct EvaluationFindings {
  var unchecked: [String] = []
  private var backfills: [EvaluatedBackfill] = []
  private var quarantined: [String: [BatchOutcome.QuarantinedRow]] = [:]
  private var pending: [String: [String]] = [:]
  private var unverified: [Unverified: [String]] = [:]

  private struct Unverified: Hashable {
    var deploy: Int
    var path: String
  }

  /// Adds a line to what was not checked, once.
  mutating func note(_ line: String) { if !unchecked.contains(line) { unchecked.append(line) } }

  mutating func add(unverified path: String, deploy: Int, _ sample: String) {
    unverified[Unverified(deploy: deploy, path: path), default: []].append(sample)
  }

  mutating func add(quarantined backfill: String, key: [JSONValue], _ reason: String) {
    quarantined[backfill, default: []].append(.init(key: key, reason: reason))
  }

  mutating func note(_ batch: ChangedBatch, of backfill: Backfill, _ rows: ReadRows) {
    if backfills.last(where: { $0.name == backfill.name }) == nil { backfills.append(EvaluatedBackfill(backfill.name)) }
    for index in backfills.indices where backfills[index].name == backfill.name {
      backfills[index].rows += rows.rows.count
      backfills[index].changed += batch.changed
      backfills[index].samples += batch.samples.prefix(max(0, 3 - backfills[index].samples.count))
    }
    for (key, reason) in batch.refused { add(quarantined: backfill.name, key: key, reason) }
    if !batch.pending.isEmpty { pending[backfill.name, default: []] += batch.pending }
    for line in batch.unchecked { note(line) }
  }

  func result(of rest: RestOfPlan) -> EvaluatedPlan {
    let plan = rest.plan.name
    var result = EvaluatedPlan()
    result.unchecked = unchecked
    result.backfills = backfills
    for backfill in rest.backfills {
      if let rows = quarantined[backfill.name] {
        result.problems.append(.quarantined(plan: plan, backfill: backfill.name, rows: rows))
      }
      if let samples = pending[backfill.name] {
        result.problems.append(
          .pending(plan: plan, backfill: backfill.name, count: samples.count, samples: samples))
      }
    }
    for (key, samples) in unverified.sorted(by: { ($0.key.deploy, $0.key.path) < ($1.key.deploy, $1.key.path) }) {
      result.problems.append(
        .unverified(plan: plan, deploy: key.deploy, path: key.path, count: samples.count, samples: samples))
    }
    return result
  }
}
