// The bodies of field-derived: yours. Bellows wrote this file once and never will again.
import Bellows

extension FieldDerived {
  /// users.fullName: the new value, from the row as it is.
  /// Must be idempotent: called on its own result it returns the same, and writes no other rows.
  /// That is checked before a row is written.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func usersFullName(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersFullName {
    #warning("users.fullName: return UsersFullName(fullName:)")
    throw Unfilled()
  }
}
