// The bodies of this pattern, as a person could write them.
import Bellows

extension SplitField {
  static func usersFirstName(_ row: UsersBefore, _ rows: Rows) async throws -> UsersFirstName {
    UsersFirstName(firstName: parts(of: row.name).first)
  }

  static func usersLastName(_ row: UsersBefore, _ rows: Rows) async throws -> UsersLastName {
    UsersLastName(lastName: parts(of: row.name).last)
  }

  /// The app writes both by the same function for as long as both are written.
  private static func parts(of name: String) -> (first: String, last: String) {
    guard let space = name.lastIndex(of: " ") else { return (name, "") }
    return (String(name[..<space]), String(name[name.index(after: space)...]))
  }
}
