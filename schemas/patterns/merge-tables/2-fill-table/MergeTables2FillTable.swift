// The bodies of merge-tables-2-fill-table: yours. Bellows wrote this file once and never will again.
import Bellows

extension MergeTables2FillTable {
  /// customers: the row as it should be, from the row as it is.
  /// Must be idempotent: called on its own result it returns the same, and writes no other rows.
  /// That is checked before a row is written.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func customers(_ row: CustomersBefore, _ rows: Rows) async throws(Unfilled) -> CustomersAfter {
    #warning("customers: return CustomersAfter(email:name:)")
    throw Unfilled()
  }

  /// suppliers: the row as it should be, from the row as it is.
  /// Must be idempotent: called on its own result it returns the same, and writes no other rows.
  /// That is checked before a row is written.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func suppliers(_ row: SuppliersBefore, _ rows: Rows) async throws(Unfilled) -> SuppliersAfter {
    #warning("suppliers: return SuppliersAfter(company:email:)")
    throw Unfilled()
  }
}
