// The backfill functions of field-made-required. Created by Bellows; it will not be overwritten.
import Bellows

extension FieldMadeRequired {
  /// users.email: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func usersEmail(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersEmail {
    #warning("users.email: return UsersEmail(email:)")
    throw Unfilled()
  }
}
