// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// The backfill functions of the benchmark's plan: a renamed field, a new required one, and a narrowed one.
extension Upgrade {
  static func usersAge(_ row: UsersBefore, _ rows: Rows) throws -> UsersAge { UsersAge(age: 2026 - row.birthYear) }

  static func usersRole(_ row: UsersBefore, _ rows: Rows) throws -> UsersRole {
    UsersRole(role: row.role == .admin ? .admin : .member)
  }
}
