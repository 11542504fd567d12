// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Tracks laid side by side, as a plan: the schema and the code of each deploy, and what lies between them.
struct Assembly {
  let builder: RolloutBuilder
  let schedule: Schedule

  init(_ builder: RolloutBuilder, _ schedule: Schedule) {
    self.builder = builder
    self.schedule = schedule
  }

  func plan() -> Plan {
    let count = schedule.releases.count
    var deploys: [Deploy] = []
    var backfills: [Backfill] = []
    let (schemas, code) = concurrently(
      if: builder.rollouts.count > 50, { SchemaAssembly(builder, schedule).schemas() }, { [self] in codeVersions() })
    var version = code.versions[0]
    var ungated: Int?
    var names: Set<String> = []
    for number in stride(from: 1, through: count, by: 1) {
      var work = workBefore(number)
      // A field may be called like a step of another: `age.unset`.
      for place in work.backfills.indices {
        while !names.insert(work.backfills[place].name).inserted { work.backfills[place].name += ".2" }
      }
      var gates: [Gate] = []
      if let release = ungated { gates.append(.released(deploy: release)) }
      ungated = nil
      if !work.backup.isEmpty { gates.append(.backup(work.backup)) }
      gates += work.backfills.map { .backfilled($0.name) }
      if !work.verify.isEmpty { gates.append(.verified(work.verify)) }
      backfills += work.backfills
      if schedule.releases[number - 1] {
        version = code.versions[number]
        ungated = number
      }
      let steps = self.steps(of: number)
      deploys.append(
        Deploy(
          number: number, phase: steps.allSatisfy(\.action.isTightening) ? .tighten : .widen, gates: gates,
          schema: schemas[number - 1], synced: synced(after: number), code: version,
          isRelease: schedule.releases[number - 1], steps: steps))
    }
    return Plan(
      base: builder.old, goal: builder.written, assessments: builder.assessments, deploys: deploys,
      backfills: backfills, columnMapping: code.columnMapping, before: code.versions[0], isOffline: !builder.overlaps)
  }

  /// What must be done between the deploy before and this one.
  private func workBefore(_ number: Int) -> (backup: [ColumnID], backfills: [Backfill], verify: [SchemaPath]) {
    var backup: Set<ColumnID> = []
    var backfills: [Backfill] = []
    var verify: [SchemaPath] = []
    for (index, rollout) in builder.rollouts.enumerated() {
      let deploys = schedule.deploys[index]
      // What is counted must hold when the next step is taken, however late that is.
      if let next = deploys.firstIndex(of: number), next > 0 { verify += rollout.steps[next - 1].verify }
      for (step, deploy) in zip(rollout.steps, deploys) where deploy == number - 1 {
        backup.formUnion(step.backup)
        guard var backfill = step.backfill else { continue }
        backfill.after = deploy
        backfills.append(backfill)
      }
    }
    // Rows that are copied come before what refers to them.
    backfills.sort {
      $0.copiesTable == $1.copiesTable ? $0.name.precedesByBytes($1.name) : $0.copiesTable
    }
    return (backup.sorted(), backfills, verify.sorted())
  }

  /// The code before the plan and after each deploy, and what columns mean to it.
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
      // As long as the database enforces it, code expects it, whichever of several equal indexes goes first.
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

  /// The steps that a deploy takes; a change that rides on another's track shows at that track's end.
  private func steps(of number: Int) -> [Step] {
    var steps: [Step] = []
    for (index, rollout) in builder.rollouts.enumerated() {
      for (place, step) in rollout.steps.enumerated() where schedule.deploys[index][place] == number {
        let isLast = place == rollout.steps.count - 1
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
      for state in [rollout.before] + rollout.steps.map(\.state) {
        for use in state.code.uses {
          for column in use.reads + use.writes { columnMapping[column.column, default: []].formUnion(use.logicalFields) }
        }
      }
    }
    return columnMapping
  }
}

extension Action {
  /// Whether the store only takes away.
  var isTightening: Bool {
    switch self {
    case .strict, .drop, .enforce: true
    case .introduce, .build, .readWide, .writeWide, .writeAndFallBack, .writeOnlyNew, .readBothWriteOld,
      .readBothWriteNew, .writeBothReadOld, .writeBothReadWide, .writeBothReadNew, .useOnlyNew, .keepInSync,
      .switchOver, .stopReading, .stopWriting, .stopUsing, .relax, .respect:
      false
    }
  }
}
