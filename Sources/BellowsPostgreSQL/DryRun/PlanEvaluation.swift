// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension PostgreSQL: EvaluatingDatabase {
  package func evaluate(_ rest: RestOfPlan) async throws -> EvaluatedPlan {
    var evaluation = PlanEvaluation(database: self, rest: rest, models: try await models(of: rest))
    try await evaluation.run()
    return evaluation.finished()
  }

  /// Returns the tables of a plan, as they are at its deploy and after each later one.
  ///
  /// They are created in a temporary schema, in a transaction that is rolled back.
  private func models(of rest: RestOfPlan) async throws -> PlanModels {
    let options = options
    do {
      return try await sessionTransaction(.schema) { session in
        try await session.run { connection in
          var models = PlanModels()
          for deploy in rest.deploy...max(rest.deploy, rest.plan.deploys.count) {
            let tables = rest.plan.tables(at: deploy).present
            models.after[deploy] = try connection.withTables(tables, options) { schema in
              Dictionary(
                uniqueKeysWithValues: try tables.compactMap { table in
                  try connection.tableModel(of: "\(quoted(schema)).\(quoted(table.name))").map { (table.name, $0) }
                })
            }
          }
          let all = models.after.values.flatMap(\.values)
          let targets = all.flatMap(\.constraints).compactMap { constraint in
            if case .reference(let table, _) = constraint.kind { table } else { nil }
          }
          for name in Set(models.after.values.flatMap(\.keys)).union(targets) {
            models.stored[name] = try connection.tableModel(of: options.qualified(name))
          }
          throw Modelled(models: models)
        }
      }
    } catch let modelled as Modelled {
      return modelled.models
    }
  }
}

/// The tables of a plan.
struct PlanModels: Sendable {
  /// After each deploy, by name.
  var after: [Int: [String: TableModel]] = [:]
  /// As they are stored now, with the tables that they refer to.
  var stored: [String: TableModel] = [:]
}

/// Thrown to roll back the transaction in which tables were created only to be described.
private struct Modelled: Error {
  var models: PlanModels
}

/// The evaluation of what is left of a plan.
struct PlanEvaluation {
  let database: PostgreSQL
  let rest: RestOfPlan
  let models: PlanModels
  /// What is done with the rows of each table, in this order.
  let stages: [Stage]
  private var findings = EvaluationFindings()
  private var uniques: [String: Set<String>] = [:]

  enum Stage {
    case backfill(Backfill)
    case deploy(Int)
  }

  /// The most values of which duplicates are found.
  private static let mostUniques = 2_000_000

  init(database: PostgreSQL, rest: RestOfPlan, models: PlanModels) {
    (self.database, self.rest, self.models) = (database, rest, models)
    var stages: [Stage] = []
    for number in rest.deploy...max(rest.deploy, rest.plan.deploys.count) {
      if number > rest.deploy { stages.append(.deploy(number)) }
      stages += rest.backfills.filter { $0.after == number }.map(Stage.backfill)
    }
    if rest.endsWithBackfills {
      stages = Array(stages[..<(1 + (stages.lastIndex { if case .backfill = $0 { true } else { false } } ?? -1))])
    }
    self.stages = stages
  }

  func finished() -> EvaluatedPlan { findings.result(of: rest) }

  /// Reads each table that the rest of the plan changes or checks.
  mutating func run() async throws {
    for table in (models.after[rest.deploy] ?? [:]).keys.sorted() where isInvolved(table) {
      guard let stored = models.stored[table] else { continue }
      noteOwn(stored, of: table)
      let names = try await database.transaction(.read) { try await $0.keyOrder(of: table) } ?? []
      let key = names.compactMap { stored.column($0) }
      if key.isEmpty {
        findings.unchecked.append("\(table): it has no primary key, so its rows were not read")
        continue
      }
      var reader = TableReader(database: database, table: table, columns: stored.columns, key: key)
      var left = rest.limit ?? .max
      while left > 0 {
        try Task.checkCancellation()
        let rows = try await reader.next(min(rest.batchSize, left))
        if rows.rows.isEmpty { break }
        left -= rows.rows.count
        try await advance(rows, from: 0)
      }
      if left <= 0 { findings.note("\(table): the rows after the first \(rest.limit ?? 0)") }
    }
  }

