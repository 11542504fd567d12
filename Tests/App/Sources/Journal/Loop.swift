// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import GRDB

/// One process of the app: writes and reads at full speed until its time is over or its standard input ends.
public struct Loop {
  let release: Release
  let pool: DatabasePool
  var dice: Dice
  private var writes = 0
  private var reads = 0
  private var refused = 0
  /// Rows that were read a while ago, and are written to as if nothing had happened since.
  private var stale: [any StaleRow] = []

  /// A process that works on a file.
  public init(_ release: Release, file: String, seed: UInt64) throws {
    self.release = release
    dice = Dice(seed: seed)
    var configuration = Configuration()
    // What makes an app live beside `migrate`: to wait for its batches instead of failing at once.
    configuration.busyMode = .timeout(30)
    // What is written is all invented: a refused write may say what it was.
    configuration.publicStatementArguments = true
    pool = try DatabasePool(path: file, configuration: configuration)
    try pool.write(Journal.prepare)
  }

  /// Works, and says what it did.
  public mutating func run(seconds: Double, rows: Int) throws -> String {
    let end = Date().addingTimeInterval(seconds)
    try fill(rows)
    while Date() < end, !inputHasEnded() { try step(rows) }
    let all = try pool.read(release.checkAll)
    return "\(writes) writes, \(reads) reads, \(refused) of rows that were gone; all \(all) rows as they were meant"
  }

  /// Adds rows until there are so many.
  private mutating func fill(_ rows: Int) throws {
    while try pool.read({ try Journal($0).count("notes") }) < rows * 9 / 10 {
      try write { loop, db in
        for _ in 0..<500 { try loop.insert(db) }
      }
    }
  }

  private mutating func step(_ rows: Int) throws {
    switch dice.below(20) {
    case 0..<4: try write { loop, db in try loop.insert(db) }
    case 4..<9: try write { loop, db in try loop.change(loop.anyTable(), db) }
    case 9..<12: try write { loop, db in try loop.changeStale(db) }
    case 12, 13: try write { loop, db in try loop.delete(db, isFull: Journal(db).count("notes") > rows) }
    case 14: try write { loop, db in try loop.removeFolder(db) }
    case 15: try read { loop, db in try loop.search(db) }
    default: try read { loop, db in try loop.readPage(db) }
    }
  }

  /// Standard input ends when whoever started this process wants it to end.
  private func inputHasEnded() -> Bool {
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  private mutating func anyTable() -> any AppTable.Type { dice.once(in: 4) ? release.people : release.notes }
}

extension Loop {
  private mutating func write(_ work: (inout Loop, GRDB.Database) throws -> Void) throws {
    let count = writes
    var copy = self
    copy = try pool.write { [copy] db in
      var loop = copy
      try loop.expectWrites(count, db)
      try work(&loop, db)
      try Journal(db).countWrite(by: loop.dice.seed)
      return loop
    }
    self = copy
    writes = count + 1
  }

  private mutating func read(_ work: (inout Loop, GRDB.Database) throws -> Void) throws {
    let count = writes
    self = try pool.read { [self] db in
      var loop = self
      try loop.expectWrites(count, db)
      try work(&loop, db)
      return loop
    }
    reads += 1
  }

  /// Whole transactions must not get lost either.
  private func expectWrites(_ count: Int, _ db: GRDB.Database) throws {
    let arrived = try Journal(db).writes(by: dice.seed)
    if arrived != count { throw Broken("\(count) writes were made, and \(arrived) are there") }
  }

  private mutating func insert(_ db: GRDB.Database) throws {
    let person = dice.once(in: 20) ? nil : try Journal(db).any("people", &dice)
    let table = person == nil ? release.people : release.notes
    try insert(table, by: person ?? 0, db)
  }

  private mutating func insert<Table: AppTable>(_ table: Table.Type, by person: Int64, _ db: GRDB.Database) throws {
    let (row, meaning) = try table.new(by: person, &dice, db)
    try row.insert(db)
    let id = db.lastInsertedRowID
    try Journal(db).write(Table.Row.table, id, meaning)
    try table.checkRow(id, db)
  }

  private mutating func change<Table: AppTable>(_ table: Table.Type, _ db: GRDB.Database) throws {
    guard let id = try Journal(db).any(Table.Row.table, &dice) else { return }
    guard let row = try Table.Row.fetchOne(db, key: id) else { throw Broken("\(Table.Row.table)[\(id)] is lost") }
    try change(table, row, db)
  }

  private mutating func change<Table: AppTable>(_ table: Table.Type, _ row: Table.Row, _ db: GRDB.Database) throws {
    let (write, meaning) = try table.change(row, &dice, db)
    try write.update(db)
    try Journal(db).write(Table.Row.table, table.key(row), meaning)
    try table.checkRow(table.key(row), db)
  }

  private mutating func delete(_ db: GRDB.Database, isFull: Bool) throws {
    let table = isFull && dice.once(in: 40) ? release.people : release.notes
    if isFull || dice.once(in: 4) { try delete(from: table, db) }
  }

  private mutating func delete<Table: AppTable>(from table: Table.Type, _ db: GRDB.Database) throws {
    guard let id = try Journal(db).any(Table.Row.table, &dice) else { return }
    guard try Table.Row.deleteOne(db, key: id) else { throw Broken("\(Table.Row.table)[\(id)] is lost") }
    try Journal(db).delete(Table.Row.table, id)
  }

  private mutating func removeFolder(_ db: GRDB.Database) throws {
    try release.removeFolder?(&dice, db)
  }

  private mutating func search(_ db: GRDB.Database) throws {
    guard let id = try Journal(db).any("notes", &dice) else { return }
    try release.checkSearch(id, db)
  }

  private mutating func readPage(_ db: GRDB.Database) throws {
    try readPage(anyTable(), db)
  }

  private mutating func readPage<Table: AppTable>(_ table: Table.Type, _ db: GRDB.Database) throws {
    guard let id = try Journal(db).any(Table.Row.table, &dice) else { return }
    _ = try table.checkPage(from: id, limit: 20, db)
    guard let row = try Table.Row.fetchOne(db, key: id) else { throw Broken("\(Table.Row.table)[\(id)] is lost") }
    stale.append(Stale<Table>(row: row))
    if stale.count > 20 { stale.removeFirst() }
  }

  private mutating func changeStale(_ db: GRDB.Database) throws {
    guard !stale.isEmpty else { return }
    try stale.remove(at: dice.below(stale.count)).change(&self, db)
  }

  /// Writes to a row as it was read a while ago; one that is gone must stay gone.
  fileprivate mutating func changeStale<Table: AppTable>(
    _ table: Table.Type, _ row: Table.Row, _ db: GRDB.Database
  ) throws {
    if try Journal(db).meaning(Table.Row.table, table.key(row)) != nil { return try change(table, row, db) }
    do {
      try table.change(row, &dice, db).0.update(db)
      throw Broken("\(Table.Row.table)[\(table.key(row))] is gone, and could be written to")
    } catch RecordError.recordNotFound {
      refused += 1
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
      // Whoever it belonged to is gone as well, so that no row can be made that it would refer to.
      refused += 1
    }
  }
}

/// A row of some table that was read a while ago.
private protocol StaleRow {
  func change(_ loop: inout Loop, _ db: GRDB.Database) throws
}

private struct Stale<Table: AppTable>: StaleRow {
  let row: Table.Row

  func change(_ loop: inout Loop, _ db: GRDB.Database) throws { try loop.changeStale(Table.self, row, db) }
}
