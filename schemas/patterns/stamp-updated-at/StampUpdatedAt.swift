// The backfill functions of stamp-updated-at. Created by Bellows; it will not be overwritten.
import Bellows

extension StampUpdatedAt {
  /// posts.slug: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  static func postsSlug(_ row: PostsBefore, _ rows: Rows) throws(Unfilled) -> PostsSlug {
    #warning("posts.slug: return PostsSlug(slug:)")
    throw Unfilled()
  }
}
