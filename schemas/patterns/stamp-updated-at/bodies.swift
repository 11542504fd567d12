// The bodies of this pattern, as a person could write them.
import Bellows

extension StampUpdatedAt {
  static func postsSlug(_ row: PostsBefore, _ rows: Rows) async throws -> PostsSlug {
    var stamped = row
    stamped.updatedAt = .now
    try await rows.update(stamped, key: row.id)
    let letters = row.title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
    return PostsSlug(slug: "\(String(letters))-\(row.id)")
  }
}
