// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

/// A change with its rule, verdict, phases and hazards, and a counterexample if it is breaking.
package struct Assessment: Hashable, Sendable {
  package var rule: Rule
  package var change: Change
  package var path: SchemaPath
  package var verdict: Verdict
  /// In the order widen, backfill, tighten.
  package var phases: [Phase]
  /// Sorted.
  package var hazards: [Hazard]
  /// One clause that explains the verdict.
  package var reason: String
  /// Another way to the same goal that costs less, as a clause.
  package var alternative: String?
  package var witness: Witness?
  /// The position in the old file.
  package var old: SourceRange?
  /// The position in the new file.
  package var new: SourceRange?

  package init(
    rule: Rule, change: Change, path: SchemaPath, verdict: Verdict, phases: [Phase], hazards: [Hazard] = [],
    reason: String, alternative: String? = nil, witness: Witness? = nil, old: SourceRange? = nil,
    new: SourceRange? = nil
  ) {
    self.rule = rule
    self.change = change
    self.path = path
    self.verdict = verdict
    self.phases = phases
    self.hazards = hazards.sorted()
    self.reason = reason
    self.alternative = alternative
    self.witness = witness
    self.old = old
    self.new = new
  }
}

/// `safe` if every stored row, and every row that running code may still write, stays valid; otherwise `breaking`.
package enum Verdict: String, Hashable, Sendable { case safe, breaking }

/// The three parts of a rollout, in order.
package typealias Phase = MigrationDeploy.Phase

/// A risk of a change, which a safe change may have, too.
package enum Hazard: String, CaseIterable, Hashable, Sendable, Comparable {
  case oldReaders = "old-readers"
  case oldWriters = "old-writers"
  case deletesData = "deletes-data"
  case losesPrecision = "loses-precision"
  case rewritesTable = "rewrites-table"
  case scansTable = "scans-table"
  case indexBuild = "index-build"
  case slowerQueries = "slower-queries"

  package static func < (lhs: Hazard, rhs: Hazard) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// The counterexample that proves a verdict.
package enum Witness: Hashable, Sendable {
  /// A value that was allowed and is now rejected (`.absent`: a row without a value).
  case refused(Value)
  /// A value that is deleted.
  case lost(Value)
  /// Two rows that violate the new unique index.
  case pair([Value.Entry], [Value.Entry])
  /// The type comparison exceeded its budget. The change counts as breaking, without a value as proof.
  case undecided
}

extension Assessment {
  /// The reason, and another way if there is one.
  package var explanation: String { alternative.map { "\(reason); \($0)" } ?? reason }
}
