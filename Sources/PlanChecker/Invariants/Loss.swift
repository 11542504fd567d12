// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// I5: nothing is lost but in a step that says so and comes after a backup.
extension Replay {
  /// Before a column goes, with all that may be stored in it.
  mutating func checkLoss(ofDropped column: ColumnID, remaining: Store) {
    guard stored[column]?.value != nil else { return }
    let lost = meanings.truths(in: column).filter { truth in
      !meanings.holders(of: truth).contains { $0 != column && remaining.columns[$0] != nil && isFresh($0, truth) }
    }
    checkConsent(to: lost, column, sparing: nil, "drops a column that holds")
  }

  /// A store that enforces nothing keeps what its schema no longer names: a plan must not call it gone before nothing of
  /// it is stored.
  mutating func checkLeftovers(of dropped: [ColumnID], remaining: Store) {
    for table in store.tables.keys.sorted() where remaining.tables[table] == nil && !emptied.contains(table) {
      report(
        .nothingLost, ColumnID(table, ColumnID.wholeRow),
        "the schema no longer has this table, and its rows are still stored")
    }
    for column in dropped where remaining.tables[column.table] != nil && stored[column]?.value != nil {
      report(
        .nothingLost, column, "the schema no longer has this column, and rows still hold values in it",
        witness: stored[column]?.outsideWitness(nil))
    }
  }

  /// Before a backfill writes over what is in a column.
  mutating func checkLoss(by backfill: Backfill, _ target: ColumnID) {
    let contents = stored[target] ?? .nothing
    if backfill.transform == .unset {
      for version in running where version.reads.contains(target) {
        report(
          .nothingLost, target, "\(backfill.name) removes values that running code of release \(version.release) reads")
      }
    }
    var sparing: FieldType?
    switch backfill.pending {
    case .notIn(let type):
      let type = watch.keys.canonical(type, of: target)
      let destroyed = contents.outside(type)
      guard destroyed.value != nil else { return }
      if backfill.isInPlace(target), backfill.transform.isInvertible, !merges(backfill, target, destroyed, type) {
        return
      }
      sparing = type
    case .differs, .present:
      guard contents.value != nil else { return }
    }
    let kept = backfill.sources.filter { $0 != target && backfill.transform != .unset }
    let lost = meanings.truths(in: target).filter { truth in
      // What is copied over from a fresh column that means the same is no loss, nor is what another column still has.
      !kept.contains { meanings.truths(in: $0).contains(truth) }
        && !meanings.holders(of: truth).contains { other in
          // Of a row that is deleted, no other column is left.
          other != target && (other.table != target.table || !backfill.deletesRows) && store.columns[other] != nil
            && isFresh(other, truth)
        }
    }
    checkConsent(to: lost, target, sparing: sparing, "\(backfill.name) writes over")
  }

  private func isFresh(_ column: ColumnID, _ truth: TruthID) -> Bool {
    stale[column]?[truth] == nil && !staleRows.contains(column.table)
  }

  /// Whether a conversion in place makes a value that the old schema allowed beside the converted one.
  private func merges(_ backfill: Backfill, _ target: ColumnID, _ destroyed: Contents, _ type: FieldType) -> Bool {
    if case .fill = backfill.transform { return true }
    guard let before = types.first[target], let image = destroyed.image(under: backfill.transform)?.value else {
      return false
    }
    let kept = before.value.alternatives.filter { Contents(value: $0, mayBeAbsent: false).valuesFit(type) }
    return kept.contains { old in image.alternatives.contains { $0.mayOverlap(old) } }
  }

  private mutating func checkConsent(
    to lost: Set<TruthID>, _ column: ColumnID, sparing: FieldType?, _ deed: String
  ) {
    guard let truth = lost.min() else { return }
    let witness = stored[column]?.outsideWitness(sparing)
    guard consent.covers(column) else {
      return report(
        .nothingLost, column, "\(deed) \(truth), and no change of the plan says that it deletes data",
        witness: witness)
    }
    guard let written = unsaved[column] else {
      return report(.nothingLost, column, "\(deed) \(truth) without a backup before", witness: witness)
    }
    let isSaved = sparing.map { written.valuesFit($0) } ?? (written.value == nil)
    if !isSaved {
      report(
        .nothingLost, column, "\(deed) \(truth), which code went on to write after the backup",
        witness: written.outsideWitness(sparing))
    }
  }
}

extension Contents {
  /// One value that a type, or no type at all, would spare.
  fileprivate func outsideWitness(_ spared: FieldType?) -> Value? {
    guard let value else { return nil }
    // No column holds `null`, so that this refuses everything.
    let narrow = spared ?? FieldType(.scalar(.null), isOptional: true)
    if case .refused(let witness) = FieldType(value).containment(in: narrow) { return witness }
    return nil
  }
}

extension ValueType {
  /// Whether some value may be of both; "yes" when in doubt.
  func mayOverlap(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.any, _), (_, .any): true
    case (.union(let members), _): members.contains { $0.mayOverlap(other) }
    case (_, .union(let members)): members.contains { mayOverlap($0) }
    case (.scalar(let one), .scalar(let two)): one == two
    case (.scalar(let scalar), .literal(let literal)), (.literal(let literal), .scalar(let scalar)):
      literal.scalar == scalar
    case (.literal(let one), .literal(let two)): one == two
    case (.reference(let one), .reference(let two)): one == two
    case (.array, .array), (.object, .object), (.record, .record), (.object, .record), (.record, .object): true
    case (.scalar, _), (.literal, _), (.reference, _), (.array, _), (.record, _), (.object, _): false
    }
  }
}
