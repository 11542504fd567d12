// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The table of a backup.
///
/// It has the key (`k1`), the old value of each column (`o1`), the recorded result (`n1`), and the state of the row. The
/// columns have the types of those that they copy.
///
/// A comment on the table says which columns these are: names with a prefix could be longer than a name may be. In the
/// statements `t` is the table and `i` its backup.
struct BackupTable {
  /// The values of `state`.
  enum RowState: Int {
    /// Backed up; no result is recorded: the columns were dropped, or the backfill has not reached the row.
    case backedUp = 0
    /// The result is recorded: the row has the values in `n1`.
    case present = 1
    /// The result is recorded: the row does not exist.
    case absent = 2
    /// The row still has its recorded result and is about to be written again; its first copy stays.
    case again = 3
  }

  let backup: Backup
  /// The qualified names of the backup and of the table.
  let name: String
  let table: String
  /// The columns of the key and those that are backed up, in the order of the backup table.
  let keyNames: [String]
  let columns: [String]
  /// The columns whose type has no equality, such as `json`.
  let compareAsText: Set<String>

  var keys: [String] { keyNames.indices.map { "k\($0 + 1)" } }
  var olds: [String] { columns.indices.map { "o\($0 + 1)" } }
  var news: [String] { columns.indices.map { "n\($0 + 1)" } }

  /// The key in the order of the backup's description, with the names of its columns here.
  var keyColumns: [Column] {
    backup.key.map { column in
      Column("k\((keyNames.firstIndex(of: column.name) ?? 0) + 1)", column.form)
    }
  }

  /// Whether missing rows without a recorded result are restored: their table was dropped.
  private var isWhole: Bool { keyNames.allSatisfy(columns.contains) }

  /// The columns that are written when a row is restored, with their old values.
  var writable: [(name: String, value: String)] {
    zip(keys, keyNames).map { ($1, "i." + $0) } + values(of: columns.filter { !keyNames.contains($0) })
  }

  /// The columns that may have been written since: they show whether a row is unchanged.
  var compared: [String] {
    columns.filter { !backup.empty.contains($0) && !backup.current.contains($0) && !keyNames.contains($0) }
  }

  /// The columns that cannot have been written since.
  var empty: [String] { columns.filter { backup.empty.contains($0) && !keyNames.contains($0) } }

  /// Returns columns with expressions for their old values.
  func values(of names: [String]) -> [(name: String, value: String)] { names.map { ($0, "i.o\(number(of: $0))") } }

  private func number(of column: String) -> Int { (columns.firstIndex(of: column) ?? 0) + 1 }

  /// The condition that joins a row with its backup: `i.k1 = t."id"`.
  var isSameRow: String {
    zip(keys, keyNames).map { "i.\($0) = t.\(quoted($1))" }.joined(separator: " AND ")
  }

  /// Whether the row still has its recorded result.
  var isAsRecorded: String { (["i.state = \(RowState.present.rawValue)"] + equalities("n")).joined(separator: " AND ") }

  /// Whether a row without a recorded result has no values: its columns were dropped and created again.
  var isEmpty: String {
    (["i.state = \(RowState.backedUp.rawValue)"] + compared.map { "t.\(quoted($0)) IS NULL" }).joined(
      separator: " AND ")
  }

  /// Whether the row has its old values.
  var isAsBefore: String { compared.isEmpty ? "true" : equalities("o").joined(separator: " AND ") }

  /// Whether the recorded result is the old value.
  var isUnchanged: [String] {
    columns.indices.map { same("i.o\($0 + 1)", "i.n\($0 + 1)", columns[$0]) }
  }

  /// Whether the row is missing and may be inserted again.
  var isGone: String {
    if backup.absent == .none { return "false" }
    let states = backup.absent == .all || isWhole ? [RowState.backedUp, .absent] : [.absent]
    return "(i.state IN (\(states.map { "\($0.rawValue)" }.joined(separator: ", "))) "
      + "AND NOT EXISTS (SELECT 1 FROM \(table) AS t WHERE \(isSameRow)))"
  }

