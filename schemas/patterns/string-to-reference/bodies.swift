// The bodies of this pattern, as a person could write them.
import Bellows

extension StringToReference {
  static func booksAuthorId(_ row: BooksBefore, _ rows: Rows) async throws -> BooksAuthorId {
    if try await author(row.author, rows) == nil { try await rows.insert(AuthorsWrite(name: row.author)) }
    guard let author = try await author(row.author, rows) else { throw RowRefused("no author \(row.author)") }
    return BooksAuthorId(authorId: author.id)
  }

  private static func author(_ name: String, _ rows: Rows) async throws -> AuthorsBefore? {
    try await rows.all(AuthorsBefore.self, where: "name", is: name, limit: 1).first
  }
}
