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

  /// The columns that are written when a row is restored, with their old values.
  var writable: [(name: String, value: String)] {
    zip(keys, keyNames).map { ($1, "i." + $0) } + values(of: backup.otherColumns(of: columns))
  }

  /// The columns that may have been written since: they show whether a row is unchanged.
  var compared: [String] { backup.comparedColumns(of: columns) }

  /// The columns that cannot have been written since.
  var empty: [String] { backup.emptyColumns(of: columns) }

  /// Returns columns with expressions for their old values.
  func values(of names: [String]) -> [(name: String, value: String)] { names.map { ($0, "i.o\(number(of: $0))") } }

  private func number(of column: String) -> Int { (columns.firstIndex(of: column) ?? 0) + 1 }

  /// The condition that joins a row with its backup: `i.k1 = t."id"`.
  var isSameRow: String {
    zip(keys, keyNames).map { "i.\($0) = t.\(quoted($1))" }.joined(separator: " AND ")
  }

  /// Whether the row still has its recorded result.
  var isAsRecorded: String {
    (["i.state = \(BackupRowState.present.rawValue)"] + equalities("n")).joined(separator: " AND ")
  }

  /// Whether a row without a recorded result has no values: its columns were dropped and created again.
  var isEmpty: String {
    (["i.state = \(BackupRowState.backedUp.rawValue)"] + compared.map { "t.\(quoted($0)) IS NULL" }).joined(
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
    let states = backup.insertedStates(of: columns)
    if states.isEmpty { return "false" }
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

/// What the comment of a backup table says.
struct BackupDescription {
  /// The table whose values are backed up.
  var table: String
  /// The columns of its key, and those that are backed up.
  var key: [String]
  var columns: [String]
  /// The columns of the table whose type has no equality.
  var withoutEquality: [String]

  init(table: String, key: [String], columns: [String], withoutEquality: [String]) {
    (self.table, self.key, self.columns, self.withoutEquality) = (table, key, columns, withoutEquality)
  }

  init?(_ json: JSONValue) {
    guard case .object(let object) = json, case .string(let table)? = object["table"] else { return nil }
    func names(_ member: String) -> [String] { object[member]?.names ?? [] }
    self.init(
      table: table, key: names("key"), columns: names("columns"), withoutEquality: names("withoutEquality"))
  }

  var json: JSONValue {
    func array(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
    return .object(
      JSONObject([
        ("table", .string(table)), ("key", array(key)), ("columns", array(columns)),
        ("withoutEquality", array(withoutEquality)),
      ]))
  }
}

extension Connection {
  /// Returns the table of an existing backup.
  func existing(_ backup: Backup, _ options: Options) throws -> BackupTable? {
    try description(of: backup.name, options).map { backupTable(backup, $0, options) }
  }

  /// Creates the table of a backup.
  func make(_ backup: Backup, _ options: Options) throws -> BackupTable {
    let table = options.qualified(backup.table)
    let columns = try columns(of: backup, options)
    let description = BackupDescription(
      table: backup.table, key: backup.key.map(\.name), columns: columns,
      withoutEquality: try baseTypes(of: table, columns).withoutEquality)
    let own = backupTable(backup, description, options)
    let copies =
      zip(own.keys, own.keyNames).map { "\(quoted($1)) AS \($0)" }
      + zip(own.olds, own.columns).map { "\(quoted($1)) AS \($0)" }
      + zip(own.news, own.columns).map { "\(quoted($1)) AS \($0)" }
    try run("CREATE SCHEMA IF NOT EXISTS \(quoted(options.ledgerSchema))")
    try run("CREATE TABLE \(own.name) AS SELECT \(copies.joined(separator: ", ")) FROM \(own.table) WHERE false")
    try run(
      "ALTER TABLE \(own.name) ADD COLUMN state smallint NOT NULL DEFAULT 0, "
        + "ADD PRIMARY KEY (\(own.keys.joined(separator: ", ")))")
    try run("COMMENT ON TABLE \(own.name) IS \(literal(description.json.text))")
    return own
  }

  /// Returns what a backup table says of itself; `nil` if it does not exist.
  func description(of backup: String, _ options: Options) throws -> BackupDescription? {
    let found = try run(
      "SELECT coalesce(obj_description(to_regclass($1), 'pg_class'), '') WHERE to_regclass($1) IS NOT NULL",
      [options.qualified(backup)])
    guard let text = found.count == 0 ? nil : found.text(0, 0) else { return nil }
    guard let description = (try? JSONValue(text: text)).flatMap(BackupDescription.init) else {
      throw DatabaseUnable("\(options.name): the comment of \(backup) is missing, which says what it contains")
    }
    return description
  }

  private func backupTable(_ backup: Backup, _ description: BackupDescription, _ options: Options) -> BackupTable {
    BackupTable(
      backup: backup, name: options.qualified(backup.name), table: options.qualified(backup.table),
      keyNames: description.key, columns: description.columns, compareAsText: Set(description.withoutEquality))
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
