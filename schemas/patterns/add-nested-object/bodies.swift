// The bodies of this pattern, as a person could write them.
import Bellows

extension AddNestedObject {
  static func usersSettings(_ row: UsersBefore, _ rows: Rows) async throws -> UsersSettings {
    UsersSettings(settings: .init(theme: row.theme, notifications: row.wantsMail))
  }
}
