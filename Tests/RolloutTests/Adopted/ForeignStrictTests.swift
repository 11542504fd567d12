// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

/// Columns of type ANY store values unchanged in a STRICT table, and convert them elsewhere.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignStrictTests {
  private static let sql = """
    CREATE TABLE t (
      id ANY PRIMARY KEY, code ANY NOT NULL, n ANY, mixed ANY, name TEXT NOT NULL, spare TEXT, more ANY DEFAULT '07'
    ) STRICT;
    CREATE UNIQUE INDEX t_code ON t (code);
    INSERT INTO t VALUES
      ('007', '0042', 5, x'00ff', 'a', 's', '1'), ('8', '1e3', 6, 1.0, 'b', 't', '2.0'), ('9.0', '07', 7, '1', 'c', NULL, '3');
    """
  private static let values =
    "SELECT quote(id) || quote(%) || quote(n) || quote(mixed) || quote(name) || quote(more) FROM t"
  private func values(_ database: ForeignDatabase, code: String = "code") throws -> [String] {
    try database.texts(Self.values.replacing("%", with: code) + " ORDER BY rowid")
  }

  @Test(
    "Values and types of ANY columns stay through plans and their rollback", arguments: ForeignDatabase.Way.allCases)
  func kept(way: ForeignDatabase.Way) async throws {
    let edits: [(code: String, edit: (String) -> String)] = [
      ("tag", { $0.renaming("code", of: "t", to: "tag") }),
      ("code", { $0.adding("extra: int = 3", to: "t") }),
      ("code", { $0.dropping("spare", of: "t") }),
      ("code", { $0.retyping("n", of: "t") { _ in " int = 0" } }),
      ("code", { $0.retyping("name", of: "t") { _ in " string?" } }),
      (
        "tag",
        {
          $0.renaming("code", of: "t", to: "tag").dropping("spare", of: "t").retyping("n", of: "t") { _ in " int = 0" }
        }
      ),
    ]
    for (number, (code, edit)) in edits.enumerated() {
      let database = try await ForeignDatabase(Self.sql, way: way)
      let before = try (
        database.definitions(), values(database), database.texts("SELECT quote(spare) FROM t ORDER BY rowid")
      )
      #expect(try await database.migrate(edit) == .done, "\(number): \(database.inspected)")
      #expect(try values(database, code: code) == before.1, "\(number)")
      let types =
        "SELECT group_concat(type, ' ') FROM pragma_table_info('t') WHERE name IN ('id', '\(code)', 'n', 'mixed', 'more')"
      #expect(try database.texts(types) == ["ANY ANY ANY ANY ANY"], "\(number)")
      try await database.rollBack()
      #expect(try database.definitions() == before.0, "\(number)")
      #expect(try values(database) == before.1, "\(number)")
      #expect(try database.texts("SELECT quote(spare) FROM t ORDER BY rowid") == before.2, "\(number)")
    }
  }

  @Test("A column of type ANY that becomes required accepts only values of its type in the schema")
  func required() async throws {
    let database = try await ForeignDatabase(Self.sql)
    #expect(try await database.migrate { $0.retyping("n", of: "t") { _ in " int = 0" } } == .done)
    #expect(database.refuses("INSERT INTO t (id, code, name, n) VALUES ('10', 'z', 'd', 'x')"))
    try database.execute("INSERT INTO t (id, code, name, n) VALUES ('10', 'z', 'd', 4)")
  }

  @Test("A table with a column of type ANY is not moved to one without")
  func moved() async throws {
    let outcome = try await ForeignDatabase(Self.sql, way: .deploys).migrate { $0.renamingTable("t", to: "u") }
    guard case .refused(let text) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(text.contains("the type ANY of code"), "\(text)")
  }

  @Test("ANY in a table that is not STRICT is NUMERIC, so texts in it have no type of the schema")
  func notStrict() async throws {
    let sql = "CREATE TABLE t (id INTEGER PRIMARY KEY, a ANY, b ANY, c ANY); INSERT INTO t VALUES (1, '07', 'x', NULL);"
    let loose = try await ForeignDatabase(sql).inspected
    #expect(loose.contains("a: int?") && loose.contains("t.b, which is declared as ANY, and holds string"), "\(loose)")
    #expect(loose.contains("t.c, which is declared as ANY and empty"), "\(loose)")
    let strict = try await ForeignDatabase(sql.replacing(");", with: ") STRICT;", maxReplacements: 1)).inspected
    #expect(strict.contains("a: string?") && strict.contains("b: string?"), "\(strict)")
  }
}
