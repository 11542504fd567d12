// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel

/// Indexes name stored columns here, as `overOld` and `overFinal` give them.
extension TableContext {
  /// A new index: E adds it.
  ///
  /// Code may use it from its next release on.
  func build(_ index: Index) -> Track {
    Track(
      table: new.name, before: TrackState(),
      steps: [.storeOnly(.build, TrackState(indexes: [index]))])
  }

  /// A unique index over a new optional field: no row and no running code can break it yet.
  func introduceUnique(_ index: Index) -> Track {
    let id = uniqueID(index)
    let after = TrackState(indexes: [index], code: CodeVersion(respects: [id]))
    return Track(
      table: new.name, before: TrackState(code: CodeVersion(respects: standing(id))),
      steps: [.release(.introduce, after)])
  }

  /// -> respects it; rows that break it are mended, count zero; E adds it.
  ///
  /// - Parameters:
  ///   - replaced: the index that it takes the place of; if it is unique, code goes on respecting it.
  ///   - second: what it is called while both exist.
  func enforceUnique(_ index: Index, replacing replaced: Index?, second: IndexName) -> Track {
    let id = uniqueID(index)
    let promised = replaced.flatMap { $0.kind == .unique ? uniqueID($0) : nil }
    let kept = Set([promised].compactMap { $0 }).union(standing(id))
    var before = TrackState(indexes: replaced.map { [$0] } ?? [], code: CodeVersion(respects: kept))
    if let replaced, replaced.kind != .unique {
      before.code.queries = [IndexID(old.storedName, replaced.name)]
    }
    let code = CodeVersion(respects: kept.union([id]))
    if kept.contains(id), let replaced, replaced.kind != .unique {
      var track = replace(replaced, by: index, second: second)
      track.before.code.respects = kept
      for step in track.steps.indices { track.steps[step].state.code.respects = kept }
      return track
    }
    if kept.contains(id) {
      // Rows and code keep this promise already, for the sake of another index.
      return Track(
        table: new.name, before: before, steps: [.storeOnly(.build, TrackState(indexes: [index], code: code))])
    }
    return Track(
      table: new.name, before: before,
      steps: [
        .release(.respect, before.with(code: code), verify: [SchemaPath(new.name, .index(index.name))]),
        .storeOnly(.enforce, TrackState(indexes: [index], code: code)),
      ])
  }

  /// E forgets it -> code may write what it forbade.
  func relaxUnique(_ index: Index) -> Track {
    let id = uniqueID(index)
    let before = TrackState(indexes: [index], code: CodeVersion(respects: [id]))
    let kept = staying(id)
    let after = TrackState(code: CodeVersion(respects: kept))
    return Track(
      table: new.name, before: before,
      steps: [kept.isEmpty ? .release(.relax, after) : .storeOnly(.drop, after)])
  }

  /// -> stops needing it; E drops it.
  func drop(_ index: Index) -> Track {
    let before = TrackState(indexes: [index], code: CodeVersion(queries: [IndexID(old.storedName, index.name)]))
    return Track(
      table: new.name, before: before,
      steps: [
        .release(.stopUsing, before.with(code: CodeVersion())), .storeOnly(.drop, TrackState()),
      ])
  }

  /// E forgets a promise, and has an index for queries in its place -> code may write what was forbidden.
  func relaxUnique(_ old: Index, to new: Index) -> Track {
    var track = relaxUnique(old)
    track.steps[0].state.indexes = [new]
    if !track.steps[0].needsRelease { track.steps[0].duty = .build }
    return track
  }

  /// E adds the new one beside the old -> uses the new; E drops the old, and the new takes its name.
  ///
  /// - Parameter second: what the new one is called while both exist.
  func replace(_ old: Index, by new: Index, second name: IndexName) -> Track {
    var second = new
    second.name = name
    let before = TrackState(indexes: [old], code: CodeVersion(queries: [IndexID(self.old.storedName, old.name)]))
    let code = CodeVersion(respects: old.kind == .unique ? staying(uniqueID(old)) : [])
    return Track(
      table: self.new.name, before: before,
      steps: [
        .release(.introduce, TrackState(indexes: [old, second], code: code)),
        .storeOnly(.drop, TrackState(indexes: [new], code: code)),
      ])
  }

  /// -> writes vectors of the new length; backup; backfill; E: new length.
  func remeasure(_ old: Index, _ new: Index) -> Track {
    let before = TrackState(indexes: [old], code: CodeVersion(queries: [IndexID(self.old.storedName, old.name)]))
    let places = new.paths.compactMap(\.first).map { ColumnID(self.old.storedName, StoredName($0.text)) }
    return Track(
      table: self.new.name, before: before,
      steps: [
        .release(
          .writeOnlyNew, before.with(code: CodeVersion()), backup: places,
          verify: [SchemaPath(self.new.name, .index(new.name))]),
        .storeOnly(.enforce, TrackState(indexes: [new])),
      ])
  }

  /// The promise, if an index of the new table makes it too.
  private func staying(_ id: UniqueID) -> Set<UniqueID> {
    new.indexes.contains { $0.kind == .unique && uniqueID(overFinal($0)) == id } ? [id] : []
  }

  /// Whether the rows of the old table keep what an index of the new one promises, for the sake of an index or a key.
  func isPromised(_ index: Index) -> Bool {
    guard index.kind == .unique else { return true }
    let fields = matchFields(old, new)
    let names = Dictionary(fields.pairs.map { ($0.new.name, $0.old.name) }, uniquingKeysWith: { first, _ in first })
    let isNew = fields.added.contains { field in
      field.defaultValue == nil && index.paths.contains { $0.first == field.name }
    }
    if isNew { return true }
    let paths = Set(
      index.paths.map { path in path.first.flatMap { names[$0] }.map { [$0] + path.dropFirst() } ?? path })
    let keys = old.keyFields.map { [$0.name] }
    return !keys.isEmpty && paths.isSuperset(of: keys)
      || old.indexes.contains { $0.kind == .unique && paths.isSuperset(of: $0.paths) }
  }

  /// The promise, if another index of the old table, or its key, makes it already.
  private func standing(_ id: UniqueID) -> Set<UniqueID> {
    let keys = old.keyFields.map { [FieldName($0.storedName.text)] }
    let isKey = !keys.isEmpty && Set(id.paths).isSuperset(of: keys)
    return isKey || old.indexes.contains { $0.kind == .unique && uniqueID(overOld($0)) == id } ? [id] : []
  }

  /// An index that stays the same in the language while the columns beneath it change places.
  ///
  /// E adds the new one beside the old, over columns that are filled -> uses the new; E drops the old, and the new takes
  /// its name.
  ///
  /// - Parameter second: what the new one is called while both exist.
  func move(_ old: Index, to new: Index, second name: IndexName) -> Track {
    var second = new
    second.name = name
    let isUnique = new.kind == .unique
    let code = CodeVersion(respects: isUnique ? [uniqueID(old), uniqueID(new)] : [])
    var needsOld = code
    if !isUnique { needsOld.queries = [IndexID(self.old.storedName, old.name)] }
    let before = TrackState(indexes: [old], code: needsOld)
    var prepared = TrackStep.storeOnly(.build, before)
    // The copies agree no more often than the values that they are copies of; counted all the same.
    if isUnique { prepared.verify = [SchemaPath(self.new.name, .index(second.name))] }
    return Track(
      table: self.new.name, before: before,
      steps: [
        prepared, .release(.introduce, TrackState(indexes: [old, second], code: code)),
        .storeOnly(.drop, TrackState(indexes: [new], code: code)),
      ])
  }
}
