// The backfill functions of replace-enum-member. Created by Bellows; it will not be overwritten.
import Bellows

extension ReplaceEnumMember {
  /// users.plan: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersPlan(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersPlan {
    #warning("users.plan: return UsersPlan(plan:)")
    throw Unfilled()
  }
}
