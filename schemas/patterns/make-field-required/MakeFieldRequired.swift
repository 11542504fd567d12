// The backfill functions of make-field-required. Created by Bellows; it will not be overwritten.
import Bellows

extension MakeFieldRequired {
  /// users.name: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersName(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersName {
    #warning("users.name: return UsersName(name:)")
    throw Unfilled()
  }
}
