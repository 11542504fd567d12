// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel

/// The options of `planMigration`.
package struct PlanOptions: Hashable, Sendable {
  /// Whether old and new code never run side by side (`--rollout offline`).
  package var isOffline: Bool
  /// Whether a renamed field has both names in one deploy only (`--rollout short`).
  package var isShort: Bool
  /// Whether several plans may be between the two schemas, for example between two revisions.
  ///
  /// A name in `@was` that the old schema does not have is then a warning, not an error.
  package var spansPlans: Bool
  /// The other tables that hand-written functions read.
  package var reads: [TableName]
  /// The columns that the rows of hand-written functions leave out.
  package var hidden: Set<ColumnID>

  package init(
    isOffline: Bool = false, isShort: Bool = false, spansPlans: Bool = false, reads: [TableName] = [],
    hidden: Set<ColumnID> = []
  ) {
    self.isOffline = isOffline
    self.isShort = isShort
    self.spansPlans = spansPlans
    self.reads = reads
    self.hidden = hidden
  }
}

/// A checked plan, and notes to read before it runs.
package struct PlannedMigration: Hashable, Sendable {
  package var plan: Plan
  /// Likely renames, and advice; sorted by position.
  package var notes: [Diagnostic]
}

/// Compares two schemas, assesses the changes, plans their rollout, and checks the plan.
///
///     let planned = try planMigration(from: current, to: goal)
///     print(planned.plan.deploys.count)
///
/// - Throws: Errors with positions for changes that cannot be planned, or the violations that the checker found.
package func planMigration(
  from old: Schema, to goal: Schema, options: PlanOptions = PlanOptions()
) throws(DiagnosticList) -> PlannedMigration {
  let (old, goal) = Schema.forOneTarget(old, goal)
  let new = goal.inheritingStoredNames(from: old)
  let comparison = DiffContext(from: old, to: new)
  let context = AssessmentContext(comparison)
  let assessments = assess(diff(comparison), context)
  let unknown = unknownPreviousNames(comparison, severity: options.spansPlans ? .warning : .error)
  // Between two plans the values of a new field can become different.
  let repeated = comparison.changed.flatMap { repeatedDefaults(from: $0.old, to: $0.new, new.target) }
  let rejections = (options.spansPlans ? [] : unknown + repeated) + rejections(assessments, context)
  guard rejections.isEmpty else { throw DiagnosticList(rejections) }
  let limits =
    brokenLimits(goal) + (options.isOffline ? impossibleOffline(goal.target) : [])
    + (options.isShort ? impossibleShort(goal.target) : [])
  guard limits.isEmpty else { throw DiagnosticList(limits) }
  var plan = try shortestPlan(assessments, context, written: goal, options)
  if plan.deploys.isEmpty, !renamedInLanguage(from: old, to: new).isEmpty {
    // No stored name changes, but the generated Swift does: the plan is one deploy without gates.
    plan.deploys = [
      Deploy(
        number: 1, phase: .widen, gates: [], schema: new, synced: plan.syncedBefore, code: plan.before,
        isRelease: false, steps: [])
    ]
  }
  for name in options.reads where old.table(name) == nil { _ = try new.knownTable(name) }
  plan.reads = options.reads
  plan.hidden = plan.hideable(options.hidden)
  let tooWide = tablesTooWide(plan)
  guard tooWide.isEmpty else { throw DiagnosticList(tooWide) }
  let violations = check(plan)
  guard violations.isEmpty else { throw DiagnosticList(violations.map { .rejected($0, plan) }) }
  return PlannedMigration(
    plan: plan, notes: (options.spansPlans ? unknown : []) + notes(assessments, from: old, to: new))
}

extension Plan {
  /// Returns those of some columns that no backfill reads or writes, in tables whose rows a hand-written function gets.
  fileprivate func hideable(_ columns: Set<ColumnID>) -> Set<ColumnID> {
    let functions = backfills.filter { $0.transform == .custom && !reads.contains($0.table) && !$0.copiesTable }
    let tables = Set(functions.map(\.storedTable))
    let used = Set(backfills.flatMap { $0.sources + $0.targets })
    return columns.filter { tables.contains($0.table) && !used.contains($0) }
  }
}

/// Returns the plan with the fewest releases, and then the fewest deploys.
private func shortestPlan(
  _ assessments: [Assessment], _ context: AssessmentContext, written: Schema, _ options: PlanOptions
) throws(DiagnosticList) -> Plan {
  func makeSchedule(writingBothFirst: Bool) throws(DiagnosticList) -> (builder: RolloutBuilder, schedule: Schedule) {
    var builder = RolloutBuilder(
      context, written: written, isOffline: options.isOffline, isShort: options.isShort,
      writesBothFirst: writingBothFirst, assessments: assessments)
    builder.build()
    guard builder.rejections.isEmpty else { throw DiagnosticList(builder.rejections) }
    guard let schedule = Schedule(builder.rollouts, builder.constraints) else {
      throw DiagnosticList([.cycle(assessments)])
    }
    return (builder, schedule)
  }
  var shortest = try makeSchedule(writingBothFirst: false)
  if shortest.builder.hasAlternative {
    let alternative = try makeSchedule(writingBothFirst: true)
    if alternative.schedule.isShorter(than: shortest.schedule) { shortest = alternative }
  }
  return Assembly(shortest.builder, shortest.schedule).plan()
}

extension Diagnostic {
  fileprivate static func cycle(_ assessments: [Assessment]) -> Diagnostic {
    Diagnostic(
      .error, PlannerDiagnostic.noOrder,
      "these changes depend on each other, so no deploy order is safe; split them into two plans",
      range: assessments.lazy.compactMap(\.new).first)
  }

  /// Returns the error for a plan that the independent checker rejects.
  fileprivate static func rejected(_ violation: Violation, _ plan: Plan) -> Diagnostic {
    Diagnostic(
      .error, PlannerDiagnostic.planRefused,
      "no safe plan was found for all of these changes: \(violation); split them into two plans, and please report "
        + "this",
      range: plan.assessments.lazy.compactMap(\.new).first)
  }
}
