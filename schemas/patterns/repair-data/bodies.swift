// The bodies of this pattern, as a person could write them.
import Bellows

extension RepairData {
  static func users(_ row: UsersBefore, _ rows: Rows) async throws -> After<UsersBefore> {
    var after = After(row)
    after.email = row.email.lowercased()
    return after
  }
}
