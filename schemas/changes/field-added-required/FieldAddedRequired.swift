// The backfill functions of field-added-required. Created by Bellows; it will not be overwritten.
import Bellows

extension FieldAddedRequired {
  /// users.age: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersAge(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersAge {
    #warning("users.age: return UsersAge(age:)")
    throw Unfilled()
  }
}
