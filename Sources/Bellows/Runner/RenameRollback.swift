// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits

extension Runner {
  /// Returns the statements that undo a direct run of a plan that only renames columns; `nil` for another plan.
  func renamesBack(of plan: MigrationPlan) -> [SchemaStatement]? {
    guard let steps = (database as? any DirectDatabase)?.directSteps(of: plan) else { return nil }
    var back: [SchemaStatement] = []
    for step in steps {
      switch step {
      case .backUp: continue
      case .backfill, .enter: return nil
      case .statement(let statement):
        guard let renamed = RenamedColumn(statement) else { return nil }
        back.insert(renamed.inverse.statement, at: 0)
      }
    }
    return back.isEmpty ? nil : back
  }
}

extension Rollback {
  /// Undoes a direct run that only renamed columns: their values, and what uses them, follow; returns `false` if the
  /// deploys must be undone one after the other.
  mutating func renameBack(_ statements: [SchemaStatement]?) async throws -> Bool {
    guard let statements, target == 0, start > 1, session is any DefinitionSession,
      try await session.ledger.changedDefinitions(of: plan.name, from: 1).first?.until == start
    else { return false }
    let definitions = try await session.definitionsToKeep()
    for statement in statements { try await session.execute(statement) }
    try await restoreDefinitions(before: 1, [start: definitions])
    for number in stride(from: start, to: 0, by: -1) { events.append(.rolledBack(plan: plan.name, deploy: number)) }
    return true
  }
}
