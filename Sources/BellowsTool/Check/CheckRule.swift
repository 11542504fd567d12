// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The rules of `check` apart from schema changes, by the IDs that reports print and `--allow` accepts.
enum CheckRule: String, DiagnosticKind {
  /// The goal differs from the goal of the plan in progress or, without one, from the current schema.
  case goalWithoutPlan = "goal-without-plan"
  /// The current schema changed without a plan, in a way that affects running code.
  case changeWithoutPlan = "change-without-plan"
  /// The current schema is neither at the same deploy as before nor at the next one.
  case deployOutOfOrder = "deploy-out-of-order"
  /// A merge drops a plan of one of its sides.
  case planLost = "plan-lost"
  /// A merged plan was changed.
  case planChanged = "plan-changed"
  /// The code advances past a deploy without an attestation for production.
  case attestationMissing = "attestation-missing"
  /// A generated file was edited.
  case generatedFileEdited = "generated-file-edited"
  /// A file of a plan is missing.
  case generatedFileMissing = "generated-file-missing"
  /// A generated file belongs to another deploy.
  case generatedFileStale = "generated-file-stale"
}
