// The bodies of fill-timestamps: yours. Bellows wrote this file once and never will again.
import Bellows

extension FillTimestamps {
  /// posts.createdAt: the new value, from the row as it is.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func postsCreatedAt(_ row: PostsBefore, _ rows: Rows) throws(Unfilled) -> PostsCreatedAt {
    #warning("posts.createdAt: return PostsCreatedAt(createdAt:)")
    throw Unfilled()
  }
}
