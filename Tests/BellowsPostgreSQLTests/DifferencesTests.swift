// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestServers
import Testing

@testable import BellowsPostgreSQL

/// The tables of a server are compared with those of a plan, column by column and constraint by constraint.
@Suite struct DifferencesTests {
  private static let table = StoredTable(
    "users",
    [
      """
      CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE,
        age bigint DEFAULT 7 CHECK (age >= 0))
      """
    ])

  private static let rest = "email text NOT NULL UNIQUE, age bigint DEFAULT 7 CHECK (age >= 0)"

  private func differences(
    _ statement: String, from tables: [StoredTable] = [table], absent: [String] = [], others: [StoredTable] = []
  ) async throws -> [String] {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(statement, in: name)
    let database = PostgreSQL(server.connection(to: name))
    let found = try await database.differences(from: tables, absent: absent, others: others)
    // The comparison leaves nothing behind.
    #expect(try server.run("SELECT nspname FROM pg_namespace WHERE nspname ~ 'bellows'", in: name) == [])
    return found
  }

  @Test("The same table has no difference, in another order of columns, with an index and a column of its own")
  func same() async throws {
    let own = """
      CREATE TABLE users (age bigint DEFAULT 7 CHECK (age >= 0), note text, email text NOT NULL UNIQUE,
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY); CREATE INDEX i ON users (age)
      """
    #expect(try await differences(own) == [])
  }

  @Test(
    "Each difference is a line",
    arguments: [
      ("CREATE TABLE other (id bigint)", ["users: the table does not exist"]),
      (
        "CREATE TABLE users (id bigint PRIMARY KEY, \(rest))",
        ["users.id: it is bigint NOT NULL, not bigint NOT NULL IDENTITY"]
      ),
      (
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, age bigint DEFAULT 7 CHECK (age >= 0))",
        ["users.email: it is text, not text NOT NULL"]
      ),
      (
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE)",
        ["users: the column age does not exist", "users: there is no constraint CHECK ((age >= 0))"]
      ),
      (
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY, email text NOT NULL, age int DEFAULT 8 CHECK (age >= 0))",
        [
          "users.age: it is integer DEFAULT 8, not bigint DEFAULT 7", "users: there is no constraint PRIMARY KEY (id)",
          "users: there is no unique index USING btree (email)",
        ]
      ),
    ])
  func lines(statement: String, expected: [String]) async throws {
    #expect(try await differences(statement) == expected)
  }

  @Test("A column and a table that another deploy has must not exist")
  func planned() async throws {
    let later = StoredTable("users", ["CREATE TABLE users (id bigint, name text)"])
    let own =
      "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \(Self.rest), name text); CREATE TABLE gone (x int)"
    #expect(
      try await differences(own, absent: ["gone"], others: [later]) == [
        "users: the column name exists, but must not", "gone: the table exists, but must not",
      ])
  }

  @Test("The target is postgresql, and a plan for another one is refused")
  func target() async throws {
    let server = try PostgreSQLServer.shared()
    #expect(PostgreSQL(server.connection(to: try server.makeDatabase())).target == .postgresql)
  }
}
