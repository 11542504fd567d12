// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A repair that replaces `items.price` by the result of a function.
struct PricePlan: Sendable {
  static let key = Column("_id", .int)
  static let price = Column("price", .int)
  static let table = ConformanceTable(
    "items",
    [
      ConformanceColumn(name: "_id", form: .int, isRequired: true),
      ConformanceColumn(name: "price", form: .int, isRequired: true),
    ])

  /// How the function is called.
  enum Method: CaseIterable {
    /// With only the row, inside the database if it can.
    case pure
    /// Row by row, one after the other.
    case rowByRow
    /// Row by row, a few at a time.
    case sideBySide

    var arguments: [String] { self == .sideBySide ? ["--concurrency", "4"] : [] }
  }

  let dialect: any ConformanceDialect
  var pending = Backfill.Pending.once
  var method = Method.pure
  var name = "raise"
  var keysGrow = true
  var function: @Sendable (Int64) throws -> Int64 = Self.raised

  /// Returns the price plus 10 %.
  static func raised(_ price: Int64) -> Int64 { price * 11 / 10 }

  /// A build without the repair.
  var before: Migrations {
    Migrations(schema: "s", target: dialect.target, tables: [dialect.stored(Self.table)], plans: [])
  }

  /// Returns a build with the repair and the plans after it.
  func build(then others: MigrationPlan...) -> Migrations {
    Migrations(schema: "s", target: dialect.target, tables: [dialect.stored(Self.table)], plans: [plan] + others)
  }

  /// A build for deploy 0: its run closes the gates that were opened since.
  var older: Migrations {
    Migrations(
      schema: "s", target: dialect.target, tables: [dialect.stored(Self.table)], plans: [plan.at(deploy: 0)])
  }

  /// The repair.
  var plan: MigrationPlan {
    let function = function
    let backfill = Backfill(
      "items", after: 1, kind: .custom, pending: pending, table: "items", key: [Self.key],
      reads: [Self.key, Self.price], writes: [Self.price], rollback: .backup, keysGrow: keysGrow, fits: { _ in true },
      isPure: method == .pure
    ) { row in
      guard case .int(let old)? = row.values[1] else { throw RowRefused("no price") }
      return RowChanges("items", [Filter(Self.price, .int(try function(old)))])
    }
    return MigrationPlan(
      name: name, base: "s", goal: "s", before: [dialect.stored(Self.table)],
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
      backfills: [backfill])
  }

  /// Creates a database with these prices and adopts it before the repair.
  func database(_ context: ConformanceContext, _ prices: [Int64]) async throws -> TestDatabase {
    let database = try await context.database(Self.table)
    try await database.insertItems(prices, from: 1)
    try await database.succeed(before, "adopt")
    return database
  }
}

extension TestDatabase {
  /// The prices of all items, in the order of the keys.
  var prices: [Int64] {
    get async throws {
      try await values(of: PricePlan.price, in: "items", by: PricePlan.key).map { price in
        guard case .int(let price)? = price else { throw UnmetExpectation(description: "an item has no price") }
        return price
      }
    }
  }

  /// Adds items with the next keys from one on.
  func insertItems(_ prices: [Int64], from key: Int64) async throws {
    try await insert(
      prices.enumerated().map { [.int(key + Int64($0)), .int($1)] }, into: "items", [PricePlan.key, PricePlan.price])
  }

  /// Sets the price of an item.
  func setPrice(_ price: Int64, of key: Int64) async throws {
    try await update("items", set: [Filter(PricePlan.price, .int(price))], where: [Filter(PricePlan.key, .int(key))])
  }
}
