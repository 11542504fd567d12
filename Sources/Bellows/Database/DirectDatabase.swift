// Part of Bellows. MIT licence: see LICENSE.

/// A database that can bring its tables from the schema before a plan to the schema after it in one transaction, while
/// no code uses it.
///
/// Without this conformance such a run executes every deploy.
public protocol DirectDatabase: Database {
  /// Derives the steps from a plan; `nil` if the plan needs its deploys one after the other.
  ///
  /// The tables must end as they are after the plan's last deploy, and every row with the values that the deploys give
  /// it.
  func directSteps(of plan: MigrationPlan) -> [DirectStep]?

  /// Runs the steps on a copy of the schema without rows, and compares it with the changes in the plan.
  ///
  /// Without an implementation the deploys of the plan are rehearsed.
  func rehearse(_ plan: MigrationPlan, directly steps: [DirectStep]) async throws -> SchemaRehearsal

  /// Returns whether a step failed because of the rows, such as one that a constraint rejects.
  func isOfRows(_ error: any Error) -> Bool
}

extension DirectDatabase {
  /// Rehearses the deploys.
  public func rehearse(_ plan: MigrationPlan, directly steps: [DirectStep]) async throws -> SchemaRehearsal {
    try await rehearsed(plan, after: 0)
  }
}
