// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

extension WorkflowCheck {
  /// Whether current is where it was, or one deploy on, and may be.
  mutating func checkOrder(_ current: Current, _ plan: Plan?) throws(Failure) {
    let steps = comparison.bases.map { (base: $0, step: succession(of: new, after: $0)) }
    // In a merge one side's order is enough, if nothing of the other is lost.
    guard let (base, step) = steps.first(where: { $0.step.isSame }) ?? steps.first(where: { $0.step.isInOrder }) else {
      if let (base, step) = steps.first, let was = base.mark { addDisorder(step, was: was, now: current) }
      return
    }
    if steps.count > 1 {
      for (side, _) in steps { try checkKept(side) }
    }
    switch step {
    case .same, .replanned: try checkUnchanged(since: base)
    case .next(let left): try checkAttested(left, plan)
    case .unplanned:
      guard let file = base.current else { return }
      let (old, now) = (try ReadSchema([file]), try ReadSchema([current.file]))
      let felt = changes(from: old.schema, to: now.schema).filter(\.isFelt)
      findings.add(felt, from: old.files, to: now.files) { .unplanned($0) }
    case .begun, .back, .otherBase, .outOfOrder: break
    }
  }

  private mutating func addDisorder(_ step: Succession, was: CurrentMark, now: Current) {
    if case .otherBase(let mark) = step {
      findings.add(.otherBase(mark, was: was), in: now.file)
    } else {
      findings.add(.outOfOrder(was: was, now: now.mark), in: now.file)
    }
  }

  /// Whether a merge keeps the plan of one of its sides, if others have it.
  private mutating func checkKept(_ side: Comparison.Side) throws(Failure) {
    guard case .plan(let plan, let deploy, _) = side.mark, !includes((plan, deploy), in: new) else { return }
    guard try revisionThatHas(plan, base: nil) != nil else { return }
    findings.add(.lost((plan, deploy), side: side.tree.name), in: new.current)
  }

  /// Whether the plan is as it was, if others have it.
  private mutating func checkUnchanged(since base: Comparison.Side) throws(Failure) {
    guard comparison.bases.count == 1, case .plan(let plan, let deploy, _) = base.mark else { return }
    let folder = Layout.planFolder(plan)
    let paths = base.tree.blobs.keys.filter { isSchema($0, of: folder) && base.tree.blobs[$0] != new.tree.blobs[$0] }
    // A folder that is gone is a plan that no database needs any more.
    guard let path = paths.min(), new.files.kind(folder) != nil else { return }
    let isShared = if comparison.isBranch || deploy > 1 { true } else { try revisionThatHas(plan, base: nil) != nil }
    if isShared { findings.add(.changed((plan, deploy), file: path), in: new.current) }
  }
}

extension Succession {
  fileprivate var isSame: Bool { if case .same = self { true } else { false } }
}

extension Assessment {
  /// Whether code that runs can feel it: it breaks, or meets what it does not know.
  var isFelt: Bool {
    verdict == .breaking || hazards.contains(.oldReaders) || hazards.contains(.oldWriters)
  }
}
