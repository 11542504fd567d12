// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter

extension WorkflowCheck {
  /// Checks each plan's stage against those of the commits before, and that the current schema changed with the stages
  /// alone.
  ///
  /// In a merge, each plan follows one of the sides.
  mutating func checkOrder(_ workspace: Workspace, _ plans: [MigrationName: PlanUnderWay]) throws(Failure) {
    let bases = comparison.bases.compactMap { side in (try? Workspace(in: side.files)).map { (side, $0) } }
    // A commit that repairs what the one before broke has nothing to follow.
    guard !bases.isEmpty, bases.count == comparison.bases.count else { return }
    for entry in workspace.plans {
      let known = bases.compactMap { side, base in base.entry(entry.name).map { (side, $0) } }
      let plan = plans[entry.name]?.plan
      let last = known.max { $0.1.stage.deploy < $1.1.stage.deploy }
      guard let (side, before) = last, try !isReplaced(before, by: entry) else {
        if let plan, entry.stage.deploy > plan.commits.first ?? 1 {
          if let stage = try stageOnBase(entry), stage.deploy <= entry.stage.deploy {
            try checkNext(entry, from: stage, plan)
            continue
          }
          findings.add(.outOfOrder(entry.name, was: nil, now: entry.stage), in: new.current)
        }
        continue
      }
      if known.contains(where: { $0.1.stage == entry.stage }) {
        // A plan that cannot be made again was found.
        if plan != nil { try checkUnchanged(entry, since: side) }
      } else if entry.stage.deploy > before.stage.deploy {
        try checkNext(entry, after: before, plan, since: side)
      }
    }
    try checkGone(workspace, bases.map(\.1))
    if findings.list.isEmpty { try checkCurrent(workspace, bases.map(\.1), plans) }
  }

  /// Whether a plan that is not merged was made again with other contents.
  private func isReplaced(_ before: Workspace.Entry, by entry: Workspace.Entry) throws(Failure) -> Bool {
    if comparison.isBranch || before.folder.isSame(as: entry.folder) { return false }
    return try revisionThatHas(entry.name, base: nil) == nil
  }

  /// The stage of a plan on the branch that this one is merged into, if it came there from elsewhere since this branch
  /// left it.
  private func stageOnBase(_ entry: Workspace.Entry) throws(Failure) -> PlanStage? {
    guard comparison.isBranch, let base = comparison.bases.first?.tree.name, let tree = try baseTree(base) else {
      return nil
    }
    let shared = PlanFolder(entry.name, in: .git(tree))
    return shared.exists && shared.isSame(as: entry.folder) ? try shared.stage() : nil
  }

  /// Checks a plan whose code moves to a later deploy.
  private mutating func checkNext(
    _ entry: Workspace.Entry, after before: Workspace.Entry, _ plan: Plan?, since side: Comparison.Side
  ) throws(Failure) {
    try checkUnchanged(entry, since: side)
    try checkNext(entry, from: before.stage, plan)
  }

  private mutating func checkNext(_ entry: Workspace.Entry, from stage: PlanStage, _ plan: Plan?) throws(Failure) {
    if entry.stage == stage { return }
    if let plan, entry.stage.deploy > plan.commits.first(where: { $0 > stage.deploy }) ?? 0 {
      findings.add(.outOfOrder(entry.name, was: stage, now: entry.stage), in: new.current)
    }
    try checkAttested((entry.name, stage.deploy), plan)
  }

  /// Checks that plans that are gone may be: before they were merged, at their first deploy, or as retired ones.
  private mutating func checkGone(_ workspace: Workspace, _ bases: [Workspace]) throws(Failure) {
    let names = Set(bases.flatMap { $0.plans.map(\.name) })
    for name in names.sorted() where workspace.entry(name) == nil && !workspace.retired.contains(name) {
      guard let entry = bases.lazy.compactMap({ $0.entry(name) }).first else { continue }
      if try isTakenBack(name, bases) { continue }
      let isMerged = try revisionThatHas(name, base: nil) != nil
      let isOwn = !comparison.isBranch && !isMerged
      let commits = (try? bases[0].planUnderWay(entry).plan.commits) ?? []
      // A database that does not support code from before the plan refuses to serve it.
      let isFirst = entry.stage.deploy <= commits.first ?? 1
      if isOwn || isFirst { continue }
      findings.add(.lost((name, entry.stage.deploy)), in: new.current)
    }
  }

