// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableBuilder {
  /// The triggers on a table that copy writes of one column, or one table, to the other.
  ///
  /// SQLite triggers cannot change the row that is being written, so they update it afterwards. Each writes only if
  /// values differ, so that mutual triggers terminate.
  func triggers(for pairs: [SyncedColumns], _ table: TableDefinition) -> [StoredObject] {
    var triggers: [StoredObject] = []
    for pair in pairs where pair.old.table == pair.new.table { triggers += self.triggers(within: pair, table) }
    let across = pairs.filter { $0.old.table != $0.new.table }
    let partners = Set(across.map { $0.old.table == table.name ? $0.new.table : $0.old.table })
    for partner in partners.sorted() {
      triggers += copies(tables.copiedColumns(of: table.name, to: partner), table, to: partner)
    }
    return triggers
  }

  private func triggers(within pair: SyncedColumns, _ table: TableDefinition) -> [StoredObject] {
    guard let old = table.column(pair.old.column), let new = table.column(pair.new.column),
      let forward = expression(of: pair, from: pair.old, row: "NEW."),
      let backward = expression(of: pair, from: pair.new, row: "NEW.")
    else { return [] }
    let row = table.columns.filter(\.isKey).map { "\($0.name.sql) = NEW.\($0.name.sql)" }.joined(separator: " AND ")
    let (a, b) = (old.name.sql, new.name.sql)
    func trigger(
      from: ColumnDefinition, to: ColumnDefinition, _ what: String, _ event: String, when condition: String,
      set column: String, to value: String
    ) -> StoredObject {
      let name = triggerName([table.name, from.name, to.name], what)
      let sql = """
        CREATE TRIGGER \(name.sql) AFTER \(event) ON \(table.name.sql)
        WHEN \(condition)
        BEGIN
          UPDATE \(table.name.sql) SET \(column) = \(value) WHERE \(row);
        END
        """
      return StoredObject(name: name, create: [sql], drop: [.sql("DROP TRIGGER \(name.sql)")])
    }
    // If both columns have values, the one without a default was written.
    let oldWins = new.defaultValue != nil
    return [
      trigger(
        from: old, to: new, "inserted", "INSERT",
        when: "NEW.\(a) IS NOT NULL AND " + (oldWins ? differs("NEW.\(b)", forward) : "NEW.\(b) IS NULL"), set: b,
        to: forward),
      trigger(
        from: new, to: old, "inserted", "INSERT",
        when: "NEW.\(b) IS NOT NULL AND " + (oldWins ? "NEW.\(a) IS NULL" : differs("NEW.\(a)", backward)), set: a,
        to: backward),
      trigger(
        from: old, to: new, "updated", "UPDATE OF \(a)",
        when: "\(differs("NEW.\(a)", "OLD.\(a)")) AND \(differs("NEW.\(b)", forward))", set: b, to: forward),
      trigger(
        from: new, to: old, "updated", "UPDATE OF \(b)",
        when: "\(differs("NEW.\(b)", "OLD.\(b)")) AND \(differs("NEW.\(a)", backward))", set: a, to: backward),
    ]
  }

  private func differs(_ left: String, _ right: String) -> String { Dialect.sqlite.differs(left, right, nil) }

  // MARK: - Whole tables

  private func copies(_ sides: [RevisionTables.CopiedColumn], _ table: TableDefinition, to partner: StoredName)
    -> [StoredObject]
  {
    let keyNames = Set(table.columns.filter(\.isKey).map(\.name))
    let keys = sides.filter { keyNames.contains($0.own) }
    guard keys.count == keyNames.count, !keys.isEmpty else { return [] }
    let other = partner.sql
    func row(_ value: KeyPath<RevisionTables.CopiedColumn, String>) -> String {
      keys.map { "\($0.other.column.sql) = \($0[keyPath: value])" }.joined(separator: " AND ")
    }
    let assignments = sides.map { "\($0.other.column.sql) = \($0.new)" }.joined(separator: ", ")
    let anyDiffers = sides.map { differs($0.other.column.sql, $0.new) }.joined(separator: " OR ")
    let columns = sides.map(\.other.column.sql).joined(separator: ", ")
    let values = sides.map(\.new).joined(separator: ", ")
    func trigger(_ what: String, _ event: String, _ statements: [String]) -> StoredObject {
      let name = triggerName([table.name, partner], what)
      let sql = """
        CREATE TRIGGER \(name.sql) AFTER \(event) ON \(table.name.sql)
        BEGIN
        \(statements.map { "  \($0);" }.joined(separator: "\n"))
        END
        """
      return StoredObject(name: name, create: [sql], drop: [.sql("DROP TRIGGER \(name.sql)")])
    }
    return [
      trigger(
        "inserted", "INSERT",
        [
          // `REPLACE` runs no delete trigger, so an old copy may exist.
          "UPDATE \(other) SET \(assignments) WHERE \(row(\.new)) AND (\(anyDiffers))",
          "INSERT INTO \(other) (\(columns)) SELECT \(values) WHERE NOT EXISTS (SELECT 1 FROM \(other) WHERE \(row(\.new)))",
        ]),
      trigger("updated", "UPDATE", ["UPDATE \(other) SET \(assignments) WHERE \(row(\.old)) AND (\(anyDiffers))"]),
      trigger("deleted", "DELETE", ["DELETE FROM \(other) WHERE \(row(\.old))"]),
    ]
  }
}

/// The name of a sync trigger: `users.name.fullName.inserted`.
///
/// Trigger names are unique in the database, so the parts are separated unambiguously: `t_a.b` is not `t.a_b`.
private func triggerName(_ parts: [StoredName], _ event: String) -> StoredName {
  let spelled = parts.map { $0.text.replacing("%", with: "%25").replacing(".", with: "%2E") }
  return StoredName((spelled + [event]).joined(separator: "."))
}
