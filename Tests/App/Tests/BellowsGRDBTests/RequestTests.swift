// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsGRDB
import Foundation
import GRDB
import Testing

/// Requests of GRDB with the values of Bellows: what a row type writes is what they find.
@Suite struct RequestTests {
  /// A row as Bellows writes its type; the keys are texts.
  struct TokensRow: ReadableRow, FetchableRecord, TableRecord {
    static let table = "tokens"
    static let columns = [
      Bellows.Column("_id", .text), Bellows.Column("parent", .text), Bellows.Column("code", .text),
      Bellows.Column("raw", .uuidBytes), Bellows.Column("at", .microseconds), Bellows.Column("seen", .instantText),
      Bellows.Column("day", .text), Bellows.Column("price", .text), Bellows.Column("tags", .json),
    ]
    static let keyColumns = [0]
    typealias ID = Key<TokensRow, UUID>
    var id: ID
    var parent: ID?
    var code: UUID
    var raw: UUID
    var at: Timestamp
    var seen: Timestamp
    var day: Day
    var price: ExactDecimal
    var tags: [String]

    init(_ number: Int64, parent: ID? = nil) throws {
      id = ID(UUID())
      self.parent = parent
      code = UUID()
      raw = UUID()
      at = Timestamp(microseconds: number)
      seen = Timestamp(microseconds: number * 1_000_000)
      day = try Day(json: .string("2026-03-0\(number)"))
      price = try ExactDecimal(json: .string("\(number).5"))
      tags = ["\(number)"]
    }

    init(row: some RowReader) throws {
      id = try row.required(0)
      parent = try row.optional(1)
      code = try row.required(2)
      raw = try row.required(3)
      at = try row.required(4)
      seen = try row.required(5)
      day = try row.required(6)
      price = try row.required(7)
      tags = try row.required(8)
    }

    var columnValues: [JSONValue?] {
      [id.json, parent?.json, code.json, raw.json, at.json, seen.json, day.json, price.json, tags.json]
    }
  }

  /// Keys that are stored as bytes.
  enum Bytes: TableRow {
    case none
    static let table = "bytes"
    static let columns = [Bellows.Column("id", .uuidBytes)]
    static let keyColumns = [0]
  }

  private func database() throws -> (DatabaseQueue, [TokensRow]) {
    let queue = try DatabaseQueue()
    let first = try TokensRow(1)
    let rows = [first, try TokensRow(2, parent: first.id), try TokensRow(3, parent: first.id)]
    try queue.write { db in
      try db.execute(
        sql: """
          CREATE TABLE "tokens" (
            "_id" TEXT PRIMARY KEY, "parent" TEXT, "code" TEXT NOT NULL, "raw" BLOB NOT NULL, "at" INTEGER NOT NULL,
            "seen" TEXT NOT NULL, "day" TEXT NOT NULL, "price" TEXT NOT NULL, "tags" TEXT NOT NULL
          ) STRICT
          """)
      for row in rows {
        try db.execute(
          sql: "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            row.id.rawValue.uuidString.lowercased(), row.parent?.rawValue.uuidString.lowercased(),
            row.code.uuidString.lowercased(), withUnsafeBytes(of: row.raw.uuid) { Data($0) }, row.at.microseconds,
            "1970-01-01 00:00:0\(row.at.microseconds).000", "2026-03-0\(row.at.microseconds)",
            "\(row.at.microseconds).5", "[\"\(row.at.microseconds)\"]",
          ])
      }
    }
    return (queue, rows)
  }

  @Test("A key of UUIDs finds its row, alone, in lists, and in other columns")
  func keys() throws {
    let (queue, rows) = try database()
    try queue.read { (db: GRDB.Database) throws in
      #expect(try TokensRow.fetchOne(db, key: rows[1].id) == rows[1])
      #expect(try TokensRow.fetchAll(db, keys: [rows[0].id, rows[2].id]).count == 2)
      #expect(try TokensRow.filter(GRDB.Column("parent") == rows[0].id).fetchCount(db) == 2)
      #expect(try TokensRow.filter([rows[1].id, rows[2].id].contains(GRDB.Column("_id"))).fetchCount(db) == 2)
      let ids = try TokensRow.select(GRDB.Column("_id"), as: TokensRow.ID.self).fetchSet(db)
      #expect(ids == Set(rows.map(\.id)))
      let parents = try Optional<TokensRow.ID>.fetchAll(db, sql: "SELECT parent FROM tokens ORDER BY at")
      #expect(parents == [nil, rows[0].id, rows[0].id])
    }
  }

  @Test("Instants, days and decimals find their rows")
  func values() throws {
    let (queue, rows) = try database()
    try queue.read { (db: GRDB.Database) throws in
      #expect(try TokensRow.filter(GRDB.Column("at") > rows[0].at).fetchCount(db) == 2)
      #expect(try TokensRow.filter(GRDB.Column("day") == rows[2].day).fetchAll(db) == [rows[2]])
      #expect(try TokensRow.filter(GRDB.Column("price") == rows[1].price).fetchAll(db) == [rows[1]])
      #expect(try Timestamp.fetchAll(db, sql: "SELECT at FROM tokens ORDER BY at") == rows.map(\.at))
      #expect(try Timestamp.fetchAll(db, sql: "SELECT seen FROM tokens ORDER BY at") == rows.map(\.seen))
      #expect(try Day.fetchAll(db, sql: "SELECT day FROM tokens ORDER BY at") == rows.map(\.day))
      #expect(try ExactDecimal.fetchAll(db, sql: "SELECT price FROM tokens ORDER BY at") == rows.map(\.price))
    }
  }

  @Test("Every value finds its row in the stored form of its column")
  func storedForms() throws {
    let (queue, rows) = try database()
    try queue.read { (db: GRDB.Database) throws in
      for row in rows {
        for (column, value) in [
          ("code", TokensRow.stored(row.code, in: "code")), ("raw", TokensRow.stored(row.raw, in: "raw")),
          ("at", TokensRow.stored(row.at, in: "at")), ("seen", TokensRow.stored(row.seen, in: "seen")),
          ("tags", TokensRow.stored(row.tags, in: "tags")), ("_id", TokensRow.stored(row.id, in: "_id")),
        ] {
          #expect(try TokensRow.filter(GRDB.Column(column) == value).fetchAll(db) == [row], "\(column)")
        }
      }
      #expect(try TokensRow.filter(GRDB.Column("code") == rows[0].code).fetchCount(db) == 0, "GRDB compares bytes")
    }
  }

  @Test("A key has the form of its column, also of bytes")
  func forms() {
    let uuid = UUID()
    #expect(Key<Bytes, UUID>(uuid).databaseValue == withUnsafeBytes(of: uuid.uuid) { Data($0) }.databaseValue)
    #expect(Key<Bytes, UUID>.fromDatabaseValue(Key<Bytes, UUID>(uuid).databaseValue)?.rawValue == uuid)
    #expect(Key<Never, Int64>(7).databaseValue == 7.databaseValue)
    #expect(Key<Never, String>.fromDatabaseValue("a".databaseValue)?.rawValue == "a")
    #expect(Key<Never, Int64>.fromDatabaseValue("a".databaseValue) == nil)
    #expect(Key<Never, Int64>.fromDatabaseValue(.null) == nil)
  }
}
