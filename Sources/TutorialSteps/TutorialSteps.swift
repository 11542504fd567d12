// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// The tutorial on a database of any kind.
///
/// Users are inserted under the old schema, and then the commands of a developer and of a deployment run, one after the
/// other. They are the commands of `migrate`.
public struct TutorialSteps {
  /// The database.
  public var database: any Database
  /// Where it is, for the reader.
  public var path: String
  /// The plan that runs.
  public var plan: MigrationPlan
  /// The table as the releases before the plan made it.
  public var users: StoredTable
  /// The form of a stored instant.
  public var instant: Column.Form

  /// Creates the tutorial for a database.
  public init(
    on database: any Database, at path: String, plan: MigrationPlan, users: StoredTable, instant: Column.Form
  ) {
    self.database = database
    self.path = path
    self.plan = plan
    self.users = users
    self.instant = instant
  }

  private var target: Migrations.Target { database.target ?? .sqlite }

  /// Runs the whole plan.
  ///
  /// - Returns: `false` if a command fails.
  public func run(users: Int) async throws -> Bool {
    title("A database under the old schema (schemas/tutorial/before.schema), \(path)")
    let old = Migrations(schema: plan.base, target: target, tables: [self.users], plans: [])
    guard await migrate(["create"], old) else { return false }
    try await addUsers(users)
    if database is any InspectableDatabase { _ = await migrate(["inspect"], old) }
    try await show(["name", "email", "role"])
    for deploy in plan.deploys {
      let build = Migrations(schema: deploy.fingerprint, target: target, plans: [plan.at(deploy: deploy.number)])
      title("Deploy \(deploy.number) of \(plan.deploys.count): \(deploy.phase)")
      guard await migrate(["run"], build) else { return false }
      guard deploy.isRelease else { continue }
      title("The code of deploy \(deploy.number) is released; when no older code runs:")
      guard await migrate(["released"], build), await migrate(["run"], build) else { return false }
      guard await migrate(["verify"], build) else { return false }
    }
    title("The same database under the new schema (schemas/tutorial/after.schema)")
    let new = Migrations(schema: plan.goal, target: target, plans: [plan])
    guard await migrate(["status"], new) else { return false }
    if database is any InspectableDatabase { _ = await migrate(["inspect"], new) }
    try await show(["fullName", "email", "role", "locale"])
    return true
  }

  /// Runs a command of `migrate`.
  private func migrate(_ arguments: [String], _ build: Migrations) async -> Bool {
    say("$ migrate " + arguments.joined(separator: " "))
    let status = await MigrateCommand.run(build, on: database, environment: "tutorial", arguments: arguments)
    say("")
    return status == 0
  }

  private func addUsers(_ count: Int) async throws {
    let table = users.name
    let columns = ["name", "email", "role"].map { Column($0, .text) } + [Column("joinedAt", instant)]
    let first = ["Ada", "Grace", "Edsger", "Barbara", "Alan"]
    let last = ["Lovelace", "Hopper", "Dijkstra", "Liskov", "Turing"]
    try await database.transaction(.write) { session in
      for number in 0..<count {
        let host = number % 3 == 0 ? "example.de" : "example.com"
        let values: [JSONValue] = [
          .string("\(first[number % 5]) \(last[number / 5 % 5])"), .string("user\(number)@\(host)"),
          .string(["member", "guest", "admin"][number % 3]),
          Timestamp(microseconds: 1_767_225_600_000_000 + Int64(number) * 1_000_000).json,
        ]
        try await session.insert(RowChanges(table, zip(columns, values).map { Filter($0, $1) }))
      }
    }
    say("\(count) users added\n")
  }

  /// Prints the first rows.
  private func show(_ names: [String]) async throws {
    let columns = names.map { Column($0, .text) }
    let query = Query(
      users.name, columns: columns, order: [Column("_id", .int)], limit: 3)
    let rows = try await database.transaction(.read) { session in try await session.read(query) }
    let cells = [names] + rows.map { row in row.values.map { $0?.shown ?? "" } }
    let widths = names.indices.map { index in cells.map { $0[index].count }.max() ?? 0 }
    for row in cells {
      say(
        "  "
          + zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  "))
    }
    say("")
  }

  private func title(_ text: String) { say("# \(text)\n") }

  /// Prints immediately: `migrate` writes to both streams, and the order must not change.
  private func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}

extension JSONValue {
  fileprivate var shown: String { if case .string(let text) = self { text } else { text } }
}
