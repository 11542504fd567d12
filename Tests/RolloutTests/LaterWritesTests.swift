// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import Bellows

/// What newer code wrote is listed by a rollback and kept, never taken for what was there before; and what cannot be
/// undone is refused before anything is.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct LaterWritesTests {
  @Test("A rollback lists and backs up later values of a column that it drops")
  func valuesOfADroppedColumnAreBackedUp() async throws {
    let there = try await There("table users { name: string }", "table users { name: string bio: string? }")
    try there.sql("INSERT INTO users (_id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')")
    try await there.forward()
    try there.sql("UPDATE users SET bio = 'it is me' WHERE _id = 2")
    let said = try await there.rollback(to: 0)
    #expect(said.contains("users: bio of 1 row is deleted, written by newer code; backed up in _bellows_backup_1:"))
    #expect(said.contains("_id 2, bio \"it is me\""))
    #expect(try there.texts("SELECT \"k:_id\" || \"o:bio\" FROM _bellows_backup_1") == ["2it is me"])
    // It stays while the plan runs and is rolled back again.
    try await there.forward()
    #expect(try await !there.rollback(to: 0).contains("written by newer code"))
    #expect(try there.texts("SELECT count(*) FROM _bellows_backup_1") == ["1"])
  }

  @Test("A rollback does not list values that a backfill computed") func whatABackfillGaveIsNoNews() async throws {
    let there = try await There(
      "table users { name: string }", "table users { name: string role: \"admin\" | \"guest\" = \"guest\" }")
    try there.sql("INSERT INTO users (_id, name) VALUES (1, 'a'), (2, 'b')")
    try await there.forward()
    try there.sql("UPDATE users SET role = 'admin' WHERE _id = 2")
    let said = try await there.rollback(to: 0)
    #expect(said.contains("users: role of 1 row is deleted") && said.contains("_id 2, role \"admin\""), "\(said)")
  }

  @Test("A rollback is refused if the previous schema rejects a row, and lists the rows")
  func rowsThatTheSchemaBeforeRefusesAreListedAndNothingIsUndone() async throws {
    let there = try await There(
      "table users { role: \"a\" | \"b\" }", "table users { role: (\"a\" | \"b\" | \"c\")? }")
    try there.sql("INSERT INTO users (_id, role) VALUES (1, 'a'), (2, 'b')")
    try await there.forward()
    try there.sql("UPDATE users SET role = 'c' WHERE _id = 1; INSERT INTO users (_id) VALUES (3)")
    let refused = await #expect(throws: MigrationRefused.self) { try await there.rollback(to: 0) }
    let why = "\(refused.map(String.init(describing:)) ?? "")"
    #expect(why.contains("2 rows hold values that the schema before it rejects at users.role"), "\(why)")
    #expect(why.contains("_id 1, role \"c\"") && why.contains("_id 3, role no value"), "\(why)")
    #expect(try there.texts("SELECT deploy FROM _bellows_plans") == ["\(there.plan.deploys.count)"])
    try there.sql("UPDATE users SET role = 'b' WHERE _id = 1; DELETE FROM users WHERE _id = 3")
    _ = try await there.rollback(to: 0)
    #expect(throws: RawDatabase.Failure.self) { try there.sql("UPDATE users SET role = 'c'") }
  }

  @Test("A rollback is refused if rows violate a unique index of the previous schema")
  func uniqueIndexesThatRowsBreakMeanwhile() async throws {
    let there = try await There(
      "table users { email: string unique by_email (email) }", "table users { email: string }")
    try there.sql("INSERT INTO users VALUES (1, 'a'), (2, 'b')")
    try await there.forward()
    try there.sql("UPDATE users SET email = 'a'")
    let refused = await #expect(throws: MigrationRefused.self) { try await there.rollback(to: 0) }
    #expect(
      "\(refused.map(String.init(describing:)) ?? "")".contains(
        "2 rows hold values that the schema before it rejects at users#by_email"))
  }

  @Test("A rollback restores a dropped synchronised column with current values")
  func synchronisedColumnsAreRestoredWithCurrentValues() async throws {
    let there = try await There(
      "table users { name: string? }", "table users { title: string? @was(name) }")
    try there.sql("INSERT INTO users VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, NULL)")
    try await there.forward()
    try there.sql("UPDATE users SET title = NULL WHERE _id = 1; UPDATE users SET title = 'new' WHERE _id = 2")
    try there.sql("DELETE FROM users WHERE _id = 3; INSERT INTO users VALUES (5, 'e')")
    let said = try await there.rollback(to: 0)
    #expect(!said.contains("written"), "\(said)")
    #expect(try there.texts("SELECT _id || coalesce(name, '-') FROM users ORDER BY _id") == ["1-", "2new", "4-", "5e"])
  }

  @Test("A rollback restores a dropped synchronised table with current rows")
  func synchronisedTablesAreRestoredWithCurrentRows() async throws {
    let there = try await There(
      "table users { id: string @key name: string? }", "table people @was(users) { id: string @key name: string? }")
    try there.sql("INSERT INTO users VALUES ('1', 'a'), ('2', 'b'), ('3', 'c')")
    try await there.forward()
    let stored = there.plan.last.tables[0].storedName.text
    try there.sql("UPDATE \(stored) SET name = 'new' WHERE id = '1'; DELETE FROM \(stored) WHERE id = '2'")
    let said = try await there.rollback(to: 0)
    #expect(!said.contains("written"), "\(said)")
    #expect(try there.texts("SELECT id || name FROM users ORDER BY id") == ["1new", "3c"])
  }

  @Test("A rollback lists values that only the new column has")
  func whatOnlyTheNewColumnHasIsListedBeforeOlderCodeReadsTheOld() async throws {
    let there = try await There("table users { year: int }", "table users { year: string }")
    try there.sql("INSERT INTO users VALUES (1, 1990), (2, 1991)")
    try await there.forward()
    let column = there.plan.last.tables[0].fields[0].storedName.text
    try there.sql("UPDATE users SET \(column) = 'unknown' WHERE _id = 2")
    let said = try await there.rollback(to: 0)
    #expect(said.contains("_id 2, \(column) \"unknown\""), "\(said)")
    #expect(!said.contains("_id 1"), "\(said)")
    #expect(try there.texts("SELECT year FROM users ORDER BY _id") == ["1990", "1991"])
  }

  @Test("A rollback removes the values of a backfill and keeps those of the application")
  func filledValuesGoAndWhatCodeWroteStays() async throws {
    let there = try await There("table users { age: int? }", "table users { age: int = 18 }")
    try there.sql("INSERT INTO users VALUES (1, NULL), (2, 30), (3, NULL)")
    try await there.forward()
    #expect(try there.texts("SELECT age FROM users ORDER BY _id") == ["18", "30", "18"])
    try there.sql("UPDATE users SET age = 19 WHERE _id = 3")
    let said = try await there.rollback(to: 0)
    #expect(said.contains("users: 1 row restored; 1 row was written since"), "\(said)")
    #expect(try there.texts("SELECT coalesce(age, '-') FROM users ORDER BY _id") == ["-", "30", "19"])
  }

  @Test("A rollback converts renamed literals back, also those that the application wrote")
  func renamedLiteralsAreConvertedBack() async throws {
    let there = try await There(
      "table users { settings: { role: \"user\" | \"admin\" } }",
      "table users { settings: { role: (\"member\" @was(\"user\")) | \"admin\" } }", isOffline: true)
    try there.sql("INSERT INTO users VALUES (1, '{\"role\":\"user\"}'), (2, '{\"role\":\"admin\"}')")
    try await there.forward()
    try there.sql("INSERT INTO users VALUES (3, '{\"role\":\"member\"}')")
    let said = try await there.rollback(to: 0)
    #expect(said.contains("its conversion is reversed"), "\(said)")
    #expect(
      try there.texts("SELECT json_extract(settings, '$.role') FROM users ORDER BY _id") == ["user", "admin", "user"])
  }

  @Test("A dropped required column is required again after a rollback")
  func requiredColumnsComeBackRequired() async throws {
    let there = try await There(
      "table users { name: string fax: string }", "table users { name: string }", isOffline: true)
    try there.sql("INSERT INTO users (_id, name, fax) VALUES (1, 'a', '1'), (2, 'b', '2')")
    try await there.forward()
    try there.sql("INSERT INTO users (_id, name) VALUES (3, 'c')")
    let refused = await #expect(throws: MigrationRefused.self) { try await there.rollback(to: 0) }
    let why = "\(refused.map(String.init(describing:)) ?? "")"
    #expect(
      why.contains("1 row holds values that the schema before it rejects at users.fax") && why.contains("_id 3"),
      "\(why)")
    #expect(why.contains("migrate rollback --to 1 first"), "\(why)")
    _ = try await there.rollback(to: 1)
    try there.sql("UPDATE users SET fax = '3' WHERE _id = 3")
    _ = try await there.rollback(to: 0)
    #expect(try there.texts("SELECT fax FROM users ORDER BY _id") == ["1", "2", "3"])
    #expect(throws: RawDatabase.Failure.self) { try there.sql("UPDATE users SET fax = NULL") }
    try await there.forward()
  }

  @Test("A rollback without a needed backup is refused") func whatIsNotKeptIsRefused() async throws {
    let there = try await There("table users { age: int? }", "table users { age: int = 18 }")
    try there.sql("INSERT INTO users VALUES (1, NULL)")
    try await there.forward()
    // As a runtime left it that kept nothing.
    try there.sql("DELETE FROM _bellows_backups")
    let refused = await #expect(throws: MigrationRefused.self) { try await there.rollback(to: 0) }
    #expect(
      "\(refused.map(String.init(describing:)) ?? "")".contains(
        "users.age would not come back: it has overwritten age of 1 rows of users without a backup"))
    #expect(try there.texts("SELECT deploy FROM _bellows_plans") == ["\(there.plan.deploys.count)"])
  }
}

