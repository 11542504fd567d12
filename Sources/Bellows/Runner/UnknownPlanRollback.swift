// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits

/// The rollback of a plan that this build does not have: it was begun by a build of a branch that was never merged, or of
/// a commit that was reverted.
///
/// The ledger says which objects each of its deploys created. These are dropped by name; no statement of the ledger is
/// executed. A plan that changed or dropped anything else needs a build that has it.
struct UnknownPlanRollback {
  let runner: Runner
  let record: PlanRecord

  func run(to target: Int?) async throws {
    let refusal = MigrationRefused.unknownPlan(record.name, deploy: record.deploy, of: record.deploys)
    if let target, target > 0 { throw refusal }
    guard runner.options.confirmed == record.name else { throw MigrationRefused.unknownUnconfirmed(record.name) }
    try await runner.database.transaction(.schema) { session in
      guard let session = session as? any DefinitionSession,
        let progress = try await session.ledger.progress(of: record.name), progress.backups.isEmpty
      else { throw refusal }
      for deploy in stride(from: record.deploy, to: 0, by: -1) {
        let changes = try await session.ledger.changedDefinitions(of: record.name, from: deploy).map(\.change)
        let present = try await session.definitions()
        guard let statements = DroppedAdditions(changes, present)?.statements else { throw refusal }
        for statement in statements { try await session.execute(statement) }
      }
      try await writeLedger(progress, session.ledger)
    }
    for deploy in stride(from: record.deploy, to: 0, by: -1) {
      runner.report(.rolledBack(plan: record.name, deploy: deploy))
    }
  }

  private func writeLedger(_ progress: PlanProgress, _ ledger: Ledger) async throws {
    try await ledger.startOver(progress, after: 0)
    var record = record
    (record.deploy, record.schema, record.released, record.oldest) = (0, record.base, 0, 0)
    try await ledger.enter(record, of: runner.migrations)
    try await ledger.remember(runner.presentTables(in: ledger))
    try await ledger.record(
      "rollback", plan: record.name, detail: "to deploy 0, by a build without it", by: runner.author)
  }
}

/// The statements that drop what a deploy created.
private struct DroppedAdditions {
  private(set) var statements: [SchemaStatement] = []

  /// Returns `nil` if the deploy did more than create objects and columns, or if something else changed them since.
  init?(_ changes: [ChangedDefinition], _ present: [StoredObject]) {
    var (objects, columns, tables): ([SchemaStatement], [SchemaStatement], [SchemaStatement]) = ([], [], [])
    for change in changes {
      let object = change.object
      let now = present.first { $0.kind == object.kind && ByteString($0.name) == ByteString(object.name) }
      switch (change.before, change.after) {
      case (nil, let after?):
        guard let now, ByteString(now.definition) == ByteString(after) else { return nil }
        let drop = SchemaStatement.sql("DROP \(object.kind.uppercased()) IF EXISTS \(quoted(object.name))")
        if object.kind == "table" { tables.append(drop) } else { objects.append(drop) }
      case (let before?, let after?):
        guard object.kind == "table", let now, let added = Self.added(before, after, now.definition) else { return nil }
        if added.isEmpty { continue }
        columns.append(.rebuild(Rebuild(table: object.name, changes: added.map(TableChange.dropColumn))))
      case (_, nil): return nil
      }
    }
    statements = objects + columns + tables
  }

  /// The columns that a table got; `nil` if it changed in another way, or if a column is no longer as it was then.
  private static func added(_ before: String, _ after: String, _ now: String) -> [String]? {
    guard let old = TableText(before), let new = TableText(after), let present = TableText(now),
      old.constraints.map({ old.spelling($0.tokens) }) == new.constraints.map({ new.spelling($0.tokens) }),
      old.columns.allSatisfy({ column in
        new.column(column.name).map { new.spelling($0.tokens) } == old.spelling(column.tokens)
      })
    else { return nil }
    let added = new.columns.filter { old.column($0.name) == nil }
    let isUntouched = added.allSatisfy { column in
      present.column(column.name).map { present.spelling($0.tokens) } == new.spelling(column.tokens)
    }
    return isUntouched ? added.map(\.name) : nil
  }
}
