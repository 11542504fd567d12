// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

extension TrackBuilder {
  /// The tracks of a table's indexes: those that change, and those whose columns move beneath them.
  mutating func buildIndexes(
    _ table: inout TableContext, _ changes: [Int], _ moves: [(move: TableContext.Move, track: Int)]
  ) {
    for index in changes {
      switch assessments[index].change {
      case .indexAdded(_, let added):
        let isSafe = assessments[index].verdict == .safe
        let track: Track =
          if added.kind != .unique { table.build(added) } else if isSafe { table.introduceUnique(added) } else {
            table.enforceUnique(added, replacing: nil)
          }
        follow(append(track, [index]), added, in: table, isUnique: added.kind == .unique && !isSafe)
      case .indexRemoved(_, let removed):
        let original = table.old.index(removed.name) ?? removed
        let track = append(original.kind == .unique ? table.relaxUnique(original) : table.drop(original), [index])
        precede(track, original, in: table)
      case .indexChanged(_, let before, let after):
        let original = table.old.index(before.name) ?? before
        let track: Track =
          switch assessments[index].rule {
          case .uniqueChanged: table.enforceUnique(after, replacing: original)
          case .vectorChanged: table.remeasure(original, after)
          default: table.replace(original, by: after)
          }
        let number = append(track, [index])
        follow(number, after, in: table, isUnique: after.kind == .unique)
        precede(number, original, in: table)
      case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .referenceKeyChanged,
        .fieldAdded, .fieldRemoved, .fieldRenamed, .fieldDerived, .fieldTypeChanged, .fieldStorageChanged,
        .defaultChanged, .referenceActionChanged, .rowChanged:
        break
      }
    }
    guard !moves.isEmpty else { return }
    let changed = Set(changes.map { assessments[$0].path })
    for index in table.new.indexes where !changed.contains(SchemaPath(table.new.name, .index(index.name))) {
      guard let original = table.old.index(index.name) else { continue }
      let concerned = moves.filter { moved in index.mentions(moved.move.new.name) }
      guard let leader = concerned.max(by: { tracks[$0.track].steps.count < tracks[$1.track].steps.count }) else {
        continue
      }
      move(original, to: index, with: leader.track, concerned.map(\.move), table: &table)
    }
  }

  /// An index needs its columns; a unique one needs them to be as they will stay.
  private mutating func follow(_ track: Int, _ index: Index, in table: TableContext, isUnique: Bool) {
    let first = tracks[track].steps.count == 1 ? 0 : tracks[track].steps.count - 1
    for name in index.fieldNames {
      guard let field = fieldTracks[table.new.name]?[name], !tracks[field].steps.isEmpty else { continue }
      // A second column takes its place only at the end, and so does an index over it.
      let isWhole = isUnique || tracks[field].before.fields.contains { $0.storedName != table.stored(name) }
      require(track, step: first, notBefore: field, step: isWhole ? tracks[field].steps.count - 1 : 0)
      if tracks[track].steps.count > 1 { require(track, step: 0, notBefore: field, step: 0) }
    }
  }

  /// A column goes no earlier than the last index over it.
  private mutating func precede(_ track: Int, _ index: Index, in table: TableContext) {
    for name in index.fieldNames {
      let field = removedFieldTracks[table.new.name]?[name] ?? movedTrack(of: name, in: table)
      guard let field else { continue }
      require(
        field, step: tracks[field].steps.count - 1, notBefore: track, step: tracks[track].steps.count - 1)
    }
  }

  /// The track of the field that a field of the old schema became, if its column goes.
  private func movedTrack(of name: FieldName, in table: TableContext) -> Int? {
    fieldTracks[table.new.name]?.values.sorted().first { track in
      guard let field = tracks[track].before.fields.first(where: { $0.name == name }) else { return false }
      return tracks[track].steps.last?.state.fields.contains { $0.storedName == field.storedName } == false
    }
  }

  /// An index that stays the same in the language while the columns beneath it change places.
  private mutating func move(
    _ old: Index, to new: Index, with leader: Int, _ moves: [TableContext.Move], table: inout TableContext
  ) {
    let seconds = Dictionary(moves.map { ($0.new.name, $0.second.name) }) { first, _ in first }
    var beside = new.renamingFields(seconds)
    beside.name = IndexName(table.freshName(like: new.name.text))
    var code = CodeVersion()
    if new.kind == .unique {
      var moved = table.new
      moved.content = .fields(table.new.fields.map { field in moves.first { $0.new.name == field.name }?.new ?? field })
      code.respects = [table.uniqueID(old, in: table.old), table.uniqueID(new, in: moved)]
    }
    var needsOld = code
    if new.kind != .unique { needsOld.queries = [IndexID(table.old.storedName, old.name)] }
    let steps = tracks[leader].steps
    let lastRelease = steps.lastIndex(where: \.needsRelease) ?? 0
    var follower = Track(table: table.new.name, before: TrackState(indexes: [old], code: needsOld), steps: [])
    for (number, step) in steps.enumerated() {
      let indexes: [Index] =
        if number == steps.count - 1 { [new] } else if number == 0 { [old] } else { [old, beside] }
      let state = TrackState(indexes: indexes, code: number >= lastRelease ? code : needsOld)
      // The copies agree no more often than the values that they are copies of; counted all the same.
      let counted = number == 0 && new.kind == .unique ? [SchemaPath(table.new.name, .index(beside.name))] : []
      follower.steps.append(
        TrackStep(duty: step.duty, needsRelease: step.needsRelease, state: state, verify: counted))
    }
    follower.leader = leader
    append(follower, [])
  }
}

extension Index {
  /// The fields of the table that it is over or filters by.
  fileprivate var fieldNames: Set<FieldName> { Set((paths + filters).compactMap(\.first)) }

  fileprivate func mentions(_ name: FieldName) -> Bool { fieldNames.contains(name) }
}

extension TableContext {
  fileprivate func stored(_ name: FieldName) -> StoredName? { new.field(name)?.storedName }
}
