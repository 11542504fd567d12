// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

/// What the rollback of a deploy checks and saves, in addition to its statements; the runtime's `RollbackPlan`.
package struct RollbackPlan: Hashable {
  /// Queries for rows that violate the previous schema.
  package var accepts: [Check] = []
  /// Values in dropped columns and tables that cannot be computed again.
  package var discards: [Values] = []
  /// Values that the code of this deploy writes and older code does not read.
  package var outdates: [Values] = []
  /// Columns that are restored empty, and columns that are restored with current values.
  package var empties: [StoredName: [StoredName]] = [:]
  package var refills: [StoredName: [StoredName]] = [:]
  /// Queries for rows without a value in required columns that were restored empty, and the steps that make them
  /// required.
  package var demands: [Check] = []
  package var then: [SchemaStep] = []

  package init() {}

  /// A query that must return no rows.
  package struct Check: Hashable {
    package var path: String
    package var query: String
  }

  /// Values of a table's rows; the runtime's `StoredValues`.
  package struct Values: Hashable {
    package var table: StoredName
    package var key: [Column]
    package var columns: [Column]
    package var condition: String?
    package var backfill: String?
  }
}
