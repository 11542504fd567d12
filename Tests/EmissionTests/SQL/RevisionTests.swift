// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL

/// The statements of every deploy make of the tables before it exactly those that its schema asks for, and undo them.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RevisionTests {
  @Test("The steps of every example end in the tables of its goal", arguments: Fixture.all)
  func everyExampleEndsWhereItsSchemaIs(fixture: Fixture) throws {
    guard case .success(let plan) = try fixture.result(), plan.base.target == .sqlite else { return }
    try check(plan, fixture.path)
  }

  @Test("The steps of random plans end in the tables of their goals")
  func randomPlansEndWhereTheirSchemasAre() throws {
    var count = 0
    for seed in Thorough.seed..<(Thorough.seed + UInt64(Thorough.count(sample: 700, whole: 60_000))) {
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema()
      guard old.target == .sqlite else { continue }
      let new = generator.edited(old, times: 1 + Int(seed % 6))
      guard let plan = try? planMigration(from: old, to: new).plan, !plan.deploys.isEmpty else { continue }
      count += 1
      try check(plan, "seed \(seed)")
    }
    print("random revisions: seed \(Thorough.seed), \(count) plans carried out and undone")
  }

  @Test(
    "While a column is renamed, a row without its value is accepted as long as running code may write one",
    arguments: 0..<8)
  func rowsWithoutValue(_ bits: Int) throws {
    let optional = FieldType(.scalar(.string)).optional
    func table(_ names: FieldName..., type: FieldType) -> Schema {
      Schema(target: .sqlite, tables: [Table("t", content: .fields(names.map { Field($0, type) }))])
    }
    // Whether the code before the plan, that of the first deploy and that of the second one may write no value.
    let leavesOut = (0..<3).map { bits >> $0 & 1 == 1 }
    let (nick, name) = (ColumnID("t", "nick"), ColumnID("t", "name"))
    let code = leavesOut.map { leavesOut in
      let column = ColumnUse(nick, leavesOut ? optional : FieldType(.scalar(.string)))
      return CodeVersion(uses: [
        FieldUse(
          table: "t", field: "name", logicalFields: [LogicalField("t", "nick")], reads: [column], writes: [column])
      ])
    }
    let deploys = (1...2).map { number in
      Deploy(
        number: number, phase: .widen, gates: [], schema: table("nick", "name", type: optional),
        synced: [SyncedColumns(old: nick, new: name, transform: .copy)], code: code[number], isRelease: true, steps: [])
    }
    let plan = Plan(
      base: table("nick", type: optional), goal: table("name", type: FieldType(.scalar(.string))), assessments: [],
      deploys: deploys, backfills: [], columnMapping: [:], before: code[0])
    for number in 1...2 {
      let database = try ScratchDatabase()
      try database.make(plan.revision(after: number).storedTables(in: .sqlite))
      try database.run("INSERT INTO t (nick) VALUES ('a')")
      // The code of a deploy runs beside that of the one before.
      if leavesOut[number] || leavesOut[number - 1] {
        #expect(throws: Never.self) { try database.run("INSERT INTO t DEFAULT VALUES") }
      } else {
        #expect(throws: (any Error).self) { try database.run("INSERT INTO t DEFAULT VALUES") }
      }
    }
  }

  /// Makes the tables before a plan, carries out every deploy, and undoes them all.
  func check(_ plan: Plan, _ name: String) throws {
    let changes = plan.storeChanges(.sqlite)
    let database = try ScratchDatabase()
    try database.make(plan.revision(after: 0).storedTables(in: .sqlite))
    let base = try database.structure()
    let writer = BackfillWriter(plan: plan, in: .sqlite)
    for (deploy, change) in zip(plan.deploys, changes.deploys) {
      for case .verified(let paths) in deploy.gates {
        for path in paths {
          try plan.violations(of: path, before: deploy, in: .sqlite).map { _ = try database.rows($0) }
        }
      }
      try carryOut(change.steps, on: database, "\(name), deploy \(deploy.number)")
      try expect(database, plan.revision(after: deploy.number), "\(name), deploy \(deploy.number)")
      for backfill in plan.backfills where backfill.after == deploy.number && !backfill.deletesRows {
        try carryOut(backfill, writer, on: database, "\(name), backfill \(backfill.name)")
      }
    }
    for (deploy, steps) in zip(plan.deploys, changes.rollbackSteps).reversed() {
      try carryOut(steps, on: database, "\(name), undo of deploy \(deploy.number)")
    }
    // A column that comes back may be without the demand for a value.
    let (wanted, got) = (base.map(\.withoutDemands), try database.structure().map(\.withoutDemands))
    #expect(got == wanted, "\(name), undone\n\(difference(got, wanted))")
  }

  /// Whatever a backfill says in SQL, SQLite understands.
  private func carryOut(
    _ backfill: Backfill, _ writer: BackfillWriter, on database: ScratchDatabase, _ name: String
  ) throws {
    let columns = backfill.targets.map(\.column)
    guard let sql = writer.statements(of: backfill, writing: columns) else { return }
    let table = backfill.storedTable.sql
    do {
      if let values = sql.values {
        let assignments = zip(columns, values).map { "\($0.sql) = \($1)" }.joined(separator: ", ")
        try database.run("UPDATE \(table) SET \(assignments) WHERE \(sql.pending ?? "1")")
      }
      if let pending = sql.pending { _ = try database.rows("SELECT count(*) FROM \(table) WHERE \(pending)") }
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  private func carryOut(_ steps: [SchemaStep], on database: ScratchDatabase, _ name: String) throws {
    do {
      try database.carryOut(steps)
    } catch {
      Issue.record("\(name): \(error)")
      throw error
    }
  }

  private func expect(_ database: ScratchDatabase, _ revision: StoreRevision, _ name: String) throws {
    let straight = try ScratchDatabase()
    try straight.make(revision.storedTables(in: .sqlite))
    let (got, wanted) = (try database.structure(), try straight.structure())
    #expect(got == wanted, "\(name)\n\(difference(got, wanted))")
  }

  private func difference(_ got: [String], _ wanted: [String]) -> String {
    let (only, missing) = (got.filter { !wanted.contains($0) }, wanted.filter { !got.contains($0) })
    return "only here:\n\(only.joined(separator: "\n"))\nmissing:\n\(missing.joined(separator: "\n"))"
  }
}

extension String {
  fileprivate var withoutDemands: String {
    var parts: [Substring] = []
    var rest = Substring(self)
    while let range = rest.firstRange(of: " NOT NULL") {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return (parts + [rest]).joined()
  }
}
