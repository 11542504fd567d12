// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel

/// How a plan is to be made.
package struct PlanOptions: Hashable, Sendable {
  /// Whether old and new code never run side by side (`--deploys together`).
  package var isOffline: Bool
  /// Whether several plans may lie between the two schemas, as between two revisions: then a name in `@was` that the old
  /// one does not have is a warning, and no error.
  package var spansPlans: Bool

  package init(isOffline: Bool = false, spansPlans: Bool = false) {
    self.isOffline = isOffline
    self.spansPlans = spansPlans
  }
}

/// A plan that the checker has passed, and remarks that are worth a look before it is carried out.
package struct PlannedMigration: Hashable, Sendable {
  package var plan: Plan
  /// Likely renames, and advice; sorted by place.
  package var notes: [Diagnostic]
}

/// Compares two schemas, judges what changed, plans the rollout, and has it checked: the whole of this module.
///
///     let planned = try planMigration(from: current, to: goal)
///     print(planned.plan.deploys.count)
///
/// - Throws: What cannot be planned, with its places and what to do; or the checker's refusal.
package func planMigration(
  from old: Schema, to goal: Schema, options: PlanOptions = PlanOptions()
) throws(DiagnosticList) -> PlannedMigration {
  let proposal = try Proposal(from: old, to: goal, options: options)
  return try proposal.passed(with: check(proposal.migration.plan))
}

/// As above, with something that is made of the plan while the checker is at work: nobody gets to see it before the
/// checker has passed the plan.
package func planMigration<Draft: Sendable>(
  from old: Schema, to goal: Schema, options: PlanOptions = PlanOptions(),
  drafting draft: @escaping @Sendable (PlannedMigration) -> Draft
) throws(DiagnosticList) -> (planned: PlannedMigration, draft: Draft) {
  let proposal = try Proposal(from: old, to: goal, options: options)
  let (violations, drafted) = concurrently({ check(proposal.migration.plan) }, { draft(proposal.migration) })
  return (try proposal.passed(with: violations), drafted)
}

/// A plan that the checker has yet to pass.
private struct Proposal: Sendable {
  /// What it is once it has passed.
  let migration: PlannedMigration

  init(from old: Schema, to goal: Schema, options: PlanOptions) throws(DiagnosticList) {
    let new = goal.inheritingStoredNames(from: old)
    let comparison = DiffContext(from: old, to: new)
    let context = AssessmentContext(comparison)
    let assessments = assess(diff(comparison), context)
    let unknown = unknownPreviousNames(comparison, severity: options.spansPlans ? .warning : .error)
    let refusals = (options.spansPlans ? [] : unknown) + refusals(assessments, context)
    guard refusals.isEmpty else { throw DiagnosticList(refusals) }
    func makeSchedule(writingBothFirst: Bool) throws(DiagnosticList) -> (builder: RolloutBuilder, schedule: Schedule) {
      var builder = RolloutBuilder(
        context, written: goal, overlaps: !options.isOffline, writesBothFirst: writingBothFirst,
        assessments: assessments)
      builder.build()
      guard builder.refusals.isEmpty else { throw DiagnosticList(builder.refusals) }
      guard let schedule = Schedule(builder.rollouts, builder.constraints) else {
        throw DiagnosticList([.contradiction(assessments)])
      }
      return (builder, schedule)
    }
    var way = try makeSchedule(writingBothFirst: false)
    if way.builder.hasAlternative {
      let other = try makeSchedule(writingBothFirst: true)
      if other.schedule.isShorter(than: way.schedule) { way = other }
    }
    var plan = Assembly(way.builder, way.schedule).plan()
    if plan.deploys.isEmpty, !renamedInLanguage(from: old, to: new).isEmpty {
      // Nothing stored changes, but the Swift that names it does: the schema moves on, with nothing to wait for.
      plan.deploys = [
        Deploy(
          number: 1, phase: .widen, gates: [], schema: new, synced: plan.syncedBefore, code: plan.before,
          isRelease: false, steps: [])
      ]
    }
    migration = PlannedMigration(
      plan: plan, notes: (options.spansPlans ? unknown : []) + notes(assessments, from: old, to: new))
  }

  func passed(with violations: [Violation]) throws(DiagnosticList) -> PlannedMigration {
    guard violations.isEmpty else { throw DiagnosticList(violations.map { .refused($0, migration.plan) }) }
    return migration
  }
}

extension Diagnostic {
  fileprivate static func contradiction(_ assessments: [Assessment]) -> Diagnostic {
    Diagnostic(
      .error, "no-order", "these changes wait for each other, so no order of deploys is safe: make them in two plans",
      range: assessments.lazy.compactMap(\.new).first)
  }

  /// The checker is independent of the planner: when it says no, the plan is not shown, whoever is wrong.
  fileprivate static func refused(_ violation: Violation, _ plan: Plan) -> Diagnostic {
    Diagnostic(
      .error, "plan-refused",
      "no safe plan was found for these changes together: \(violation); make them in two plans, and please report this",
      range: plan.assessments.lazy.compactMap(\.new).first)
  }
}
