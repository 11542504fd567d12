// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A backfill in SQL; the runtime's `BackfillSQL`.
package struct BackfillStatements: Hashable {
  /// Whether a row still needs it.
  package var pending: String?
  /// What each column is set to.
  package var values: [String]?
}

/// Writes the backfills of a plan in SQL, as far as it can say them exactly as the bodies in Swift do.
package struct BackfillWriter {
  let plan: Plan
  /// The tables before the first deploy and after each.
  private let builders: [TableBuilder]
  /// The backfills that fill columns of the row that they read, by these columns.
  private let fills: [ColumnID: Backfill]
  /// The backfills that fill other tables, by these tables.
  private let copies: [StoredName: Backfill]

  package init(plan: Plan) {
    self.plan = plan
    builders = ([0] + plan.deploys.map(\.number)).map { TableBuilder(plan.revision(after: $0)) }
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

  /// The tables as they are after a deploy; 0 is before the first.
  func builder(after deploy: Int) -> TableBuilder { builders[min(deploy, builders.count - 1)] }

  /// What fills a column, of the row that it reads.
  func fill(of column: ColumnID) -> Backfill? { fills[column] }

  /// What fills a table with the rows of another.
  func copy(to table: StoredName) -> Backfill? { copies[table] }

  /// A backfill, for the columns that its body writes, in their order; `nil` where SQL can say nothing of it.
  package func statements(of backfill: Backfill, writing columns: [StoredName]) -> BackfillStatements? {
    let builder = builder(after: backfill.after)
    let targets = columns.map { ColumnID(backfill.targets.first?.table ?? backfill.storedTable, $0) }
    let statements =
      backfill.copiesTable
      ? BackfillStatements(pending: missingCopy(backfill, targets, builder))
      : inPlace(backfill, targets, builder)
    return statements.pending == nil && statements.values == nil ? nil : statements
  }

  // MARK: - Columns of the same row

  private func inPlace(
    _ backfill: Backfill, _ targets: [ColumnID], _ builder: TableBuilder
  ) -> BackfillStatements {
    let values = targets.map { value(of: $0, backfill, builder) }
    let known = values.compactMap { $0 }
    let isKnown = known.count == values.count && !known.isEmpty
    var pending: String?
    switch backfill.pending {
    case .present: pending = targets.map { "\($0.column.sql) IS NOT NULL" }.joined(separator: " OR ")
    case .differs:
      if isKnown {
        pending = zip(targets, known).map { "\($0.column.sql) IS NOT \($1)" }.joined(separator: " OR ")
      }
    case .notIn(let type):
      let conditions = targets.map { invalidValues($0, type, builder) }
      let said = conditions.compactMap { $0 }
      if said.count == conditions.count { pending = said.joined(separator: " OR ") }
    }
    return BackfillStatements(pending: pending, values: isKnown ? known : nil)
  }

  /// What a column is set to.
  private func value(of target: ColumnID, _ backfill: Backfill, _ builder: TableBuilder) -> String? {
    guard var kind = builder.kind(of: target) else { return nil }
    switch backfill.transform {
    case .unset: return "NULL"
    case .custom: return nil
    case .fill(let value): return value.sql(kind.type.value, kind.form, builder.storage)?.expression
    case .copy, .convert, .remap:
      guard let source = backfill.sources.first, backfill.sources.count == 1, let old = builder.kind(of: source) else {
        return nil
      }
      if case .notIn(let type) = backfill.pending { kind.type = type }
      // A row without a value is refused by the body, and would be left pending for ever here.
      if old.type.isOptional, isDemanded(target, backfill) { return nil }
      return backfill.transform.sql(source.column.sql, from: old, to: kind)
    }
  }

  /// Whether a backfill gives the column a value in every row.
  private func isDemanded(_ target: ColumnID, _ backfill: Backfill) -> Bool {
    if case .notIn(let type) = backfill.pending { return !type.isOptional }
    for schema in [plan.goal] + plan.deploys.reversed().map(\.schema) {
      let table = schema.tables.first { $0.storedName == target.table }
      if let field = table?.fields.first(where: { $0.storedName == target.column }) { return !field.type.isOptional }
    }
    return false
  }

  /// That a column holds what is not of a type; `nil` where SQL cannot tell.
  private func invalidValues(_ target: ColumnID, _ type: FieldType, _ builder: TableBuilder) -> String? {
    guard let kind = builder.kind(of: target) else { return nil }
    return TypeCondition(storage: builder.storage).violation(of: type, by: kind, target.column.sql)
  }

  // MARK: - Rows of another table

  /// That the other table has no row like this one.
  private func missingCopy(_ backfill: Backfill, _ targets: [ColumnID], _ builder: TableBuilder) -> String? {
    guard let other = targets.first?.table, let values = originals(of: backfill, targets.map(\.column), builder) else {
      return nil
    }
    let conditions = zip(targets, values).map { "copy.\($0.column.sql) IS \($1)" }
    return "NOT EXISTS (SELECT 1 FROM \(other.sql) AS copy WHERE \(conditions.joined(separator: " AND ")))"
  }

  /// What columns of a copy hold, of the row that it was made from; `nil` where SQL cannot say it exactly.
  ///
  /// - Parameter spelling: What makes one spelling of JSON of all; without it, JSON cannot be compared.
  func originals(
    of backfill: Backfill, _ columns: [StoredName], _ builder: TableBuilder, spelling: ((String) -> String)? = nil
  ) -> [String]? {
    guard backfill.transform == .copy, let other = backfill.targets.first?.table else { return nil }
    let pairs = plan.deploys.flatMap(\.synced) + plan.syncedBefore
    var values: [String] = []
    for target in columns.map({ ColumnID(other, $0) }) {
      let source = pairs.first { $0.new == target }?.old ?? ColumnID(backfill.storedTable, target.column)
      guard let old = builder.kind(of: source), let new = builder.kind(of: target),
        // The copy spells JSON in one way, and whoever wrote the original perhaps in another.
        new.form != .jsonText || spelling != nil,
        let value = old.moved("\(backfill.storedTable.sql).\(source.column.sql)", to: new)
      else { return nil }
      values.append(new.form == .jsonText ? spelling?(value) ?? value : value)
    }
    return values
  }

  // MARK: - Back

  /// How what rows held comes back; the runtime's `BackfillUndo`.
  package enum Undo: Hashable {
    case nothing
    case statement(String)
    case image
  }

  /// How a rollback gets back what rows held before a backfill.
  package func undo(of backfill: Backfill) -> Undo {
    let before = builder(after: 0)
    // New columns go again, and what a backup gate keeps comes back from there.
    let gates = plan.deploys.first { $0.number == backfill.after + 1 }?.gates ?? []
    let kept = Set(gates.flatMap { if case .backup(let columns) = $0 { columns } else { [ColumnID]() } })
    guard !backfill.copiesTable, !backfill.deletesRows,
      backfill.targets.contains(where: { !kept.contains($0) && before.kind(of: $0) != nil })
    else { return .nothing }
    guard case .remap = backfill.transform, backfill.targets.count == 1, let target = backfill.targets.first,
      backfill.sources == [target], let inverse = backfill.transform.inverse, let old = before.kind(of: target)
    else { return .image }
    let builder = builder(after: backfill.after)
    let conditions = TypeCondition(storage: before.storage)
    guard let now = builder.kind(of: target), now.form == old.form,
      let wrong = conditions.violation(of: old.type, by: now, target.column.sql),
      let value = inverse.sql(target.column.sql, from: now, to: old)
    else { return .image }
    return .statement("UPDATE \(target.table.sql) SET \(target.column.sql) = \(value) WHERE \(wrong)")
  }
}
