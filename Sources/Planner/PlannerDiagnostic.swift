// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The errors and notes of the planner that no `Rule` stands for, by their IDs.
enum PlannerDiagnostic: String, DiagnosticKind {
  // MARK: Plans

  case noOffline = "no-offline"
  /// `--rollout short` on a database that may run code of several versions.
  case noShort = "no-short"
  case noOrder = "no-order"
  case planRefused = "plan-refused"

  // MARK: Rejections

  case externalTableChanged = "external-table-changed"
  case rowStorage = "row-storage"
  case targetLimit = "target-limit"
  case storedNameReused = "stored-name-reused"
  case tooManyColumns = "too-many-columns"
  case unsafeTogether = "unsafe-together"

  // MARK: Notes

  case likelyMove = "likely-move"
  case likelyRename = "likely-rename"

  // MARK: Repairs

  case nothingToRepair = "nothing-to-repair"
  case onceWithoutBackups = "once-without-backups"
  case repairSQL = "repair-sql"
  case unknownTable = "unknown-table"
}
