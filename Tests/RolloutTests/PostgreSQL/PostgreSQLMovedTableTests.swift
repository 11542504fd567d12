// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import PlanModel
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import Bellows
@testable import MigrationSQL

/// Tables whose rows move to another table while an application writes: their sequences, functions and privileges.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLMovedTableTests {
  private static let users = "table users {\n  id: int @key = auto\n  name: string\n}"
  private static let people = "table people @was(users) {\n  id: int @key = auto\n  name: string\n}"
  private static let rekeyed = "table users {\n  key: int @key = auto @was(id)\n  name: string\n}"

  /// Functions with the rights of their owner that everybody may execute.
  private static let exposed =
    "SELECT proname FROM pg_proc WHERE prosecdef AND has_function_privilege('public', oid, 'EXECUTE')"

  @Test("No function of an example that runs with the rights of its owner may be executed by PUBLIC")
  func functions() async throws {
    let server = try PostgreSQLServer.shared()
    let raw = try RawPostgreSQL(server.connection(to: try server.makeDatabase()))
    var count = 0
    for (_, plan) in try Examples.plans(target: .postgresql) {
      for number in 1...max(plan.deploys.count, 1) {
        let revision = plan.revision(after: number)
        guard revision.storedTables(in: .postgresql).creation.contains(where: { $0.contains("SECURITY DEFINER") })
        else {
          continue
        }
        try raw.execute("CREATE SCHEMA s\(count); SET search_path TO s\(count)")
        try raw.create(revision)
        count += 1
      }
    }
    #expect(count > 1)
    #expect(try raw.rows(Self.exposed) == [])
    let definers = try raw.rows("SELECT count(*) FROM pg_proc WHERE prosecdef").first?[0].flatMap { Int($0) } ?? 0
    #expect(definers >= count)
  }

  @Test("A role cannot write to a moved table through the function that keeps it in sync")
  func attack() async throws {
    let database = try await PlannedDatabase(
      from: Self.users, to: Self.people, setup: "INSERT INTO users (name) VALUES ('Ada')")
    try await database.run(to: 1)
    let raw = try database.raw
    #expect(try raw.rows(Self.exposed) == [])
    let role = try database.makeRole("stranger")
    let functions = try raw.rows("SELECT oid::regproc, proname FROM pg_proc WHERE prosecdef")
    #expect(functions.count == 2)
    for function in functions {
      let name = function[0] ?? ""
      func attach() throws {
        try raw.execute(
          """
          CREATE TEMP TABLE mine (id bigint, name text);
          CREATE TRIGGER t AFTER INSERT OR UPDATE OR DELETE ON mine FOR EACH ROW EXECUTE FUNCTION \(name)()
          """)
      }
      try raw.execute("SET ROLE \(role)")
      let refusal = #expect(throws: RawPostgreSQL.Failure.self) { try attach() }
      #expect(refusal?.description.contains("permission denied for function") == true)
      // Not even with the right to execute it: it serves only its own table.
      try raw.execute("RESET ROLE; GRANT EXECUTE ON FUNCTION \(name)() TO \(role); SET ROLE \(role)")
      try attach()
      let misuse = #expect(throws: RawPostgreSQL.Failure.self) {
        try raw.execute("INSERT INTO mine VALUES (77, 'Mallory')")
      }
      #expect(misuse?.description.contains("belongs to the trigger of") == true)
      try raw.execute("DROP TABLE mine; RESET ROLE")
    }
    #expect(try raw.rows("SELECT name FROM users UNION SELECT name FROM people") == [["Ada"]])
  }

  @Test("A role that may insert into a table may insert into the one that replaces it")
  func privileges() async throws {
    let database = try await PlannedDatabase(from: Self.users, to: Self.people)
    let raw = try database.raw
    let (whole, part) = (try database.makeRole("whole"), try database.makeRole("part"))
    try raw.execute(
      "GRANT ALL ON users TO \(whole); GRANT SELECT ON users TO \(part); GRANT INSERT (name) ON users TO \(part)")
    for deploy in 1...database.plan.deploys.count {
      try await database.run(to: deploy)
      for role in [whole, part] {
        try raw.execute("SET ROLE \(role)")
        try raw.execute("INSERT INTO people (name) VALUES ('x')")
        try raw.execute("RESET ROLE")
      }
    }
    #expect(try raw.rows("SELECT count(*), max(id) FROM people") == [["6", "7"]])
  }

  @Test("The number of a row that was deleted is not assigned again, at the end of a move and by its rollback")
  func numbers() async throws {
    let database = try await PlannedDatabase(
      from: Self.users, to: Self.people, setup: "INSERT INTO users (name) VALUES ('a'), ('b')")
    func insert(into table: String) throws -> Int {
      let id = try database.raw.rows("INSERT INTO \(table) (name) VALUES ('x') RETURNING id").first?[0]
      try database.raw.execute("DELETE FROM \(table) WHERE name = 'x'")
      return id.flatMap { Int($0) } ?? 0
    }
    let last = database.plan.deploys.count
    try await database.run(to: last - 1)
    var given = [try insert(into: "people"), try insert(into: "people")]
    #expect(given == [3, 4])
    try await database.run(to: last)
    given += [try insert(into: "people"), try insert(into: "people")]
    try await database.rollBack(to: last - 1)
    given += [try insert(into: "people"), try insert(into: "users")]
    try await database.rollBack(to: 0)
    given.append(try insert(into: "users"))
    #expect(given == given.sorted() && Set(given).count == given.count, "\(given)")
  }

  @Test("Every release of a plan that renames a key inserts rows without a key")
  func renamedKey() async throws {
    let database = try await PlannedDatabase(
      from: Self.users, to: Self.rekeyed, setup: "INSERT INTO users (name) VALUES ('a'), ('b')")
    let raw = try database.raw
    try await database.run(to: 1)
    let tables = try raw.rows(
      "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
    ).compactMap { $0[0] }
    let new = try #require(tables.first { $0 != "users" })
    func insertIntoBoth() throws {
      try raw.execute(
        "WITH o AS (INSERT INTO users (name) VALUES ('x') RETURNING id) INSERT INTO \(new) (key, name) SELECT id, 'x' FROM o"
      )
    }
    try insertIntoBoth()
    try await database.run(to: database.lastRelease)
    // Instances of both releases.
    for _ in 0..<3 {
      try raw.execute("INSERT INTO \(new) (name) VALUES ('y')")
      try insertIntoBoth()
    }
    try await database.run()
    try raw.execute("INSERT INTO \(new) (name) VALUES ('z')")
    let found = try raw.rows("SELECT count(*), count(DISTINCT key) FROM \(new)")
    #expect(found == [["10", "10"]])
  }

  @Test("A function that writes to a moved table belongs to the owner of that table")
  func owners() async throws {
    let database = try await PlannedDatabase(
      from: Self.users + "\ntable a {\n  x: int\n}\ntable b {\n  x: int\n}",
      to: Self.people + "\ntable a {\n  x: int\n}\ntable b {\n  x: int\n}")
    let raw = try database.raw
    let (one, other) = (try database.makeRole("one"), try database.makeRole("other"))
    try raw.execute(
      "ALTER TABLE users OWNER TO \(one); ALTER TABLE a OWNER TO \(other); ALTER TABLE b OWNER TO \(other)")
    try await database.run(to: 1)
    let owners = try raw.rows(
      """
      SELECT t.tgrelid::regclass, p.proowner::regrole FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid
      WHERE p.prosecdef ORDER BY 1
      """)
    let owner = try #require(try raw.rows("SELECT relowner::regrole FROM pg_class WHERE relname = 'people'").first?[0])
    #expect(Set(owners.map { $0.compactMap(\.self) }) == [["users", owner], ["people", one]])
    #expect(owner != one)
    for deploy in 1...database.plan.deploys.count {
      try await database.run(to: deploy)
      for table in deploy == database.plan.deploys.count ? ["people"] : ["people", "users"] {
        try raw.execute("INSERT INTO \(table) (name) VALUES ('x'); UPDATE \(table) SET name = 'y'")
      }
    }
  }

  @Test("The owner of an index and of a sequence changes them, not the owner of most tables")
  func indexOwners() async throws {
    let others = "\ntable a {\n  x: int\n}\ntable b {\n  x: int\n}"
    let database = try await PlannedDatabase(
      from: "table users {\n  id: int @key = auto\n  name: string\n  age: int\n  index x(name)\n}" + others,
      to: "table users {\n  id: int @key = auto\n  name: string\n  age: int\n  index x(name, age)\n}" + others)
    let raw = try database.raw
    let (one, other) = (try database.makeRole("one"), try database.makeRole("other"))
    try raw.execute(
      "ALTER TABLE users OWNER TO \(one); ALTER TABLE a OWNER TO \(other); ALTER TABLE b OWNER TO \(other)")
    try await database.run()
    let found = try raw.rows(
      "SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = 'users'::regclass")
    #expect(found.contains { $0[0]?.contains("(name, age)") == true }, "\(found)")
    try await database.rollBack(to: 0)
  }
}
