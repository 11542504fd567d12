// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

/// Where an image keeps its rows: a table of the key (`k0`, ...), of what the columns held (`o0`, ...), and of what they
/// were noted to hold afterwards (`n0`, ...).
///
/// Columns without a type take every value as it is.
private struct ImageTable {
  /// What `noted` says of a row.
  enum Noted: Int {
    /// Nothing: the columns, or the table, went.
    case not = 0
    /// The row is there, with the values in `n0`, ....
    case present = 1
    /// The row is not there.
    case absent = 2
  }

  var image: BeforeImage
  var name: String { quoted(image.name) }
  var table: String { quoted(image.table) }
  var keys: [String] { image.key.indices.map { "k\($0)" } }
  var olds: [String] { image.columns.indices.map { "o\($0)" } }
  var news: [String] { image.columns.indices.map { "n\($0)" } }

  /// The same columns as a key of the image.
  var keyColumns: [Column] { zip(keys, image.key).map { Column($0, $1.form) } }

  /// Whether rows that are gone come back too: their table went, or they were deleted.
  var isWhole: Bool { image.key.allSatisfy { image.columns.contains($0.name) } }

  /// `i.k0 = t."_id"`.
  var isSameRow: String {
    zip(keys, image.key).map { "i.\($0) = t.\(quoted($1.name))" }.joined(separator: " AND ")
  }

  /// Whether the row holds what was noted for it.
  var isAsNoted: String {
    (["i.noted = \(Noted.present.rawValue)"] + zip(news, image.columns).map { "i.\($0) IS t.\(quoted($1))" })
      .joined(separator: " AND ")
  }

  /// The keys of the image as JSON values.
  func keys(of statement: Statement) throws -> [JSONValue] { try statement.key(keyColumns) }
}

extension Connection {
  /// Keeps aside what the columns of an image hold now, for the rows of a range, and says for how many.
  func keep(_ image: BeforeImage, _ range: KeyRange, where conditions: [String] = []) throws -> Int {
    let own = ImageTable(image: image)
    try make(own)
    let conditions = range.conditions(on: image.key) + conditions
    let columns = image.key.map { quoted($0.name) } + image.columns.map(quoted)
    // A second walk must not take what the first has made of a row for what it was before.
    let unchanged = """
      EXISTS (SELECT 1 FROM \(own.name) AS i WHERE \(own.isSameRow) AND \(own.isAsNoted))
      """
    let statement = try prepare(
      """
      INSERT OR REPLACE INTO \(own.name) (\((own.keys + own.olds).joined(separator: ", ")))
      SELECT \(columns.joined(separator: ", ")) FROM \(own.table) AS t
      \(whereClause(conditions + ["NOT " + unchanged]))
      """)
    _ = try range.bind(to: statement, key: image.key, from: 1)
    try statement.run()
    return changes
  }

  /// Notes in an image what its columns hold now, for the rows of a range that were kept and not noted since.
  func note(_ image: BeforeImage, _ range: KeyRange) throws {
    let own = ImageTable(image: image)
    guard try exists(image.name) else { return }
    let unnoted = "i.noted = \(ImageTable.Noted.not.rawValue)"
    let assignments = zip(own.news, image.columns).map { "\($0) = t.\(quoted($1))" }
    let present = try prepare(
      """
      UPDATE \(own.name) AS i SET noted = \(ImageTable.Noted.present.rawValue), \(assignments.joined(separator: ", "))
      FROM \(own.table) AS t
      \(whereClause([own.isSameRow, unnoted] + range.conditions(on: own.keyColumns, in: "i")))
      """)
    _ = try range.bind(to: present, key: own.keyColumns, from: 1)
    try present.run()
    let absent = try prepare(
      """
      UPDATE \(own.name) AS i SET noted = \(ImageTable.Noted.absent.rawValue)
      \(whereClause([unnoted] + range.conditions(on: own.keyColumns, in: "i")))
      """)
    _ = try range.bind(to: absent, key: own.keyColumns, from: 1)
    try absent.run()
  }

