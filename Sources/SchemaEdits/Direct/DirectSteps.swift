// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// What the direct way of a plan is derived from; the compiler and a driver have it in different forms.
package struct DirectPlan {
  /// The tables that the plan changes: before the first deploy, and after each.
  package var states: [[StoredTable]]
  /// Values that move to another column or table.
  package var moves: [StoredMove]
  /// The backfills, in the order in which they run.
  package var backfills: [DirectBackfill]

  package init(states: [[StoredTable]], moves: [StoredMove], backfills: [DirectBackfill]) {
    self.states = states
    self.moves = moves
    self.backfills = backfills
  }
}

/// A backfill, as far as the direct way depends on it.
package struct DirectBackfill {
  package var name: String
  /// The deploy after which it runs.
  package var after: Int
  /// The table whose rows it reads.
  package var table: String
  /// The table whose rows it writes.
  package var targetTable: String
  /// The columns that it writes; `nil` if it writes or deletes whole rows.
  package var columns: [String]?
  /// The SQL of the value, if it copies the values of one column to another one of the same rows.
  package var copied: String?
  /// Whether one transaction can run it: in SQL, or by a synchronous function that needs nothing else.
  package var fitsTransaction: Bool

  package init(
    name: String, after: Int, table: String, targetTable: String, columns: [String]?, copied: String?,
    fitsTransaction: Bool
  ) {
    self.name = name
    self.after = after
    self.table = table
    self.targetTable = targetTable
    self.columns = columns
    self.copied = copied
    self.fitsTransaction = fitsTransaction
  }
}

/// The steps that bring a database from the schema before a plan to that of its last deploy, when no code runs
/// meanwhile: without sync triggers and intermediate constraints, and with `RENAME COLUMN` for a rename.
///
/// They are derived from the tables before the first deploy, before each backfill, and after the last deploy.
package struct DirectSteps {
  package let steps: [DirectStep]

  /// Derives the steps; `nil` if the plan has a step that this does not cover: renamed tables, search indexes,
  /// asynchronous functions, and repairs.
  package init?(_ plan: DirectPlan) {
    let last = plan.states.count - 1
    guard last > 0, !plan.states[0].isEmpty || plan.backfills.isEmpty,
      plan.moves.allSatisfy({ $0.column != nil }), plan.backfills.allSatisfy(\.fitsTransaction)
    else { return nil }
    let renames = Self.renames(of: plan)
    let backfills = plan.backfills.filter { backfill in
      !renames.contains { $0.table == backfill.table && backfill.columns == [$0.new] }
    }
    let stops = [0] + Set(backfills.map(\.after)).sorted() + [last]
    var states: [DirectTables] = []
    for stop in stops {
      guard plan.states.indices.contains(stop), let tables = DirectTables(plan.states[stop], renames: renames) else {
        return nil
      }
      states.append(tables)
    }
    guard let first = states.first, let end = states.last, first.others == end.others else { return nil }
    let (before, after) = (first.indexes, end.indexes)
    var steps: [DirectStep] = before.filter { after[$0.key] == nil }.sorted { $0.key < $1.key }
      .compactMap { _, statement in
        indexName(of: statement).map { .statement(.dropIndex($0, like: statement)) }
      }
    let read = renames.filter { rename in backfills.contains { $0.table == rename.table } }
    steps += renames.map { .statement($0.statement) } + read.map { .statement($0.alias) }
    for index in stops.indices.dropFirst() {
      guard let statements = states[index - 1].statements(to: states[index]) else { return nil }
      let isLast = index == stops.count - 1
      if isLast {
        steps += read.map { .statement($0.dropAlias) }
        steps.append(.backUp(exceptFor: renames.map { StoredColumns($0.table, [$0.old]) }))
      }
      steps += statements.map(DirectStep.statement)
      if !isLast { steps += backfills.filter { $0.after == stops[index] }.map { .backfill($0.name) } }
    }
    steps += after.filter { before[$0.key] == nil }.sorted { $0.key < $1.key }
      .map { .statement(.sql($0.value)) }
    self.steps = steps
  }

  /// Returns the columns whose values move to a new column unchanged, and are written by nothing else in the plan.
  static func renames(of plan: DirectPlan) -> [ColumnRename] {
    let before = columns(of: plan.states.first ?? [])
    let after = columns(of: plan.states.last ?? [])
    return plan.moves.compactMap { move in
      guard let old = move.column, let new = move.toColumn, move.table == move.toTable,
        let own = plan.backfills.first(where: { $0.table == move.table && $0.columns == [new] }),
        own.targetTable == own.table, own.copied == quoted(old),
        let type = before[move.table]?[foldedName(old)], type == after[move.table]?[foldedName(new)],
        before[move.table]?[foldedName(new)] == nil, after[move.table]?[foldedName(old)] == nil
      else { return nil }
      let isWritten = plan.backfills.contains { backfill in
        backfill.name != own.name && backfill.targetTable == move.table
          && (backfill.columns?.contains { [old, new].contains($0) } ?? true)
      }
      return isWritten ? nil : ColumnRename(table: move.table, old: old, new: new, type: type)
    }
  }

  /// Returns the types of all columns, by table and folded name.
  private static func columns(of tables: [StoredTable]) -> [String: [String: String]] {
    var result: [String: [String: String]] = [:]
    for table in tables {
      guard let sql = table.statements.first, let text = TableText(sql) else { continue }
      result[table.name] = Dictionary(
        text.columns.map { (foldedName($0.name), text.spelling($0.type)) }, uniquingKeysWith: { first, _ in first })
    }
    return result
  }
}

/// Returns the name of an index in its statement.
private func indexName(of statement: String) -> String? {
  let tokens = SQLToken.tokens(of: statement)
  guard let index = tokens.firstIndex(where: { $0.says("index") }), tokens.indices.contains(index + 1) else {
    return nil
  }
  return tokens[index + 1].label
}
