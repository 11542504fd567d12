// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Testing

@testable import BellowsSQLite

/// Each attribute of a table alone, in both directions: what a plan believes of a database must be there.
@Suite struct AttributeDifferencesTests {
  private func differences(_ own: String..., model: String..., others: [StoredTable] = []) async throws -> [String] {
    let database = SQLite(path: ":memory:")
    try await database.transaction(.schema) { session in
      for statement in own { try await session.execute(.sql(statement)) }
    }
    return try await database.differences(from: [StoredTable("t", model)], absent: [], others: others)
  }

  @Test("Indexes with different columns or clauses are different")
  func indexes() async throws {
    let table = "CREATE TABLE t (a TEXT, b INTEGER)"
    let indexes = [
      "INDEX i ON t (a)", "UNIQUE INDEX i ON t (a)", "INDEX i ON t (a) WHERE b > 1", "INDEX i ON t (a) WHERE b > 2",
      "UNIQUE INDEX i ON t (a) WHERE b > 1", "INDEX i ON t (a DESC)", "INDEX i ON t (a COLLATE NOCASE)",
      "INDEX i ON t (a, b)", "INDEX i ON t (b, a)", "INDEX i ON t (lower(a))", "INDEX i ON t (lower(a)) WHERE b > 1",
      "INDEX i ON t (upper(a)) WHERE b > 1", "INDEX i ON t (upper(a))", "INDEX i ON t (lower(a), b) WHERE b > 1",
      "INDEX i ON t (lower(a) COLLATE NOCASE)", "INDEX i ON t (lower(a) COLLATE RTRIM)",
    ]
    for own in indexes {
      for model in indexes {
        let lines = try await differences(table, "CREATE \(own)", model: table, "CREATE \(model)")
        #expect(lines.count == (own == model ? 0 : 1), "\(own) for \(model): \(lines)")
      }
    }
  }

  @Test("A column of another type is accepted only if it stores every value unchanged")
  func types() async throws {
    let types = [
      "INTEGER", "bigint", "TEXT", "varchar(9)", "BLOB", "REAL", "double precision", "numeric", "datetime", "",
    ]
    let serving: [String: Set<String>] = [
      "INTEGER": ["INTEGER", "bigint", "REAL", "double precision"],
      "bigint": ["INTEGER", "bigint", "REAL", "double precision"],
      "TEXT": ["TEXT", "varchar(9)"], "varchar(9)": ["TEXT", "varchar(9)"], "BLOB": ["BLOB", ""],
      "REAL": ["REAL", "double precision"], "double precision": ["REAL", "double precision"],
      "numeric": Set(types), "datetime": Set(types), "": Set(types),
    ]
    for own in types {
      for model in types {
        let lines = try await differences("CREATE TABLE t (a \(own))", model: "CREATE TABLE t (a \(model))")
        #expect(lines.isEmpty == serving[own]?.contains(model), "'\(own)' for '\(model)': \(lines)")
      }
    }
  }

  @Test("A column of another deploy of the plan is a difference; a column outside the plan is not")
  func columnsOfOtherDeploys() async throws {
    let later = StoredTable("T", ["CREATE TABLE \"T\" (\"a\" TEXT, \"Later\" TEXT)"])
    let own = "CREATE TABLE t (a TEXT, later TEXT, mine TEXT)"
    #expect(
      try await differences(own, model: "CREATE TABLE t (a TEXT)", others: [later]) == [
        "t: the column later exists, but must not"
      ])
    #expect(try await differences(own, model: "CREATE TABLE t (a TEXT)") == [])
  }
}
