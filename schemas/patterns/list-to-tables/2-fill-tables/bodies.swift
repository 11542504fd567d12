// The bodies of this pattern, as a person could write them.
import Bellows

extension ListToTables2FillTables {
  static func posts(_ row: PostsBefore, _ rows: Rows) async throws -> After<PostsBefore> {
    let links = try await rows.all(PostTagsBefore.self, where: "post", is: row.id)
    for name in row.tags {
      let tag = try await tag(name, rows)
      if !links.contains(where: { $0.tag == tag }) { try await rows.insert(PostTagsWrite(post: row.id, tag: tag)) }
    }
    return After(row)
  }

  /// The tag of that name; a new one if there is none.
  private static func tag(_ name: String, _ rows: Rows) async throws -> TagsID {
    if let tag = try await rows.all(TagsBefore.self, where: "name", is: name, limit: 1).first { return tag.id }
    try await rows.insert(TagsWrite(name: name))
    guard let tag = try await rows.all(TagsBefore.self, where: "name", is: name, limit: 1).first else {
      throw RowRefused("the tag \(name) was not stored")
    }
    return tag.id
  }
}
