// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Backups stay until `migrate forget`, and `migrate status` shows them.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct BackupDeletionTests {
  private let backups = "SELECT name FROM sqlite_schema WHERE name GLOB '_bellows_backup_*' ORDER BY name"

  @Test("migrate forget deletes the backups of the named plan and no others")
  func plansSideBySide() async throws {
    let scratch = try await Prices.scratch([100, 200])
    let first = Prices.build(.once, named: "first") { $0 + 1 }
    let both = Prices.build(
      .once, named: "first", then: [Prices.plan(.once, named: "second") { $0 + 10 }]
    ) { $0 + 1 }
    #expect(await scratch.migrate(first, "run").status == 0)
    #expect(await scratch.migrate(both, "run").status == 0)
    #expect(try scratch.prices == [111, 211])
    #expect(try scratch.rows(backups) == ["_bellows_backup_1", "_bellows_backup_2"])
    #expect(try scratch.rows(#"SELECT "o:price" FROM _bellows_backup_1"#) == ["100", "200"])
    #expect(try scratch.rows(#"SELECT "o:price" FROM _bellows_backup_2"#) == ["101", "201"])

    let status = await scratch.migrate(both, "status")
    #expect(
      status.output.contains(
        "backup     first  _bellows_backup_1 of items: price, 2 rows; archive only, no rollback uses it"),
      "\(status.output)")
    #expect(
      status.output.contains("backup     second  _bellows_backup_2 of items: price, 2 rows\n"), "\(status.output)")
    let json = await scratch.migrate(both, "status", "--json")
    #expect(
      json.output.contains(
        #"{"plan":"first","table":"items","columns":["price"],"rows":2,"image":"_bellows_backup_1","restorable":false}"#
      ),
      "\(json.output)")

    let forgot = await scratch.migrate(both, "forget", "first")
    #expect(
      forgot.status == 0
        && forgot.output.contains("first: deleted the backup _bellows_backup_1 of items: price, 2 rows"), "\(forgot)")
    #expect(try scratch.rows(backups) == ["_bellows_backup_2"])
    let again = await scratch.migrate(both, "forget", "first")
    #expect(again.status == 1 && again.errors.contains("there is no backup of first here"), "\(again)")
    let unknown = await scratch.migrate(both, "forget", "third")
    #expect(unknown.status == 1 && unknown.errors.contains("no plan named third has started here"), "\(unknown)")
    #expect(await scratch.migrate(both, "forget").status == 2)

    let back = await scratch.migrate(both, "rollback")
    #expect(back.status == 0, "\(back)")
    #expect(try scratch.prices == [101, 201])
    let further = await scratch.migrate(both, "rollback")
    #expect(
      further.status == 1 && further.errors.contains("second has no deploy to roll back; to roll back another plan"),
      "\(further)")
  }

  @Test("Backups are deleted by the first run 30 days after the plan was finished")
  func age() async throws {
    let scratch = try await Prices.scratch([100, 200])
    let build = Prices.build(.once) { $0 + 1 }
    #expect(await scratch.migrate(build, "run").status == 0)
    func finished(_ days: Int) throws {
      let time = (Timestamp.now - .days(days)).text
      try scratch.connection().run("UPDATE _bellows_plans SET updated = '\(time)'")
    }
    try finished(29)
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.rows(backups) == ["_bellows_backup_1"])
    try finished(31)
    let run = await scratch.migrate(build, "run")
    #expect(run.output.contains("raise: deleted the backup _bellows_backup_1 of items: price, 2 rows"), "\(run)")
    #expect(try scratch.rows(backups) == [])
    #expect(try scratch.prices == [101, 201], "a repair that was done stays done")
  }

  @Test("Backups of an unfinished plan stay, whatever their age")
  func ageOfUnfinished() async throws {
    let scratch = try await Prices.scratch([100, 200])
    let build = Prices.build(.once) { $0 + 1 }
    #expect(await scratch.migrate(build, "run", "--limit", "1", "--batch-size", "1").status == 0)
    try scratch.connection().run("UPDATE _bellows_plans SET updated = '2020-01-01 00:00:00.000'")
    #expect(await scratch.migrate(build, "run", "--limit", "1", "--batch-size", "1").status == 0)
    #expect(try scratch.rows(backups) == ["_bellows_backup_1"])
  }

  @Test("migrate forget is refused for an unfinished plan")
  func unfinished() async throws {
    let scratch = try await Prices.scratch([100, 200])
    let build = Prices.build(.once) { $0 + 1 }
    #expect(await scratch.migrate(build, "run", "--limit", "1", "--batch-size", "1").status == 0)
    let refused = await scratch.migrate(build, "forget", "raise")
    #expect(refused.status == 1 && refused.errors.contains("the backups of raise are still needed"), "\(refused)")
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(await scratch.migrate(build, "forget", "raise").status == 0)
  }

  @Test("After migrate forget, a repair that runs once does not run again and cannot be rolled back")
  func forgottenForGood() async throws {
    let scratch = try await Prices.scratch([100, 200])
    let build = Prices.build(.once) { $0 + 1 }
    let older = Migrations(schema: "s", tables: build.tables, plans: [build.all[0].at(deploy: 0)])
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(await scratch.migrate(build, "forget", "raise").status == 0)
    for words in [["reset"], ["run"]] { #expect(await scratch.run(build, words).status == 0) }
    #expect(await scratch.migrate(older, "run").status == 0)
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.prices == [101, 201])
    let back = await scratch.migrate(build, "rollback")
    #expect(back.status == 1 && back.errors.contains("migrate forget has deleted it"), "\(back)")
    #expect(try scratch.prices == [101, 201])
  }

  @Test("A backup does not use the name of an existing table")
  func namesThatAreTaken() async throws {
    let scratch = try await Prices.scratch([100])
    try scratch.connection().run(
      "CREATE TABLE _bellows_backup_1 (mine); INSERT INTO _bellows_backup_1 VALUES ('stays')")
    #expect(await scratch.migrate(Prices.build(.once) { $0 + 1 }, "run").status == 0)
    #expect(try scratch.rows("SELECT * FROM _bellows_backup_1") == ["stays"])
    #expect(try scratch.rows("SELECT name FROM _bellows_backups") == ["_bellows_backup_2"])
  }
}
