// The bodies of replace-enum-member: yours. Bellows wrote this file once and never will again.
import Bellows

extension ReplaceEnumMember {
  /// users.plan: the new value, from the row as it is.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func usersPlan(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersPlan {
    #warning("users.plan: return UsersPlan(plan:)")
    throw Unfilled()
  }
}
