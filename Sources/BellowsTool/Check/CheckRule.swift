// Part of Bellows. MIT licence: see LICENSE.

/// What `check` refuses beside changes of a schema, by the IDs that reports print and `--allow` takes.
enum CheckRule: String, CaseIterable {
  /// The goal is not where the plan leads, or, with none under way, not what is current.
  case goalWithoutPlan = "goal-without-plan"
  /// Current itself changed, in a way that running code can feel, and no plan says how.
  case changeWithoutPlan = "change-without-plan"
  /// Current is neither where it was nor one deploy on.
  case deployOutOfOrder = "deploy-out-of-order"
  /// A merge leaves out a plan that one of its sides has.
  case planLost = "plan-lost"
  /// Others have the plan as it was.
  case planChanged = "plan-changed"
  /// The code leaves a deploy, and nothing says that its work is done in production.
  case attestationMissing = "attestation-missing"
  /// A person changed what Bellows writes.
  case generatedFileEdited = "generated-file-edited"
  /// A part of a plan is not there.
  case generatedFileMissing = "generated-file-missing"
  /// What Bellows wrote for another deploy.
  case generatedFileStale = "generated-file-stale"
}