  private func equalities(_ prefix: String) -> [String] {
    compared.map { same("i.\(prefix)\(number(of: $0))", "t.\(quoted($0))", $0) }
  }

  private func same(_ left: String, _ right: String, _ column: String) -> String {
    let cast = compareAsText.contains(column) ? "::text" : ""
    return "\(left)\(cast) IS NOT DISTINCT FROM \(right)\(cast)"
  }
}

extension Connection {
  /// Returns the table of an existing backup.
  func existing(_ backup: Backup, _ options: Options) throws -> BackupTable? {
    guard let contents = try description(of: backup.name, options) else { return nil }
    return try backupTable(backup, contents.key, contents.columns, options)
  }

  /// Creates the table of a backup.
  func make(_ backup: Backup, _ options: Options) throws -> BackupTable {
    let key = backup.key.map(\.name)
    let columns = try columns(of: backup, options)
    let own = try backupTable(backup, key, columns, options)
    let copies =
      zip(own.keys, key).map { "\(quoted($1)) AS \($0)" } + zip(own.olds, columns).map { "\(quoted($1)) AS \($0)" }
      + zip(own.news, columns).map { "\(quoted($1)) AS \($0)" }
    try run("CREATE SCHEMA IF NOT EXISTS \(quoted(options.ledgerSchema))")
    try run("CREATE TABLE \(own.name) AS SELECT \(copies.joined(separator: ", ")) FROM \(own.table) WHERE false")
    try run(
      "ALTER TABLE \(own.name) ADD COLUMN state smallint NOT NULL DEFAULT 0, "
        + "ADD PRIMARY KEY (\(own.keys.joined(separator: ", ")))")
    let description = JSONValue.object(
      JSONObject([
        ("table", .string(backup.table)), ("key", .array(key.map { .string($0) })),
        ("columns", .array(columns.map { .string($0) })),
      ]))
    try run("COMMENT ON TABLE \(own.name) IS \(literal(description.text))")
    return own
  }

  /// Returns what a backup table says of itself; `nil` if it does not exist.
  func description(
    of backup: String, _ options: Options
  ) throws -> (table: String?, key: [String], columns: [String])? {
    let found = try run(
      "SELECT coalesce(obj_description(to_regclass($1), 'pg_class'), '') WHERE to_regclass($1) IS NOT NULL",
      [options.qualified(backup)])
    guard let text = found.count == 0 ? nil : found.text(0, 0) else { return nil }
    guard case .object(let object)? = try? JSONValue(text: text), case .string(let table)? = object["table"] else {
      throw DatabaseUnable("\(options.name): the comment of \(backup) is missing, which says what it contains")
    }
    func names(_ member: String) -> [String] {
      guard case .array(let values)? = object[member] else { return [] }
      return values.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }
    return (table, names("key"), names("columns"))
  }

  private func backupTable(
    _ backup: Backup, _ key: [String], _ columns: [String], _ options: Options
  ) throws -> BackupTable {
    let types = try run(
      """
      SELECT a.attname FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
      AND NOT EXISTS (SELECT 1 FROM pg_operator o WHERE o.oprname = '=' AND o.oprresult = 'bool'::regtype
        AND o.oprleft = a.atttypid AND o.oprright = a.atttypid)
      AND a.atttypid IN ('json'::regtype, 'xml'::regtype, 'point'::regtype, 'polygon'::regtype)
      """, [options.qualified(backup.table)])
    return BackupTable(
      backup: backup, name: options.qualified(backup.name), table: options.qualified(backup.table), keyNames: key,
      columns: columns, compareAsText: Set(types.texts()))
  }

  /// Returns the columns of a backup; `*` stands for all columns outside the key, unless a column has that name.
  func columns(of backup: Backup, _ options: Options) throws -> [String] {
    guard backup.columns.contains("*") else { return backup.columns }
    // The server computes generated columns again.
    let all = try run(
      """
      SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
      AND attgenerated = '' ORDER BY attnum
      """, [options.qualified(backup.table)]
    ).texts()
    if all.contains("*") { return backup.columns }
    return all.filter { name in !backup.key.contains { $0.name == name } }
  }
}
