// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The rollouts of indexes; indexes name stored columns, as in `TableContext.overOld` and `overFinal`.
struct IndexRollout {
  let table: TableContext

  /// An added index.
  ///
  /// 1. Store: adds it; code may use it from its next release on.
  func build(_ index: Index) -> Rollout {
    Rollout(
      table: table.new.name, before: RolloutState(),
      steps: [.storeOnly(.build, RolloutState(indexes: [index]))])
  }

  /// A removed index.
  ///
  /// 1. Release: code stops using it.
  /// 2. Store: drops it.
  ///
  /// Where a deploy replaces the code, one release does both.
  func drop(_ index: Index) -> Rollout {
    let before = needing(index)
    if table.target.capabilities.replacesCode {
      return Rollout(table: table.new.name, before: before, steps: [.release(.drop, RolloutState())])
    }
    return Rollout(
      table: table.new.name, before: before,
      steps: [.release(.stopUsing, before.with(code: CodeVersion())), .storeOnly(.drop, RolloutState())])
  }

  /// An index with another definition under the same name.
  ///
  /// 1. Release: adds the new index beside the old one; code uses it.
  /// 2. Store: drops the old index and gives its name to the new one.
  ///
  /// - Parameter second: The name of the new index while both exist.
  func replace(_ old: Index, by new: Index, second name: IndexName) -> Rollout {
    let stillEnforced =
      old.kind == .unique ? UniqueRollout(table: table).enforcedAfter(table.uniqueID(old)) : []
    let code = CodeVersion(respects: stillEnforced)
    return Rollout(
      table: table.new.name, before: needing(old),
      steps: [
        .release(.introduce, RolloutState(indexes: [old, new.named(name)], code: code)),
        .storeOnly(.drop, RolloutState(indexes: [new], code: code)),
      ])
  }

  /// An index with another definition under the same name, where a deploy replaces the code.
  ///
  /// 1. Release: replaces the index; code queries it by its new definition.
  func replaceWithCode(_ old: Index, by new: Index) -> Rollout {
    Rollout(
      table: table.new.name, before: needing(old), steps: [.release(.introduce, RolloutState(indexes: [new]))])
  }

  /// A vector index with a different number of dimensions.
  ///
  /// 1. Release: code writes vectors of the new length. Backup; the stored vectors are computed again.
  /// 2. Store: rebuilds the index.
  func changeDimensions(_ old: Index, _ new: Index) -> Rollout {
    let before = needing(old)
    let columns = new.paths.compactMap(\.first).map { ColumnID(table.old.storedName, StoredName($0.text)) }
    return Rollout(
      table: table.new.name, before: before,
      steps: [
        .release(
          .writeOnlyNew, before.with(code: CodeVersion()), backup: columns,
          verify: [SchemaPath(table.new.name, .index(new.name))]),
        .storeOnly(.enforce, RolloutState(indexes: [new])),
      ])
  }

  /// An index with the same definition, whose fields move to other columns.
  ///
  /// 1. Store: waits for the backfill of the columns.
  /// 2. Release: adds the new index beside the old one; code uses it.
  /// 3. Store: drops the old index and gives its name to the new one.
  ///
  /// Where a deploy replaces the code, one release replaces the index.
  ///
  /// - Parameter second: The name of the new index while both exist.
  func follow(_ old: Index, to new: Index, second name: IndexName) -> Rollout {
    let second = new.named(name)
    let isUnique = new.kind == .unique
    let code = CodeVersion(respects: isUnique ? [table.uniqueID(old), table.uniqueID(new)] : [])
    var codeBefore = code
    if table.target.capabilities.replacesCode {
      return Rollout(
        table: table.new.name, before: RolloutState(indexes: [old], code: code),
        steps: [.release(.introduce, RolloutState(indexes: [new], code: code))])
    }
    if !isUnique { codeBefore.queries = [IndexID(table.old.storedName, old.name)] }
    let before = RolloutState(indexes: [old], code: codeBefore)
    var prepared = RolloutStep.storeOnly(.build, before)
    // Copies of distinct values are distinct; the count proves it before the index is built.
    if isUnique { prepared.verify = [SchemaPath(table.new.name, .index(second.name))] }
    return Rollout(
      table: table.new.name, before: before,
      steps: [
        prepared, .release(.introduce, RolloutState(indexes: [old, second], code: code)),
        .storeOnly(.drop, RolloutState(indexes: [new], code: code)),
      ])
  }

  /// The state in which the queries of code need an index of the old table.
  private func needing(_ index: Index) -> RolloutState {
    RolloutState(indexes: [index], code: CodeVersion(queries: [IndexID(table.old.storedName, index.name)]))
  }
}

extension Index {
  fileprivate func named(_ name: IndexName) -> Index {
    var result = self
    result.name = name
    return result
  }
}
