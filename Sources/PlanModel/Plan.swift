// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

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
  /// truth of its own: that of the field that base, or else the goal, stores in it.
  ///
  /// A column holds a truth if the truth can be computed from it (and from the other sources, where it is derived from
  /// several): after a rename or a conversion of `a` into `b`, both hold `a`. When `b` is derived from `a`, which stays,
  /// `a` holds `a` and `b`, while `b` holds `b`: writing `a` makes `b` stale, and `b` is no substitute for `a`.
  package var meanings: [ColumnID: Set<TruthID>]
  /// The contract of the code that runs before the first deploy.
  ///
  /// Of several columns of base that hold one truth, those that it reads are up to date; nothing is assumed of the
  /// others.
  package var before: CodeVersion
  /// Columns of base that the store keeps in step already, when the plan goes on from the middle of another.
  package var inStepBefore: [InStep]
  /// Whether the user promised that old and new code never run side by side (`--deploys together`).
  ///
  /// Then all code stops before a deploy's gates and schema revision, and its own code starts after them. After a
  /// schema-only deploy no code runs until the next release, or, if none follows, that of the last one starts again.
  package var isTogether: Bool

  package init(
    base: Schema, goal: Schema, assessments: [Assessment], deploys: [Deploy], backfills: [Backfill],
    meanings: [ColumnID: Set<TruthID>], before: CodeVersion, inStepBefore: [InStep] = [], isTogether: Bool = false
  ) {
    self.base = base
    self.goal = goal
    self.assessments = assessments
    self.deploys = deploys
    self.backfills = backfills
    self.meanings = meanings
    self.before = before
    self.inStepBefore = inStepBefore
    self.isTogether = isTogether
  }
}

/// A column of the database, by the names that it has there; these never change within a plan.
///
/// The rows of a table of several shapes count as one column, called `*`, in all schemas and code versions of a plan in
/// which any schema stores that table in several shapes.
package struct ColumnID: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let names: Names

  /// Both names, shared by all copies, and their hash: the checker looks each column up some hundred times.
  private final class Names: Sendable {
    let table: StoredName
    let column: StoredName
    let hash: Int

    init(_ table: StoredName, _ column: StoredName) {
      self.table = table
      self.column = column
      var hasher = Hasher()
      hasher.combine(table)
      hasher.combine(column)
      hash = hasher.finalize()
    }
  }

  package init(_ table: StoredName, _ column: StoredName) { names = Names(table, column) }

  package var table: StoredName { names.table }
  package var column: StoredName { names.column }

  package static func == (lhs: ColumnID, rhs: ColumnID) -> Bool {
    lhs.names === rhs.names
      || lhs.names.hash == rhs.names.hash && lhs.column == rhs.column && lhs.table == rhs.table
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(names.hash) }

  // What a dictionary asks for: it would have the hash hashed.
  package func _rawHashValue(seed: Int) -> Int { names.hash ^ seed }

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
