// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation
import PlanChecker
import PlanModel
import Reports
import SchemaModel

/// A plan that runs on a database with rows, and the expected result.
struct Rollout {
  let plan: Plan
  let sample: SampleRows
  let expected: ExpectedRows
  var path: String

  init(_ plan: Plan, seed: UInt64, rowsOfTable: Int = 7, path: String) {
    self.plan = plan
    self.path = path
    sample = SampleRows(plan.base, seed: seed, rowsOfTable: rowsOfTable)
    expected = ExpectedRows(plan, sample, seed: seed)
  }

  /// Whether rows that the old schema allows would violate the new one: then they must be changed by hand first.
  var needsManualChange: Bool {
    expected.breaksPromises || !expected.rows.keepPromises(of: plan.last)
      || expected.rows.values.joined().joined().contains { $0.value.refersNowhere(expected) }
  }

  /// How the functions run.
  enum Way: String, CaseIterable {
    /// What SQL can say runs as SQL.
    case sets
    /// Functions run inside the database.
    case functions
    /// Every row is read from the database and written back.
    case rows
  }

  func runtimePlan(_ way: Way = .sets) -> RuntimePlan {
    var runtime = RuntimePlan(plan: plan, expected: expected)
    runtime.isSetBased = way == .sets
    runtime.isPure = way != .rows
    return runtime
  }

  /// A database under the old schema, with rows, of which the ledger knows.
  func begin() async throws {
    let raw = try RawDatabase(path: path)
    for table in plan.revision(after: 0).storedTables(in: .sqlite) {
      for statement in table.statements { try raw.execute(statement) }
    }
    try StoredRows(schema: plan.base).insert(SchemaRows(sample.rows, of: plan.base, under: plan), into: raw)
    let printed = PrintedText()
    let status = await MigrateCommand.run(
      runtimePlan().before, on: SQLite(path: path), environment: "test", arguments: ["adopt"],
      console: printed.console())
    if status != 0 { throw RawDatabase.Failure(description: "adopt exits with \(status): \(printed.text)") }
  }

  /// Every step of the plan: in one transaction if it can be, or deploy by deploy.
  func execute(_ way: Way, isDirect: Bool) async throws {
    try await Migrator(runtimePlan(way).migrations, on: SQLite(path: path)).migrate(
      largestTransaction: isDirect ? 100_000 : 0)
  }

  /// Whether the plan ran in one transaction.
  func wasDirect() throws -> Bool { try RawDatabase(path: path).ranDirectly }

  /// Returns the differences from the expected schema and rows.
  func differences() throws -> [String] {
    let raw = try RawDatabase(path: path)
    let straight = try RawDatabase(path: ":memory:")
    for table in plan.revision(after: plan.deploys.count).storedTables(in: .sqlite) {
      for statement in table.statements { try straight.execute(statement) }
    }
    let rows = SchemaRows(expected.rows, of: plan.last, under: plan)
    let stored = StoredRows(schema: plan.last)
    // The new schema must accept what is expected, or the expectation is wrong.
    try stored.insert(rows, into: straight)
    var differences: [String] = []
    let (found, wanted) = (try schemaText(raw), try schemaText(straight))
    for line in found where !wanted.contains(line) { differences.append("has: \(line)") }
    for line in wanted where !found.contains(line) { differences.append("lacks: \(line)") }
    let masked = expected.unforeseen
    let (foundRows, wantedRows) = (try stored.found(in: raw, except: masked), stored.expected(rows, except: masked))
    for (table, wanted) in wantedRows.sorted(by: { $0.key < $1.key }) {
      let found = foundRows[table] ?? []
      for row in found where !wanted.contains(row) { differences.append("\(table) has: \(row)") }
      for row in wanted where !found.contains(row) { differences.append("\(table) lacks: \(row)") }
    }
    if !(try raw.rows("PRAGMA foreign_key_check")).isEmpty { differences.append("broken references") }
    if try raw.texts("PRAGMA integrity_check") != ["ok"] { differences.append("broken database") }
    return differences
  }
}

extension [StoredName: [[StoredName: Value]]] {
  /// Whether no two rows disagree with a unique index or a key of the schema.
  func keepPromises(of schema: Schema) -> Bool {
    schema.tables.allSatisfy { table in
      let rows = self[table.storedName] ?? []
      let unique = table.indexes.filter { $0.kind == .unique }.map(\.paths)
      let keys = table.keyFields.map { [$0.name] }
      return (unique + (keys.isEmpty ? [] : [keys])).allSatisfy { paths in
        var taken = Set<[SchemaModel.Value]>()
        return rows.allSatisfy { row in
          let values = paths.map { row.value(at: $0, in: table).indexed }
          return values.contains(.absent) || taken.insert(values).inserted
        }
      }
    }
  }
}

extension RawDatabase {
  /// Whether a plan ran in one transaction, by the ledger.
  var ranDirectly: Bool {
    get throws {
      try texts("SELECT detail FROM _bellows_events WHERE what = 'schema'").contains { $0.hasSuffix("in one step") }
    }
  }
}

extension Plan {
  /// The schema that the database ends with: the goal, with the stored names that the plan gave.
  var last: Schema { deploys.last?.schema ?? base }
}

extension SchemaModel.Value {
  /// Whether it refers to a row of a table that has none: a function of random answers cannot make one.
  fileprivate func refersNowhere(_ expected: ExpectedRows) -> Bool {
    switch self {
    case .reference(let table, let number): number >= expected.functions.sampler.rowCounts[table] ?? 0
    case .array(let values): values.contains { $0.refersNowhere(expected) }
    case .map(let entries): entries.contains { $0.key.refersNowhere(expected) || $0.value.refersNowhere(expected) }
    case .absent, .null, .literal, .bytes, .timestamp, .date, .uuid, .decimal, .anything: false
    }
  }
}
