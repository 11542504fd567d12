// The backfill functions of fill-timestamps. Created by Bellows; it will not be overwritten.
import Bellows

extension FillTimestamps {
  /// posts.createdAt: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func postsCreatedAt(_ row: PostsBefore, _ rows: Rows) throws(Unfilled) -> PostsCreatedAt {
    #warning("posts.createdAt: return PostsCreatedAt(createdAt:)")
    throw Unfilled()
  }
}
