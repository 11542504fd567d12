// The bodies of merge-tables-2-fill-table: yours. Bellows wrote this file once and never will again.
import Bellows

extension MergeTables2FillTable {
  /// customers: the row as it should be, from the row as it is.
  /// It is asked until it changes nothing: of a row that is right it makes the same, and writes no other.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func customers(_ row: CustomersBefore, _ rows: Rows) async throws(Unfilled) -> CustomersAfter {
    #warning("customers: return CustomersAfter(email:name:)")
    throw Unfilled()
  }

  /// suppliers: the row as it should be, from the row as it is.
  /// It is asked until it changes nothing: of a row that is right it makes the same, and writes no other.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func suppliers(_ row: SuppliersBefore, _ rows: Rows) async throws(Unfilled) -> SuppliersAfter {
    #warning("suppliers: return SuppliersAfter(company:email:)")
    throw Unfilled()
  }
}
