// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage

@testable import Bellows
@testable import BellowsSQLite

/// A hand-written plan: `people.year` becomes `people.age`, which becomes required, and is dropped.
enum Ages {
  static let key = Column("_id", .int)
  static let age = Column("age", .int)
  static let year = Column("year", .int)

  static let base = #"CREATE TABLE "people" ("_id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "year" INTEGER) STRICT"#
  static let widened =
    #"CREATE TABLE "people" ("_id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "year" INTEGER, "age" INTEGER) STRICT"#
  static let tightened = """
    CREATE TABLE "people" ("_id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "year" INTEGER, "age" INTEGER NOT NULL) STRICT
    """
  static let goal =
    #"CREATE TABLE "people" ("_id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "age" INTEGER NOT NULL) STRICT"#

  /// How the scan gets its values.
  enum Way: CaseIterable {
    /// One statement moves a batch.
    case sql
    /// The function is a function of SQLite.
    case pure
    /// The function is asked row by row.
    case byRow
  }

  /// The plan in a build that is for one of its deploys.
  static func build(at deploy: Int, _ way: Way = .pure, function: @escaping @Sendable (StoredRow) throws -> Int64 = age)
    -> Migrations
  {
    let plan = plan(way, function: function)
    let schemas = ["people-0", "people-1", "people-2", "people-3"]
    let tables = [base, widened, tightened, goal]
    return Migrations(
      schema: schemas[deploy], tables: [StoredTable("people", [tables[deploy]])],
      plans: deploy == 0 ? [] : [plan.at(deploy: deploy)])
  }

  static func plan(_ way: Way, function: @escaping @Sendable (StoredRow) throws -> Int64 = age) -> MigrationPlan {
    MigrationPlan(
      name: "add-age", base: "people-0", goal: "people-3", before: [StoredTable("people", [base])],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "people-1", isRelease: true,
          statements: [.sql(#"ALTER TABLE "people" ADD COLUMN "age" INTEGER"#)],
          rollbackStatements: [.sql(#"ALTER TABLE "people" DROP COLUMN "age""#)],
          tables: [StoredTable("people", [widened])]),
        MigrationDeploy(
          number: 2, phase: .tighten, fingerprint: "people-2", isRelease: true,
          gates: [
            .released(deploy: 1), .backfilled("people.age"),
            .verified([StoredCheck("people.age", query: #"SELECT "_id" FROM "people" WHERE "age" IS NULL"#)]),
          ],
          statements: [.rebuild(rebuild(.changeColumn(from: optional, to: required)))],
          rollbackStatements: [.rebuild(rebuild(.changeColumn(from: required, to: optional)))],
          tables: [StoredTable("people", [tightened])]),
        MigrationDeploy(
          number: 3, phase: .tighten, fingerprint: "people-3", isRelease: false,
          gates: [.released(deploy: 2), .backup(table: "people", key: [key], columns: ["year"])],
          statements: [.sql(#"ALTER TABLE "people" DROP COLUMN "year""#)],
          rollbackStatements: [.rebuild(rebuild(.addColumn(#""year" INTEGER"#)))],
          tables: [StoredTable("people", [goal])]),
      ],
      backfills: [backfill(way, function: function)])
  }

  static func backfill(_ way: Way, function: @escaping @Sendable (StoredRow) throws -> Int64) -> Backfill {
    let sql: BackfillSQL? =
      switch way {
      case .sql: BackfillSQL(pending: #""age" IS NULL"#, values: [#"2026 - "year""#])
      case .pure: BackfillSQL(pending: #""age" IS NULL"#)
      case .byRow: nil
      }
    return Backfill(
      "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [key], reads: [key, year],
      writes: [age], sql: sql, fits: { $0.values[0] != nil }, isPure: way == .pure
    ) { row in
      RowChanges("people", [Filter(age, .int(try function(row)))])
    }
  }

  /// 2026 less the year; a row without one is refused.
  static func age(_ row: StoredRow) throws -> Int64 {
    guard case .int(let year)? = row.values[1] else { throw RowRefused("no year") }
    return 2026 - year
  }

  private static let optional = #""age" INTEGER"#
  private static let required = #""age" INTEGER NOT NULL"#

  private static func rebuild(_ change: TableChange) -> Rebuild { Rebuild(table: "people", changes: [change]) }

  /// A database under the old schema, with rows from 1 on.
  static func scratch(rows: Int, wal: Bool = true) throws -> Scratch {
    let scratch = try Scratch(base, wal: wal)
    try scratch.connection().run(
      """
      INSERT INTO people (_id, name, year)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))
      SELECT i, 'p' || i, 1950 + i % 60 FROM n WHERE \(rows) > 0
      """)
    return scratch
  }
}

/// What a command printed.
final class Printed: @unchecked Sendable {
  // Unchecked: the texts are behind the lock.
  private let lock = NSLock()
  private var texts: (output: String, errors: String) = ("", "")

  var output: String { lock.withLock { texts.output } }
  var errors: String { lock.withLock { texts.errors } }
  var console: Console {
    Console(
      output: { text in self.lock.withLock { self.texts.output += text } },
      errors: { text in self.lock.withLock { self.texts.errors += text } }, isTerminal: false, width: 80)
  }
}

extension Scratch {
  /// Runs `migrate` with these words.
  func migrate(
    _ build: Migrations, _ words: String..., environment: String = "development"
  ) async -> (status: Int32, output: String, errors: String) {
    let printed = Printed()
    let status = await MigrateCommand.run(
      build, on: database, environment: environment, arguments: words, console: printed.console)
    return (status, printed.output, printed.errors)
  }
}
