// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel

/// How the code for the goal replaces the code before it (`--rollout`).
enum RolloutMode: String, CaseIterable {
  /// Old and new code run at the same time for a while.
  case rolling
  /// All code is stopped, the database is migrated, and the new code is started.
  case offline

  func options(reads: [TableName] = [], hidden: Set<ColumnID> = []) -> PlanOptions {
    PlanOptions(isOffline: self == .offline, reads: reads, hidden: hidden)
  }
}
