// The backfill functions of split-field. Created by Bellows; it will not be overwritten.
import Bellows

extension SplitField {
  /// users.firstName+lastName: returns the new values of a row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersFirstNameLastName(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersFirstNameLastName {
    #warning("users.firstName+lastName: return UsersFirstNameLastName(firstName:lastName:)")
    throw Unfilled()
  }
}
