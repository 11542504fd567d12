// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// The backfill functions of the benchmark's plan.
extension Load {
  static func usersLabel(_ row: UsersBefore, _ rows: Rows) throws -> UsersLabel {
    UsersLabel(label: LoadRelease.label(of: row.email))
  }

  static func usersPrice(_ row: UsersBefore, _ rows: Rows) throws -> UsersPrice {
    guard let price = Int64(row.price) else { throw RowRefused("'\(row.price)' is no number") }
    return UsersPrice(price: price)
  }

  static func usersTeam(_ row: UsersBefore, _ rows: Rows) throws -> UsersTeam {
    UsersTeam(team: .init(row.team))
  }

  /// The migrations of the build of a deploy; of the build before the plan for deploy 0.
  static func migrations(at deploy: Int) -> Migrations {
    let schema = deploy == 0 ? plan.base : plan.deploys[deploy - 1].fingerprint
    return Migrations(schema: schema, target: .postgresql, plans: [plan.at(deploy: deploy)])
  }
}

/// A release of the application, and the statements that its code executes.
///
/// Each write of a row sets all of its fields to values that follow from one number, so that a row shows at the end whether
/// a write was lost, or mixed with another one.
enum LoadRelease: Int, CaseIterable {
  /// Knows nothing of the plan.
  case before
  /// Of deploy 1: writes old and new columns, and reads the old ones.
  case first
  /// Of deploy 2: writes old and new columns of conversions, and reads the new ones.
  case second
  /// Of deploy 3: uses only new columns.
  case third

  static let teams = 10

  static func label(of email: String) -> String { email.uppercased() }

  /// What the code writes to the columns that it knows.
  private func values(id: Int, number: Int) -> [(column: String, value: String, type: String)] {
    let email = "e\(id).\(number)@example.org"
    let team = "\(number % Self.teams + 1)"
    let old = [("price", "\(number)", "text"), ("team", team, "bigint")]
    let new = [
      ("price_2", "\(number)", "bigint"), ("team_2", team, "bigint"), ("label", Self.label(of: email), "text"),
    ]
    let name = self == .before || self == .first ? "name" : "\"fullName\""
    let same = [("email", email, "text"), (name, "v\(number)", "text")]
    return switch self {
    case .before: same + old + [("note", "note \(number)", "text")]
    case .first, .second: same + old + new
    case .third: same + new
    }
  }

  func insert(id: Int, number: Int) -> RowStatement {
    let all = values(id: id, number: number)
    let places = all.indices.map { "$\($0 + 2)::text::\(all[$0].type)" }
    return RowStatement(
      "INSERT INTO users (id, \(all.map(\.column).joined(separator: ", "))) VALUES ($1::text::bigint, "
        + places.joined(separator: ", ") + ")", ["\(id)"] + all.map(\.value))
  }

  func update(id: Int, number: Int) -> RowStatement {
    let all = values(id: id, number: number)
    let pairs = all.indices.map { "\(all[$0].column) = $\($0 + 2)::text::\(all[$0].type)" }
    return RowStatement(
      "UPDATE users SET \(pairs.joined(separator: ", ")) WHERE id = $1::text::bigint", ["\(id)"] + all.map(\.value))
  }

  func select(id: Int) -> RowStatement {
    let columns =
      switch self {
      case .before: "name, email, price, team, note"
      case .first: "name, email, price, team"
      case .second, .third: "\"fullName\", email, price_2, team_2, label"
      }
    return RowStatement("SELECT \(columns) FROM users WHERE id = $1::text::bigint", ["\(id)"])
  }

  /// The rows that no write, and no function of the plan, can have made.
  static let wrongRows = """
    SELECT count(*) FROM users
    WHERE ("fullName" = 'v' || price_2 AND email = 'e' || id || '.' || price_2 || '@example.org'
      AND label = upper(email) AND team_2 = price_2 % \(teams) + 1) IS NOT TRUE
    """
}
