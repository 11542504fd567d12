// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Collects violations at the current moment.
///
/// A violation that was reported at an earlier moment is not repeated.
struct Findings {
  var moment = Moment.before
  private(set) var violations: [Violation] = []
  private var known: Set<Subject> = []

  private struct Subject: Hashable {
    var reason: Violation.Reason
    var column: ColumnID?
  }

  mutating func report(_ reason: Violation.Reason, _ column: ColumnID? = nil, witness: Value? = nil) {
    guard known.insert(Subject(reason: reason, column: column)).inserted else { return }
    violations.append(Violation(reason, at: moment, column, witness: witness))
  }
}
