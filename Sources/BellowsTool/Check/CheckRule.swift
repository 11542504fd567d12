// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The rules of `check` apart from schema changes, by the IDs that reports print and `--allow` accepts.
enum CheckRule: String, DiagnosticKind {
  /// The goal differs from what is planned: the current schema, with the plans under way at their last deploys.
  case goalWithoutPlan = "goal-without-plan"
  /// The current schema changed without a plan, in a way that affects running code.
  case changeWithoutPlan = "change-without-plan"
  /// A plan is neither at the same deploy as before nor at the next one.
  case deployOutOfOrder = "deploy-out-of-order"
  /// A plan that databases may have begun is gone.
  case planLost = "plan-lost"
  /// A merged plan was changed.
  case planChanged = "plan-changed"
  /// The code advances past a deploy without an attestation for production.
  case attestationMissing = "attestation-missing"
  /// Two plans under way change or rely on the same elements.
  case plansMeet = "plans-meet"
  /// A plan begins after a deploy of another plan that is not reached.
  case planWaits = "plan-waits"
  /// A plan begins after one that is gone.
  case predecessorGone = "predecessor-gone"
  /// Two plans have one Swift type.
  case swiftNameTaken = "swift-name-taken"
  /// A generated file was edited.
  case generatedFileEdited = "generated-file-edited"
  /// A file of a plan is missing.
  case generatedFileMissing = "generated-file-missing"
  /// A generated file belongs to another deploy.
  case generatedFileStale = "generated-file-stale"
}
