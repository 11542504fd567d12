// The bodies of this pattern, as a person could write them.
import Bellows

extension CountOnParent2CountChildren {
  static func posts(_ row: PostsBefore, _ rows: Rows) async throws -> After<PostsBefore> {
    let comments = try await rows.all(CommentsBefore.self, where: "post", is: row.id)
    var after = After(row)
    after.commentCount = Int64(comments.count)
    return after
  }
}
