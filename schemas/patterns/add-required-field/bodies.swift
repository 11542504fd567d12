// The bodies of this pattern, as a person could write them.
import Bellows

extension AddRequiredField {
  static func usersAge(_ row: UsersBefore, _ rows: Rows) async throws -> UsersAge {
    guard let year = row.birthYear else { throw RowRefused("no birth year") }
    return UsersAge(age: 2026 - year)
  }
}
