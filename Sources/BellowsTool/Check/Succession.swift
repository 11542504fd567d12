// Part of Bellows. MIT licence: see LICENSE.
import SwiftEmitter

/// How the current schema of a commit follows that of the one before it.
enum Succession {
  /// Nothing moved, or there is nothing to follow.
  case same
  /// The same deploy of the same plan, which was made anew.
  case replanned
  /// The plan's next deploy.
  case next(MigrationMark)
  /// The first deploy of a plan that begins at what was current.
  case begun
  /// One deploy back, as a revert brings it, or a plan that is given up.
  case back
  /// It changed, and neither side is in a plan.
  case unplanned
  /// None of these.
  case otherBase(MigrationMark)
  case outOfOrder

  var isInOrder: Bool {
    switch self {
    case .same, .replanned, .next, .begun, .back, .unplanned: true
    case .otherBase, .outOfOrder: false
    }
  }
}

/// How the new side's current follows that of a base.
func succession(of new: Comparison.Side, after base: Comparison.Side) -> Succession {
  // A base whose current is missing or broken gives nothing to follow: what mends it must pass.
  guard let before = base.current, let now = new.current, let was = base.mark, let mark = new.mark else { return .same }
  if sameText(before.bytes, now.bytes) { return .same }
  if case .plan(let plan, 1, _) = was, isBase(now.bytes, of: plan, in: base.files) == true { return .back }
  switch (was, mark) {
  case (.plan(let one, let from, _), .plan(let plan, let to, _)) where one == plan:
    if to == from { return .replanned }
    if to == from + 1 { return .next((plan, from)) }
    return to == from - 1 ? .back : .outOfOrder
  case (_, .plan(let plan, 1, _)):
    // Without its base the plan is incomplete, and that is said already.
    return isBase(before.bytes, of: plan, in: new.files) == false ? .otherBase((plan, 1)) : .begun
  case (.noPlan, .noPlan): return .unplanned
  case (.noPlan, .plan), (.plan, .plan), (.plan, .noPlan): return .outOfOrder
  }
}

/// Whether a plan begins at this text; `nil` when its folder does not say.
private func isBase(_ text: [UInt8], of plan: MigrationName, in files: FileTree) -> Bool? {
  guard let base = try? files.read(Layout.base(plan)) else { return nil }
  return sameText(base, text)
}

/// Whether the plans that led to the new side's current have this one, at that deploy or a later one.
///
/// Where older folders were deleted nobody can tell, and it counts as had.
func includes(_ mark: MigrationMark, in new: Comparison.Side) -> Bool {
  var at = new.mark
  var seen: Set<MigrationName> = []
  while case .plan(let plan, let deploy, _) = at, seen.insert(plan).inserted {
    if plan == mark.plan { return deploy >= mark.deploy }
    guard let base = try? new.files.read(Layout.base(plan)) else { return true }
    at = CurrentMark(firstLineOf: base)
  }
  return false
}

/// Whether two texts are the same, whatever their line breaks.
func sameText(_ one: [UInt8], _ other: [UInt8]) -> Bool { one == other || withoutReturns(one) == withoutReturns(other) }
