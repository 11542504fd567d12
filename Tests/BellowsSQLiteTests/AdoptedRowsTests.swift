// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// `migrate adopt` compares the rows with the types of the schema before it creates the ledger.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct AdoptedRowsTests {
  private static let model = StoredTable(
    "items",
    [
      """
      CREATE TABLE "items" ("code" TEXT NOT NULL PRIMARY KEY, "count" INTEGER NOT NULL, "price" REAL,
        "state" TEXT NOT NULL CHECK ("state" IN ('new', 'old')), "data" TEXT CHECK ("data" IS NULL OR json_valid("data")), "raw" BLOB) STRICT
      """
    ])
  private static let build = Migrations(schema: "s", tables: [model], plans: [])
  private static let table = """
    CREATE TABLE items (code TEXT PRIMARY KEY, count INTEGER NOT NULL, price REAL, state TEXT NOT NULL, data TEXT, raw BLOB)
    """

  private func adopted(_ rows: [String]) async throws -> (
    Scratch, (status: Int32, text: String)
  ) {
    let scratch = try Scratch(Self.table)
    for row in rows { try scratch.connection().run("INSERT INTO items VALUES (\(row))") }
    let adopt = await scratch.run(Self.build, ["adopt"])
    return (scratch, (adopt.status, adopt.output + adopt.errors))
  }

  @Test("Rows that fit are adopted, also whole numbers in a column of doubles")
  func fitting() async throws {
    let (_, adopt) = try await adopted(["'a', 1, 1.5, 'new', '{}', x'00'", "'b', 2, NULL, 'old', NULL, NULL"])
    #expect(adopt.status == 0, "\(adopt)")
    #expect(!adopt.text.contains("note"), "\(adopt)")
  }

  @Test("Integers that no double is equal to are noted, and do not refuse the adoption")
  func rounded() async throws {
    let table = Self.table.replacing("price REAL", with: "price NUMERIC")
    let scratch = try Scratch(table)
    try scratch.connection().run("INSERT INTO items VALUES ('a', 1, 9007199254740993, 'new', NULL, NULL)")
    let adopt = await scratch.run(Self.build, ["adopt"])
    #expect(adopt.status == 0, "\(adopt)")
    #expect(adopt.output.contains("items.price: 1 row with an integer beyond 2^53"), "\(adopt)")
  }

  @Test(
    "Values of another type and values that the type excludes are refused by column, with counts and keys",
    arguments: [
      ("'a', 'many', 1, 'new', NULL, NULL", "items.count: 1 row with another type than integer (keys 'a')"),
      ("'a', 1, 'cheap', 'new', NULL, NULL", "items.price: 1 row with another type than real (keys 'a')"),
      ("'a', 1, 1, x'00', NULL, NULL", "items.state: 1 row with another type than text (keys 'a')"),
      (
        "'a', 1, 1, 'lost', NULL, NULL",
        "items.state: 1 row with a value that the type of the field excludes (keys 'a')"
      ),
      ("'a', 1, 1, 'new', '{', NULL", "items.data: 1 row with a value that the type of the field excludes (keys 'a')"),
      ("'a', 1, 1, 'new', NULL, 'text'", "items.raw: 1 row with another type than blob (keys 'a')"),
    ])
  func refused(row: String, line: String) async throws {
    let (scratch, adopt) = try await adopted([row, "'z', 1, 1, 'new', '[]', x'01'"])
    #expect(adopt.status == 1 && adopt.text.contains(line), "\(adopt)")
    #expect(try scratch.rows("SELECT name FROM sqlite_schema WHERE name LIKE '~_bellows%' ESCAPE '~'") == [])
  }

  @Test(
    "Texts that only the collation of the column takes for literals of the type are refused",
    arguments: [
      ("NOCASE", "'New'"), ("NOCASE", "'OLD'"), ("RTRIM", "'new '"),
    ])
  func collations(collation: String, value: String) async throws {
    for check in ["", " CHECK (state IN ('new', 'old'))", " CHECK (\"state\" IN ('new', 'old'))"] {
      let column = "state TEXT NOT NULL COLLATE \(collation)\(check)"
      let scratch = try Scratch(Self.table.replacing("state TEXT NOT NULL", with: column))
      try scratch.connection().run(
        "INSERT INTO items VALUES ('a', 1, 1, \(value), NULL, NULL), ('b', 1, 1, 'new', NULL, NULL)")
      let adopt = await scratch.run(Self.build, ["adopt"])
      let line = "items.state: 1 row with a value that the type of the field excludes (keys 'a')"
      #expect(adopt.status == 1 && (adopt.output + adopt.errors).contains(line), "\(column): \(adopt)")
      try scratch.connection().run("UPDATE items SET state = 'old' WHERE code = 'a'")
      #expect((await scratch.run(Self.build, ["adopt"])).status == 0)
    }
  }

  @Test("Values of another type in an ANY column of a STRICT table are refused")
  func strictAny() async throws {
    let table =
      Self.table.replacing("count INTEGER", with: "count ANY").replacing("price REAL", with: "price ANY") + " STRICT"
    for (row, line) in [
      ("'a', 'many', 1, 'new', NULL, NULL", "items.count: 1 row with another type than integer (keys 'a')"),
      ("'a', 1, '1.5', 'new', NULL, NULL", "items.price: 1 row with another type than real (keys 'a')"),
    ] {
      let scratch = try Scratch(table)
      try scratch.connection().run("INSERT INTO items VALUES (\(row))")
      let adopt = await scratch.run(Self.build, ["adopt"])
      #expect(adopt.status == 1 && (adopt.output + adopt.errors).contains(line), "\(adopt)")
    }
    let fitting = try Scratch(table)
    try fitting.connection().run("INSERT INTO items VALUES ('a', 1, 2.5, 'new', NULL, NULL)")
    #expect((await fitting.run(Self.build, ["adopt"])).status == 0)
  }

  @Test("Many rows are counted, and the first keys are shown")
  func counts() async throws {
    let rows = (1...5).map { "'k\($0)', 'x', 'y', 'new', NULL, NULL" }
    let (_, adopt) = try await adopted(rows)
    #expect(adopt.text.contains("items.count: 5 rows with another type than integer (keys 'k1', 'k2', 'k3', ...)"))
    #expect(adopt.text.contains("items.price: 5 rows"), "\(adopt)")
  }

  @Test("Rows with NULL in the key are named, and adopted")
  func noKey() async throws {
    let (_, adopt) = try await adopted(["'a', 1, 1, 'new', NULL, NULL", "NULL, 1, 1, 'new', NULL, NULL"])
    #expect(adopt.status == 0 && adopt.text.contains("note: items.code: 1 row with NULL in the key"), "\(adopt)")
  }

  @Test(
    "A table is scanned unless it has the constraints of the schema",
    arguments: [
      ("\"code\" TEXT NOT NULL PRIMARY KEY", "\"code\" TEXT NOT NULL PRIMARY KEY", false),
      ("\"code\" TEXT NOT NULL PRIMARY KEY", "\"code\" TEXT PRIMARY KEY", true),
      ("\"code\" INTEGER PRIMARY KEY", "\"code\" INTEGER PRIMARY KEY", false),
      ("\"code\" INTEGER NOT NULL PRIMARY KEY", "\"code\" INTEGER PRIMARY KEY DESC", true),
      ("\"count\" INTEGER NOT NULL", "\"count\" INTEGER", false), ("\"count\" INTEGER", "\"count\" ANY", true),
      ("\"price\" REAL", "\"price\" REAL", false), ("\"price\" REAL", "\"price\" ANY", true),
      ("\"price\" REAL", "\"price\" INTEGER", true), ("\"any\" ANY", "\"any\" TEXT", false),
      ("\"state\" TEXT CHECK (\"state\" IN ('new'))", "\"state\" TEXT check(\"state\" IN('new'))", false),
      ("\"state\" TEXT CHECK (\"state\" IN ('new'))", "state TEXT check (state in ('old'))", true),
      ("\"state\" TEXT CHECK (\"state\" IN ('new'))", "state TEXT COLLATE NOCASE CHECK (state IN ('new'))", true),
      ("\"state\" TEXT CHECK (\"state\" IN ('new'))", "\"state\" TEXT", true),
      ("\"state\" TEXT", "\"state\" TEXT CHECK (\"state\" IN ('new'))", false), ("\"raw\" BLOB", "other BLOB", false),
    ], [true, false])
  func scans(_ columns: (model: String, own: String, isScanned: Bool), isStrict: Bool) async throws {
    func table(_ column: String, _ options: String) -> String {
      "CREATE TABLE \"items\" (\"id\" ANY, \(column))\(options)"
    }
    let model = StoredTable("items", [table(columns.model, " STRICT")])
    let scratch = try Scratch(table(columns.own, isStrict ? " STRICT" : ""), wal: false)
    let (size, pages) = (4096, try scratch.rows("PRAGMA page_count")[0])
    #expect(try scratch.rows("PRAGMA page_size") == ["\(size)"])
    #expect(try await scratch.database.misfits(in: [model]) == [])
    // All pages of tables and indexes become unreadable; the first page has the catalog.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path))
    try file.seek(toOffset: UInt64(size))
    try file.write(contentsOf: Data(repeating: 0, count: size * ((Int(pages) ?? 1) - 1)))
    try file.close()
    let found = try? await SQLite(path: scratch.path).misfits(in: [model])
    // Where SQLite does not check types, all columns with a type are compared.
    let isOfOneType = columns.model.contains("ANY") || columns.own.hasPrefix("other")
    let isScanned = columns.isScanned || !isStrict && !isOfOneType
    #expect(found == (isScanned ? nil : []))
  }
}
