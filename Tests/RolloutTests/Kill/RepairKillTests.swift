// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation
import TestSupport
import Testing

/// A repair that runs once, killed at every statement in turn: each row is raised once.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct RepairKillTests {
  private static let table = #"CREATE TABLE "items" ("_id" INTEGER PRIMARY KEY, "price" INTEGER NOT NULL) STRICT"#

  private func template(in folder: URL, journal: String) async throws -> URL {
    let file = folder.appendingPathComponent("template.sqlite")
    let raw = try RawDatabase(path: file.path)
    _ = try raw.rows("PRAGMA journal_mode = \(journal)")
    try raw.execute(Self.table)
    for number in 1...8 { try raw.execute("INSERT INTO items (price) VALUES (\(number * 100))") }
    let before = Migrations(schema: "s", tables: [StoredTable("items", [Self.table])], plans: [])
    let status = await MigrateCommand.run(
      before, on: SQLite(path: file.path), environment: "test", arguments: ["adopt"])
    if status != 0 { throw RawDatabase.Failure(description: "adopt exits with \(status)") }
    _ = try raw.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return file
  }

  @Test(
    "A repair that is killed at any statement and run again raises each price once", .timeLimit(.minutes(60)),
    arguments: ["wal", "delete"], ["pure", "rows", "sql"])
  func everyStatement(journal: String, way: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-raise-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let template = try await template(in: folder, journal: journal)
    let whole = folder.appendingPathComponent("whole.sqlite")
    try FileManager.default.copyItem(at: template, to: whole)
    let undisturbed = try BuiltProgram.run("RolloutProcess", [whole.path, "raise", way])
    let statements = try #require(Int(undisturbed.output), "\(undisturbed)")
    let wanted = try KillSample.contents(of: whole.path)
    #expect(
      wanted.contains("items: _id 8, price 880") || wanted.contains { $0.hasPrefix("items: ") && $0.contains("880") })

    let stride = Thorough.isOn ? 1 : 11
    var killed = 0
    for moment in ["before", "after"] {
      for number in Swift.stride(from: moment == "before" ? 1 : 6, through: statements, by: stride) {
        let file = folder.appendingPathComponent("\(moment)-\(number).sqlite")
        try FileManager.default.copyItem(at: template, to: file)
        let first = try BuiltProgram.run("RolloutProcess", [file.path, "raise", way, moment, String(number)])
        if first.signal == nil, moment == "after", Int(first.output) != nil { break }
        #expect(first.signal == SIGKILL, "\(moment) \(number): \(first.output)")
        // Another kill on the way, somewhere else.
        _ = try BuiltProgram.run("RolloutProcess", [file.path, "raise", way, "before", String(statements / 2)])
        let last = try BuiltProgram.run("RolloutProcess", [file.path, "raise", way])
        #expect(last.signal == nil && Int(last.output) != nil, "\(moment) \(number): \(last.output)")
        let differences = differences(try KillSample.contents(of: file.path), wanted)
        #expect(differences.isEmpty, "\(moment) statement \(number): \(differences)")
        killed += 1
      }
    }
    print("repair kill: \(journal), \(way), \(statements) statements, killed at \(killed) moments")
    #expect(killed > 5)
  }
}
