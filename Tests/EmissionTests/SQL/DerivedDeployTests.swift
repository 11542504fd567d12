// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import Planner
import SchemaEdits
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL
@testable import SwiftEmitter

/// Plans leave out of their Swift what follows from their statements; the runtime derives it again.
@Suite struct DerivedDeployTests {
  @Test("What a random plan leaves out is derived again: the same tables and rollback statements")
  func theSameComesBack() throws {
    let database = try ScratchDatabase()
    var (deploys, tables, rollbacks) = (0, 0, 0)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(Thorough.count(sample: 150, whole: 20_000))) {
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema(target: .sqlite)
      let new = generator.edited(old, times: 1 + Int(seed % 4))
      guard let plan = try? planMigration(from: old, to: new).plan else { continue }
      let store = plan.storeChanges(.sqlite)
      let whole = plan.migrationDeploys(store)
      let short = whole.withoutDerivable(from: store.before)
      let derived = short.derived(from: store.before)
      for ((whole, short), derived) in zip(zip(whole, short), derived) where !whole.statements.isEmpty {
        deploys += 1
        tables += short.derivesTables ? 1 : 0
        rollbacks += short.derivesRollback ? 1 : 0
        let step = "seed \(seed), deploy \(whole.number)"
        #expect(derived.rollbackStatements == whole.rollbackStatements, "\(step)")
        #expect(derived.dropped == whole.dropped && derived.tables.map(\.name) == whole.tables.map(\.name), "\(step)")
        for (one, other) in zip(derived.tables, whole.tables) {
          // SQLite says what a definition means.
          #expect(try database.description(of: one) == database.description(of: other), "\(step), \(one.name)")
        }
      }
    }
    print("derived: seed \(Thorough.seed), \(deploys) deploys, tables of \(tables), rollbacks of \(rollbacks)")
    #expect(tables * 10 > deploys * 7 && rollbacks * 2 > deploys)
  }

  /// The lines that say how rows are read and written.
  ///
  /// Names and defaults of arguments may be those of the goal earlier.
  private func storageLines(_ plan: Plan, deploy: Int) -> [String] {
    rowFiles(for: plan, deploy: deploy).flatMap { file in
      file.contents.split(separator: "\n").filter { $0.contains("try row.") || $0.contains("Column(") }
        .map { "\(file.path): \($0)" }
    }
  }

  @Test("The row types after a deploy that releases no code store rows as those before it")
  func rowsOfDeploysWithoutARelease() throws {
    var deploys = 0
    for seed in Thorough.seed..<(Thorough.seed + UInt64(Thorough.count(sample: 100, whole: 10_000))) {
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema(target: seed % 3 == 0 ? .document : .sqlite)
      let new = generator.edited(old, times: 1 + Int(seed % 4))
      guard let plan = try? planMigration(from: old, to: new).plan else { continue }
      guard let first = plan.deploys.first(where: \.isRelease)?.number else { continue }
      for deploy in plan.deploys where !deploy.isRelease && deploy.number > first {
        deploys += 1
        let before = storageLines(plan, deploy: deploy.number - 1)
        let after = storageLines(plan, deploy: deploy.number)
        let changed = Set(before).symmetricDifference(after).sorted()
        #expect(changed.isEmpty, "seed \(seed), deploy \(deploy.number): \(changed)")
      }
    }
    print("row types: seed \(Thorough.seed), \(deploys) deploys without a release")
    #expect(deploys > 30)
  }

  @Test("A statement whose effect is unknown is not left out")
  func unknownStatements() {
    let before = [StoredTable("t", [#"CREATE TABLE "t" ("a" TEXT)"#])]
    let after = [StoredTable("t", [#"CREATE TABLE "t" ("a" TEXT, "b" TEXT)"#])]
    func deploy(_ statement: String, _ tables: [StoredTable] = after) -> MigrationDeploy {
      MigrationDeploy(
        number: 1, phase: .widen, fingerprint: "f", isRelease: false, statements: [.sql(statement)],
        rollbackStatements: [.sql(#"ALTER TABLE "t" DROP COLUMN "b""#)], tables: tables)
    }
    func isDerived(_ deploy: MigrationDeploy) -> [Bool] {
      [deploy].withoutDerivable(from: before).flatMap { [$0.derivesTables, $0.derivesRollback] }
    }
    #expect(isDerived(deploy(#"ALTER TABLE "t" ADD COLUMN "b" TEXT"#)) == [true, true])
    #expect(isDerived(deploy(#"ALTER TABLE "t" ADD COLUMN "b" INTEGER"#)) == [false, true])
    #expect(isDerived(deploy(#"ALTER TABLE "t" RENAME TO "u""#)) == [false, false])
    #expect(isDerived(deploy("VACUUM")) == [false, false])
    #expect(isDerived(deploy(#"ALTER TABLE "t" ADD COLUMN "b" TEXT"#, before)) == [false, true])
  }
}

extension ScratchDatabase {
  /// The columns, indexes and triggers of a table as SQLite describes them, sorted.
  fileprivate func description(of table: StoredTable) throws -> [String] {
    try run("BEGIN")
    defer { try? run("ROLLBACK") }
    // References to other tables are not resolved before they are used.
    for statement in table.statements where !statement.hasPrefix("CREATE VIRTUAL") { try run(statement) }
    let name = table.name.replacing("'", with: "''")
    var lines = try rows("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo('\(name)')")
      .map { $0.joined(separator: "|") }
    lines += try rows("SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list('\(name)')")
      .map { $0.joined(separator: "|") }
    lines += try rows("SELECT name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger')")
      .map { $0.joined(separator: "|") }
    return lines.sorted()
  }
}
