// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The reason for which the checker rejects a plan: the invariant, the moment, the column and, if one exists, a
/// counterexample.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
  package var moment: Moment
  /// A column, or `table.*` for a table, or `table.index` for an index; `nil` for the plan as a whole.
  package var column: ColumnID?
  package var reason: Reason
  /// A counterexample.
  package var witness: Value?

  package init(_ reason: Reason, at moment: Moment, _ column: ColumnID? = nil, witness: Value? = nil) {
    self.reason = reason
    self.moment = moment
    self.column = column
    self.witness = witness
  }

  package var invariant: Invariant { reason.invariant }

  /// One sentence, without moment, column and counterexample.
  package var message: String { reason.message }

  package var description: String {
    let subject = column.map { " \($0):" } ?? ""
    let example = witness.map { " (counterexample: \($0))" } ?? ""
    return "\(invariant.rawValue), \(moment):\(subject) \(message)\(example)"
  }
}

/// A property that holds at every moment of a safe plan.
package enum Invariant: String, CaseIterable, Hashable, Sendable {
  /// Every stored row fits what the database enforces.
  case rowsFit = "I1"
  /// The database accepts every write that running code can make, except rejections that the code expects.
  case writesAccepted = "I2"
  /// Running code can read every row that is stored or may be written.
  case rowsReadable = "I3"
  /// Running code reads the value that was written last.
  case nothingStale = "I4"
  /// Data is deleted only by a step with the hazard `deletes-data`, after a backup.
  case nothingLost = "I5"
  /// The plan is complete: numbers, gates, names, and a last schema equal to the goal.
  case wellFormed = "plan"
}

/// A moment in the replay of a plan.
package struct Moment: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// From 1; 0 is the time before the plan.
  package var deploy: Int
  package var part: Part

  package enum Part: Hashable, Sendable {
    /// The gates before the deploy.
    case gates
    /// While this backfill runs, before the deploy.
    case backfill(String)
    /// After the schema revision, while only code of earlier releases runs.
    case revision
    /// The rolling release, while old and new code run side by side.
    case release
  }

  package init(_ deploy: Int, _ part: Part) {
    self.deploy = deploy
    self.part = part
  }

  package static let before = Moment(0, .release)

  /// By deploy, then gates and backfills (equal), revision, release.
  package static func < (lhs: Moment, rhs: Moment) -> Bool { (lhs.deploy, lhs.order) < (rhs.deploy, rhs.order) }

  private var order: Int {
    switch part {
    case .gates, .backfill: 0
    case .revision: 1
    case .release: 2
    }
  }

  package var description: String {
    if deploy == 0 { return "before the first deploy" }
    switch part {
    case .gates: return "before deploy \(deploy)"
    case .backfill(let name): return "backfill \(name), before deploy \(deploy)"
    case .revision: return "deploy \(deploy), schema"
    case .release: return "deploy \(deploy), release"
    }
  }
}
