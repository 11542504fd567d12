// The bodies of string-to-reference: yours. Bellows wrote this file once and never will again.
import Bellows

extension StringToReference {
  /// books.authorId: the new value, from the row as it is.
  /// It is asked until it changes nothing: of a row that is right it makes the same, and writes no other.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func booksAuthorId(_ row: BooksBefore, _ rows: Rows) throws(Unfilled) -> BooksAuthorId {
    #warning("books.authorId: return BooksAuthorId(authorId:)")
    throw Unfilled()
  }
}
