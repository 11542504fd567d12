// The bodies of this pattern, as a person could write them.
import Bellows

extension MakeFieldRequired {
  static func usersName(_ row: UsersBefore, _ rows: Rows) async throws -> UsersName {
    UsersName(name: row.name ?? row.email)
  }
}
