// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage

@testable import Bellows
@testable import BellowsSQLite

/// A repair by hand: `items.price` becomes what a function gives for it.
enum Prices {
  static let key = Column("_id", .int)
  static let price = Column("price", .int)
  static let table = #"CREATE TABLE "items" ("_id" INTEGER PRIMARY KEY, "price" INTEGER NOT NULL) STRICT"#

  /// How the function is called.
  enum Way: CaseIterable {
    /// Inside SQLite.
    case pure
    /// Row by row, one after the other.
    case byRow
    /// Row by row, a few at a time.
    case sideBySide

    var words: [String] { self == .sideBySide ? ["--concurrency", "4"] : [] }
  }

  /// A build from before the repair.
  static let before = Migrations(schema: "s", tables: [StoredTable("items", [table])], plans: [])

  /// A build with the repair, and perhaps one after it.
  static func build(
    _ pending: Backfill.Pending, _ way: Way = .pure, named name: String = "raise", keysGrow: Bool = true,
    then next: [MigrationPlan] = [], _ function: @escaping @Sendable (Int64) throws -> Int64
  ) -> Migrations {
    let plan = plan(pending, way, named: name, keysGrow: keysGrow, function)
    return Migrations(schema: "s", tables: [StoredTable("items", [table])], plans: [plan] + next)
  }

  static func plan(
    _ pending: Backfill.Pending, _ way: Way = .pure, named name: String, keysGrow: Bool = true,
    _ function: @escaping @Sendable (Int64) throws -> Int64
  ) -> MigrationPlan {
    let backfill = Backfill(
      "items", after: 1, kind: .custom, pending: pending, table: "items", key: [key], reads: [key, price],
      writes: [price], rollback: .backup, keysGrow: keysGrow, fits: { _ in true }, isPure: way == .pure
    ) { row in
      guard case .int(let old)? = row.values[1] else { throw RowRefused("no price") }
      return RowChanges("items", [Filter(price, .int(try function(old)))])
    }
    return MigrationPlan(
      name: name, base: "s", goal: "s", before: [StoredTable("items", [table])],
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
      backfills: [backfill])
  }

  /// A tenth more.
  static func raised(_ price: Int64) -> Int64 { price * 11 / 10 }

  /// A database under the schema with these prices, of which the ledger knows.
  static func scratch(_ prices: [Int64], wal: Bool = true) async throws -> Scratch {
    let scratch = try Scratch(table, wal: wal)
    for price in prices { try scratch.connection().run("INSERT INTO items (price) VALUES (\(price))") }
    let adopted = await scratch.migrate(before, "adopt")
    if adopted.status != 0 { throw RowRefused(adopted.errors) }
    return scratch
  }
}

extension Scratch {
  /// All prices in the order of the keys.
  var prices: [Int64] { get throws { try rows("SELECT price FROM items ORDER BY _id").compactMap { Int64($0) } } }

  /// The same as `migrate` with a list of words.
  func run(_ build: Migrations, _ words: [String]) async -> (status: Int32, output: String, errors: String) {
    let printed = Printed()
    let status = await MigrateCommand.run(
      build, on: database, environment: "test", arguments: words, console: printed.console)
    return (status, printed.output, printed.errors)
  }
}
