// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Without gates, on copies, and what is printed for others to read.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct WholeWayTests {
  @Test("An app calls one function") func anAppCallsOneFunction() async throws {
    let scratch = try Ages.scratch(rows: 300)
    try await Migrator(Ages.build(at: 1), on: scratch.database).migrate()
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
    try await Migrator(Ages.build(at: 3), on: scratch.database).migrate()
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age >= 17") == ["300"])
    let status = try await Migrator(Ages.build(at: 3), on: scratch.database).status()
    #expect(status.servesThisBuild && status.plan == "add-age" && status.deploy == 3 && status.released == 3)
    #expect(status.backfills.map(\.state) == [.done])
    #expect(try await Migrator(Ages.build(at: 1), on: scratch.database).status().servesThisBuild == false)

    let fresh = try Scratch()
    try await Migrator(Ages.build(at: 3), on: fresh.database).migrate()
    #expect(
      try fresh.rows("SELECT name FROM pragma_table_xinfo('people')")
        == scratch.rows("SELECT name FROM pragma_table_xinfo('people')"))
  }

  @Test("A rehearsal changes nothing") func aRehearsalChangesNothing() async throws {
    let scratch = try Ages.scratch(rows: 2000)
    let before = try scratch.rows("SELECT * FROM sqlite_schema") + scratch.rows("SELECT * FROM people")
    let result = await scratch.migrate(Ages.build(at: 1), "dry-run")
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("_id 1, age no value -> _id 1, age 75"), "\(result)")
    #expect(result.output.contains("the schema of deploy 3 of 3 (tighten) is in force"), "\(result)")
    #expect(try scratch.rows("SELECT * FROM sqlite_schema") + scratch.rows("SELECT * FROM people") == before)

    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id = 5")
    let fails = await scratch.migrate(Ages.build(at: 1), "dry-run")
    #expect(fails.status == 1 && fails.errors.contains("1 row of people.age is quarantined"), "\(fails)")
  }

  @Test("An attestation has what the gate asks for") func anAttestationHasWhatTheGateAsksFor() async throws {
    let scratch = try Ages.scratch(rows: 42)
    let build = Ages.build(at: 1)
    #expect(await scratch.migrate(build, "verify", "--attest").status == 1)
    for word in ["adopt", "run", "released"] { _ = await scratch.migrate(build, word) }
    let early = await scratch.migrate(build, "verify", "--attest")
    #expect(early.status == 1 && early.output.isEmpty && early.errors.contains("migrate run"), "\(early)")
    _ = await scratch.migrate(build, "run")
    let attested = await scratch.migrate(build, "verify", "--attest", environment: "staging")
    #expect(attested.status == 0, "\(attested)")
    guard case .object(let object) = try JSONValue(text: attested.output) else {
      Issue.record("no object: \(attested)")
      return
    }
    #expect(object["format"] == "bellows-attestation/1" && object["plan"] == "add-age" && object["deploy"] == 1)
    #expect(object["schema"] == "people-1" && object["environment"] == "staging" && object["released"] == true)
    #expect(object["counts"]?.text.hasPrefix(#"[{"name":"people.age","rows":42,"remaining":0}"#) == true)
    #expect(await scratch.migrate(build, "verify").output.contains("people.age: 42 rows, none left"))
  }

  @Test("Json throughout") func jsonThroughout() async throws {
    let scratch = try Ages.scratch(rows: 42)
    let build = Ages.build(at: 1)
    var lines: [Substring] = []
    for words in [["adopt"], ["run"], ["released"], ["run"], ["verify"], ["status"], ["next"]] {
      let printed = Printed()
      let status = await MigrateCommand.run(
        build, on: scratch.database, environment: "test", arguments: words + ["--json"], console: printed.console)
      #expect(status == 0, "\(words): \(printed.errors)")
      lines += printed.output.split(separator: "\n")
    }
    #expect(lines.count > 10)
    for line in lines {
      guard case .object = try JSONValue(text: String(line)) else {
        Issue.record("\(line)")
        continue
      }
    }
  }

  @Test("A repair without any other change") func aRepairWithoutAnyOtherChange() async throws {
    let scratch = try Ages.scratch(rows: 30)
    let key = Ages.key
    let name = Column("name", .text)
    let shout = Backfill(
      "people", after: 1, kind: .custom, pending: .differs, table: "people", key: [key], reads: [key, name],
      writes: [name], fits: { _ in true }, isPure: false
    ) { row in
      guard case .string(let text)? = row.values[1] else { throw RowRefused("no name") }
      return RowChanges("people", [Filter(name, .string(text.uppercased()))])
    }
    let repair = MigrationPlan(
      name: "shout", base: "people-0", goal: "people-0", before: [],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .backfill, schema: "1-backfill.schema", fingerprint: "people-0", isRelease: false)
      ], backfills: [shout])
    let build = Migrations(schema: "people-0", tables: [StoredTable("people", [Ages.base])], plans: [repair])
      .limiting("people", of: "shout", to: #""_id" <= 10"#)
    _ = await scratch.migrate(build, "adopt")
    let run = await scratch.migrate(build, "run")
    #expect(run.status == 0 && run.output.contains("people: done; 10 rows scanned, 10 changed"), "\(run)")
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE name LIKE 'P%' AND name GLOB 'P*'") == ["10"])
    #expect(await scratch.migrate(build, "run").output.contains("next: nothing"))
    let attested = await scratch.migrate(build, "verify", "--attest")
    #expect(attested.status == 0 && attested.output.contains(#""rows": 10, "remaining": 0"#), "\(attested)")
  }
}
