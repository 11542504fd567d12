// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// A session that executes the schema change of a deploy for the tables as the database has them: the new column of a
/// rename takes over what only the database says about the old one.
///
/// Without this conformance the statements of the plan are executed unchanged.
package protocol PlanSession: DatabaseSession {
  /// Executes the schema change from one deploy of a plan to the next or the previous one.
  func execute(_ statements: [SchemaStatement], of plan: MigrationPlan, from: Int, to: Int) async throws
}

extension DatabaseSession {
  /// Executes the schema change of a deploy.
  func enter(_ deploy: MigrationDeploy, of plan: MigrationPlan) async throws {
    try await execute(deploy.statements, of: plan, from: deploy.number - 1, to: deploy.number)
  }

  /// Executes the rollback of a deploy's schema change.
  func leave(_ deploy: MigrationDeploy, of plan: MigrationPlan) async throws {
    try await execute(deploy.rollbackStatements, of: plan, from: deploy.number, to: deploy.number - 1)
  }

  private func execute(
    _ statements: [SchemaStatement], of plan: MigrationPlan, from: Int, to: Int
  ) async throws {
    if let session = self as? any PlanSession {
      return try await session.execute(statements, of: plan, from: from, to: to)
    }
    for statement in statements { try await execute(statement) }
  }
}
