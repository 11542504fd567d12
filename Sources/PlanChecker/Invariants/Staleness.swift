// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// I4: where several columns hold one truth, whoever writes it writes them all, or the others are stale.
extension Replay {
  /// Marks every copy that running code, or a delete action, may leave behind.
  mutating func spoilCopies() {
    for version in running {
      for truth in version.sharedTruths {
        let holders = meanings.holders(of: truth).filter { store.columns[$0] != nil }
        for column in holders where !isKeptFresh(column, truth, by: version, among: holders) { spoil(column, truth) }
      }
      spoilRows(by: version)
    }
    spoilByDeleteActions()
    spoilByDefaults()
  }

  private func isKeptFresh(
    _ column: ColumnID, _ truth: TruthID, by version: Contract, among holders: [ColumnID]
  ) -> Bool {
    let partners = store.partners(of: column)
    if partners.contains(where: { version.writes[$0.column] != nil && meanings.truths(in: $0.column).contains(truth) })
    {
      return true
    }
    guard let written = version.writes[column] else { return false }
    for copy in copies[column] ?? [] {
      guard let type = version.writes[copy.source], meanings.truths(in: copy.source).contains(truth) else { continue }
      if !mayBeEqual(type, written, in: column, copy.transform) { return false }
    }
    guard version.relinquishes.contains(column) else { return true }
    // An insert that leaves this one to its default must leave the others to the same one.
    return holders.allSatisfy { other in
      other == column || version.writes[other] == nil || parts.areApart(column, other, of: truth)
        || version.relinquishes.contains(other)
          && store.columns[other]?.defaultValue == store.columns[column]?.defaultValue
    }
  }

  /// Whether a version that writes a value and its copy can always write there what follows from it, and only that.
  private func mayBeEqual(
    _ source: FieldType, _ written: FieldType, in column: ColumnID, _ transform: Transform
  ) -> Bool {
    let copy = Contents(source).image(under: transform) ?? types.last[column].map(Contents.init) ?? .nothing
    guard copy.containment(in: written) == .contained else { return false }
    if written.isOptional, !source.isOptional, transform != .custom { return false }
    guard let back = Contents(written).inStep(transform, forward: false) else { return true }
    return back.containment(in: source) == .contained
  }

  mutating func spoil(_ column: ColumnID, _ truth: TruthID) {
    let staleness: Staleness = (stored[column] ?? .nothing).value == nil ? .missing : .outdated
    let before = stale[column]?[truth] ?? .missing
    stale[column, default: [:]][truth] = max(before, staleness)
  }

  /// What the store fills in is what a row says where a version writes nothing of a truth: its other copies do not.
  mutating func spoilOthers(of column: ColumnID, by version: Contract) {
    let filling = store.columns[column]?.defaultValue
    for truth in meanings.truths(in: column) where meanings.isShared(truth) && !version.sharedTruths.contains(truth) {
      for other in meanings.holders(of: truth) where other != column && store.columns[other] != nil {
        let isAlike = filling?.isConstant == true && store.columns[other]?.defaultValue == filling
        if !isAlike, !store.partners(of: column).contains(where: { $0.column == other }) { spoil(other, truth) }
      }
    }
  }

  /// A version that inserts into, and deletes from, one of two tables with the same rows leaves the other behind.
  private mutating func spoilRows(by version: Contract) {
    for (copy, original) in watch.twins where store.tables[copy] != nil && store.tables[original] != nil {
      if version.uses(copy) == version.uses(original) || store.keepsInStep(copy, original) { continue }
      staleRows.insert(version.uses(copy) ? original : copy)
    }
  }

  /// `setNull` and `cascade` change one copy; another without that action keeps what is gone.
  private mutating func spoilByDeleteActions() {
    for (column, enforced) in columns {
      guard let action = enforced.onDelete, action != .restrict else { continue }
      for truth in meanings.truths(in: column).sorted() {
        for other in meanings.holders(of: truth) where other != column && store.columns[other] != nil {
          if store.columns[other]?.onDelete == action { continue }
          if store.partners(of: column).contains(where: { $0.column == other }) { continue }
          if action == .setNull { spoil(other, truth) }
          if action == .cascade, other.table != column.table, !store.keepsInStep(other.table, column.table) {
            staleRows.insert(other.table)
          }
        }
      }
    }
  }

  /// Of two columns in step, an insert that names one finds the other filled by its default, if it has one.
  private mutating func spoilByDefaults() {
    // Between tables whole rows are copied, and a copy leaves nothing to a default.
    for pair in store.inStep where pair.old.table == pair.new.table {
      for (column, other) in [(pair.old, pair.new), (pair.new, pair.old)] where store.filling(of: other) != nil {
        for version in running where version.writes[other] == nil {
          guard let type = version.writes[column] else { continue }
          if type.isOptional || store.filling(of: column) != nil {
            report(
              .nothingStale, other,
              "its default hides what code writes to \(column) alone, which the store keeps in step with it")
          }
        }
      }
    }
  }
}
