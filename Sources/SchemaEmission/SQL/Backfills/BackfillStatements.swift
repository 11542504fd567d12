// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution
import SchemaLanguage

/// A backfill in SQL; the runtime's `BackfillSQL`.
struct BackfillStatements: Hashable {
  /// Whether a row still needs it.
  var pending: String?
  /// What each column is set to.
  var values: [String]?
}

/// Writes the backfills of a plan in SQL, as far as it can say them exactly as the bodies in Swift do.
struct BackfillWriter {
  let plan: Plan

  /// A backfill, for the columns that its body writes, in their order; `nil` where SQL can say nothing of it.
  func statements(of backfill: Backfill, writing columns: [StoredName]) -> BackfillStatements? {
    let builder = TableBuilder(plan.revision(after: backfill.after))
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
      let conditions = targets.map { unfit($0, type, builder) }
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
  private func unfit(_ target: ColumnID, _ type: FieldType, _ builder: TableBuilder) -> String? {
    guard let kind = builder.kind(of: target) else { return nil }
    return TypeCondition(storage: builder.storage).violation(of: type, by: kind, target.column.sql)
  }

  // MARK: - Rows of another table

  /// That the other table has no row like this one.
  private func missingCopy(_ backfill: Backfill, _ targets: [ColumnID], _ builder: TableBuilder) -> String? {
    guard backfill.transform == .copy, let other = targets.first?.table else { return nil }
    let pairs = plan.deploys.flatMap(\.inStep) + plan.inStepBefore
    var conditions: [String] = []
    for target in targets {
      let source = pairs.first { $0.new == target }?.old ?? ColumnID(backfill.storedTable, target.column)
      guard let old = builder.kind(of: source), let new = builder.kind(of: target),
        // The copy spells JSON in one way, and whoever wrote the original perhaps in another.
        new.form != .jsonText,
        let value = old.moved("\(backfill.storedTable.sql).\(source.column.sql)", to: new)
      else { return nil }
      conditions.append("copy.\(target.column.sql) IS \(value)")
    }
    return "NOT EXISTS (SELECT 1 FROM \(other.sql) AS copy WHERE \(conditions.joined(separator: " AND ")))"
  }
}
