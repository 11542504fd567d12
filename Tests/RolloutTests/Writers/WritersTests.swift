// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import SchemaLanguage
import TestSupport
import Testing
import TutorialMigrations

@testable import Bellows

/// Backfills beside two processes that write at full speed: nothing of theirs is written over, nothing deleted comes
/// back, and in the end nothing is pending.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct WritersTests {
  @Test("A backfill loses no writes of two other processes") func twoProcessesWriteMeanwhile() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-writers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("app.sqlite").path
    let count = Thorough.count(sample: 20_000, whole: 1_000_000)
    let plan = TidyUsers.plan
    let raw = try RawDatabase(path: path)
    _ = try raw.rows("PRAGMA journal_mode = WAL")
    try await migrate(
      ["create"], Migrations(schema: plan.base, tables: plans.tables { _ in 0 }.present, plans: []), path)
    try raw.execute(
      """
      WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= \(count))
      INSERT INTO users (_id, name, email, role)
      SELECT i, 'Name ' || i, i || '@example.com', CASE i % 3 WHEN 0 THEN 'guest' ELSE 'member' END FROM n
      """)
    let first = try #require(plan.deploys.first)
    let build = Migrations(schema: first.fingerprint, plans: [plan.at(deploy: 1)])
    try await migrate(["run"], build, path)
    try await migrate(["released"], build, path)
    let writers = try (0..<2).map {
      try BuiltProgram.Running("RolloutProcess", [path, "write", String($0), String(count / 2)])
    }
    try await migrate(["run"], build, path)
    try Data().write(to: URL(fileURLWithPath: path + "-stop"))
    var outputs: [String] = []
    for writer in writers { outputs.append(await writer.ended().output) }
    try await migrate(["verify"], build, path)
    for output in outputs { #expect(output.hasPrefix("ok "), "\(output)") }
    let pending = try raw.texts(
      "SELECT count(*) FROM users WHERE locale IS NULL OR fullName IS NOT name OR role = 'guest'")
    #expect(pending == ["0"])
    print("writers: \(count) rows, two writers: \(outputs.joined(separator: ", ")) writes")
  }

  private func migrate(_ arguments: [String], _ build: Migrations, _ path: String) async throws {
    let status = await MigrateCommand.run(
      build, on: SQLite(path: path, busyTimeout: .seconds(60)), environment: "test", arguments: arguments)
    #expect(status == 0, "migrate \(arguments.joined(separator: " "))")
  }
}
