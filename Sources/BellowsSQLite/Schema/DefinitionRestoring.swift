// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension Session: DefinitionSession {
  func definitions() async throws -> [StoredObject] {
    try await run { connection in
      try connection.schemaObjects()
        .map { StoredObject(kind: $0.kind.rawValue, name: $0.name, table: $0.table, definition: $0.sql) }.sorted()
    }
  }

  func restore(_ changes: [ChangedDefinition], from start: [StoredObject]) async throws {
    try await run { try DefinitionRestoring(connection: $0, changes: changes, start: start).run() }
  }
}

/// Restores tables, indexes and triggers as they were before a step.
private struct DefinitionRestoring {
  let connection: Connection
  let changes: [ChangedDefinition]
  let start: [StoredObject]

  func run() throws {
    let tables = Dictionary(grouping: changes, by: { foldedName($0.object.table) })
    for name in tables.keys.sorted() {
      guard let changes = tables[name], isUntouched(name, changes) else { continue }
      // An index of the rollback may stand for a UNIQUE that the table gets back.
      try dropCreated(of: name, changes)
      for change in changes where change.object.kind == "table" {
        if let sql = change.before { try connection.restore(sql, of: change.object.name) }
      }
      for change in changes where change.object.kind != "table" { try restore(change) }
    }
  }

  /// Whether nothing else has changed the table since the step.
  private func isUntouched(_ table: String, _ changes: [ChangedDefinition]) -> Bool {
    guard let change = changes.first(where: { $0.object.kind == "table" }) else { return true }
    let now = start.first { $0.kind == "table" && foldedName($0.name) == table }?.definition
    return now.map(Self.tokens) == change.after.map(Self.tokens)
  }

  private static func tokens(_ sql: String) -> [String] { SQLToken.tokens(of: sql).map(\.spelling) }

  /// Drops the indexes that the rollback has created, and that did not exist before the step.
  private func dropCreated(of table: String, _ changes: [ChangedDefinition]) throws {
    let known = Set(
      start.map { foldedName($0.name) } + changes.filter { $0.before != nil }.map { foldedName($0.object.name) }
    )
    .subtracting(changes.filter { $0.before == nil }.map { foldedName($0.object.name) })
    for object in try connection.schemaObjects() where object.kind == .index && foldedName(object.table) == table {
      if !known.contains(foldedName(object.name)) { try connection.run("DROP INDEX \(quoted(object.name))") }
    }
  }

  /// Creates an index or a trigger as it was.
  private func restore(_ change: ChangedDefinition) throws {
    guard let sql = change.before else { return }
    let kind = change.object.kind
    let own = try connection.schemaObjects().first {
      $0.kind.rawValue == kind && foldedName($0.name) == foldedName(change.object.name)
    }
    if own?.sql == sql { return }
    if let own { try connection.run("DROP \(kind.uppercased()) \(quoted(own.name))") }
    try connection.run(sql)
  }
}

extension Connection {
  /// Gives a table a definition with the same columns: in the catalog if the rows are stored as before, else by a copy.
  fileprivate func restore(_ sql: String, of table: String) throws {
    guard let shape = try shape(of: table), shape.sql != sql, let wanted = TableText(sql),
      let present = TableText(shape.sql),
      Set(wanted.columns.map { foldedName($0.name) }) == Set(present.columns.map { foldedName($0.name) })
    else { return }
    let editor = try TableEditor(sql)
    let writer = DefinitionWriter(self)
    if let edit = DefinitionEdit(from: present, to: wanted), try writer.write(edit, of: shape, with: editor) { return }
    do { try replace(shape, with: editor) } catch let error as SQLiteError where error.primaryCode == SQLITE_CONSTRAINT
    {
      throw DatabaseUnable(
        "\(name): rows violate the definition that the table \(table) had before (\(error.message)); correct these rows, "
          + "then run again")
    }
    // The renaming has spelled the table's name in another way.
    if let copied = try self.shape(of: table), copied.sql != sql { try writer.respell(copied, as: sql) }
  }
}
