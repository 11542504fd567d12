// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Turns scheduled rollouts into a plan: the schema, the code and the gates of each deploy, and the backfills.
struct Assembly {
  let builder: RolloutBuilder
  let schedule: Schedule

  init(_ builder: RolloutBuilder, _ schedule: Schedule) {
    self.builder = builder
    self.schedule = schedule
  }

  func plan() -> Plan {
    let releases = self.releases
    let count = releases.count
    var deploys: [Deploy] = []
    var backfills: [Backfill] = []
    let (schemas, code) = concurrently(
      if: builder.rollouts.count > 50, { SchemaAssembly(builder, schedule).schemas() }, { [self] in codeVersions() })
    var version = code.versions[0]
    var ungated: Int?
    var names: Set<String> = []
    for number in stride(from: 1, through: count, by: 1) {
      var work = workBefore(number)
      // A field may have the name of another field's step: `age.unset`.
      for index in work.backfills.indices {
        while !names.insert(work.backfills[index].name).inserted { work.backfills[index].name += ".2" }
      }
      var gates: [Gate] = []
      if let release = ungated { gates.append(.released(deploy: release)) }
      ungated = nil
      if !work.backup.isEmpty { gates.append(.backup(work.backup)) }
      gates += work.backfills.map { .backfilled($0.name) }
      if !work.verify.isEmpty { gates.append(.verified(work.verify)) }
      backfills += work.backfills
      if releases[number - 1] {
        version = code.versions[number]
        ungated = number
      }
      let steps = self.steps(of: number)
      deploys.append(
        Deploy(
          number: number, phase: steps.allSatisfy(\.action.isTightening) ? .tighten : .widen, gates: gates,
          schema: schemas[number - 1], synced: synced(after: number), code: version,
          isRelease: releases[number - 1], steps: steps))
    }
    return Plan(
      base: builder.old, goal: builder.written, assessments: builder.assessments, deploys: deploys,
      backfills: backfills, columnMapping: code.columnMapping, before: code.versions[0], isOffline: builder.isOffline)
  }

  /// Whether each deploy is followed by a release of code: offline only the last, if any is.
  private var releases: [Bool] {
    guard builder.isOffline, schedule.releases.contains(true) else { return schedule.releases }
    return schedule.releases.indices.map { $0 == schedule.releases.count - 1 }
  }

  /// Returns the work between the previous deploy and this one.
  private func workBefore(_ number: Int) -> (backup: [ColumnID], backfills: [Backfill], verify: [SchemaPath]) {
    var backup: Set<ColumnID> = []
    var backfills: [Backfill] = []
    var verify: [SchemaPath] = []
    for (index, rollout) in builder.rollouts.enumerated() {
      let deploys = schedule.deploys[index]
      // The counts must be zero at the next step, in whichever deploy it is.
      if let next = deploys.firstIndex(of: number), next > 0 { verify += rollout.steps[next - 1].verify }
      for (step, deploy) in zip(rollout.steps, deploys) where deploy == number - 1 {
        backup.formUnion(step.backup)
        guard var backfill = step.backfill else { continue }
        backfill.after = deploy
        backfills.append(backfill)
      }
    }
    // Rows are copied before references to them are converted.
    backfills.sort {
      $0.copiesTable == $1.copiesTable ? $0.name.precedesByBytes($1.name) : $0.copiesTable
    }
    return (backup.sorted(), backfills.sharingFunctions, verify.sorted())
  }

  /// Returns the code before the plan and after each deploy, and the column mapping.
  private func codeVersions() -> (versions: [CodeVersion], columnMapping: [ColumnID: Set<LogicalField>]) {
    ((0..<schedule.releases.count + 1).map(codeVersion), columnMapping())
  }

  private func codeVersion(after deploy: Int) -> CodeVersion {
    var code = CodeVersion()
    for (index, rollout) in builder.rollouts.enumerated() {
      let state = rollout.state(after: schedule.stage(of: index, after: deploy))
      let own = state.code
      code.uses += own.uses
      code.tables += own.tables
      code.respects.formUnion(own.respects)
      // Code respects a constraint as long as the database enforces it, even if one of several equal indexes is
      // dropped.
      for unique in state.indexes where unique.kind == .unique {
        guard let table = builder.context.oldPartner(of: rollout.table) else { continue }
        code.respects.insert(UniqueID(table.storedName, unique.paths))
      }
      code.tolerates.merge(own.tolerates) { $0.union($1) }
      code.queries.formUnion(own.queries)
      code.relinquishes.formUnion(own.relinquishes)
    }
    code.uses.sort { $0.table == $1.table ? $0.field < $1.field : $0.table < $1.table }
    code.tables.sort { $0.table < $1.table }
    return code
  }

  private func synced(after deploy: Int) -> [SyncedColumns] {
    builder.rollouts.enumerated()
      .flatMap { $0.element.state(after: schedule.stage(of: $0.offset, after: deploy)).synced }
      .sorted { $0.old < $1.old }
  }

  /// Returns the steps of a deploy; a change without a rollout of its own is listed at the last step of the rollout
  /// that it is part of.
  private func steps(of number: Int) -> [Step] {
    var steps: [Step] = []
    for (index, rollout) in builder.rollouts.enumerated() {
      for (position, step) in rollout.steps.enumerated() where schedule.deploys[index][position] == number {
        let isLast = position == rollout.steps.count - 1
        for assessment in isLast ? rollout.assessments[...] : rollout.assessments.prefix(1) {
          steps.append(Step(assessment: assessment, action: step.action))
        }
      }
    }
    return steps.sorted { $0.assessment < $1.assessment }
  }

  private func columnMapping() -> [ColumnID: Set<LogicalField>] {
    var columnMapping: [ColumnID: Set<LogicalField>] = [:]
    for rollout in builder.rollouts {
      for state in rollout.states {
        for use in state.code.uses {
          for column in use.reads + use.writes {
            columnMapping[column.column, default: []].formUnion(use.logicalFields)
          }
        }
      }
    }
    return columnMapping
  }
}
