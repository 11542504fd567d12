// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

extension WorkflowCheck {
  /// Checks that the current schema is at the same deploy as before, or at the next one with an attestation.
  mutating func checkOrder(_ current: Current, _ plan: Plan?) throws(Failure) {
    let steps = comparison.bases.map { (base: $0, step: succession(of: new, after: $0)) }
    // In a merge, following one side is enough if no plan of the other is lost.
    guard let (base, step) = steps.first(where: { $0.step.isSame }) ?? steps.first(where: { $0.step.isInOrder }) else {
      if let (base, step) = steps.first, let was = base.mark { addDisorder(step, was: was, now: current) }
      return
    }
    if steps.count > 1 {
      for (side, _) in steps { try checkKept(side) }
    }
    switch step {
    case .same, .replanned: try checkUnchanged(since: base)
    case .next(let left):
      if let plan, case .plan(_, let deploy, _) = current.mark,
        deploy > plan.commits.first(where: { $0 > left.deploy }) ?? 0
      {
        addDisorder(.outOfOrder, was: base.mark ?? .noPlan, now: current)
      }
      try checkAttested(left, plan)
    case .unplanned:
      guard let file = base.current else { return }
      let (old, now) = (try ReadSchema([file]), try ReadSchema([current.file]))
      let affecting = changes(from: old.schema, to: now.schema).filter(\.affectsRunningCode)
      findings.add(affecting, from: old.files, to: now.files) { .unplanned($0) }
    case .begun:
      if let plan, case .plan(_, let deploy, _) = current.mark, deploy > plan.commits.first ?? 1 {
        addDisorder(.outOfOrder, was: base.mark ?? .noPlan, now: current)
      }
    case .back, .otherBase, .outOfOrder: break
    }
  }

  private mutating func addDisorder(_ step: Succession, was: CurrentMark, now: Current) {
    if case .otherBase(let mark) = step {
      findings.add(.otherBase(mark, was: was), in: now.file)
    } else {
      findings.add(.outOfOrder(was: was, now: now.mark), in: now.file)
    }
  }

  /// Checks that a merge keeps the plan of one of its sides, if that plan is merged already.
  private mutating func checkKept(_ side: Comparison.Side) throws(Failure) {
    guard case .plan(let plan, let deploy, _) = side.mark, !includes((plan, deploy), in: new) else { return }
    guard try revisionThatHas(plan, base: nil) != nil else { return }
    findings.add(.lost((plan, deploy), side: side.tree.name), in: new.current)
  }

  /// Checks that the plan is unchanged, if it is merged or attested.
  private mutating func checkUnchanged(since base: Comparison.Side) throws(Failure) {
    guard comparison.bases.count == 1, case .plan(let plan, let deploy, _) = base.mark else { return }
    let folder = Layout.planFolder(plan)
    let paths = base.tree.blobs.keys.filter { isSchema($0, of: folder) && base.tree.blobs[$0] != new.tree.blobs[$0] }
    // A deleted folder belongs to a plan that no database needs.
    guard let path = paths.min(), new.files.kind(folder) != nil else { return }
    let isShared = if comparison.isBranch { true } else { try revisionThatHas(plan, base: nil) != nil }
    if isShared { findings.add(.changed((plan, deploy), file: path), in: new.current) }
  }
}

extension Succession {
  fileprivate var isSame: Bool { if case .same = self { true } else { false } }
}

extension Assessment {
  /// Whether running code can break or read unknown values.
  var affectsRunningCode: Bool {
    verdict == .breaking || hazards.contains(.oldReaders) || hazards.contains(.oldWriters)
  }
}
