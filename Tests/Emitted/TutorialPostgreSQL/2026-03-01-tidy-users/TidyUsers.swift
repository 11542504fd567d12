// The bodies of 2026-03-01-tidy-users: yours. Bellows wrote this file once and never will again.
import Bellows

extension TidyUsers {
  /// users.locale: the new value, from the row as it is.
  static func usersLocale(_ row: UsersBefore, _ rows: Rows) throws -> UsersLocale {
    if row.email.hasSuffix(".invalid") { throw RowRefused("nobody reads \(row.email)") }
    return UsersLocale(locale: row.email.hasSuffix(".de") ? "de" : "en")
  }
}
