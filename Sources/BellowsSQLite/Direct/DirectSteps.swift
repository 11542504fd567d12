// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension SQLite: DirectDatabase {
  /// Derives the steps; see `DirectDatabase`.
  public func directSteps(of plan: MigrationPlan) -> [DirectStep]? { DirectSteps(plan)?.steps }

  /// Returns whether a constraint or an expression rejected a row.
  public func isOfRows(_ error: any Error) -> Bool { (error as? SQLiteError)?.isOfRow ?? false }
}

/// The steps that bring a database from the schema before a plan to that of its last deploy, when no code runs
/// meanwhile: without sync triggers and intermediate constraints, and with `RENAME COLUMN` for a rename.
///
/// It is derived from the plan: its tables before the first deploy, before each backfill, and after the last deploy.
struct DirectSteps {
  let steps: [DirectStep]

  /// Derives the steps; `nil` if the plan has a step that this does not cover: renamed tables, search indexes,
  /// asynchronous functions, and repairs.
  init?(_ plan: MigrationPlan) {
    guard let last = plan.deploys.last, !plan.before.isEmpty || plan.backfills.isEmpty,
      plan.deploys.allSatisfy({ $0.preparations.isEmpty }), plan.moves.allSatisfy({ $0.column != nil }),
      plan.backfills.allSatisfy(\.canRunDirectly)
    else { return nil }
    let renames = Self.renames(of: plan, last.number)
    let backfills = plan.backfills.filter { backfill in
      !renames.contains { $0.table == backfill.table && backfill.writes.map(\.name) == [$0.new] }
    }
    let stops = [0] + Set(backfills.map(\.after)).sorted() + [last.number]
    var states: [DirectTables] = []
    for stop in stops {
      guard let tables = DirectTables(plan, after: stop, renames: renames) else { return nil }
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
  private static func renames(of plan: MigrationPlan, _ last: Int) -> [ColumnRename] {
    let before = plan.columns(at: 0)
    let after = plan.columns(at: last)
    return plan.moves.compactMap { move in
      guard let old = move.column, let new = move.toColumn, move.table == move.toTable,
        let own = plan.backfills.first(where: { $0.table == move.table && $0.writes.map(\.name) == [new] }),
        own.kind == .copy, own.targetKey.isEmpty, own.scope == nil, own.sql?.values == [quoted(old)],
        let type = before[move.table]?[foldedName(old)], type == after[move.table]?[foldedName(new)],
        before[move.table]?[foldedName(new)] == nil, after[move.table]?[foldedName(old)] == nil
      else { return nil }
      let isWritten = plan.backfills.contains { backfill in
        backfill.name != own.name && backfill.targetTable == move.table
          && backfill.writes.contains { [old, new].contains($0.name) || $0.form == .wholeRow }
      }
      return isWritten ? nil : ColumnRename(table: move.table, old: old, new: new, type: type)
    }
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

extension Backfill {
  /// Whether one transaction can run it: in SQL, or by a synchronous function that needs nothing else.
  fileprivate var canRunDirectly: Bool {
    !isUnfilled && !deletesRows && pending != .once && (sql?.values != nil || pureFunction != nil)
  }
}

extension MigrationPlan {
  /// Returns the types of all columns, by table and folded name.
  fileprivate func columns(at deploy: Int) -> [String: [String: String]] {
    var result: [String: [String: String]] = [:]
    for table in tables(at: deploy).present {
      guard let sql = table.statements.first, let text = TableText(sql) else { continue }
      result[table.name] = Dictionary(
        text.columns.map { (foldedName($0.name), text.spelling($0.type)) }, uniquingKeysWith: { first, _ in first })
    }
    return result
  }
}
