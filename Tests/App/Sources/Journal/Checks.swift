// Part of Bellows. MIT licence: see LICENSE.
import GRDB

extension AppTable {
  /// Throws unless a row says what was meant by it.
  static func check(_ row: Row, against meant: Meaning, _ db: GRDB.Database) throws {
    for (field, read) in try meaning(of: row, db).sorted(by: { $0.key < $1.key })
    where !Sense.agrees(field, read, with: meant[field], in: meant) {
      throw Broken(
        "\(table)[\(key(row))].\(field) reads '\(read)', and '\(orNone(meant[field]))' was meant, in \(meant)")
    }
  }

  /// Reads the row with a key, as the app would; throws unless it says what was meant by it.
  static func checkRow(_ id: Int64, _ db: GRDB.Database) throws {
    let meant = try Journal(db).meaning(table, id)
    let row = try Row.fetchOne(db, key: id)
    switch (row, meant) {
    case (let row?, let meant?): try check(row, against: meant, db)
    case (nil, nil): break
    case (nil, let meant?): throw Broken("\(table)[\(id)] is lost: \(meant) was meant")
    case (_?, nil): throw Broken("\(table)[\(id)] is there again: it was deleted")
    }
  }

  /// Reads a page of rows and compares them with the journal; says where the next page begins, `nil` after the last.
  static func checkPage(from id: Int64, limit: Int = 200, _ db: GRDB.Database) throws -> Int64? {
    let meant = try Journal(db).page(table, from: id, limit: limit)
    let isLast = meant.count < limit
    let column = GRDB.Column("_id")
    let after = filter(column >= id).order(column)
    let rows = try Row.fetchAll(db, isLast ? after : after.filter(column <= meant[limit - 1].id))
    var rowsByKey = Dictionary(rows.map { (key($0), $0) }) { $1 }
    for entry in meant {
      guard let row = rowsByKey.removeValue(forKey: entry.id) else {
        throw Broken("\(table)[\(entry.id)] is lost: \(entry.meaning) was meant")
      }
      try check(row, against: entry.meaning, db)
    }
    if let id = rowsByKey.keys.min() { throw Broken("\(table)[\(id)] is there again: it was deleted") }
    return isLast ? nil : meant[limit - 1].id + 1
  }

  private static var table: String { Row.table }
  private static func filter(_ condition: SQLExpression) -> QueryInterfaceRequest<Row> { Row.filter(condition) }
}

extension Release {
  /// Reads every row of every table in one transaction, and says how many there are.
  func checkAll(_ db: GRDB.Database) throws -> Int {
    let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check")
    if integrity != ["ok"] { throw Broken("the file is damaged: \(integrity)") }
    try db.checkForeignKeys()
    for table in [people, notes] {
      var next: Int64? = Int64.min
      while let id = next { next = try table.checkPage(from: id, db) }
    }
    return try Journal(db).count("people") + Journal(db).count("notes")
  }

  /// Looks for a note by a word that only it contains, as people do.
  func checkSearch(_ id: Int64, _ db: GRDB.Database) throws {
    guard let word = try Journal(db).meaning("notes", id)?["body"]?.split(separator: " ").last else { return }
    let sql = #"SELECT rowid FROM notes_by_text WHERE notes_by_text MATCH ?"#
    let found = try Int64.fetchAll(db, sql: sql, arguments: [String(word)])
    if found != [id] { throw Broken("notes[\(id)] has the word '\(word)', and the search finds \(found)") }
  }
}
