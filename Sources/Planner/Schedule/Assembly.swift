// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Tracks laid side by side, as a plan: the schema and the code of each deploy, and what lies between them.
struct Assembly {
  let builder: TrackBuilder
  let alignment: Alignment

  init(_ builder: TrackBuilder, _ alignment: Alignment) {
    self.builder = builder
    self.alignment = alignment
  }

  func plan() -> Plan {
    let count = alignment.releases.count
    var deploys: [Deploy] = []
    var backfills: [Backfill] = []
    let (schemas, code) = concurrently(
      if: builder.tracks.count > 50, { SchemaAssembly(builder, alignment).schemas() }, { [self] in codeVersions() })
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
      if alignment.releases[number - 1] {
        version = code.versions[number]
        ungated = number
      }
      let steps = self.steps(of: number)
      deploys.append(
        Deploy(
          number: number, phase: steps.allSatisfy(\.duty.isTightening) ? .tighten : .widen, gates: gates,
          schema: schemas[number - 1], inStep: inStep(after: number), code: version,
          isRelease: alignment.releases[number - 1], steps: steps))
    }
    return Plan(
      base: builder.old, goal: builder.written, assessments: builder.assessments, deploys: deploys,
      backfills: backfills, meanings: code.meanings, before: code.versions[0], isTogether: !builder.overlaps)
  }

  /// What must be done between the deploy before and this one.
  private func workBefore(_ number: Int) -> (backup: [ColumnID], backfills: [Backfill], verify: [SchemaPath]) {
    var backup: Set<ColumnID> = []
    var backfills: [Backfill] = []
    var verify: [SchemaPath] = []
    for (index, track) in builder.tracks.enumerated() {
      let deploys = alignment.deploys[index]
      // What is counted must hold when the next step is taken, however late that is.
      if let next = deploys.firstIndex(of: number), next > 0 { verify += track.steps[next - 1].verify }
      for (step, deploy) in zip(track.steps, deploys) where deploy == number - 1 {
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
  private func codeVersions() -> (versions: [CodeVersion], meanings: [ColumnID: Set<TruthID>]) {
    ((0..<alignment.releases.count + 1).map(codeVersion), meanings())
  }

  private func codeVersion(after deploy: Int) -> CodeVersion {
    var code = CodeVersion()
    for (index, track) in builder.tracks.enumerated() {
      let state = track.state(after: alignment.stage(of: index, after: deploy))
      let own = state.code
      code.uses += own.uses
      code.tables += own.tables
      code.respects.formUnion(own.respects)
      // As long as the database enforces it, code expects it, whichever of several equal indexes goes first.
      for unique in state.indexes where unique.kind == .unique {
        guard let table = builder.context.oldPartner(of: track.table) else { continue }
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

  private func inStep(after deploy: Int) -> [InStep] {
    builder.tracks.enumerated()
      .flatMap { $0.element.state(after: alignment.stage(of: $0.offset, after: deploy)).inStep }
      .sorted { $0.old < $1.old }
  }

  /// The steps that a deploy takes; a change that rides on another's track shows at that track's end.
  private func steps(of number: Int) -> [Step] {
    var steps: [Step] = []
    for (index, track) in builder.tracks.enumerated() {
      for (place, step) in track.steps.enumerated() where alignment.deploys[index][place] == number {
        let isLast = place == track.steps.count - 1
        for assessment in isLast ? track.assessments[...] : track.assessments.prefix(1) {
          steps.append(Step(assessment: assessment, duty: step.duty))
        }
      }
    }
    return steps.sorted { $0.assessment < $1.assessment }
  }

  private func meanings() -> [ColumnID: Set<TruthID>] {
    var meanings: [ColumnID: Set<TruthID>] = [:]
    for track in builder.tracks {
      for state in [track.before] + track.steps.map(\.state) {
        for use in state.code.uses {
          for column in use.reads + use.writes { meanings[column.column, default: []].formUnion(use.truths) }
        }
      }
    }
    return meanings
  }
}

extension Duty {
  /// Whether the store only takes away.
  var isTightening: Bool {
    switch self {
    case .strict, .drop, .enforce: true
    case .introduce, .build, .readWide, .writeWide, .writeAndFallBack, .writeOnlyNew, .readBothWriteOld,
      .readBothWriteNew, .writeBothReadOld, .writeBothReadWide, .writeBothReadNew, .useOnlyNew, .keepInStep,
      .switchOver, .stopReading, .stopWriting, .stopUsing, .relax, .respect:
      false
    }
  }
}
