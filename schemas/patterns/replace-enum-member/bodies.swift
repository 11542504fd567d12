// The bodies of this pattern, as a person could write them.
import Bellows

extension ReplaceEnumMember {
  static func usersPlan(_ row: UsersBefore, _ rows: Rows) async throws -> UsersPlan {
    switch row.plan {
    case .free: UsersPlan(plan: .free)
    case .paid: UsersPlan(plan: .paid)
    case .trial, .starter: UsersPlan(plan: row.email.hasSuffix(".example") ? .free : .starter)
    }
  }
}
