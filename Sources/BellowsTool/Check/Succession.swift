// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// How the current schema of a commit follows the one of its parent.
enum Succession {
  /// The same schema, or none in the parent.
  case same
  /// The same deploy of a regenerated plan.
  case replanned
  /// A later deploy of the plan.
  case next(MigrationMark)
  /// A deploy of a plan that starts from the current schema.
  case begun
  /// An earlier deploy, after a revert, or a removed plan.
  case back
  /// It changed, and neither side has a plan.
  case unplanned
  /// The plan starts from another schema.
  case otherBase(MigrationMark)
  case outOfOrder

  var isInOrder: Bool {
    switch self {
    case .same, .replanned, .next, .begun, .back, .unplanned: true
    case .otherBase, .outOfOrder: false
    }
  }
}

/// Compares the current schemas of the new side and of a base.
func succession(of new: Comparison.Side, after base: Comparison.Side) -> Succession {
  // A base whose current schema is missing or broken cannot be followed; a commit that fixes it must pass.
  guard let before = base.current, let now = new.current, let was = base.mark, let mark = new.mark else { return .same }
  if sameText(before.bytes, now.bytes) { return .same }
  if case .plan(let plan, _, _) = was, isBase(now.bytes, of: plan, in: base.files) == true { return .back }
  switch (was, mark) {
  case (.plan(let one, let from, _), .plan(let plan, let to, _)) where one == plan:
    if to == from { return .replanned }
    return to > from ? .next((plan, from)) : .back
  case (_, .plan(let plan, let deploy, _)):
    // If its folder is incomplete, that is a finding of its own.
    return isBase(before.bytes, of: plan, in: new.files) == false ? .otherBase((plan, deploy)) : .begun
  case (.noPlan, .noPlan): return .unplanned
  case (.plan, .noPlan): return .outOfOrder
  }
}

/// Whether a plan starts from this current schema; `nil` if its folder does not say where it starts.
private func isBase(_ text: [UInt8], of plan: MigrationName, in files: FileTree) -> Bool? {
  let folder = PlanFolder(plan, in: files)
  guard let state = try? folder.state(), let before = try? folder.markBefore() else { return nil }
  let schema = try? ReadSchema([SourceFile(path: Layout.current, bytes: text)]).schema
  guard before == CurrentMark(firstLineOf: text), let schema else { return false }
  // The first plan of an empty schema may also choose the target.
  let isEmpty = schema.tables.isEmpty && schema.externalTables.isEmpty
  let starts = isEmpty ? Target.allCases.map { Schema(target: $0).fingerprint } : [schema.fingerprint]
  return starts.contains(state.baseFingerprint)
}

/// Whether the history of the new side's current schema contains this plan, at that deploy or a later one.
///
/// Returns `true` if the folders of older plans were deleted.
func includes(_ mark: MigrationMark, in new: Comparison.Side) -> Bool {
  var at = new.mark
  var seen: Set<MigrationName> = []
  while case .plan(let plan, let deploy, _) = at, seen.insert(plan).inserted {
    if plan == mark.plan { return deploy >= mark.deploy }
    guard let before = try? PlanFolder(plan, in: new.files).markBefore() else { return true }
    at = before
  }
  return false
}

/// Whether two texts are equal apart from carriage returns.
func sameText(_ one: [UInt8], _ other: [UInt8]) -> Bool { one == other || withoutReturns(one) == withoutReturns(other) }
