// Part of Bellows. MIT licence: see LICENSE.
import Bellows

private let key = Column("id", .int)
private let x = Column("x", .int)
private let y = Column("y", .text)
private let xColumn = ConformanceColumn(name: "x", form: .int)
private let yColumn = ConformanceColumn(name: "y", form: .text)
private let table = ConformanceTable(
  "t", [ConformanceColumn(name: "id", form: .int, isRequired: true), xColumn, yColumn])
private let backup = Backup("_bellows_backup_1", of: "t", key: [key], columns: ["x", "y"])
private let sampleRows: [[JSONValue?]] = [[1, 10, "p"], [2, 5, nil], [3, nil, ""], [4, .int(.min), "'"]]

extension ConformanceCheck {
  static var backups: [ConformanceCheck] {
    [
      ConformanceCheck(.backups, "Rows that a backfill changed are restored, unless they were written since", restores),
      ConformanceCheck(.backups, "The values of dropped columns are restored", restoresColumns),
      ConformanceCheck(.backups, "Rows that a backfill deleted are restored", restoresDeleted),
      ConformanceCheck(
        .backups, "A row that the application writes between two batches is backed up again", backsUpAgain),
      ConformanceCheck(
        .backups, "Rows that something else has deleted leave a backup, and those that a backfill deleted stay", erases),
      ConformanceCheck(.backups, "The size of a backup is estimated", estimates),
      ConformanceCheck(.backups, "After a restore the rows are as if only the application had written them") {
        for seed in 0..<4 * $0.rounds { try await anyOrder(seed, $0) }
      },
    ]
  }

  private static func database(_ context: ConformanceContext) async throws -> TestDatabase {
    let database = try await context.database(table)
    try await database.insert(sampleRows, into: "t", [key, x, y])
    return database
  }

  /// Changes the rows between two keys as a backfill does: backs them up before, and records the result afterwards.
  private static func change(
    _ database: TestDatabase, after: JSONValue? = nil, upTo: JSONValue? = nil, in backup: Backup = backup,
    work: @escaping @Sendable (any DatabaseSession) async throws -> Void
  ) async throws {
    let (after, upTo) = (after.map { [$0] }, upTo.map { [$0] })
    try await database.database.transaction(.write) { session in
      _ = try await session.backUp(backup, after: after, upTo: upTo)
      try await work(session)
      try await session.recordResult(in: backup, after: after, upTo: upTo)
    }
  }

  private static func restore(_ database: TestDatabase, _ backup: Backup = backup) async throws -> RestoreOutcome {
    try await database.database.transaction(.write) { try await $0.restore(backup) }
  }

  private static func found(_ database: TestDatabase) async throws -> [[JSONValue?]] {
    try await database.rows(of: "t", [key, x, y])
  }

  @Sendable private static func restores(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let clear: @Sendable (any DatabaseSession) async throws -> Void = { session in
      _ = try await session.update(RowChanges("t", [Filter(x, nil), Filter(y, nil)]), where: [])
    }
    // Written just before the backfill: this is the value to restore.
    try await database.update("t", set: [Filter(x, 11)], where: [Filter(key, 1)])
    try await change(database, work: clear)
    // A second scan finds nothing to back up.
    try await change(database, work: clear)
    try await database.update("t", set: [Filter(x, 7)], where: [Filter(key, 2)])
    try await database.delete(from: "t", where: [Filter(key, 4)])
    let outcome = try await restore(database)
    try expect(outcome, is: RestoreOutcome(restored: 2, touched: [[2], [4]]))
    try await database.database.transaction(.write) { try await $0.discard(backup) }
    try expect(try await found(database), is: [[1, 11, "p"], [2, 7, nil], sampleRows[2]])
    let exists = try await database.database.transaction(.read) { try await $0.exists(table: backup.name) }
    try expect(!exists, "a discarded backup does not exist")
  }

  @Sendable private static func restoresColumns(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let dialect = context.dialect
    try await database.database.transaction(.schema) { session in
      try expect(try await session.backUp(backup), is: 4)
      for column in [xColumn, yColumn] {
        for statement in dialect.dropColumn(column, from: table) { try await session.execute(statement) }
      }
    }
    try await database.insert([[5]], into: "t", [key])
    try await database.database.transaction(.schema) { session in
      for column in [xColumn, yColumn] {
        for statement in dialect.addColumn(column, to: table.removing("x").removing("y")) {
          try await session.execute(statement)
        }
      }
      try expect(try await session.restore(backup), is: RestoreOutcome(restored: 4, touched: []))
    }
    try expect(try await found(database), is: sampleRows + [[5, nil, nil]])
  }

  @Sendable private static func restoresDeleted(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let whole = Backup("_bellows_backup_1", of: "t", key: [key], columns: ["*"])
    try await change(database, in: whole) { session in _ = try await session.delete(from: "t", where: []) }
    try expect(try await found(database), is: [])
    try await database.insert([[2, 0, "new"]], into: "t", [key, x, y])
    try expect(try await restore(database, whole), is: RestoreOutcome(restored: 3, touched: [[2]]))
    try expect(try await found(database), is: [sampleRows[0], [2, 0, "new"], sampleRows[2], sampleRows[3]])
  }

