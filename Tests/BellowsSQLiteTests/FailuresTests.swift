// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import Testing

@testable import BellowsSQLite

@Suite struct FailuresTests {
  private let id = Column("id", .int)

  private func insert(_ database: SQLite, _ number: Int64 = 1) async throws {
    try await database.transaction(.write) { try await $0.insert(RowChanges("t", [Filter(id, .int(number))])) }
  }

  private func message(of work: () async throws -> Void) async -> String {
    do {
      try await work()
      return "nothing was thrown"
    } catch {
      return "\(error)"
    }
  }

  @Test("A write waits for the lock of another connection, then reports it", arguments: [true, false])
  func writesWaitForALock(wal: Bool) async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER)", wal: wal, busyTimeout: .milliseconds(100))
    let other = try scratch.connection()
    try other.run("BEGIN IMMEDIATE")
    let message = await message { try await insert(scratch.database) }
    #expect(message.contains("another connection held its lock for more than 0.1 seconds"), "\(message)")
    // A read does not wait.
    _ = try await scratch.database.tableNames()
    try other.run("COMMIT")
    try await insert(scratch.database)
  }

  @Test("A cancelled task does not wait for a lock") func aCancelledTaskDoesNotWaitForALock() async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER)", busyTimeout: .seconds(60))
    let other = try scratch.connection()
    try other.run("BEGIN IMMEDIATE")
    let task = Task { try await insert(scratch.database) }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    // Had it waited, it would say that the lock was held too long.
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("A transaction that fills the disk is rolled back") func aFullDatabaseLosesNothing() async throws {
    // The limit is the connection's: all of a database in memory go through one.
    let database = SQLite(path: ":memory:")
    try await database.transaction(.schema) { session in
      try await session.execute(.sql("CREATE TABLE t (id INTEGER, x TEXT)"))
      try await session.execute(.sql("PRAGMA max_page_count = 20"))
    }
    try await insert(database)
    let message = await message {
      try await database.transaction(.write) { session in
        for _ in 0..<100 {
          try await session.insert(
            RowChanges("t", [Filter(Column("x", .text), .string(String(repeating: "x", count: 4000)))]))
        }
      }
    }
    #expect(message.contains("the disk is full; the transaction was rolled back"), "\(message)")
    let count = try await database.transaction(.read) { try await $0.count(Query("t", columns: [])) }
    #expect(count == 1)
  }

  @Test("The error for a file that is not a database names the file") func aFileThatIsNoDatabaseIsNamed() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString).txt"
    try String(repeating: "no database", count: 100).write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let message = await message { _ = try await SQLite(path: path).tableNames() }
    #expect(message.contains("the file is not a SQLite database, or it is encrypted"), "\(message)")
  }

  @Test("The error for a missing folder names the folder") func aFolderThatIsNotThereIsNamed() async throws {
    let message = await message { try await insert(SQLite(path: "/no/such/folder/app.sqlite")) }
    #expect(message.contains("the folder /no/such/folder does not exist"), "\(message)")
  }

  @Test(
    "A path without a file is an error with the reason, whatever its form",
    arguments: [".", "..", "/", "./", "//", "/tmp", "/tmp/", "/tmp/.", "/tmp/..", "no/such/../folder/"])
  func paths(_ path: String) async throws {
    let database = SQLite(path: path)
    #expect(!database.name.isEmpty)
    let message = await message { try await insert(database) }
    #expect(message.contains("is a folder") || message.contains("does not exist"), "\(message)")
    _ = await self.message { _ = try await database.tableNames() }
    _ = await self.message { await (try database.acquireMigrationLock(holder: "x")).release() }
    #expect(canonicalPath(path).hasPrefix("/") || path.hasPrefix("no/"))
  }

  @Test("The parts of a path are those between its slashes")
  func parts() {
    for (path, above, last) in [
      ("a", "", "a"), ("/a", "/", "a"), ("a/b", "a", "b"), ("/a/b c", "/a", "b c"), (".", "", "."), ("..", "", ".."),
      ("/", "/", "/"), ("a/", "a", "a/"), ("", "", ""), ("ä/é.sqlite", "ä", "é.sqlite"),
    ] {
      #expect(folder(of: path) == above, "\(path)")
      #expect(lastPart(of: path) == last, "\(path)")
    }
  }

  @Test("Reading a missing file does not create it") func toLookAtAFileThatIsNotThereMakesNone() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString).sqlite"
    #expect(try await SQLite(path: path).tableNames().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A file that was replaced is opened again") func aFileThatWasReplacedIsOpenedAgain() async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER)", wal: false)
    try await insert(scratch.database)
    try FileManager.default.removeItem(atPath: scratch.path)
    try scratch.connection().run("CREATE TABLE u (id INTEGER)")
    #expect(try await scratch.database.tableNames() == ["u"])
  }

  @Test("A transaction inside another one is refused and does not deadlock")
  func aTransactionInsideAnotherIsRefusedInsteadOfWaitingForEver() async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER)")
    let message = await message {
      try await scratch.database.transaction(.write) { _ in try await insert(scratch.database) }
    }
    #expect(message.contains("cannot start inside another one"), "\(message)")
    try await insert(scratch.database)
  }

  @Test("The lock file is removed when the migration lock is released")
  func lockFile() async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER)")
    let lock = try await scratch.database.acquireMigrationLock(holder: "the first")
    #expect(FileManager.default.fileExists(atPath: scratch.path + "-bellows"))
    await lock.release()
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "-bellows"))
  }

  @Test("A lock file that is a link is refused, and what it leads to stays", arguments: [true, false])
  func linkedLockFile(isThere: Bool) async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER)")
    let victim = scratch.path + "-victim"
    defer {
      for suffix in ["-victim", "-bellows"] { try? FileManager.default.removeItem(atPath: scratch.path + suffix) }
    }
    if isThere { try "precious".write(toFile: victim, atomically: true, encoding: .utf8) }
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "-bellows", withDestinationPath: victim)
    let message = await message { _ = try await scratch.database.acquireMigrationLock(holder: "x") }
    #expect(message.contains("is a link; delete the link"), "\(message)")
    #expect((try? String(contentsOfFile: victim, encoding: .utf8)) == (isThere ? "precious" : nil))
  }

  @Test("A link is the file that it leads to if it is followed, and else a file of its own")
  func identityOfLinks() throws {
    let path = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString)"
    defer { for suffix in ["", "-link", "-lost", "-other"] { unlink(path + suffix) } }
    for suffix in ["", "-other"] { try Data().write(to: URL(fileURLWithPath: path + suffix)) }
    for (suffix, target) in [("-link", path), ("-lost", path + "-missing")] {
      try FileManager.default.createSymbolicLink(atPath: path + suffix, withDestinationPath: target)
    }
    let file = try #require(FileIdentity(path: path))
    #expect(FileIdentity(path: path + "-link") == file)
    #expect(FileIdentity(path: path, followsLink: false) == file)
    let link = try #require(FileIdentity(path: path + "-link", followsLink: false))
    let other = try #require(FileIdentity(path: path + "-other"))
    #expect(link != file && other != file)
    #expect(FileIdentity(path: path + "-lost") == nil && FileIdentity(path: path + "-missing") == nil)
    #expect(FileIdentity(path: path + "-lost", followsLink: false) != nil)
    let opened = open(path + "-link", O_RDONLY)
    defer { close(opened) }
    #expect(FileIdentity(descriptor: opened) == file)
    #expect(FileIdentity(descriptor: -1) == nil)
  }
}
