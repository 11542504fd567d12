// The backfill functions of repair-data. Created by Bellows; it will not be overwritten.
import Bellows

extension RepairData {
  /// users: returns the corrected row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func users(_ row: UsersBefore, _ rows: Rows) async throws(Unfilled) -> After<UsersBefore> {
    #warning("users: change After(row), and return it")
    throw Unfilled()
  }
}
