// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension RolloutBuilder {
  /// Builds the rollouts of a table's indexes: those that change, and those whose columns move.
  mutating func buildIndexes(_ table: TableContext, _ changes: [Int], _ moves: [MovedField]) {
    guard !changes.isEmpty || !moves.isEmpty else { return }
    let columns = ColumnRollouts(self, table)
    for number in changes {
      guard let rollout = rollout(of: assessments[number], table) else { continue }
      let isEnforced = rollout.steps.contains { $0.action == .enforce }
      let index = append(rollout, for: [number])
      constrain(index, columns)
      if isEnforced { enforceLast(index, columns) }
      if rollout.steps.contains(where: { $0.action == .introduce }) { useAfter(index, step: 0, moves, columns) }
    }
    guard !moves.isEmpty else { return }
    let changed = Set(changes.map { assessments[$0].path })
    let moved = Set(moves.map(\.name))
    for index in table.new.indexes where !changed.contains(SchemaPath(table.new.name, .index(index.name))) {
      guard !moved.isDisjoint(with: (index.paths + index.filters).compactMap(\.first)),
        let original = table.old.index(index.name)
      else { continue }
      let second = replacesCode ? index.name : secondName(like: index, table)
      let rollout = append(
        IndexRollout(table: table).follow(table.overOld(original), to: table.overFinal(index), second: second), for: [])
      constrain(rollout, columns)
      useAfter(rollout, step: replacesCode ? 0 : 1, moves, columns)
    }
  }

  private var replacesCode: Bool { context.target.capabilities.replacesCode }

  /// Returns the name of a second index while the index with its name still exists.
  private mutating func secondName(like index: Index, _ table: TableContext) -> IndexName {
    if let name = table.freshIndexName(like: index, &relationNames) { return name }
    rejections.append(.noFreeName(beside: quoted(index.name), context.target, table.new.range(of: index)))
    return index.name
  }

  private mutating func rollout(of assessment: Assessment, _ table: TableContext) -> Rollout? {
    switch assessment.change.part {
    case .target, .table, .field: return nil
    case .index(_, nil, nil): return nil
    case .index(_, nil, let index?):
      let added = table.overFinal(index)
      if added.kind != .unique { return IndexRollout(table: table).build(added) }
      let unique = UniqueRollout(table: table)
      return context.isOverNewOptionalField(index, table.new.name)
        ? unique.introduce(added) : unique.enforce(added, replacing: nil, second: added.name)
    case .index(_, let index?, nil):
      let removed = table.overOld(table.old.index(index.name) ?? index)
      return removed.kind == .unique
        ? UniqueRollout(table: table).relax(removed) : IndexRollout(table: table).drop(removed)
    case .index(_, let before?, let after?): return rollout(replacing: before, by: after, table)
    }
  }

  private mutating func rollout(replacing before: Index, by after: Index, _ table: TableContext) -> Rollout {
    let old = table.overOld(table.old.index(before.name) ?? before)
    let new = table.overFinal(after)
    let unique = UniqueRollout(table: table)
    switch (old.kind, new.kind) {
    case (.unique, .unique): return unique.enforce(new, replacing: old, second: new.name)
    case (_, .unique): return unique.enforce(new, replacing: old, second: secondName(like: after, table))
    case (.vector(let before), .vector(let after)) where before != after:
      return IndexRollout(table: table).changeDimensions(old, new)
    case (.unique, _): return unique.relax(old, replacement: new)
    case (.index, _) where replacesCode, (.search, _) where replacesCode, (.vector, _) where replacesCode:
      return IndexRollout(table: table).replaceWithCode(old, by: new)
    case (.index, _), (.search, _), (.vector, _):
      return IndexRollout(table: table).replace(old, by: new, second: secondName(like: after, table))
    }
  }

  /// Adds the constraints that an index exists only while its columns exist and have a type that it can index.
  ///
  /// Either the index waits for the column, or the column for the index.
  private mutating func constrain(_ index: Int, _ columns: ColumnRollouts) {
    let target = context.target
    for column in columns.under(rollouts[index]) {
      let fields = rollouts[column].states
      let indexes = rollouts[index].states
      for (i, field) in fields.enumerated() {
        for (j, state) in indexes.enumerated() where !field.supports(state.indexes, columns.names(column), target) {
          if let later = fields[i...].firstIndex(where: { $0.supports(state.indexes, columns.names(column), target) }) {
            if j > 0 { require(index, step: j - 1, notBefore: column, step: later - 1) }
          } else if i > 0,
            let later = indexes[j...].firstIndex(where: { field.supports($0.indexes, columns.names(column), target) })
          {
            require(column, step: i - 1, notBefore: index, step: later - 1)
          }
        }
      }
    }
  }

  /// Adds the constraint that a unique index is enforced after the last backfill of its columns.
  private mutating func enforceLast(_ index: Int, _ columns: ColumnRollouts) {
    for column in columns.under(rollouts[index]) {
      require(index, step: rollouts[index].steps.count - 1, notBefore: column, step: rollouts[column].steps.count - 1)
    }
  }

  /// Adds the constraint that code uses an index over a second column no earlier than the column.
  private mutating func useAfter(_ index: Int, step: Int, _ moves: [MovedField], _ columns: ColumnRollouts) {
    let under = columns.under(rollouts[index])
    for move in moves where under.contains(move.rollout) {
      require(index, step: step, notBefore: move.rollout, step: 1)
    }
  }
}
