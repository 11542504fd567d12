// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import BellowsSQLiteInspect
import Foundation
import TestSupport
import Testing

/// Definitions that are legal and rare: each database is inspected, adopted, changed and rolled back.
///
/// What a plan does not name is byte for byte as before, or the plan is refused before its first statement.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignAttackTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    var name: String
    var sql: String
    /// The table that is changed, and its columns for a rename, a drop, a requirement and a narrower type.
    var table = "t"
    var renamed = "a"
    var dropped = "b"
    var required = "c"
    /// A type for the column of the rename that all rows fit.
    var literals = " \"x\" | \"z\" | \"a\" | \"a2\" | \"a3\""
    /// What each edit is refused with; the others must succeed.
    var refusals: [String: String] = [:]
    var testDescription: String { name }
  }

  private static let samples = [
    Sample(
      name: "generated columns",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, d TEXT,
          low TEXT GENERATED ALWAYS AS (lower(d)) STORED, twice INTEGER AS (c * 2) VIRTUAL NOT NULL CHECK (twice < 99), [n n] AS (id||d));
        CREATE INDEX t_twice ON t (twice); CREATE UNIQUE INDEX t_low ON t (low) WHERE low IS NOT NULL;
        INSERT INTO t (id, a, b, c, d) VALUES (1, 'x', 'y', 3, 'D'), (2, 'z', NULL, 4, NULL);
        """),
    Sample(
      name: "expression indexes",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, d TEXT);
        CREATE UNIQUE INDEX t_e ON t (lower(d) COLLATE RTRIM DESC, c + 1, CASE WHEN c THEN 1 END);
        CREATE INDEX t_j ON t (json_extract(d, '$.a')) WHERE json_valid(d);
        INSERT INTO t VALUES (1, 'x', 'y', 3, '{"a":1}'), (2, 'z', NULL, 4, 'D');
        """),
    Sample(
      name: "partial unique indexes",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, d TEXT);
        CREATE UNIQUE INDEX t_p ON t (d) WHERE c IS NULL AND d NOT IN ('', "x");
        CREATE UNIQUE INDEX t_q ON t (d COLLATE NOCASE, c) WHERE d > 'a' -- a comment
          ;
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd'), (2, 'z', NULL, 4, 'D');
        """),
    Sample(
      name: "a composite key without rowid",
      sql: """
        CREATE TABLE t (k2 TEXT COLLATE NOCASE NOT NULL, a TEXT NOT NULL, b TEXT, c INTEGER, k1 INT NOT NULL, d BLOB,
          CONSTRAINT pk PRIMARY KEY (k1 DESC, k2), UNIQUE (d, k1)) WITHOUT ROWID;
        INSERT INTO t VALUES ('x', 'a', 'b', 3, 1, x'00'), ('Y', 'a2', NULL, 4, 1, NULL), ('x', 'a3', 'b', 5, 2, x'00');
        """),
    Sample(
      name: "views on views",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, d TEXT);
        CREATE VIEW v1 (one, "two ""2"" ") AS SELECT d, c FROM t;
        CREATE VIEW v2 AS SELECT "two ""2"" " AS n, (SELECT max(one) FROM v1) AS m FROM v1 WHERE one IS NOT NULL;
        CREATE VIEW v3 AS WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 3) SELECT * FROM r, v2;
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd'), (2, 'z', NULL, 4, 'D');
        """),
    Sample(
      name: "triggers instead of writes",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, d TEXT);
        CREATE VIEW v AS SELECT id, d, c FROM t;
        CREATE TRIGGER v_i INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a, d, c) VALUES ('from v', NEW.d, NEW.c); END;
        CREATE TRIGGER v_u INSTEAD OF UPDATE OF d ON v WHEN OLD.d IS NOT NEW.d BEGIN UPDATE t SET d = NEW.d WHERE id = OLD.id; END;
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd'), (2, 'z', NULL, 4, 'D');
        """,
      refusals: ["rename": "v_i"]),
    Sample(
      name: "weird names",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, "weird ""name" TEXT, [two ]] INTEGER, `b``q` REAL,
          'single' TEXT, CHECK ("weird ""name" <> 'it''s' OR `b``q` > 0));
        CREATE TABLE log (what);
        CREATE TRIGGER "t ""r" AFTER UPDATE OF "weird ""name" ON t BEGIN
          INSERT INTO log VALUES (OLD."weird ""name" || NEW."weird ""name"); END;
        CREATE INDEX "i ""x" ON t ("weird ""name", `b``q` DESC);
        INSERT INTO t (id, a, b, c, "weird ""name") VALUES (1, 'x', 'y', 3, 'd'), (2, 'z', NULL, 4, 'D');
        """.replacing("[two ]] INTEGER", with: "[two] INTEGER")),
    Sample(
      name: "tables with spaces and in other scripts",
      sql: """
        CREATE TABLE "Ünïcode tåble 表" (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, "sp ace" TEXT);
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, "größe" TEXT DEFAULT 'ß',
          p INTEGER REFERENCES "Ünïcode tåble 表" ON DELETE SET NULL);
        CREATE INDEX "ïndex é" ON t ("größe"); CREATE INDEX "i 2" ON "Ünïcode tåble 表" ("sp ace");
        INSERT INTO "Ünïcode tåble 表" VALUES (7, 'a', 'b', 1, 's');
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd', 7), (2, 'z', NULL, 4, 'D', NULL);
        """),
    Sample(
      name: "comments inside definitions",
      sql: """
        CREATE TABLE /* the table */ t ( -- first
          id INTEGER /* key */ PRIMARY KEY, -- the key, with 'quotes" and (parentheses
          a TEXT NOT NULL /* a, b */, /* ), */ b TEXT -- no comma yet
          , c INTEGER, -- third
          d TEXT /* last */ CHECK /* c */ ( /* in */ d <> '--' /* ) */ ) -- end
        ) /* after */;
        CREATE INDEX t_d -- comment
          ON t /* where */ (d /* ) */);
        CREATE VIEW v AS /* SELECT b FROM t */ SELECT d -- b
          FROM t;
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd'), (2, 'z', NULL, 4, 'D');
        """),
    Sample(
      name: "deferrable references",
      sql: """
        CREATE TABLE p (id INTEGER PRIMARY KEY, x TEXT UNIQUE, y TEXT, UNIQUE (x, y));
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER,
          up INTEGER REFERENCES t (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
          x TEXT CONSTRAINT fk REFERENCES p (x) MATCH SIMPLE ON DELETE SET DEFAULT NOT DEFERRABLE, y TEXT,
          FOREIGN KEY (x, y) REFERENCES p (x, y) ON UPDATE SET NULL DEFERRABLE INITIALLY IMMEDIATE);
        CREATE TABLE kid (id INTEGER PRIMARY KEY, t INTEGER NOT NULL REFERENCES t DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO p VALUES (1, 'px', 'py');
        INSERT INTO t VALUES (1, 'x', 'y', 3, 2, 'px', 'py'), (2, 'z', NULL, 4, 1, NULL, 'py'); INSERT INTO kid VALUES (1, 2);
        """),
    Sample(
      name: "conflict clauses",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT, a TEXT NOT NULL ON CONFLICT IGNORE, b TEXT,
          c INTEGER, d TEXT UNIQUE ON CONFLICT REPLACE, e TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'e',
          UNIQUE (e, d) ON CONFLICT FAIL, CHECK (length(e) < 9) ON CONFLICT ABORT);
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd', 'f'), (2, 'z', NULL, 4, 'D', 'g');
        """),
    Sample(
      name: "gaps in sqlite_sequence",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b TEXT, c INTEGER);
        CREATE TABLE other (id INTEGER PRIMARY KEY AUTOINCREMENT, x);
        INSERT INTO t VALUES (1, 'x', 'y', 3), (900, 'z', NULL, 4); DELETE FROM t WHERE id = 900;
        INSERT INTO other VALUES (70, 1); DELETE FROM other; UPDATE sqlite_sequence SET seq = 5000 WHERE name = 't';
        """),
    Sample(
      name: "conditions over several columns",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, d TEXT, e INTEGER DEFAULT (1 + 1),
          CONSTRAINT "c 1" CHECK ((d IS NULL) <> (e IS NULL) OR e BETWEEN 0 AND 10 AND d LIKE '%' ESCAPE '!'),
          CHECK (CASE WHEN e > 5 THEN length(d) ELSE 1 END > 0), CHECK (e IN (1, 2, 3) OR d GLOB '[a-z]*' OR typeof(e) = 'integer'));
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd', 1), (2, 'z', NULL, 4, NULL, 2);
        """),
    Sample(
      name: "constraints over the changed columns",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL COLLATE NOCASE CHECK (a <> ''), b TEXT DEFAULT "quoted", c INTEGER CHECK (c > 0),
          d TEXT, CONSTRAINT u UNIQUE (a, d), CHECK (length(a) > c OR c < 9));
        CREATE INDEX t_a ON t (a DESC, c); CREATE VIEW v AS SELECT a || c AS ac FROM t;
        INSERT INTO t VALUES (1, 'x', 'y', 3, 'd'), (2, 'z', NULL, 4, 'D');
        """),
    Sample(
      name: "columns with the name of the table, and keywords",
      sql: """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER, t TEXT CHECK (t.t <> 'q' OR "t".t IS NULL),
          "index" TEXT AS ("where" || [t]) VIRTUAL, "where" TEXT, CHECK (NOT t.t = 'r'));
        CREATE INDEX "on" ON t ("index", t) WHERE "where" IS NOT NULL;
        CREATE VIEW "view" AS SELECT t.t, "index" AS "select" FROM t AS t;
        INSERT INTO t (id, a, b, c, t, "where") VALUES (1, 'x', 'y', 1, 'red', 'w'), (2, 'z', NULL, NULL, NULL, NULL);
        """),
    Sample(
      name: "odd types and defaults",
      sql: """
        CREATE TABLE "t" ("id" INTEGER PRIMARY KEY NOT NULL, "a" VARCHAR (20) NOT NULL, "b" "odd type" DEFAULT x'00ff', "c" UNSIGNED BIG INT,
          d DECIMAL(10,5) DEFAULT -1.50, e DEFAULT (datetime('now')), f TEXT DEFAULT CURRENT_TIMESTAMP, g BOOLEAN DEFAULT TRUE, h FLOAT DEFAULT +3,
          i TEXT DEFAULT 'it''s', j INTEGER DEFAULT 0x1F, k NCHAR(5) CONSTRAINT nn NOT NULL DEFAULT '', l DATE NULL);
        INSERT INTO t (id, a, b, c) VALUES (1, 'x', 'y', 3), (2, 'z', NULL, 4);
        """),
  ]

  private static let edits = ["rename", "add", "drop", "require", "narrow", "several"]

  private func edited(_ text: String, _ edit: String, _ sample: Sample) -> String {
    switch edit {
    case "rename": text.renaming(sample.renamed, of: sample.table, to: "renamed")
    case "add": text.adding("extra: int = 3", to: sample.table)
    case "drop": text.dropping(sample.dropped, of: sample.table)
    case "narrow": text.retyping(sample.renamed, of: sample.table) { _ in sample.literals }
    case "require": text.retyping(sample.required, of: sample.table) { _ in " int = 7" }
    case _:
      text.renaming(sample.renamed, of: sample.table, to: "renamed").dropping(sample.dropped, of: sample.table)
        .retyping(sample.required, of: sample.table) { _ in " int = 7" }
    }
  }

  @Test(
    "Rare definitions stay through a change and its rollback, or are refused before it", arguments: samples,
    ForeignDatabase.Way.allCases)
  func attack(sample: Sample, way: ForeignDatabase.Way) async throws {
    for edit in Self.edits {
      let database = try await ForeignDatabase(sample.sql, way: way)
      let before = try Snapshot(database, of: sample.table)
      let label = "\(edit) \(way)"
      let outcome: ForeignDatabase.Outcome
      do { outcome = try await database.migrate { edited($0, edit, sample) } } catch {
        Issue.record("\(label): \(error)\n\(database.inspected)")
        continue
      }
      switch outcome {
      case .notPlanned(let text): Issue.record("\(label): \(text)\n\(database.inspected)")
      case .refused(let text):
        let after = try Snapshot(database, of: sample.table)
        #expect(after == before, "\(label)")
        // A refusal names what is in the way.
        let isExpected = sample.refusals[edit].map(text.contains) ?? Self.names(text)
        #expect(isExpected, "\(label): \(text)")
      case .done:
        let after = try Snapshot(database, of: sample.table)
        #expect(after.health == ["ok"] && after.broken == before.broken, "\(label): \(after.health)")
        #expect(after.sequences == before.sequences, "\(label)")
        for (key, sql) in before.definitions where key != "table \(sample.table)" {
          let isSame = after.definitions[key] == sql
          // `RENAME COLUMN` writes the new name into what names the column.
          let isRenamed =
            edit == "rename" || edit == "several"
            ? Snapshot.isRenamed(sql, after.definitions[key] ?? "", sample.renamed) : false
          #expect(isSame || isRenamed, "\(label): \(after.definitions[key] ?? "gone")")
        }
        for (table, rows) in before.rows where table != sample.table {
          #expect(after.rows[table] == rows, "\(label): \(table)")
        }
        try await database.rollBack()
        let back = try Snapshot(database, of: sample.table)
        #expect(back.definitions == before.definitions, "\(label)")
        #expect(back.rows == before.rows, "\(label)")
        #expect(back.sequences == before.sequences && back.health == ["ok"] && back.broken == before.broken, "\(label)")
      }
    }
  }

  private static func names(_ text: String) -> Bool {
    ["is not part of the schema", "uses", "would"].contains(where: text.contains)
  }
}

