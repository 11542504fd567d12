// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableContext {
  /// The two columns of a value that moves: where it is, and where it will be.
  struct Move {
    /// The field as the old schema has it.
    var old: Field
    /// The field as the new schema has it, stored in the second column.
    var new: Field
    /// The second column's field while both stand there.
    var second: Field
    var transform: Transform
    /// Whether every old value is a new one as it is: then the first versions write only old values to both.
    var isWidening: Bool
    /// Whether there are new values beside the old ones.
    var isWider: Bool { isWidening && !new.type.isSameSet(as: old.type) }
  }

  /// Finds a second column: the renamed one, or a fresh one when the name stays.
  mutating func move(_ old: Field, _ new: Field, _ transform: Transform) -> Move {
    // A reference to a row with another key is another value, whatever it is called.
    let isWidening =
      old.type.renamingReferences(assessment.tableRenames).isSubset(of: new.type)
      && !new.type.value.references.contains(where: assessment.rekeyed.contains)
    if old.storedName != new.storedName {
      // A field that keeps its name in the language needs another one while both columns stand in one schema.
      let second = old.name == new.name ? new.renamed(freshName(like: new.name.text)).stored(as: new.storedName) : new
      return Move(old: old, new: new, second: second, transform: transform, isWidening: isWidening)
    }
    let name = freshName(like: new.storedName.text)
    place(new.name, in: StoredName(name))
    return Move(
      old: old, new: new.stored(as: StoredName(name)), second: new.renamed(name), transform: transform,
      isWidening: isWidening)
  }

  /// E adds b? -> writes both, reads a; backfill b wherever it differs from a; E: b -> writes both, reads b;
  /// E: a? -> uses b only; backup; unset a, where the store does not; E drops a.
  func writeBoth(_ move: Move) -> Track {
    let truths = truth(move.old)
    let a = column(move.old)
    let b = column(move.new)
    let oldUse = [ColumnUse(a, move.old.type)]
    let newUse = [ColumnUse(b, move.new.type)]
    let beside = move.isWidening ? move.old.type : beside(move.old.type, move.new.type, move.transform)
    let both = oldUse + [ColumnUse(b, beside)]
    let first = move.old
    // If the database emptied the second column alone, the first would be stale.
    let isEmptied = move.new.onDelete == .setNull && first.onDelete != .setNull
    let second = isEmptied ? move.second.with(onDelete: first.onDelete) : move.second
    func code(reads: [ColumnUse], writes: [ColumnUse]) -> CodeVersion {
      CodeVersion(
        uses: [use(move.new, truths, reads: reads, writes: writes)],
        tolerates: isEmptied ? tolerance(b, of: [second, move.second]) : [:])
    }
    let before = TrackState(fields: [first], code: CodeVersion(use(first, truths, reads: oldUse, writes: oldUse)))
    // Whoever reads all of the new type by then lets the next release write it, if the first column can hold it too.
    let isReadWide = canWidenInStep(move)
    let readsOld = TrackState(
      fields: [first, second.relaxed],
      code: code(reads: isReadWide ? [ColumnUse(a, move.new.type)] : oldUse, writes: both))
    let readsNew = TrackState(
      fields: [first, second.with(defaultValue: nil)], code: code(reads: newUse, writes: both))
    let newOnly = TrackState(
      fields: [first.relaxed, second.with(defaultValue: nil)], code: code(reads: newUse, writes: newUse))
    let fill = backfill(move.new, from: [a], to: [b], move.transform, .differs)
    if canFollow(move) {
      // Once no code leaves the first column to its default, the database can keep both equal.
      let step = [InStep(old: a, new: b, transform: move.transform)]
      var switched = newOnly.with(fields: newOnly.fields, inStep: step)
      if isReadWide { switched.fields[0] = first.widened(to: move.new.type).relaxed }
      return Track(
        table: new.name, before: before,
        steps: [.release(isReadWide ? .writeBothReadWide : .writeBothReadOld, readsOld, backfill: fill)]
          + switchOver(move, switched, isReadWide: isReadWide), ceasesOld: 2,
        leavesBehind: move.old.type.value.references, needs: move.new.type.value.references)
    }
    let steps: [TrackStep] =
      [.release(.writeBothReadOld, readsOld, backfill: fill)]
      + (overlaps ? [.release(.writeBothReadNew, readsNew)] : [])
      + [
        .release(.useOnlyNew, newOnly, backfill: unset(first), backup: [a]),
        .storeOnly(.drop, newOnly.with(fields: [move.new])),
      ]
    return Track(
      table: new.name, before: before, steps: steps, ceasesOld: steps.count - 1,
      leavesBehind: move.old.type.value.references, needs: move.new.type.value.references)
  }

  /// What code may write to a copy while it writes the original too: what follows from old values, and nothing that
  /// only the new type has.
  func beside(_ old: FieldType, _ new: FieldType, _ transform: Transform) -> FieldType {
    let source = old.renamingReferences(assessment.tableRenames)
    let image: FieldType
    switch transform {
    case .copy: image = source
    case .remap(let renames): image = source.applying(renames)
    case .convert(.wrapInObject(let member)):
      image = FieldType(.object([ValueType.Member(member, source.value)]), isOptional: source.isOptional)
    case .convert: image = FieldType(new.value, isOptional: source.isOptional)
    case .fill, .unset, .custom: return new
    }
    return new.isSameSet(as: image) ? new : image
  }

  /// Two columns that the database keeps equal: one release, where it can.
  ///
  /// E adds b? in step with a; backfill; E: a? in step -> uses b; backup; E drops a.
  /// Both columns are nullable while either may be written alone: SQLite's triggers run after NOT NULL has failed.
  func keepInStep(_ move: Move) -> Track {
    let truths = truth(move.old)
    let a = column(move.old)
    let b = column(move.new)
    let oldUse = [ColumnUse(a, move.old.type)]
    let newUse = [ColumnUse(b, move.new.type)]
    let step = [InStep(old: a, new: b, transform: move.transform)]
    let before = TrackState(
      fields: [move.old], code: CodeVersion(use(move.old, truths, reads: oldUse, writes: oldUse)))
    let both = before.with(fields: [move.old, move.second.relaxed], inStep: step)
    // The old default stays for the code that counts on it; where code writes the new column, that one wins.
    let switched = TrackState(
      fields: [move.old.with(type: move.old.type.optional), move.second.relaxed], inStep: step,
      code: CodeVersion(use(move.new, truths, reads: newUse, writes: newUse)))
    let fill = backfill(move.new, from: [a], to: [b], move.transform, .differs)
    return Track(
      table: new.name, before: before,
      steps: [.storeOnly(.keepInStep, both, backfill: fill)] + switchOver(move, switched, isReadWide: false),
      ceasesOld: 2,
      leavesBehind: move.old.type.value.references, needs: move.new.type.value.references)
  }

  /// E: both in step -> uses b; backup; E drops a, and if b holds more than a could, -> writes all of it.
  ///
  /// - Parameter isReadWide: Whether the code before reads all that b holds from a.
  private func switchOver(_ move: Move, _ switched: TrackState, isReadWide: Bool) -> [TrackStep] {
    let a = column(move.old)
    let b = column(move.new)
    guard move.isWider, !isReadWide else {
      return [
        .release(.switchOver, switched, backup: [a]), .storeOnly(.drop, switched.with(fields: [move.new])),
      ]
    }
    // While older code reads a, nothing may be written to b that it cannot read there.
    var narrow = switched
    narrow.code.uses = narrow.code.uses.map { use in
      var use = use
      use.writes = [ColumnUse(b, move.old.type)]
      return use
    }
    let wide = TrackState(fields: [move.new], code: switched.code)
    return [.release(.switchOver, narrow, backup: [a]), .release(.writeWide, wide)]
  }

  /// Whether the database can keep both columns equal whatever old and new code write.
  func canKeepInStep(_ move: Move) -> Bool {
    // With a default beside it, no value in the new column could be the newer of the two, or none at all. What only the
    // new type holds is not written before the old column is gone.
    canFollow(move) && !(move.old.defaultValue != nil && move.old.type.isOptional)
  }

  /// Whether it can go on once the new column holds what the old one could not: then the old one is widened, too.
  func canWidenInStep(_ move: Move) -> Bool {
    let wide = move.old.widened(to: move.new.type)
    return move.isWider && canFollow(move) && assessment.storesAlike(move.old, wide)
      && assessment.newForms.canMirror(wide, move.second, in: assessment.newForms)
  }

  /// Whether it can once no code leaves the old column to a default.
  private func canFollow(_ move: Move) -> Bool {
    guard target.isSQL, overlaps,
      assessment.oldForms.canMirror(move.old, move.second, in: assessment.newForms)
    else { return false }
    let source = move.old.type.renamingReferences(assessment.tableRenames)
    switch move.transform {
    case .copy: return source.isSubset(of: move.new.type)
    case .remap(let renames):
      return move.transform.isInvertible(on: move.old.type) && move.new.type.isSameSet(as: source.applying(renames))
        && (target != .sqlite || renames.areInReachOfSQLite)
        && !renames.contains { rename in renames.contains { $0.path == rename.path && $0.old == rename.new } }
    case .fill, .convert, .unset, .custom: return false
    }
  }
}
