// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestSupport
import Testing

@testable import BellowsSQLite

/// How a backfill's values are computed: SQLite must do the same with all of them.
enum Way: CaseIterable {
  case sql
  case function
  case functionWithPending
}

@Suite(.timeLimit(.minutes(Thorough.minutes))) struct BatchExecutionTests {
  private let key = [Column("id", .int)]
  private let name = Column("name", .text)
  private let shout = Column("shout", .text)

  private func backfill(_ way: Way, isPure: Bool = true, key: [Column] = [Column("id", .int)]) -> Backfill {
    let sql: BackfillSQL? =
      switch way {
      case .sql: BackfillSQL(pending: nil, values: ["upper(\"name\")"])
      case .function: nil
      case .functionWithPending: BackfillSQL(pending: "\"shout\" IS NOT upper(\"name\")")
      }
    return Backfill(
      "users.shout", after: 1, kind: .custom, pending: .differs, table: "users", key: key, reads: key + [name],
      writes: [shout], sql: sql, fits: { _ in false }, isPure: isPure
    ) { [shout] row in
      guard case .string(let name)?? = row.values.last else { throw RowRefused("no name") }
      if name == "bad" { throw RowRefused("a bad name") }
      return RowChanges("users", [Filter(shout, .string(name.uppercased()))])
    }
  }

  private func scratch(_ more: String = "") throws -> Scratch {
    try Scratch(
      "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, shout TEXT \(more)) STRICT",
      """
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10)
      INSERT INTO users (id, name) SELECT 10 * i, 'u' || i FROM n
      """)
  }

  private func execute(_ scratch: Scratch, _ batch: Batch) async throws -> BatchOutcome? {
    try await scratch.database.transaction(.write) { try await $0.execute(batch) }
  }

  @Test("Rows that a constraint rejects are quarantined, and the others are changed", arguments: Way.allCases)
  func rowsThatAConstraintRefusesAreNamedAndTheOthersDone(_ way: Way) async throws {
    let scratch = try scratch("UNIQUE CHECK (shout <> 'U5')")
    try scratch.connection().run("UPDATE users SET name = 'u1' WHERE id = 20")
    let outcome = try await execute(scratch, Batch(backfill(way), after: nil, upTo: nil, limit: 100))
    #expect(outcome?.changed == 8)
    #expect(outcome?.quarantined.map(\.key) == [[20], [50]])
    #expect(outcome?.quarantined.first?.reason == "UNIQUE constraint failed: users.shout")
    #expect(try scratch.rows("SELECT id FROM users WHERE shout IS NULL") == ["20", "50"])
  }

  @Test(
    "Rows that a function rejects are quarantined, and the others are changed",
    arguments: [Way.function, .functionWithPending])
  func rowsThatAFunctionRejectsAreQuarantined(_ way: Way) async throws {
    let scratch = try scratch()
    try scratch.connection().run("UPDATE users SET name = 'bad' WHERE id = 20")
    let outcome = try await execute(scratch, Batch(backfill(way), after: nil, upTo: nil, limit: 100))
    #expect(outcome?.changed == 9)
    #expect(outcome?.quarantined == [BatchOutcome.QuarantinedRow(key: [20], reason: "a bad name")])
  }

  @Test("A batch with a function that may read other rows is left to the runner")
  func functionsThatMayReadOtherRows() async throws {
    let scratch = try scratch()
    #expect(
      try await execute(scratch, Batch(backfill(.function, isPure: false), after: nil, upTo: nil, limit: 100)) == nil)
  }

  @Test("A deferred reference quarantines only the rows that violate it", arguments: Way.allCases)
  func referencesThatAreCheckedAtTheEndRefuseTheirRowsOnly(_ way: Way) async throws {
    let scratch = try scratch("REFERENCES names DEFERRABLE INITIALLY DEFERRED")
    try scratch.connection().run("CREATE TABLE names (name TEXT PRIMARY KEY) STRICT")
    try scratch.connection().run("INSERT INTO names SELECT 'U' || value FROM json_each('[1,2,3,4,6,7,8,9,10]')")
    let outcome = try await execute(scratch, Batch(backfill(way), after: nil, upTo: nil, limit: 100))
    #expect(outcome?.changed == 9)
    #expect(outcome?.quarantined == [BatchOutcome.QuarantinedRow(key: [50], reason: "FOREIGN KEY constraint failed")])
  }

  @Test(
    "A function changes each row of a table whose key has several columns, whatever their types are",
    arguments: [("INTEGER", "INTEGER"), ("INTEGER", "TEXT"), ("TEXT", "INTEGER"), ("TEXT", "TEXT")],
    [Way.function, .functionWithPending])
  func keysOfSeveralColumns(_ types: (String, String), _ way: Way) async throws {
    let scratch = try Scratch(
      "CREATE TABLE users (a \(types.0), b \(types.1), name TEXT, shout TEXT, PRIMARY KEY (a, b)) STRICT",
      "INSERT INTO users (a, b, name) VALUES (1, 1, 'p'), (1, 2, 'q'), (2, 1, 'r'), (2, 2, 'bad'), (3, 1, 's')")
    func form(_ type: String) -> Column.Form { type == "TEXT" ? .text : .int }
    let backfill = backfill(way, key: [Column("a", form(types.0)), Column("b", form(types.1))])
    let outcome = try await execute(scratch, Batch(backfill, after: nil, upTo: nil, limit: 100))
    #expect(outcome?.changed == 4)
    let keys: [JSONValue] = [types.0, types.1].map { $0 == "TEXT" ? "2" : 2 }
    #expect(outcome?.quarantined == [BatchOutcome.QuarantinedRow(key: keys, reason: "a bad name")])
    let rows = try scratch.rows("SELECT a || b || coalesce(shout, '-') FROM users ORDER BY a, b")
    #expect(rows == ["11P", "12Q", "21R", "22-", "31S"])
  }

  @Test(
    "A function changes each row of a table whose key has one column, whatever its type is",
    arguments: [("INTEGER", Column.Form.int), ("TEXT", .text), ("REAL", .double), ("BLOB", .bytes), ("ANY", .text)],
    [Way.function, .functionWithPending])
  func keysOfOneColumn(_ type: (name: String, form: Column.Form), _ way: Way) async throws {
    let keys =
      ["INTEGER": "-1, 0, 1, 2", "REAL": "-1.5, 0.0, 0.5, 1e300", "BLOB": "x'', x'00', x'01', x'0100'"][type.name]
      ?? "'', 'a', 'b', '1'"
    let scratch = try Scratch(
      "CREATE TABLE users (id \(type.name) PRIMARY KEY, name TEXT, shout TEXT) STRICT",
      "INSERT INTO users (id) VALUES \(keys.split(separator: ", ").map { "(\($0))" }.joined(separator: ", "))",
      "UPDATE users SET name = 'n' || hex(id)")
    let backfill = backfill(way, key: [Column("id", type.form)])
    let outcome = try await execute(scratch, Batch(backfill, after: nil, upTo: nil, limit: 100))
    #expect(outcome?.changed == 4 && outcome?.quarantined.isEmpty == true)
    #expect(try scratch.rows("SELECT count(*) FROM users WHERE shout IS upper(name)") == ["4"])
  }

  @Test("The function for a row's values has none outside of a batch, and says so")
  func valuesOutsideOfABatch() throws {
    let connection = try Scratch().connection()
    _ = connection.functions
    for arguments in ["0, 1", "0", ""] {
      #expect {
        try connection.run("SELECT \(OwnNames.Function.value)(\(arguments))")
      } throws: { "\($0)".contains("Bellows has no result for this row") }
    }
  }

  @Test("Rows are deleted in batches") func rowsAreDeletedInBatches() async throws {
    let scratch = try scratch()
    try scratch.connection().run("CREATE TABLE notes (id INTEGER PRIMARY KEY, user INTEGER REFERENCES users)")
    try scratch.connection().run("INSERT INTO notes VALUES (1, 20)")
    let backfill = Backfill("users", after: 1, deletingRowsOf: "users", key: key)
    let outcome = try await execute(scratch, Batch(backfill, after: nil, upTo: nil, limit: 4))
    #expect(
      outcome
        == BatchOutcome(
          lastKey: [40], scanned: 4, changed: 3,
          quarantined: [.init(key: [20], reason: "FOREIGN KEY constraint failed")]))
  }
}
