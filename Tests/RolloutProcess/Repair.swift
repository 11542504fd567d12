// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation

/// A repair that raises each price once, by a function that is not idempotent.
///
///     RolloutProcess items.sqlite raise pure|rows             # to the end; prints how many statements it ran
///     RolloutProcess items.sqlite raise pure|rows before 17   # SIGKILL before the 17th statement
///     RolloutProcess items.sqlite raise pure|rows after 17    # and after it
///     RolloutProcess items.sqlite rehearse                    # dry-run; at the first row it says so by a file
///                                                             # items.sqlite-held, and waits for items.sqlite-go
struct Repair {
  static let table = #"CREATE TABLE "items" ("_id" INTEGER PRIMARY KEY, "price" INTEGER NOT NULL) STRICT"#

  /// A row of the table.
  struct Item: ReadableRow, WritableRow {
    static let table = "items"
    static let columns = [Column("_id", .int), Column("price", .int)]
    static let keyColumns = [0]
    var id: Int64
    var price: Int64
    init(row: some RowReader) throws {
      id = try row.required(0)
      price = try row.required(1)
    }
    func write(to row: inout some RowWriter) throws { try row.set(1, price) }
  }

  /// What is written to a row.
  struct Price: ReadableRow, WritableRow {
    static let table = "items"
    static let columns = [Column("price", .int)]
    static let keyColumns: [Int] = []
    var price: Int64
    init(_ price: Int64) { self.price = price }
    init(row: some RowReader) throws { price = try row.required(0) }
    func write(to row: inout some RowWriter) throws { try row.set(0, price) }
  }

  /// The repair as a build has it.
  static func build(_ backfill: Backfill) -> Migrations {
    let plan = MigrationPlan(
      name: "raise", base: "s", goal: "s", before: [StoredTable("items", [table])],
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
      backfills: [backfill])
    return Migrations(schema: "s", tables: [StoredTable("items", [table])], plans: [plan])
  }

  static func backfill(isPure: Bool) -> Backfill {
    if isPure {
      return Backfill("items", after: 1, kind: .custom, pending: .once, rollback: .backup, keysGrow: true) {
        (item: Item, _: Rows) -> Price in Price(item.price * 11 / 10)
      }
    }
    return Backfill("items", after: 1, kind: .custom, pending: .once, rollback: .backup, keysGrow: true) {
      (item: Item, _: Rows) async throws -> Price in Price(item.price * 11 / 10)
    }
  }

  /// Runs what the arguments ask for; `nil` for arguments that make no sense.
  static func main(_ arguments: [String]) async -> Int32? {
    let path = arguments[1]
    if arguments.dropFirst(2) == ["rehearse"] {
      let waiting = Backfill("items", after: 1, kind: .custom, pending: .once, rollback: .backup, keysGrow: true) {
        (item: Item, _: Rows) async throws -> Price in
        _ = FileManager.default.createFile(atPath: path + "-held", contents: nil)
        while !FileManager.default.fileExists(atPath: path + "-go") { usleep(2000) }
        return Price(item.price * 11 / 10)
      }
      return await MigrateCommand.run(
        build(waiting), on: SQLite(path: path), environment: "test", arguments: ["dry-run"])
    }
    guard arguments.count == 4 || arguments.count == 6, arguments[2] == "raise" else { return nil }
    var faults = Faults()
    if arguments.count == 6 {
      guard let number = Int(arguments[5]) else { return nil }
      switch arguments[4] {
      case "before": faults = Faults(before: number) { kill(getpid(), SIGKILL) }
      case "after": faults = Faults(after: number) { kill(getpid(), SIGKILL) }
      default: return nil
      }
    }
    do {
      let build = build(backfill(isPure: arguments[3] == "pure"))
      try await Migrator(build, on: SQLite(path: path, faults: faults)).migrate(
        batchSize: 3, backupAge: .seconds(3_600))
      print(faults.count)
      return 0
    } catch {
      print("error: \(error)")
      return 1
    }
  }
}