/// A database under an old schema, and the plan to a new one.
private final class There: Sendable {
  let plan: Plan
  private let migrations: Migrations
  private let path: String
  private let author = Author(who: "the test", environment: "test")

  init(_ old: String, _ new: String, isOffline: Bool = false) async throws {
    let (base, goal) = (try Self.schema(old), try Self.schema(new))
    plan = try planMigration(from: base, to: goal, options: PlanOptions(isOffline: isOffline)).plan
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-\(UUID().uuidString).sqlite").path
    let rollout = Rollout(plan, seed: 1, rowsOfTable: 0, path: path)
    migrations = rollout.runtimePlan().migrations
    try await rollout.begin()
  }

  private static func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "app.schema", text: "target sqlite\n" + text)])
  }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal", "-bellows"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  func sql(_ statement: String) throws { try RawDatabase(path: path).execute(statement) }

  func texts(_ query: String) throws -> [String] { try RawDatabase(path: path).texts(query) }

  /// Runs the whole plan.
  func forward() async throws {
    var options = RunOptions()
    options.isGateless = true
    _ = try await Runner(migrations, on: SQLite(path: path), by: author, options: options).run()
  }

  /// Rolls the plan back without the release of older code, and returns the events of the runner as text.
  func rollback(to deploy: Int) async throws -> String {
    try sql("UPDATE _bellows_plans SET released = \(deploy)")
    let said = Said()
    try await RollbackRun(runner: Runner(migrations, on: SQLite(path: path), by: author, report: { said.add($0) })).run(
      to: deploy)
    #expect(try missingBackups(said.events) { try RawDatabase(path: path).rowCount(ofBackup: $0) } == [])
    return said.text
  }
}

/// The events of a runner; `@unchecked`: it reports one at a time, and they are read when it is done.
private final class Said: @unchecked Sendable {
  private(set) var events: [RunEvent] = []
  var text: String { events.map { $0.sentence + "\n" }.joined() }
  func add(_ event: RunEvent) { events.append(event) }
}
