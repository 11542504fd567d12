// The bodies of everything: yours. Bellows wrote this file once and never will again.
import Bellows

extension Everything {
  /// posts.state: the new value, from the row as it is.
  static func postsState(_ row: PostsBefore, _ rows: Rows) throws -> PostsState {
    PostsState(state: row.state == "done" ? .done : .draft)
  }

  /// users.age: the new value, from the row as it is.
  static func usersAge(_ row: UsersBefore, _ rows: Rows) throws -> UsersAge {
    UsersAge(age: row.age.flatMap { Int64($0) })
  }

  /// users.bio: the new value, from the row as it is and from its team's.
  static func usersBio(_ row: UsersBefore, _ rows: Rows) async throws -> UsersBio {
    let team = if let key = row.team { try await rows.find(TeamsBefore.self, key) } else { nil as TeamsBefore? }
    return UsersBio(bio: row.bio ?? "one of \(team?.title ?? "nobody")")
  }

  /// users.locale: the new value, from the row as it is.
  static func usersLocale(_ row: UsersBefore, _ rows: Rows) throws -> UsersLocale {
    UsersLocale(locale: row.email.hasSuffix(".de") ? "de" : "en")
  }
}
