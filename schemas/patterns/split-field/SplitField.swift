// The bodies of split-field: yours. Bellows wrote this file once and never will again.
import Bellows

extension SplitField {
  /// users.firstName: the new value, from the row as it is.
  /// Must be idempotent: called on its own result it returns the same, and writes no other rows.
  /// That is checked before a row is written.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func usersFirstName(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersFirstName {
    #warning("users.firstName: return UsersFirstName(firstName:)")
    throw Unfilled()
  }

  /// users.lastName: the new value, from the row as it is.
  /// Must be idempotent: called on its own result it returns the same, and writes no other rows.
  /// That is checked before a row is written.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func usersLastName(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersLastName {
    #warning("users.lastName: return UsersLastName(lastName:)")
    throw Unfilled()
  }
}
