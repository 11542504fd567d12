// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A change with an opinion: which rule it falls under, whether it is safe, what it takes, and a value that proves it.
package struct Assessment: Hashable, Sendable {
  package var rule: Rule
  /// What changed; the way in which `rule` applies to it.
  package var change: Change
  package var path: SchemaPath
  package var verdict: Verdict
  /// In the order widen, backfill, tighten.
  package var phases: [Phase]
  /// Sorted.
  package var hazards: [Hazard]
  /// One sentence: why this verdict.
  package var reason: String
  package var witness: Witness?
  /// The place in the old file.
  package var old: SourceRange?
  /// The place in the new file.
  package var new: SourceRange?

  package init(
    rule: Rule, change: Change, path: SchemaPath, verdict: Verdict, phases: [Phase], hazards: [Hazard] = [],
    reason: String, witness: Witness? = nil, old: SourceRange? = nil, new: SourceRange? = nil
  ) {
    self.rule = rule
    self.change = change
    self.path = path
    self.verdict = verdict
    self.phases = phases
    self.hazards = hazards.sorted()
    self.reason = reason
    self.witness = witness
    self.old = old
    self.new = new
  }
}

/// Safe: every stored row, and everything that running old code may still write, stays valid.
///
/// Breaking: otherwise.
package enum Verdict: String, Hashable, Sendable { case safe, breaking }

/// The three parts of a rollout, in order.
package enum Phase: String, CaseIterable, Hashable, Sendable, Comparable {
  /// The store accepts old and new.
  case widen
  /// The rows are moved.
  case backfill
  /// The store accepts only new.
  case tighten

  package static func < (lhs: Phase, rhs: Phase) -> Bool { lhs.order < rhs.order }

  private var order: Int {
    switch self {
    case .widen: 0
    case .backfill: 1
    case .tighten: 2
    }
  }
}

/// What to watch for, even where a change is safe.
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

/// The counter-example of a verdict.
package enum Witness: Hashable, Sendable {
  /// A value that was allowed and is refused now (`.absent`: a row without one).
  case refused(Value)
  /// A value that is lost.
  case lost(Value)
  /// Two rows that the new unique index does not allow together.
  case pair([Value.Entry], [Value.Entry])
  /// The relation gave up within its budget: "no" is the safe answer, and there is no value to show.
  case undecided
}
