// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TrackBuilder {
  /// The tracks of a table's indexes: those that change, and those whose columns move beneath them.
  mutating func buildIndexes(_ table: TableContext, _ changes: [Int], _ moves: [(name: FieldName, track: Int)]) {
    guard !changes.isEmpty || !moves.isEmpty else { return }
    let columns = ColumnTracks(self, table)
    for number in changes {
      guard let track = track(of: assessments[number], table) else { continue }
      let isPromise = track.steps.contains { $0.duty == .enforce }
      let index = append(track, [number])
      constrain(index, columns)
      if isPromise { enforceLast(index, columns) }
      if track.steps.contains(where: { $0.duty == .introduce }) { useAfter(index, step: 0, moves, columns) }
    }
    guard !moves.isEmpty else { return }
    let changed = Set(changes.map { assessments[$0].path })
    let moved = Set(moves.map(\.name))
    for index in table.new.indexes where !changed.contains(SchemaPath(table.new.name, .index(index.name))) {
      guard !moved.isDisjoint(with: (index.paths + index.filters).compactMap(\.first)),
        let original = table.old.index(index.name)
      else { continue }
      let second = secondName(like: index, table)
      let track = append(table.move(table.overOld(original), to: table.overFinal(index), second: second), [])
      constrain(track, columns)
      useAfter(track, step: 1, moves, columns)
    }
  }

  /// What an index is called while the one of its name still exists.
  private mutating func secondName(like index: Index, _ table: TableContext) -> IndexName {
    if let name = table.freshIndexName(like: index, &relationNames) { return name }
    refusals.append(.noFreeName(beside: quoted(index.name), context.target, table.new.range(of: index)))
    return index.name
  }

  private mutating func track(of assessment: Assessment, _ table: TableContext) -> Track? {
    switch assessment.change {
    case .indexAdded(_, let index):
      let added = table.overFinal(index)
      if added.kind != .unique { return table.build(added) }
      return context.isOverNewOptionalField(index, table.new.name)
        ? table.introduceUnique(added) : table.enforceUnique(added, replacing: nil, second: added.name)
    case .indexRemoved(_, let index):
      let removed = table.overOld(table.old.index(index.name) ?? index)
      return removed.kind == .unique ? table.relaxUnique(removed) : table.drop(removed)
    case .indexChanged(_, let before, let after):
      let old = table.overOld(table.old.index(before.name) ?? before)
      let new = table.overFinal(after)
      switch (old.kind, new.kind) {
      case (.unique, .unique): return table.enforceUnique(new, replacing: old, second: new.name)
      case (_, .unique): return table.enforceUnique(new, replacing: old, second: secondName(like: after, table))
      case (.vector(let before), .vector(let after)) where before != after: return table.remeasure(old, new)
      case (.unique, _): return table.relaxUnique(old, to: new)
      case (.index, _), (.search, _), (.vector, _):
        return table.replace(old, by: new, second: secondName(like: after, table))
      }
    case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .referenceKeyChanged, .fieldAdded,
      .fieldRemoved, .fieldRenamed, .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .defaultChanged,
      .referenceActionChanged, .rowChanged:
      return nil
    }
  }

  /// An index stands only over columns that are there and that it can be over: where it could not, either the index
  /// waits for the column or the column for the index.
  private mutating func constrain(_ index: Int, _ columns: ColumnTracks) {
    let target = context.target
    for column in columns.under(tracks[index]) {
      let fields = tracks[column].states
      let indexes = tracks[index].states
      for (i, field) in fields.enumerated() {
        for (j, state) in indexes.enumerated() where !field.carries(state.indexes, columns.names(column), target) {
          if let later = fields[i...].firstIndex(where: { $0.carries(state.indexes, columns.names(column), target) }) {
            if j > 0 { require(index, step: j - 1, notBefore: column, step: later - 1) }
          } else if i > 0,
            let later = indexes[j...].firstIndex(where: { field.carries($0.indexes, columns.names(column), target) })
          {
            require(column, step: i - 1, notBefore: index, step: later - 1)
          }
        }
      }
    }
  }

  /// A promise about rows is made when they are as they will stay.
  private mutating func enforceLast(_ index: Int, _ columns: ColumnTracks) {
    for column in columns.under(tracks[index]) {
      require(index, step: tracks[index].steps.count - 1, notBefore: column, step: tracks[column].steps.count - 1)
    }
  }

  /// Code has no use for an index over a second column before it reads that column.
  private mutating func useAfter(
    _ index: Int, step: Int, _ moves: [(name: FieldName, track: Int)], _ columns: ColumnTracks
  ) {
    let under = columns.under(tracks[index])
    for move in moves where under.contains(move.track) { require(index, step: step, notBefore: move.track, step: 1) }
  }
}
