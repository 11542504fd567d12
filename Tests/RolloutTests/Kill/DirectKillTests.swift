// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import TestSupport
import Testing
import TutorialMigrations

@testable import Bellows

/// A plan that runs in one transaction, in a process that is killed at any statement: the database is as
/// before or as after the plan, and the next run completes it.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct DirectKillTests {
  private static let plan = TidyUsers.plan

  /// A folder with a database under the old schema, with 40 users and a ledger.
  private func folder(journal: String) async throws -> (path: URL, template: URL) {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-direct-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    let template = path.appendingPathComponent("template.sqlite")
    let raw = try RawDatabase(path: template.path)
    _ = try raw.rows("PRAGMA journal_mode = \(journal)")
    for table in plans.tables({ _ in 0 }).present {
      for statement in table.statements { try raw.execute(statement) }
    }
    for number in 1...40 {
      try raw.execute(
        "INSERT INTO users (name, email, role) VALUES ('Name \(number)', 'u\(number)@example.org', "
          + "'\(["member", "admin", "guest"][number % 3])')")
    }
    let before = Migrations(schema: Self.plan.base, tables: plans.tables { _ in 0 }.present, plans: [])
    let status = await MigrateCommand.run(
      before, on: SQLite(path: template.path), environment: "test", arguments: ["adopt"])
    #expect(status == 0)
    _ = try raw.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return (path, template)
  }

  private func contents(_ file: URL) throws -> [String] { try KillSample.contents(of: file.path) }

  @Test("A direct run that is killed at any statement has changed nothing or everything", arguments: ["wal", "delete"])
  func killed(journal: String) async throws {
    let (path, template) = try await folder(journal: journal)
    defer { try? FileManager.default.removeItem(at: path) }
    func copy(_ name: String) throws -> URL {
      let file = path.appendingPathComponent(name + ".sqlite")
      try FileManager.default.copyItem(at: template, to: file)
      return file
    }
    let whole = try copy("whole")
    let statements = try #require(Int(try BuiltProgram.run("RolloutProcess", [whole.path, "offline"]).output))
    #expect(try RawDatabase(path: whole.path).ranDirectly)
    let (before, after) = (try contents(template), try contents(whole))
    let stride = Thorough.isOn ? 1 : 5
    var killed = 0
    for moment in ["before", "after"] {
      for number in Swift.stride(from: journal == "wal" ? 1 : 3, through: statements, by: stride) {
        let file = try copy("\(moment)-\(number)")
        let first = try BuiltProgram.run("RolloutProcess", [file.path, "offline", moment, String(number)])
        if first.signal == nil { continue }
        killed += 1
        let found = try contents(file)
        #expect(found == before || found == after, "\(moment) statement \(number)")
        let second = try BuiltProgram.run("RolloutProcess", [file.path, "offline"])
        #expect(second.signal == nil && Int(second.output) != nil, "\(moment) statement \(number): \(second.output)")
        let lines = differences(try contents(file), after)
        #expect(lines.isEmpty, "\(moment) statement \(number): \(lines)")
      }
    }
    print("direct: \(journal), \(statements) statements, killed at \(killed) moments")
    #expect(killed > statements / 5)
  }
}