  /// Gives rows back what the image has kept, unless somebody wrote to them since.
  func restore(_ image: BeforeImage) throws -> RestoreOutcome {
    let own = ImageTable(image: image)
    guard try exists(image.name) else { return RestoreOutcome() }
    let isThere = "EXISTS (SELECT 1 FROM \(own.table) AS t WHERE \(own.isSameRow))"
    // Where columns went, they come back empty; a row that was noted must hold what it was noted with.
    let isEmpty = (["i.noted = 0"] + image.columns.map { "t.\(quoted($0)) IS NULL" }).joined(separator: " AND ")
    let untouched = "((\(own.isAsNoted)) OR (\(isEmpty)))"
    let isGone = own.isWhole ? "(i.noted <> \(ImageTable.Noted.present.rawValue) AND NOT \(isThere))" : "FALSE"
    let isHeld = (zip(own.olds, image.columns).map { "i.\($0) IS t.\(quoted($1))" }).joined(separator: " AND ")
    let restorable = """
      EXISTS (SELECT 1 FROM \(own.table) AS t WHERE \(own.isSameRow) AND (\(untouched) OR (i.noted = 0 AND \(isHeld))))
      """
    let touched = try rows(
      "SELECT \(own.keys.joined(separator: ", ")) FROM \(own.name) AS i WHERE NOT \(restorable) AND NOT \(isGone)"
    ) { try own.keys(of: $0) }

    var restored = 0
    if own.isWhole {
      // The rows that are gone; where one came back under the key meanwhile, it is among those that were touched.
      try run(
        """
        INSERT OR ABORT INTO \(own.table) (\(image.columns.map(quoted).joined(separator: ", ")))
        SELECT \(own.olds.map { "i.\($0)" }.joined(separator: ", ")) FROM \(own.name) AS i WHERE \(isGone)
        """)
      restored += changes
    }
    let columns = zip(own.olds, image.columns).filter { _, name in !image.key.contains { $0.name == name } }
    if !columns.isEmpty {
      try run(
        """
        UPDATE OR ABORT \(own.table) AS t SET \(columns.map { "\(quoted($1)) = i.\($0)" }.joined(separator: ", "))
        FROM \(own.name) AS i WHERE \(own.isSameRow) AND \(untouched)
        """)
      restored += changes
    }
    return RestoreOutcome(restored: restored, touched: touched)
  }

  /// About how many bytes an image would take: those of the first rows, times how many rows there are.
  func size(of image: BeforeImage) throws -> Int {
    let sampled = 1000
    let names = image.key.map { quoted($0.name) } + image.columns.map(quoted)
    let length = names.map { "coalesce(length(CAST(\($0) AS BLOB)), 0) + 2" }.joined(separator: " + ")
    let count = try number("SELECT count(*) FROM \(quoted(image.table))")
    let bytes = try number(
      "SELECT total(\(length)) FROM (SELECT * FROM \(quoted(image.table)) LIMIT \(sampled))")
    return count <= sampled ? bytes : Int(Double(bytes) / Double(sampled) * Double(count))
  }

  /// Whether there is a table of that name.
  func exists(_ table: String) throws -> Bool {
    try number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)", table) == 1
  }

  private func make(_ own: ImageTable) throws {
    if try exists(own.image.name) { return }
    let keys = zip(own.keys, own.image.key).map { name, column in
      "\(name) COLLATE \(collation(of: column.name, in: own.image.table)) NOT NULL"
    }
    let columns = keys + own.olds + ["noted INTEGER NOT NULL DEFAULT 0"] + own.news
    try run(
      "CREATE TABLE \(own.name) (\(columns.joined(separator: ", ")), "
        + "PRIMARY KEY (\(own.keys.joined(separator: ", "))))" + " WITHOUT ROWID")
  }

  /// How a column's texts are put in order: the image must agree.
  private func collation(of column: String, in table: String) -> String {
    var name: UnsafePointer<CChar>?
    sqlite3_table_column_metadata(handle, "main", table, column, nil, &name, nil, nil, nil)
    return name.map { quoted(String(cString: $0)) } ?? "BINARY"
  }
}