/// Everything in a database but the ledger.
private struct Snapshot: Equatable {
  /// The texts of all objects, byte for byte.
  var definitions: [String: String] = [:]
  var rows: [String: [String]] = [:]
  var sequences: [String] = []
  var health: [String] = []
  var broken: [String] = []

  init(_ database: ForeignDatabase, of table: String) throws {
    let objects = try database.texts(
      """
      SELECT type || ' ' || name || char(0) || sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
      AND tbl_name NOT LIKE '~_bellows%' ESCAPE '~'
      """)
    for object in objects {
      let parts = object.split(separator: "\0", maxSplits: 1).map(String.init)
      definitions[parts[0]] = parts[1]
    }
    for key in definitions.keys where key.hasPrefix("table ") {
      let name = String(key.dropFirst(6))
      let columns = try database.texts("SELECT name FROM pragma_table_xinfo('\(name)')")
      let values = columns.map { "quote(\($0.sqlName))" }.joined(separator: " || ' ' || ")
      rows[name] = try database.texts("SELECT \(values) FROM \(name.sqlName)").sorted()
    }
    if try database.texts("SELECT name FROM sqlite_schema WHERE name = 'sqlite_sequence'") != [] {
      sequences = try database.texts(
        "SELECT name || seq FROM sqlite_sequence WHERE name NOT LIKE '~_bellows%' ESCAPE '~' ORDER BY name")
    }
    health = try database.texts("PRAGMA integrity_check")
    broken = try database.texts("SELECT \"table\" || rowid FROM pragma_foreign_key_check")
  }

  /// Whether a text is another one with a renamed column.
  static func isRenamed(_ old: String, _ new: String, _ column: String) -> Bool {
    let plain = new.replacing("\"renamed\"", with: column).replacing("renamed", with: column)
    return plain.replacing("\"", with: "") == old.replacing("\"", with: "")
  }
}
