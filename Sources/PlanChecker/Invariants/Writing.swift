// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// I2: every write that running code can make is accepted.
extension Replay {
  /// Stores everything that running code may write and the store accepts.
  mutating func write() {
    for version in running {
      for column in version.written {
        if let type = version.writes[column] { write(type, to: column, by: version) }
      }
      insert(by: version)
    }
  }

  private mutating func write(_ type: FieldType, to column: ColumnID, by version: Contract) {
    guard let enforced = store.columns[column] else {
      return report(.writesAccepted, column, "running code writes a column that the store does not have")
    }
    switch Contents(type).containment(in: enforced.type) {
    case .contained: add(Contents(type), to: column)
    case .refused(let witness):
      report(.writesAccepted, column, "running code writes what the store refuses", witness: witness)
    case .undecided: report(.writesAccepted, column, "it cannot be decided whether the store accepts what code writes")
    }
    for partner in store.partners(of: column) {
      if let beside = version.writes[partner.column] {
        checkEqual(type, column, beside, partner)
      } else {
        follow(Contents(type), from: column, to: partner)
      }
    }
  }

  /// A version that writes both of two columns in step writes what the store would.
  private mutating func checkEqual(
    _ type: FieldType, _ column: ColumnID, _ beside: FieldType, _ partner: Store.Partner
  ) {
    let copy = Contents(type).inStep(partner.transform, forward: partner.isForward)
    if copy?.containment(in: beside) == .contained { return }
    report(
      .writesAccepted, column,
      "running code writes it beside \(partner.column), which the store keeps equal, and may write unequal values")
  }

  /// What the store itself writes into the column that it keeps in step.
  private mutating func follow(_ contents: Contents, from column: ColumnID, to partner: Store.Partner) {
    guard let enforced = store.columns[partner.column] else { return }
    guard let copy = contents.inStep(partner.transform, forward: partner.isForward) else {
      return report(
        .writesAccepted, column, "the store cannot keep \(partner.column) in step with all that code writes")
    }
    switch copy.containment(in: enforced.type) {
    case .contained: add(copy, to: partner.column)
    case .refused(let witness):
      report(
        .writesAccepted, partner.column, "the store refuses what it copies from \(column)", witness: witness)
    case .undecided:
      report(.writesAccepted, partner.column, "it cannot be decided whether the store accepts what it copies")
    }
  }

  /// Rows that a version inserts: what it leaves out is filled by the store, or has no value.
  private mutating func insert(by version: Contract) {
    for table in version.listedTables where store.tables[table] == nil {
      report(.writesAccepted, ColumnID(table, ColumnID.wholeRow), "running code uses a table that is not there")
    }
    let missing = version.relinquishes.filter { store.columns[$0] == nil && version.uses($0.table) }
    for column in missing.sorted() {
      report(.writesAccepted, column, "running code leaves to its default a column that the store does not have")
    }
    var table: StoredName?
    var isUsed = false
    for (column, enforced) in columns {
      if column.table != table {
        table = column.table
        isUsed = version.uses(column.table)
      }
      guard isUsed else { continue }
      let isRelinquished = version.relinquishes.contains(column)
      if version.writes[column] != nil, !isRelinquished { continue }
      // What the store fills in on one side follows on the other too.
      let isFollowing = store.partners(of: column).contains {
        version.writes[$0.column] != nil && !version.relinquishes.contains($0.column)
          || store.filling(of: $0.column) != nil
      }
      if isFollowing, !isRelinquished {
        if store.target == .sqlite, !enforced.type.isOptional, store.filling(of: column) == nil {
          report(
            .writesAccepted, column,
            "an insert leaves it to be kept in step, which comes too late for a required column",
            witness: .absent)
        }
      } else if let filling = store.filling(of: column) {
        add(filling, to: column)
        if version.writes[column] == nil { spoilOthers(of: column, by: version) }
        if case .refused(let witness) = filling.containment(in: enforced.type) {
          report(.writesAccepted, column, "the store refuses its own default", witness: witness)
        }
        for partner in store.partners(of: column) where version.writes[partner.column] == nil {
          follow(filling, from: column, to: partner)
        }
      } else if isRelinquished {
        report(
          .writesAccepted, column, "running code counts on a default that the store does not have", witness: .absent)
      } else if enforced.type.isOptional {
        add(.absent, to: column)
      } else {
        report(
          .writesAccepted, column, "running code inserts rows without it, and the store demands it", witness: .absent)
      }
    }
  }

  /// What is written now is stored, and in no backup that was made before.
  mutating func add(_ contents: Contents, to column: ColumnID) {
    // Most of what is written was written before.
    if stored[column] != contents { stored[column, default: .nothing].formUnion(contents) }
    if !unsaved.isEmpty { unsaved[column]?.formUnion(contents) }
  }

  /// A deleted row takes the value, or the row, of what refers to it away.
  mutating func applyDeleteActions() {
    for (column, enforced) in columns {
      guard let action = enforced.onDelete else { continue }
      if action == .setNull { stored[column, default: .nothing].formUnion(.absent) }
      for version in running where !version.tolerates(action, on: column) {
        report(
          .writesAccepted, column,
          "running code does not expect \(action.rawValue) when the row that it refers to is deleted")
      }
    }
  }
}
