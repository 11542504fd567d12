// The bodies of this pattern, as a person could write them.
import Bellows

extension MergeFields {
  static func usersName(_ row: UsersBefore, _ rows: Rows) async throws -> UsersName {
    UsersName(name: row.lastName.isEmpty ? row.firstName : "\(row.firstName) \(row.lastName)")
  }
}
