// The backfill functions of field-converted. Created by Bellows; it will not be overwritten.
import Bellows

extension FieldConverted {
  /// users.year: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersYear(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersYear {
    #warning("users.year: return UsersYear(year:)")
    throw Unfilled()
  }
}