  /// Whether a backfill reads a table, or a deploy asks for more than the one before it.
  private func isInvolved(_ table: String) -> Bool {
    stages.contains { stage in
      switch stage {
      case .backfill(let backfill): return backfill.table == table
      case .deploy(let number):
        guard let new = models.after[number]?[table] else { return false }
        return !new.constraints(without: models.after[number - 1]?[table]).isEmpty
      }
    }
  }

  /// Names the constraints that only the database has.
  private mutating func noteOwn(_ stored: TableModel, of table: String) {
    let writes = stages.flatMap { stage -> [String] in
      if case .backfill(let backfill) = stage, backfill.targetTable == table { backfill.writes.map(\.name) } else { [] }
    }
    for constraint in stored.constraints(without: models.after[rest.deploy]?[table])
    where constraint.kind != .required && constraint.columns.contains(where: writes.contains) {
      findings.note(
        "\(table): \(constraint.name), which the schema does not have, with the values that backfills write")
    }
  }

  // MARK: - Rows

  /// Changes rows as the rest of the plan would.
  private mutating func advance(_ rows: ReadRows, from stage: Int) async throws {
    var rows = rows
    for index in stages.indices.dropFirst(stage) {
      if rows.rows.isEmpty { return }
      do {
        switch stages[index] {
        case .deploy(let number):
          guard try await enter(number, &rows) else { return }
        case .backfill(let backfill) where backfill.table == rows.table:
          if let copies = try await change(&rows, by: backfill) { try await advance(copies, from: index + 1) }
        case .backfill: continue
        }
      } catch let error as NotEvaluable {
        let what: String =
          switch stages[index] {
          case .deploy(let number): "\(rows.table): what deploy \(number) asks of its rows, and what follows"
          case .backfill(let backfill): "\(backfill.name), and what follows for the rows of \(rows.table)"
          }
        return findings.note("\(what) (\(error.reason))")
      }
    }
  }

  /// Gives rows the columns of a deploy, and holds them against its constraints; returns `false` if the table is dropped.
  private mutating func enter(_ number: Int, _ rows: inout ReadRows) async throws -> Bool {
    let old = models.after[number - 1]?[rows.table]
    guard let new = models.after[number]?[rows.table] else { return false }
    for column in old?.columns ?? [] where new.column(column.name) == nil { rows.drop(column.name) }
    let added = new.columns.filter { rows.index(of: $0.name) == nil }
    let defaults = added.compactMap(\.initialValue)
    if !added.isEmpty {
      var one = rows.keeping([0])
      one.columns = []
      one.rows = [[]]
      let values = defaults.isEmpty ? [] : try await database.evaluate(defaults, over: one).values[0] ?? []
      var next = values.makeIterator()
      for column in added { rows.add(column, column.initialValue == nil ? nil : next.next() ?? nil) }
    }
    for (row, constraint) in try await failures(of: rows, new.constraints(without: old), stage: "deploy \(number)") {
      let path = "\(rows.table)." + constraint.columns.joined(separator: ", ")
      findings.add(unverified: path, deploy: number, rows.sample(row, constraint.columns))
      rows.rows[row] = []
    }
    rows = rows.keeping(rows.rows.indices.filter { !rows.rows[$0].isEmpty })
    return true
  }

  /// Runs a backfill over rows of its table; returns the copies that it makes of them in another table.
  private mutating func change(_ rows: inout ReadRows, by backfill: Backfill) async throws -> ReadRows? {
    let changer = RowChanger(
      database: database, backfill: backfill, target: models.after[backfill.after]?[backfill.targetTable])
    var outcome = try await changer.outcome(of: rows)
    findings.note(outcome, of: backfill, rows)
    if backfill.isCopy {
      let copies = outcome.rows
      let constraints = models.after[backfill.after]?[backfill.targetTable]?.constraints ?? []
      return try await passing(copies, constraints, backfill)
    }
    let written = Set(backfill.writes.map(\.name))
    let constraints = (models.after[backfill.after]?[rows.table]?.constraints ?? []).filter { constraint in
      constraint.columns.contains(where: written.contains)
    }
    outcome.rows = try await passing(outcome.rows, constraints, backfill)
    rows = outcome.rows
    return nil
  }

