// The bodies of this pattern, as a person could write them.
import Bellows

extension FillTimestamps {
  static func postsCreatedAt(_ row: PostsBefore, _ rows: Rows) async throws -> PostsCreatedAt {
    guard let published = row.publishedAt else { return PostsCreatedAt(createdAt: row.importedAt) }
    return PostsCreatedAt(createdAt: min(published, row.importedAt))
  }
}
