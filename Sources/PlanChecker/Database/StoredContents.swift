// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The values that may be stored in each column.
///
/// The set shrinks only when rows are converted, counted or deleted.
struct StoredContents: Hashable {
  private var columns: [ColumnID: Contents]
  /// Tables whose rows a backfill has deleted, and into which no running code inserts.
  private var emptiedTables: Set<StoredName> = []

  init(_ base: Store) { columns = base.columns.mapValues { Contents($0.type) } }

  subscript(_ column: ColumnID) -> Contents { columns[column] ?? .nothing }

  mutating func add(_ contents: Contents, to column: ColumnID) {
    // Most values were written before.
    if columns[column] != contents { columns[column, default: .nothing].formUnion(contents) }
  }

  /// Replaces the contents: for a new column, or after a backfill of all rows.
  mutating func replace(_ column: ColumnID, by contents: Contents) { columns[column] = contents }

  /// Removes values outside the type: no row has one any more.
  mutating func restrict(_ column: ColumnID, to type: FieldType) {
    if let contents = columns[column] { columns[column] = contents.restricted(to: type) }
  }

  mutating func remove(_ column: ColumnID) { columns[column] = nil }

  mutating func deleteRows(of table: StoredName, columns: [ColumnID]) {
    for column in columns { self.columns[column] = .nothing }
    emptiedTables.insert(table)
  }

  func isEmptied(_ table: StoredName) -> Bool { emptiedTables.contains(table) }

  /// Marks emptied tables into which running code inserts as possibly not empty.
  mutating func refillTables(usedBy code: RunningCode) {
    guard !emptiedTables.isEmpty else { return }
    emptiedTables = emptiedTables.filter { table in !code.versions.contains { $0.uses(table) } }
  }
}