  /// Returns the rows that pass constraints; the others would be quarantined.
  private mutating func passing(
    _ rows: ReadRows, _ constraints: [TableModel.Constraint], _ backfill: Backfill
  ) async throws -> ReadRows {
    var failed: Set<Int> = []
    for (row, constraint) in try await failures(of: rows, constraints, stage: backfill.name) {
      failed.insert(row)
      findings.add(quarantined: backfill.name, key: rows.keys[row], constraint.refusal)
    }
    return failed.isEmpty ? rows : rows.keeping(rows.rows.indices.filter { !failed.contains($0) })
  }

  // MARK: - Constraints

  /// Returns the rows that fail constraints, each with the first that it fails.
  private mutating func failures(
    of rows: ReadRows, _ constraints: [TableModel.Constraint], stage: String
  ) async throws -> [(row: Int, constraint: TableModel.Constraint)] {
    let checked = constraints.filter { isEvaluable($0, rows, stage) }
    if checked.isEmpty || rows.rows.isEmpty { return [] }
    let results = try await database.evaluate(checked.map { $0.test(in: database, rows.table) }, over: rows)
    var failures: [(Int, TableModel.Constraint)] = []
    for row in rows.rows.indices {
      if let reason = results.refusals[row] {
        failures.append((row, TableModel.Constraint(kind: .check(reason), name: reason, columns: [])))
        continue
      }
      for (constraint, value) in zip(checked, results.values[row] ?? []) {
        let passes: Bool
        if case .unique = constraint.kind {
          passes = isFirst(value, "\(stage) \(rows.table) \(constraint.name)", constraint, rows.table)
        } else {
          passes = value != "f"
        }
        if !passes {
          failures.append((row, constraint))
          break
        }
      }
    }
    return failures
  }

  /// Whether a value has not been seen before; no value is no duplicate.
  private mutating func isFirst(_ value: String?, _ list: String, _ constraint: TableModel.Constraint, _ table: String)
    -> Bool
  {
    guard let value else { return true }
    if uniques[list, default: []].count >= Self.mostUniques {
      findings.note("\(table): duplicates in \(constraint.name) after the first 2,000,000 values")
      return true
    }
    return uniques[list, default: []].insert(value).inserted
  }

  private mutating func isEvaluable(_ constraint: TableModel.Constraint, _ rows: ReadRows, _ stage: String) -> Bool {
    guard case .reference(let table, let column) = constraint.kind, models.stored[table]?.column(column) == nil else {
      return true
    }
    findings.note(
      "\(rows.table).\(constraint.columns.joined(separator: ", ")): whether its rows of \(table) exist (\(stage))")
    return false
  }
}

extension TableModel.Constraint {
  /// An expression that is `f` for a row that fails; for unique values a hash of them, NULL if they do not count.
  func test(in database: PostgreSQL, _ table: String) -> String {
    switch kind {
    case .required: return "\(quoted(columns[0])) IS NOT NULL"
    case .check(let condition): return "(\(condition)) IS NOT FALSE"
    case .reference(let target, let column):
      let value = "\(quoted(table)).\(quoted(columns[0]))"
      return
        "\(value) IS NULL OR EXISTS (SELECT 1 FROM \(database.options.qualified(target)) AS \(quoted(OwnNames.backupAlias)) "
        + "WHERE \(quoted(OwnNames.backupAlias)).\(quoted(column)) = \(value))"
    case .unique(let expressions, let condition):
      let row = "ROW(\(expressions.joined(separator: ", ")))"
      let counts = (expressions.map { "(\($0)) IS NOT NULL" } + (condition.map { ["(\($0))"] } ?? [])).joined(
        separator: " AND ")
      return
        "CASE WHEN \(counts) THEN hash_record_extended(\(row), 0)::text || hash_record_extended(\(row), 1)::text END"
    }
  }

  /// Why a row that fails it is quarantined.
  var refusal: String {
    switch kind {
    case .required: "null value in the column \(columns[0]), which is required"
    case .check where columns.isEmpty: name
    case .check: "the row would violate the check \(name)"
    case .unique: "duplicate key value would violate the unique index \(name)"
    case .reference(let table, _): "the row of \(table) does not exist (\(columns[0]))"
    }
  }
}
