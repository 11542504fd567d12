// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// Writes the backfills of a plan in SQL, if SQL gives exactly the results of the Swift functions.
package struct BackfillWriter {
  let plan: Plan
  let dialect: Dialect
  /// The tables before the first deploy and after each.
  private let revisions: [RevisionTables]
  /// The backfills that fill columns of the row that they read, by column.
  private let fills: [ColumnID: Backfill]
  /// The backfills that fill other tables, by table.
  private let copies: [StoredName: Backfill]

  init(plan: Plan, in dialect: Dialect) {
    self.plan = plan
    self.dialect = dialect
    revisions = ([0] + plan.deploys.map(\.number)).map { RevisionTables(plan.revision(after: $0), in: dialect) }
    var fills: [ColumnID: Backfill] = [:]
    var copies: [StoredName: Backfill] = [:]
    for backfill in plan.backfills.reversed() {
      for target in backfill.targets {
        if backfill.copiesTable { copies[target.table] = backfill } else { fills[target] = backfill }
      }
    }
    self.fills = fills
    self.copies = copies
  }

  /// The tables after a deploy; 0 is before the first.
  func tables(after deploy: Int) -> RevisionTables { revisions[min(deploy, revisions.count - 1)] }

  /// The backfill of a column.
  func fill(of column: ColumnID) -> Backfill? { fills[column] }

  /// The backfill that copies rows to a table.
  func copy(to table: StoredName) -> Backfill? { copies[table] }

  /// A backfill for the columns that its function writes, in their order; `nil` if SQL cannot express it.
  package func statements(of backfill: Backfill, writing columns: [StoredName]) -> BackfillSQL? {
    let tables = tables(after: backfill.after)
    let targets = columns.map { ColumnID(backfill.targets.first?.table ?? backfill.storedTable, $0) }
    let statements =
      backfill.copiesTable
      ? BackfillSQL(pending: missingCopy(backfill, targets, tables))
      : inPlace(backfill, targets, tables)
    return statements.pending == nil && statements.values == nil ? nil : statements
  }

  /// A backfill that needs no function: SQL finds its rows and computes their values; `nil` for others.
  package func wholeSQL(of backfill: Backfill) -> BackfillSQL? {
    guard backfill.transform != .custom, !backfill.copiesTable, !backfill.deletesRows else { return nil }
    let sql = statements(of: backfill, writing: backfill.targets.map(\.column))
    return sql?.pending != nil && sql?.values != nil ? sql : nil
  }

  // MARK: - Columns of the same row

  private func inPlace(_ backfill: Backfill, _ targets: [ColumnID], _ tables: RevisionTables) -> BackfillSQL {
    let values = targets.map { value(of: $0, backfill, tables) }
    let known = values.compactMap { $0 }
    let isKnown = known.count == values.count && !known.isEmpty
    var pending: String?
    switch backfill.pending {
    case .present: pending = targets.map { "\($0.column.sql) IS NOT NULL" }.joined(separator: " OR ")
    case .differs:
      if isKnown {
        pending = zip(targets, known).map { dialect.differs($0.column.sql, $1, tables.kind(of: $0)?.form) }.joined(
          separator: " OR ")
      }
    case .notIn(let type):
      let conditions = targets.map { condition(of: $0, outside: type, tables) }
      let decidable = conditions.compactMap { $0 }
      if decidable.count == conditions.count { pending = decidable.joined(separator: " OR ") }
    }
    return BackfillSQL(pending: pending, values: isKnown ? known : nil)
  }

  /// The new value of a column.
  private func value(of target: ColumnID, _ backfill: Backfill, _ tables: RevisionTables) -> String? {
    guard var kind = tables.kind(of: target) else { return nil }
    switch backfill.transform {
    case .unset: return "NULL"
    case .renameMembers, .custom, .sql: return nil
    case .fill(let value):
      guard let filled = dialect.value(of: value, kind.type.value, kind.form, tables.storage)?.expression else {
        return nil
      }
      guard let source = backfill.sources.first, source != target else { return filled }
      return tables.kind(of: source).flatMap { dialect.value(.copy, of: source.column.sql, from: $0, to: kind) }
        .map { "coalesce(\($0), \(filled))" }
    case .copy, .convert, .remap:
      guard let source = backfill.sources.first, backfill.sources.count == 1, let old = tables.kind(of: source) else {
        return nil
      }
      if case .notIn(let type) = backfill.pending { kind.type = type }
      // The function rejects a row without a value; in SQL the row would stay pending forever.
      if old.type.isOptional, isRequired(target, backfill) { return nil }
      return dialect.value(backfill.transform, of: source.column.sql, from: old, to: kind)
    }
  }

  /// Whether the column is required after the backfill.
  private func isRequired(_ target: ColumnID, _ backfill: Backfill) -> Bool {
    if case .notIn(let type) = backfill.pending { return !type.isOptional }
    for schema in [plan.goal] + plan.deploys.reversed().map(\.schema) {
      let table = schema.tables.first { $0.storedName == target.table }
      if let field = table?.fields.first(where: { $0.storedName == target.column }) { return !field.type.isOptional }
    }
    return false
  }

  /// The condition that a column holds a value outside a type; `nil` if SQL cannot decide it.
  private func condition(of target: ColumnID, outside type: FieldType, _ tables: RevisionTables) -> String? {
    guard let kind = tables.kind(of: target) else { return nil }
    return tables.violation(of: type, by: kind, target.column.sql)
  }

  // MARK: - Rows of another table

  /// The condition that the other table does not contain this row.
  private func missingCopy(_ backfill: Backfill, _ targets: [ColumnID], _ tables: RevisionTables) -> String? {
    guard let other = targets.first?.table, let values = originals(of: backfill, targets.map(\.column), tables) else {
      return nil
    }
    let conditions = zip(targets, values).map {
      dialect.isSame("copy.\($0.column.sql)", $1, tables.kind(of: $0)?.form)
    }
    return "NOT EXISTS (SELECT 1 FROM \(other.sql) AS copy WHERE \(conditions.joined(separator: " AND ")))"
  }

  /// The values of a copied row, from the original row; `nil` if SQL cannot express them exactly.
  ///
  /// - Parameter spelling: Normalises JSON; without it, JSON cannot be compared.
  func originals(
    of backfill: Backfill, _ columns: [StoredName], _ tables: RevisionTables, spelling: ((String) -> String)? = nil
  ) -> [String]? {
    guard backfill.transform == .copy, let other = backfill.targets.first?.table else { return nil }
    let pairs = plan.deploys.flatMap(\.synced) + plan.syncedBefore
    var values: [String] = []
    for target in columns.map({ ColumnID(other, $0) }) {
      let source = pairs.first { $0.new == target }?.old ?? ColumnID(backfill.storedTable, target.column)
      guard let old = tables.kind(of: source), let new = tables.kind(of: target),
        // Original and copy may spell JSON differently.
        new.form != .jsonText || spelling != nil,
        let value = dialect.value(
          .copy, of: "\(backfill.storedTable.sql).\(source.column.sql)", from: old, to: new)
      else { return nil }
      values.append(new.form.isJSON ? spelling?(value) ?? value : value)
    }
    return values
  }

  // MARK: - Rollback

  /// How a rollback restores the values before a backfill.
  package func rollback(of backfill: Backfill) -> BackfillRollback {
    let before = tables(after: 0)
    // New columns are dropped, and values with a backup gate are restored from that backup.
    let gates = plan.deploys.first { $0.number == backfill.after + 1 }?.gates ?? []
    let backedUp = Set(gates.flatMap { if case .backup(let columns) = $0 { columns } else { [ColumnID]() } })
    guard !backfill.copiesTable, !backfill.deletesRows,
      backfill.targets.contains(where: { !backedUp.contains($0) && before.kind(of: $0) != nil })
    else { return .nothing }
    guard case .remap = backfill.transform, backfill.targets.count == 1, let target = backfill.targets.first,
      backfill.sources == [target], let inverse = backfill.transform.inverse, let old = before.kind(of: target)
    else { return .backup }
    let tables = tables(after: backfill.after)
    guard let now = tables.kind(of: target), now.form == old.form,
      let wrong = before.violation(of: old.type, by: now, target.column.sql),
      let value = dialect.value(inverse, of: target.column.sql, from: now, to: old)
    else { return .backup }
    return .statement("UPDATE \(target.table.sql) SET \(target.column.sql) = \(value) WHERE \(wrong)")
  }
}
