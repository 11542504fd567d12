// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaModel

/// How the code for the goal replaces the code before it (`--rollout`).
enum RolloutMode: String, CaseIterable {
  /// Old and new code run at the same time for a while.
  case rolling
  /// All code is stopped, the database is migrated, and the new code is started.
  case offline
  /// On Convex: a renamed field has both names in one push only.
  case short

  func options(reads: [TableName] = [], hidden: Set<ColumnID> = []) -> PlanOptions {
    PlanOptions(isOffline: self == .offline, isShort: self == .short, reads: reads, hidden: hidden)
  }

  /// The mode of a plan that was written.
  init(of state: PlanState?) {
    self = state?.isOffline == true ? .offline : state?.isShort == true ? .short : .rolling
  }
}
