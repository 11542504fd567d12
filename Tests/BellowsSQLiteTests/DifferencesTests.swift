// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import Testing

@testable import BellowsSQLite

@Suite struct DifferencesTests {
  private let table = StoredTable(
    "users",
    [
      #"CREATE TABLE "users" ("_id" INTEGER PRIMARY KEY, "age" INTEGER, "name" TEXT NOT NULL DEFAULT 'x', "team" INTEGER REFERENCES "teams" ("id") ON DELETE CASCADE, CHECK ("age" > 0)) STRICT"#,
      #"CREATE INDEX "users_by_name" ON "users" ("name", "age" DESC)"#,
      #"CREATE UNIQUE INDEX "users_name" ON "users" ("name") WHERE "age" IS NOT NULL"#,
      #"CREATE TRIGGER "users_t" AFTER INSERT ON "users" BEGIN SELECT 1; END"#,
    ])

  private func differences(_ statements: String..., absent: [String] = []) async throws -> [String] {
    let scratch = try Scratch()
    for statement in statements { try scratch.connection().run(statement) }
    return try await scratch.database.differences(from: [table], absent: absent, others: [])
  }

  @Test("The text of the statements is not compared") func theTextOfTheStatementsIsNotCompared() async throws {
    let lines = try await differences(
      """
      CREATE TABLE Users (_ID integer not null primary key autoincrement, team bigint,
        name varchar(30) default ('x') not null, age int, FOREIGN KEY (team) REFERENCES teams ON DELETE CASCADE)
      """,
      "CREATE INDEX a ON Users (Name, age desc)", "CREATE INDEX extra ON users (team)",
      "CREATE UNIQUE INDEX b ON users (name) where\n \"age\" is not null",
      "CREATE TRIGGER users_T AFTER INSERT ON users BEGIN SELECT 2; END", "CREATE TABLE other (x)")
    #expect(lines.isEmpty, "\(lines)")
  }

  @Test("Each difference of a table is reported") func whatDiffersIsSaid() async throws {
    let lines = try await differences(
      "CREATE TABLE users (_id INTEGER, age TEXT, name TEXT DEFAULT 'y', more TEXT, team INTEGER REFERENCES teams)",
      "CREATE INDEX a ON users (name)", "CREATE TABLE gone (x)", absent: ["gone", "never"])
    #expect(
      lines == [
        "users._id: it must be NOT NULL",
        "users._id: it is not part of the key",
        "users.age: its type is TEXT, not INTEGER",
        "users.name: it must be NOT NULL",
        "users.name: its default is 'y', not 'x'",
        "users: team must reference teams (on delete cascade)",
        "users: there is no index over (name, age)",
        "users: there is no unique index over (name)",
        "users: there is no trigger users_t",
        "gone: the table exists, but must not",
      ])
  }

  @Test("An index over the first column of a table is found, however it is written")
  func indexOverTheFirstColumn() async throws {
    let table = StoredTable(
      "t", [#"CREATE TABLE "t" ("a" TEXT, "b" TEXT)"#, #"CREATE INDEX "t_a" ON "t" ("a", "b" DESC)"#])
    let scratch = try Scratch("CREATE TABLE t (a TEXT, b TEXT)", "CREATE INDEX other ON T ([A]  , `B`desc)")
    #expect(try await scratch.database.differences(from: [table], absent: [], others: []).isEmpty)
    try scratch.connection().run("DROP INDEX other; CREATE INDEX other ON t (b DESC, a)")
    #expect(
      try await scratch.database.differences(from: [table], absent: [], others: [])
        == ["t: there is no index over (a, b)"])
  }

  @Test("A table that is missing is reported") func aTableThatIsMissingIsSaid() async throws {
    #expect(try await differences() == ["users: the table does not exist"])
  }

  @Test("The names of tables exclude those of SQLite and Bellows") func namesOfTables() async throws {
    let scratch = try Scratch(
      "CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT)", "CREATE TABLE _bellows_x (y)",
      "CREATE VIEW v AS SELECT 1",
      "CREATE VIRTUAL TABLE a USING fts5 (x)", "CREATE TABLE \"_bellowsy\" (x)")
    #expect(try await scratch.database.tableNames() == ["_bellowsy", "a", "b"])
  }

  @Test("A copy can be changed, and is deleted with its last reference", arguments: [true, false])
  func aCopyMayBeChangedAndVanishes(wal: Bool) async throws {
    let scratch = try Scratch("CREATE TABLE t (x)", "INSERT INTO t VALUES (1)", wal: wal)
    let folder = FileManager.default.temporaryDirectory.path
    let files = {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("." + scratch.database.name) }
    }
    do {
      let copy = try await scratch.database.copy()
      try await copy.transaction(.write) { _ = try await $0.delete(from: "t", where: []) }
      #expect(try await copy.transaction(.read) { try await $0.count(Query("t", columns: [])) } as Int == 0)
      #expect(try files().isEmpty == false)
    }
    #expect(try scratch.rows("SELECT x FROM t") == ["1"])
    // The connections are closed on threads of their own.
    for _ in 0..<100 where try !files().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try files() == [])
  }

  @Test("A database in memory can be copied") func aDatabaseInMemoryIsCopiedToo() async throws {
    let database = SQLite(path: ":memory:")
    try await database.transaction(.schema) { try await $0.execute(.sql("CREATE TABLE t (x)")) }
    #expect(try await database.copy().tableNames() == ["t"])
  }
}
