// The backfill functions of string-to-reference. Created by Bellows; it will not be overwritten.
import Bellows

extension StringToReference {
  /// books.authorId: returns the new value of a row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  static func booksAuthorId(_ row: BooksBefore, _ rows: Rows) throws(Unfilled) -> BooksAuthorId {
    #warning("books.authorId: return BooksAuthorId(authorId:)")
    throw Unfilled()
  }
}
