// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

// A renamed table is created again under its new name, and the old one is dropped in the last deploy: what only the
// database has of it would be lost.
extension Findings {
  /// What the new table would not have.
  mutating func checkMovedTable(_ move: StoredMove, _ effects: PlanEffects, before: [StoredTable]) throws {
    guard effects.droppedTables.contains(move.table) else { return }
    let table = options.qualified(move.table)
    for object in try objects(of: table) + ownIndexes(of: move.table, effects) + ownChecks(of: move.table, before) {
      problem(
        "\(move.table): it has \(object), which the table \(move.toTable) that replaces it would not have; remove that "
          + "first, or keep the table's name with @table(\"\(move.table)\")")
    }
    let known = columns(of: move.table, before)
    for column in try connection.catalogColumns(of: table).map(\.name) {
      if !known.contains(column) {
        problem(
          "\(move.table).\(column): the schema does not have this column, and the table \(move.toTable) that replaces "
            + "\(move.table) would not have it; drop it first, or keep the table's name with @table(\"\(move.table)\")")
      }
      for trait in try traits(of: column, in: move.table, effects) {
        problem(
          "\(move.table).\(column): it has \(trait), which the table \(move.toTable) that replaces \(move.table) would "
            + "not have; remove that first, or keep the table's name with @table(\"\(move.table)\")")
      }
    }
  }

  /// Returns the columns of a table in its statement.
  private func columns(of table: String, _ before: [StoredTable]) -> Set<String> {
    let tokens = SQLToken.tokens(of: before.first { $0.name == table }?.statements.first ?? "")
    return Set((tokens.inParentheses(from: 0)?.inside.listed ?? []).compactMap { $0.first?.label })
  }

  /// Policies, triggers, rules, statistics, settings, and constraints that plans do not create.
  private func objects(of table: String) throws -> [String] {
    try connection.run(
      """
      SELECT v.object FROM pg_class c CROSS JOIN LATERAL (
        SELECT 'row-level security' AS object WHERE c.relrowsecurity OR c.relforcerowsecurity
        UNION ALL SELECT 'the policy ' || p.polname FROM pg_policy p WHERE p.polrelid = c.oid
        UNION ALL SELECT 'the trigger ' || t.tgname FROM pg_trigger t
          WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND NOT starts_with(t.tgname, '~bellows_')
        UNION ALL SELECT 'the rule ' || r.rulename FROM pg_rewrite r WHERE r.ev_class = c.oid
        UNION ALL SELECT 'the statistics ' || s.stxname FROM pg_statistic_ext s WHERE s.stxrelid = c.oid
        UNION ALL SELECT 'the setting ' || o FROM unnest(c.reloptions) AS o
        UNION ALL SELECT 'the setting UNLOGGED' WHERE c.relpersistence = 'u'
        UNION ALL SELECT 'the replica identity of its own' WHERE c.relreplident <> 'd'
        UNION ALL SELECT 'the constraint ' || k.conname FROM pg_constraint k WHERE k.conrelid = c.oid
          AND (k.contype = 'x' OR k.condeferrable
            OR k.contype = 'f' AND (k.confupdtype <> 'a' OR k.confmatchtype = 'f' OR cardinality(k.conkey) > 1))
      ) AS v WHERE c.oid = to_regclass($1) ORDER BY 1
      """, [table]
    ).texts()
  }

  /// Indexes that the plan does not know, also those of unique constraints.
  private func ownIndexes(of table: String, _ effects: PlanEffects) throws -> [String] {
    let found = try connection.run(
      """
      SELECT c.relname, i.indisunique, \(Connection.plainIndexColumns) FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = to_regclass($1) AND NOT i.indisprimary AND NOT EXISTS (SELECT 1 FROM pg_constraint k
        WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND (k.contype = 'x' OR k.condeferrable)) ORDER BY 1
      """, [options.qualified(table)])
    return (0..<found.count).compactMap { row in
      let name = found.text(row, 0) ?? ""
      let content = IndexColumns(table: table, isUnique: found.text(row, 1) == "t", columns: found.names(row, 2))
      let isKnown = effects.ownIndexes.contains(name) || effects.ownIndexContents.contains(content)
      return isKnown || name.hasPrefix(OwnNames.prefix) ? nil : "the index \(name)"
    }
  }

  /// Checks with a name of their own, except one that stands for the plan's check of its column.
  private func ownChecks(of table: String, _ before: [StoredTable]) throws -> [String] {
    let found = try connection.run(
      """
      SELECT k.conname, (SELECT a.attname FROM pg_attribute a
        WHERE a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]) FROM pg_constraint k
      WHERE k.conrelid = to_regclass($1) AND k.contype = 'c' ORDER BY 1
      """, [options.qualified(table)])
    let checks = (0..<found.count).map { (name: found.text($0, 0) ?? "", column: found.text($0, 1)) }
    let text = before.first { $0.name == table }?.statements.first ?? ""
    let planned = Set(SQLToken.tokens(of: text).compactMap(\.label).filter { $0.hasPrefix(OwnNames.prefix) })
    let missing = planned.subtracting(checks.map(\.name))
    return checks.filter { check in
      if check.name.hasPrefix(OwnNames.prefix) { return false }
      guard let column = check.column, missing.contains("\(OwnNames.prefix)check_\(column)") else { return true }
      return checks.count { $0.column == column } > 1
    }.map { "the check \($0.name)" }
  }
}
