// The bodies of this pattern, as a person could write them.
import Bellows

extension RepairData {
  static func users(_ row: UsersBefore, _ rows: Rows) async throws -> UsersAfter {
    UsersAfter(email: row.email.lowercased(), name: row.name)
  }
}
