// The bodies of this pattern, as a person could write them.
import Bellows

extension SplitField {
  /// The app writes both by the same function for as long as both are written.
  static func usersFirstNameLastName(_ row: UsersBefore, _ rows: Rows) throws -> UsersFirstNameLastName {
    guard let space = row.name.lastIndex(of: " ") else {
      return UsersFirstNameLastName(firstName: row.name, lastName: "")
    }
    return UsersFirstNameLastName(
      firstName: String(row.name[..<space]), lastName: String(row.name[row.name.index(after: space)...]))
  }
}
