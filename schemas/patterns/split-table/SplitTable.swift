// The backfill functions of split-table. Created by Bellows; it will not be overwritten.
import Bellows

extension SplitTable {
  /// users.address: returns the new value of a row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  static func usersAddress(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersAddress {
    #warning("users.address: return UsersAddress(address:)")
    throw Unfilled()
  }
}
