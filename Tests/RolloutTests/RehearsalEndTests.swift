// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation
import TestSupport
import Testing

/// A dry run leaves no copy behind, however it ends.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct RehearsalEndTests {
  private let folder: URL
  private let file: URL

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-dry-\(UUID().uuidString)")
    file = folder.appendingPathComponent("items.sqlite")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func begin(journal: String) async throws {
    let table = #"CREATE TABLE "items" ("_id" INTEGER PRIMARY KEY, "price" INTEGER NOT NULL) STRICT"#
    let raw = try RawDatabase(path: file.path)
    _ = try raw.rows("PRAGMA journal_mode = \(journal)")
    try raw.execute(table)
    try raw.execute("INSERT INTO items (price) VALUES (100), (200)")
    let before = Migrations(schema: "s", tables: [StoredTable("items", [table])], plans: [])
    #expect(
      await MigrateCommand.run(before, on: SQLite(path: file.path), environment: "test", arguments: ["adopt"]) == 0)
  }

  /// The folders of copies beside the database.
  private func copies() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".items.sqlite-bellows-") }
  }

  private func hold() async throws -> BuiltProgram.Running {
    try? FileManager.default.removeItem(atPath: file.path + "-held")
    let running = try BuiltProgram.Running("RolloutProcess", [file.path, "rehearse"])
    for _ in 0..<3000 where !FileManager.default.fileExists(atPath: file.path + "-held") {
      try await Task.sleep(for: .milliseconds(10))
    }
    return running
  }

  @Test(
    "A dry run that is ended by a signal deletes its copy", .timeLimit(.minutes(60)),
    arguments: [SIGINT, SIGTERM, SIGHUP], ["wal", "delete"])
  func signals(number: Int32, journal: String) async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try await begin(journal: journal)
    let running = try await hold()
    #expect(try copies().count == 1)
    kill(running.id, number)
    let end = running.wait()
    #expect(end.signal == number, "\(end)")
    #expect(try copies() == [])
  }

  @Test(
    "A dry run deletes the copies that are left after SIGKILL, and not those of running processes",
    .timeLimit(.minutes(60)),
    arguments: ["wal", "delete"])
  func killed(journal: String) async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try await begin(journal: journal)
    let first = try await hold()
    let living = try copies()
    let second = try await hold()
    let dead = try copies().filter { !living.contains($0) }
    #expect(living.count == 1 && dead.count == 1)
    second.kill()
    _ = second.wait()
    #expect(try copies().count == 2, "SIGKILL leaves its copy")
    _ = FileManager.default.createFile(atPath: file.path + "-go", contents: nil)
    let third = try BuiltProgram.run("RolloutProcess", [file.path, "rehearse"])
    #expect(third.status == 0, "\(third)")
    let end = first.wait()
    #expect(end.status == 0 && end.output.contains("the plans run on a copy"), "\(end)")
    #expect(try copies() == [])
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let known = ["", "-wal", "-shm", "-held", "-go"].map { "items.sqlite" + $0 }
    #expect(left.allSatisfy { known.contains($0) }, "\(left)")
    #expect(try RawDatabase(path: file.path).texts("SELECT price FROM items") == ["100", "200"])
  }
}
