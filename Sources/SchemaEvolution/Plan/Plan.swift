// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// A checked way from one schema to another that is safe at every moment.
package struct Plan: Hashable, Sendable {
  package var base: Schema
  package var goal: Schema
  /// Sorted by path, then rule.
  package var assessments: [Assessment]
  /// At most four; none when nothing changes.
  package var deploys: [Deploy]
  /// In the order in which they run.
  package var backfills: [Backfill]
  /// Which columns hold which truths, for the columns that the plan's code versions name; every other column holds one
  /// truth of its own.
  package var meanings: [ColumnID: Set<TruthID>]
  /// The contract of the code that runs before the first deploy.
  package var before: CodeVersion

  package init(
    base: Schema, goal: Schema, assessments: [Assessment], deploys: [Deploy], backfills: [Backfill],
    meanings: [ColumnID: Set<TruthID>], before: CodeVersion
  ) {
    self.base = base
    self.goal = goal
    self.assessments = assessments
    self.deploys = deploys
    self.backfills = backfills
    self.meanings = meanings
    self.before = before
  }
}

/// A column of the database, by the names that it has there; these never change within a plan.
///
/// The rows of a table of several shapes count as one column, called `*`.
package struct ColumnID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var table: StoredName
  package var column: StoredName

  package init(_ table: StoredName, _ column: StoredName) {
    self.table = table
    self.column = column
  }

  package static let wholeRow: StoredName = "*"

  package var description: String { "\(table).\(column)" }

  package static func < (lhs: ColumnID, rhs: ColumnID) -> Bool {
    lhs.table == rhs.table ? lhs.column < rhs.column : lhs.table < rhs.table
  }
}

/// Something that the application means and that a row stores, in one column or several: `users.name`.
///
/// Named as in the base schema, or as in the goal when the base has no such thing.
package struct TruthID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var table: TableName
  package var field: FieldName

  package init(_ table: TableName, _ field: FieldName) {
    self.table = table
    self.field = field
  }

  package var description: String { "\(table).\(field)" }

  package static func < (lhs: TruthID, rhs: TruthID) -> Bool {
    lhs.table == rhs.table ? lhs.field < rhs.field : lhs.table < rhs.table
  }
}
