// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The rollouts of unique indexes; indexes name stored columns, as in `TableContext.overOld` and `overFinal`.
struct UniqueRollout {
  let table: TableContext

  /// A unique index over a new optional field: no row and no running code can violate it yet.
  ///
  /// 1. Release: adds the index; code respects it.
  func introduce(_ index: Index) -> Rollout {
    let id = table.uniqueID(index)
    return Rollout(
      table: table.new.name, before: RolloutState(code: CodeVersion(respects: enforcedBefore(id))),
      steps: [.release(.introduce, RolloutState(indexes: [index], code: CodeVersion(respects: [id])))])
  }

  /// A unique index that rows or code may violate.
  ///
  /// 1. Release: code respects it; duplicates are removed, and their count is zero.
  /// 2. Store: adds the index.
  ///
  /// - Parameters:
  ///   - replaced: The index that it replaces; if it is unique, code still respects it.
  ///   - second: The name of the new index while both exist.
  func enforce(_ index: Index, replacing replaced: Index?, second: IndexName) -> Rollout {
    let id = table.uniqueID(index)
    let enforced = replaced.flatMap { $0.kind == .unique ? table.uniqueID($0) : nil }
    let kept = Set([enforced].compactMap { $0 }).union(enforcedBefore(id))
    var before = RolloutState(indexes: replaced.map { [$0] } ?? [], code: CodeVersion(respects: kept))
    if let replaced, replaced.kind != .unique {
      before.code.queries = [IndexID(table.old.storedName, replaced.name)]
    }
    let code = CodeVersion(respects: kept.union([id]))
    if kept.contains(id), let replaced, replaced.kind != .unique {
      var rollout = IndexRollout(table: table).replace(replaced, by: index, second: second)
      rollout.before.code.respects = kept
      for step in rollout.steps.indices { rollout.steps[step].state.code.respects = kept }
      return rollout
    }
    if kept.contains(id) {
      // Rows and code already satisfy this constraint, because of another index.
      return Rollout(
        table: table.new.name, before: before, steps: [.storeOnly(.build, RolloutState(indexes: [index], code: code))])
    }
    // The index that a wider one replaces prevents its duplicates until then.
    let isImplied = replaced.map { $0.kind == .unique && isWithin($0, id) } ?? false
    let path = SchemaPath(table.new.name, .index(index.name))
    return Rollout(
      table: table.new.name, before: before,
      steps: [
        .release(.respect, before.with(code: code), verify: isImplied ? [] : [path]),
        .storeOnly(.enforce, RolloutState(indexes: [index], code: code)),
      ])
  }

  /// A removed unique index.
  ///
  /// 1. Release: drops the index; code may write duplicates. Schema only if another index enforces the same.
  ///
  /// - Parameter replacement: An index that is not unique and replaces it in the same step.
  func relax(_ index: Index, replacement: Index? = nil) -> Rollout {
    let id = table.uniqueID(index)
    let before = RolloutState(indexes: [index], code: CodeVersion(respects: [id]))
    let kept = enforcedAfter(id)
    let after = RolloutState(indexes: replacement.map { [$0] } ?? [], code: CodeVersion(respects: kept))
    let step: RolloutStep =
      kept.isEmpty ? .release(.relax, after) : .storeOnly(replacement == nil ? .drop : .build, after)
    return Rollout(table: table.new.name, before: before, steps: [step])
  }

  /// Returns whether the fields of a unique index of the old table are among those of a constraint, and do not change.
  private func isWithin(_ index: Index, _ id: UniqueID) -> Bool {
    Set(id.paths).isSuperset(of: index.paths)
      && index.paths.allSatisfy { path in
        matchFields(table.old, table.new).pairs.contains {
          [$0.old.storedName.text, $0.new.storedName.text].allSatisfy { $0 == path.first?.text }
            && $0.old.type == $0.new.type
        }
      }
  }

  /// Returns the constraint if another index of the old table, or its key, enforces it: also one over fewer fields, if
  /// it stays.
  private func enforcedBefore(_ id: UniqueID) -> Set<UniqueID> {
    let keys = table.old.keyFields.map { [FieldName($0.storedName.text)] }
    let isKey = !keys.isEmpty && Set(id.paths).isSuperset(of: keys)
    let isEnforced =
      isKey
      || table.old.indexes.lazy.filter { $0.kind == .unique }.map(table.overOld).contains { index in
        table.uniqueID(index) == id
          || isWithin(index, id)
            && table.new.indexes.contains { $0.kind == .unique && Set(table.overFinal($0).paths) == Set(index.paths) }
      }
    return isEnforced ? [id] : []
  }

  /// Returns the constraint if an index of the new table enforces it.
  func enforcedAfter(_ id: UniqueID) -> Set<UniqueID> {
    table.new.indexes.contains { $0.kind == .unique && table.uniqueID(table.overFinal($0)) == id } ? [id] : []
  }
}
