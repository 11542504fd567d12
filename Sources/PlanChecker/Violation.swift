// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Why a plan is refused: which promise it breaks, when, where, and with which value.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
  package var invariant: Invariant
  package var moment: Moment
  /// The column or, for what is larger than one, `table`; `nil` when it is about the plan as a whole.
  package var column: ColumnID?
  /// One sentence.
  package var message: String
  /// A value that shows it, where one does.
  package var witness: Value?

  package init(
    _ invariant: Invariant, at moment: Moment, _ column: ColumnID? = nil, _ message: String, witness: Value? = nil
  ) {
    self.invariant = invariant
    self.moment = moment
    self.column = column
    self.message = message
    self.witness = witness
  }

  package var description: String {
    let place = column.map { " \($0):" } ?? ""
    let example = witness.map { " (\($0))" } ?? ""
    return "\(invariant.rawValue), \(moment):\(place) \(message)\(example)"
  }
}

/// The promises that a plan keeps at every moment.
package enum Invariant: String, CaseIterable, Hashable, Sendable {
  /// Every stored row fits what the store enforces.
  case rowsFit = "I1"
  /// Every write that running code can make is accepted, but for refusals that it expects.
  case writesAccepted = "I2"
  /// Every running reader can read every row that is stored or may be written.
  case rowsReadable = "I3"
  /// A reader reads what was last meant.
  case nothingStale = "I4"
  /// Nothing is lost but in a step that says so and comes after a backup.
  case nothingLost = "I5"
  /// The plan itself is whole: numbers, gates, names, and an end that is the goal.
  case wellFormed = "plan"
}

/// A moment of a plan's replay.
package struct Moment: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// From 1; 0 is the time before the plan, and the end of the plan is the last deploy's release.
  package var deploy: Int
  package var part: Part

  package enum Part: Hashable, Sendable {
    /// The gates that are passed before the deploy begins.
    case gates
    /// While that backfill runs, before the deploy begins.
    case backfill(String)
    /// The schema revision, while only the code released before runs.
    case revision
    /// The rolling release, while old and new code run side by side.
    case release
  }

  package init(_ deploy: Int, _ part: Part) {
    self.deploy = deploy
    self.part = part
  }

  package static let before = Moment(0, .release)

  /// By deploys, and within one in the order of its parts; backfills among the gates stay as they come.
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

/// What was found wrong so far, each thing once: the same violation at later moments is not told again.
struct Findings {
  private(set) var violations: [Violation] = []
  private var known: Set<Subject> = []

  private struct Subject: Hashable {
    var invariant: Invariant
    var column: ColumnID?
    var message: String
  }

  mutating func report(_ violation: Violation) {
    let subject = Subject(invariant: violation.invariant, column: violation.column, message: violation.message)
    if known.insert(subject).inserted { violations.append(violation) }
  }
}
