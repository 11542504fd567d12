// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLiteInspect
import Foundation
import SchemaLanguage
import SchemaModel
import Testing

@testable import BellowsSQLite
@testable import MigrationSQL

@Suite struct InspectTests {
  /// What the printed schema would be made as in an empty database differs from what is there in nothing.
  private func inspect(_ sql: String) async throws -> String {
    let scratch = try Scratch(sql)
    let text = try await scratch.database.inspect()
    let schema: Schema
    do {
      schema = try readSchema([SourceFile(path: "inspected.schema", text: text)])
    } catch {
      Issue.record("\(error)\n\(text)")
      return text
    }
    let builder = TableBuilder(StoreRevision(schema))
    let tables = schema.tables.map { StoredTable($0.storedName.text, builder.definition(of: $0).statements) }
    #expect(try await scratch.database.differences(from: tables, absent: [], others: []) == [])
    return text
  }

  private static let plainSQL = """
    CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INT NOT NULL DEFAULT 3);
    CREATE TABLE "odd ""name" (_id INTEGER PRIMARY KEY, "a b" REAL DEFAULT -1, `table` BLOB, who TEXT DEFAULT 'it''s');
    CREATE TABLE members (
      team INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE, email VARCHAR(80) NOT NULL, since DATE, at DATETIME,
      payload JSON, mixed, active BOOLEAN NOT NULL DEFAULT 1, code UUID, boss INTEGER REFERENCES teams (id) ON DELETE SET NULL,
      made TEXT DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (team, email)) WITHOUT ROWID;
    CREATE INDEX members_since ON members (since, at); CREATE INDEX part ON members (since) WHERE active;
    CREATE UNIQUE INDEX codes ON members (code); CREATE INDEX low ON members (lower(email));
    CREATE TABLE heap (x); CREATE VIEW v AS SELECT 1; CREATE VIRTUAL TABLE words USING fts5 (x);
    INSERT INTO teams VALUES (1, 'a', 2);
    INSERT INTO members (team, email, since, at, payload, mixed, code) VALUES
      (1, 'a@b', '2026-03-01', '2026-03-01 12:00:00', '{"a":1}', 1, '01234567-89ab-cdef-0123-456789abcdef'),
      (1, 'c@d', NULL, NULL, NULL, 'x', NULL);
    """

  private static let plainSchema = """
    // These objects and clauses are not part of the schema, and stay unchanged in the database:
    // the virtual table words
    // the table heap, which has no key
    // the column members.mixed, which is declared as nothing, and holds int and string
    // the default of members.made: CURRENT_TIMESTAMP
    // the index low of members
    // the index part of members
    // the option WITHOUT ROWID of members
    // the view v

    target sqlite

    table members {
      team: id<teams> @key @onDelete(cascade)
      email: string @key
      since: date?
      at: timestamp? @stored(text)
      payload: any?
      active: bool = true
      code: uuid?
      boss: id<teams>? @onDelete(setNull)
      made: string?

      unique codes (code)
      index since (since, at)
    }

    table `odd "name` {
      `a b`: double? = -1.0
      table: bytes?
      who: string? = "it's"
    }

    table teams {
      id: int @key = auto
      name: string
      size: int = 3

      unique by_name (name)
    }

    """

  @Test("Tables in plain SQL are inspected as a schema") func tablesOfPlainSQL() async throws {
    #expect(try await inspect(Self.plainSQL) == Self.plainSchema)
  }

  @Test("A computed column is omitted from the schema and listed")
  func computedColumns() async throws {
    let scratch = try Scratch("CREATE TABLE t (_id INTEGER PRIMARY KEY, twice AS (_id * 2))")
    let text = try await scratch.database.inspect()
    #expect(text.contains("// the computed column t.twice\n"))
  }

  @Test("migrate inspect uses BellowsSQLiteInspect")
  func theCommandInspectFindsTheConformance() async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT) STRICT")
    let result = await scratch.migrate(Ages.build(at: 0), "inspect")
    let inspected = try await scratch.database.inspect()
    #expect(result.status == 0 && result.output == inspected, "\(result)")
  }

  @Test("Tables of other tools are inspected as a schema", arguments: ["django", "grdb"])
  func tablesThatOtherToolsMade(_ tool: String) async throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    let sql = try String(contentsOf: folder.appendingPathComponent("\(tool).sql"), encoding: .utf8)
    let expected = try String(contentsOf: folder.appendingPathComponent("\(tool).schema"), encoding: .utf8)
    let text = try await inspect(sql)
    #expect(schema(in: text) == schema(in: expected), "\(text)")
  }

  /// Everything from `target` on: what is above names the file.
  private func schema(in text: String) -> Substring {
    text.range(of: "target sqlite").map { text[$0.lowerBound...] } ?? ""
  }
}