  @Sendable private static func erases(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    try await change(database, upTo: 3) { session in
      _ = try await session.update(RowChanges("t", [Filter(x, 0)]), where: [])
      _ = try await session.delete(from: "t", where: [Filter(key, 3)])
    }
    for number in [1, 3, 4] as [Int64] { try await database.delete(from: "t", where: [Filter(key, .int(number))]) }
    // As the backup of a plan that the build does not have: the backup table knows its key.
    let unknown = Backup(backup.name, of: "t", key: [], columns: [])
    for (backup, count) in [(backup, 1), (backup, 0), (unknown, 0)] {
      let found = try await database.database.transaction(.write) { try await $0.discardDeletedRows(of: backup) }
      try expect(found, is: count)
    }
    try await database.delete(from: "t", where: [Filter(key, 2)])
    try expect(try await database.database.transaction(.write) { try await $0.discardDeletedRows(of: unknown) }, is: 1)
    let rows = try await database.database.transaction(.read) { try await $0.contents(of: backup.name)?.rows }
    try expect(rows, is: 1)
    let missing = Backup("_bellows_backup_2", of: "t", key: [key], columns: ["x"])
    try expect(try await database.database.transaction(.write) { try await $0.discardDeletedRows(of: missing) }, is: 0)
  }

  @Sendable private static func backsUpAgain(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    try await change(database, upTo: 2) { _ in }
    try await database.update("t", set: [Filter(x, 77)], where: [Filter(key, 1)])
    for number in [1, 2] as [Int64] {
      try await change(database, after: .int(number - 1), upTo: .int(number)) { session in
        _ = try await session.update(RowChanges("t", [Filter(x, 0)]), where: [Filter(key, .int(number))])
      }
    }
    try expect(try await restore(database), is: RestoreOutcome(restored: 2, touched: []))
    try expect(try await found(database), is: [[1, 77, "p"]] + sampleRows[1...])
  }

  @Sendable private static func estimates(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let size = try await database.database.transaction(.read) { try await $0.size(of: backup) }
    try expect(size > 10, "four rows take more than \(size) bytes")
  }

  /// Backs up, writes, records and restores rows in random order, while the application writes too.
  private static func anyOrder(_ seed: Int, _ context: ConformanceContext) async throws {
    var random = RandomNumbers(seed: seed)
    let database = try await context.database(table)
    var model = BackupModel()
    var did: [String] = []
    for step in 1...20 {
      let id = Int64(1 + random.number(below: 6))
      switch random.number(below: 10) {
      case 0, 1, 2:
        try await database.delete(from: "t", where: [Filter(key, .int(id))])
        try await database.insert([[.int(id), .int(Int64(step)), "a"]], into: "t", [key, x, y])
        model.write(id, Int64(step))
        did.append("write \(id)")
      case 3:
        guard model.canDelete(id) else { continue }
        try await database.delete(from: "t", where: [Filter(key, .int(id))])
        model.delete(id)
        did.append("delete \(id)")
      default:
        let first = Int64(random.number(below: 7))
        let last = first + Int64(random.number(below: 5))
        let deletes = random.number(below: 100) < 15
        let ids = (1...6).filter { $0 > first && $0 <= last && (random.number(below: 10) < 7) }
        let value = Int64(-step)
        try await change(database, after: .int(first), upTo: .int(last)) { session in
          for id in ids {
            let row = [Filter(key, .int(id))]
            if deletes {
              _ = try await session.delete(from: "t", where: row)
            } else {
              let changes = [Filter(x, .int(value * 10 - id)), Filter(y, .string("b\(-value)"))]
              _ = try await session.update(RowChanges("t", changes), where: row)
            }
          }
        }
        for id in ids { model.backfill(id, deletes: deletes) }
        did.append("\(deletes ? "remove" : "change") \(ids) in \(first)...\(last)")
      }
    }
    let outcome = try await restore(database)
    try expect(
      try await found(database), is: model.rows.sorted { $0.key < $1.key }.map { [.int($0.key), .int($0.value), "a"] },
      "seed \(seed): \(did)")
    // The backup contains exactly the rows that were not restored.
    let contents = try await database.database.transaction(.read) { try await $0.contents(of: backup.name) }
    try expect(contents?.rows ?? 0, is: outcome.touched.count, "seed \(seed): \(did)")
  }
}

/// The last value that an application wrote to each row, and the rows that a backfill has deleted.
private struct BackupModel {
  private(set) var rows: [Int64: Int64] = [:]
  private var removed: Set<Int64> = []
  /// A row that a backfill has deleted, and that the application has created and deleted again, cannot be distinguished
  /// from one that only the backfill has deleted.
  private var everRemoved: Set<Int64> = []

  mutating func write(_ id: Int64, _ value: Int64) {
    rows[id] = value
    removed.remove(id)
  }

  func canDelete(_ id: Int64) -> Bool { rows[id] != nil && !everRemoved.contains(id) }

  mutating func delete(_ id: Int64) { rows[id] = nil }

  mutating func backfill(_ id: Int64, deletes: Bool) {
    guard deletes, rows[id] != nil, !removed.contains(id) else { return }
    removed.insert(id)
    everRemoved.insert(id)
  }
}
