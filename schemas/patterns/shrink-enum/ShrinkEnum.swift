// The backfill functions of shrink-enum. Created by Bellows; it will not be overwritten.
import Bellows

extension ShrinkEnum {
  /// users.role: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersRole(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersRole {
    #warning("users.role: return UsersRole(role:)")
    throw Unfilled()
  }
}
