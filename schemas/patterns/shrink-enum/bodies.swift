// The bodies of this pattern, as a person could write them.
import Bellows

extension ShrinkEnum {
  static func usersRole(_ row: UsersBefore, _ rows: Rows) async throws -> UsersRole {
    switch row.role {
    case .member, .guest: UsersRole(role: .member)
    case .admin: UsersRole(role: .admin)
    }
  }
}