  /// Whether one side of a merge removed a plan that both sides had: that was checked there.
  private func isTakenBack(_ name: MigrationName, _ bases: [Workspace]) throws(Failure) -> Bool {
    guard bases.count > 1, bases.contains(where: { $0.entry(name) == nil }) else { return false }
    let git = Git(folder: ".")
    for side in try asking(try git.state()).merged {
      guard let common = try? git.mergeBase(side) else { continue }
      if try asking(try git.has(Layout.data(name), in: common)) { return true }
    }
    return false
  }

  /// Checks that the current schema differs by the plans that moved, began or went, and by nothing else.
  ///
  /// In a merge, each change is one of the sides: what one of them has was checked there.
  private mutating func checkCurrent(
    _ workspace: Workspace, _ bases: [Workspace], _ plans: [MigrationName: PlanUnderWay]
  ) throws(Failure) {
    var found: [Assessment] = []
    for (index, base) in bases.enumerated() {
      let other = unplanned(in: workspace, since: base, plans)
      found = index == 0 ? other : other.filter { change in found.contains { $0.path == change.path } }
    }
    let hasPlans = !workspace.plans.isEmpty || bases.contains { !$0.plans.isEmpty }
    findings.add(
      hasPlans ? found : found.filter(\.affectsRunningCode), from: bases.suffix(1).map(\.current.file),
      to: [workspace.current.file]
    ) { .unplanned($0) }
  }

  /// The changes of the current schema since another one that no plan makes.
  private func unplanned(
    in workspace: Workspace, since before: Workspace, _ plans: [MigrationName: PlanUnderWay]
  ) -> [Assessment] {
    if sameText(before.current.file.bytes, workspace.current.file.bytes) { return [] }
    // Both without the plans that moved, or changed, or that only one of them has.
    var moved: (before: [PlanUnderWay], now: [PlanUnderWay]) = ([], [])
    for entry in before.plans where !isSame(entry, in: workspace) {
      guard let plan = try? before.planUnderWay(entry) else { return [] }
      moved.before.append(plan)
    }
    for entry in workspace.plans where !isSame(entry, in: before) {
      guard let plan = plans[entry.name] ?? (try? workspace.planUnderWay(entry)) else { return [] }
      moved.now.append(plan)
    }
    var old = inOrder(moved.before).moving(before.current.schema) { _ in 0 }
    let now = inOrder(moved.now).moving(workspace.current.schema) { _ in 0 }
    // The first plan of an empty schema may also choose the target.
    if old.tables.isEmpty, old.externalTables.isEmpty { old = Schema(target: now.target) }
    return old.saysTheSame(as: now) ? [] : changes(from: old, to: now)
  }

  /// Whether another commit has a plan with the same contents, at the same deploy.
  private func isSame(_ entry: Workspace.Entry, in other: Workspace) -> Bool {
    guard let known = other.entry(entry.name) else { return false }
    return known.stage == entry.stage && known.folder.isSame(as: entry.folder)
  }

  /// Checks that the plan is unchanged, if it is merged or attested.
  private mutating func checkUnchanged(_ entry: Workspace.Entry, since base: Comparison.Side) throws(Failure) {
    guard comparison.bases.count == 1 else { return }
    let folder = Layout.planFolder(entry.name)
    let paths = Set(base.tree.blobs.keys).union(new.tree.blobs.keys).filter { path in
      guard isSchema(path, of: folder) || path == Layout.data(entry.name) else { return false }
      if base.tree.blobs[path] == new.tree.blobs[path] { return false }
      // git may have converted the line breaks.
      guard let one = try? base.files.read(path), let other = try? new.files.read(path) else { return true }
      return !sameText(one, other)
    }
    guard let path = paths.min() else { return }
    // It may become again what the base branch has.
    if let tree = try baseTree(nil), PlanFolder(entry.name, in: .git(tree)).isSame(as: entry.folder) { return }
    let isShared = if comparison.isBranch { true } else { try revisionThatHas(entry.name, base: nil) != nil }
    if isShared { findings.add(.changed((entry.name, entry.stage.deploy), file: path), in: new.current) }
  }
}

extension Assessment {
  /// Whether running code can break or read unknown values.
  var affectsRunningCode: Bool {
    verdict == .breaking || hazards.contains(.oldReaders) || hazards.contains(.oldWriters)
  }
}
