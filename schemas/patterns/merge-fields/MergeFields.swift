// The backfill functions of merge-fields. Created by Bellows; it will not be overwritten.
import Bellows

extension MergeFields {
  /// users.name: returns the new value of a row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersName(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersName {
    #warning("users.name: return UsersName(name:)")
    throw Unfilled()
  }
}
