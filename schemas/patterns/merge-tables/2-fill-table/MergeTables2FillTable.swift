// The backfill functions of merge-tables-2-fill-table. Created by Bellows; it will not be overwritten.
import Bellows

extension MergeTables2FillTable {
  /// customers: returns the corrected row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  static func customers(_ row: CustomersBefore, _ rows: Rows) async throws(Unfilled) -> After<CustomersBefore> {
    #warning("customers: change After(row), and return it")
    throw Unfilled()
  }

  /// suppliers: returns the corrected row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  static func suppliers(_ row: SuppliersBefore, _ rows: Rows) async throws(Unfilled) -> After<SuppliersBefore> {
    #warning("suppliers: change After(row), and return it")
    throw Unfilled()
  }
}
