// The backfill functions of count-on-parent-2-count-children. Created by Bellows; it will not be overwritten.
import Bellows

extension CountOnParent2CountChildren {
  /// posts: returns the corrected row.
  /// Must be idempotent: called on its own result it returns the same value, and writes no other rows.
  /// This is checked before rows are written.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  static func posts(_ row: PostsBefore, _ rows: Rows) async throws(Unfilled) -> After<PostsBefore> {
    #warning("posts: change After(row), and return it")
    throw Unfilled()
  }
}
