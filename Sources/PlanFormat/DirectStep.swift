// Part of Bellows. MIT licence: see LICENSE.

/// A step of a direct run: one transaction for all deploys of a plan.
public enum DirectStep: Hashable, Sendable {
  /// Changes the schema.
  case statement(SchemaStatement)
  /// Changes the schema as the deploy with this number does, with its preparations.
  case enter(deploy: Int)
  /// Runs the backfill with this name over all rows.
  case backfill(String)
  /// Backs up the values that the plan deletes, and checks the rows.
  ///
  /// The columns in `exceptFor` were renamed: their values stay.
  case backUp(exceptFor: [StoredColumns])
}
