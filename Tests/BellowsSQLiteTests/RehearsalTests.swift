// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// `migrate dry-run`: what it says, and what it leaves.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RehearsalTests {
  @Test("A dry run completes a plan whose last deploy differs from the goal in stored names, and the plan after it")
  func endsBesideTheGoal() async throws {
    let scratch = try await Prices.scratch([100, 200])
    func deploy(_ number: Int, _ fingerprint: String, _ gates: [MigrationGate] = []) -> MigrationDeploy {
      MigrationDeploy(
        number: number, phase: .widen, fingerprint: fingerprint, isRelease: true, gates: gates)
    }
    let first = MigrationPlan(
      name: "first", base: "s", goal: "goal",
      deploys: [deploy(1, "a"), deploy(2, "b", [.released(deploy: 1)])], backfills: [])
    let second = MigrationPlan(name: "second", base: "b", goal: "goal2", deploys: [deploy(1, "c")], backfills: [])
    for plans in [[first.at(deploy: 1)], [first, second]] {
      let build = Migrations(
        schema: plans.count == 1 ? "a" : "c", tables: [StoredTable("items", [Prices.table])], plans: plans)
      let result = await scratch.migrate(build, "dry-run")
      #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    }
  }

  @Test("A dry run works on a database whose run was cancelled")
  func cancelled() async throws {
    let scratch = try Ages.scratch(rows: 10)
    let build = Ages.build(at: 1)
    for word in ["adopt", "run", "released", "cancel"] { #expect(await scratch.migrate(build, word).status == 0) }
    #expect(await scratch.migrate(build, "dry-run").status == 0)
    #expect(await scratch.migrate(build, "run").status == 1)
  }

  @Test(
    "A dry run lists all rows that would be quarantined, with keys and reasons", arguments: Prices.Way.allCases
  )
  func allProblems(_ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch((1...3000).map { Int64($0) })
    let odd = Prices.plan(.differs, way, named: "odd") {
      if $0 % 100 == 7 { throw RowRefused("seven \($0)") } else { $0 }
    }
    let half = Prices.plan(.differs, way, named: "half") {
      if $0 % 100 == 8 { throw RowRefused("eight \($0)") } else { $0 }
    }
    let raise = Prices.plan(.differs, way, named: "raise") { $0 < 3 ? Prices.raised($0) + 1 : $0 }
    let build = Migrations(
      schema: "s", tables: [StoredTable("items", [Prices.table])], plans: [odd, half, raise])
    let text = await scratch.run(build, ["dry-run"] + way.words)
    #expect(text.status == 1, "\(text)")
    #expect(text.errors.contains("odd: 30 rows of items are quarantined:\n  [7] seven 7\n"), "\(text.errors)")
    #expect(text.errors.contains("half: 30 rows of items are quarantined:\n  [8] eight 8\n"), "\(text.errors)")
    #expect(text.errors.contains("and 10 more; --json lists all"), "\(text.errors)")
    #expect(text.errors.contains("[1] called on its own result, the function changes the row again"), "\(text.errors)")
    #expect(text.output.contains("the plans fail on a copy"), "\(text.output)")
    let json = await scratch.run(build, ["dry-run", "--json"] + way.words)
    #expect(json.status == 1)
    var reasons = 0
    for line in json.output.split(separator: "\n") {
      guard case .object(let object) = try JSONValue(text: String(line)) else {
        Issue.record("\(line)")
        continue
      }
      if object["problem"] == "refused-rows", case .array(let rows)? = object["rows"] { reasons += rows.count }
    }
    #expect(reasons == 61, "\(json.output.suffix(2000))")
    #expect(json.output.contains(#"{"event":"rehearsed","problems":3,"complete":false}"#))
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_plans") == ["0"])
  }

  @Test("A dry run lists all rows that violate a unique constraint, and says where it ends")
  func violatedUniqueConstraints() async throws {
    let scratch = try Ages.scratch(rows: 300)
    let build = Ages.build(at: 1, .sql)
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id > 250")
    let result = await scratch.migrate(build, "dry-run", "--json", "--show-values")
    #expect(result.status == 1 && result.output.contains(#""count":50"#), "\(result)")
    #expect(result.output.contains("_id 300, age no value"), "\(result)")
    #expect(result.output.contains(#""problem":"ended""#), "\(result)")
  }

  /// What a function saw of the copy while it ran.
  private func looks(mode: Int, wal: Bool) async throws -> (seen: [String], after: [String]) {
    let scratch = try await Prices.scratch([100, 200], wal: wal)
    let folder = FileManager.default.temporaryDirectory.path + "/bellows-copies-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/items.sqlite"
    _ = try scratch.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    try FileManager.default.copyItem(atPath: scratch.path, toPath: path)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    let seen = Locked<Set<String>>([])
    let build = Prices.build(.once, .byRow) { price in
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix(".items") {
        let copy = folder + "/" + name
        seen.with { _ = $0.insert("folder \(permissions(copy))") }
        for file in try FileManager.default.contentsOfDirectory(atPath: copy) where file != "lock" {
          seen.with { _ = $0.insert("file \(permissions(copy + "/" + file))") }
        }
      }
      return price + 1
    }
    let printed = Printed()
    let status = await MigrateCommand.run(
      build, on: SQLite(path: path), environment: "test", arguments: ["dry-run"], console: printed.console)
    #expect(status == 0, "\(printed.errors)")
    let after = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(".") }
    return (seen.with { $0 }.sorted(), after)
  }

  @Test(
    "A copy has the mode of its original, and is deleted after the dry run", arguments: [0o600, 0o640, 0o644],
    [true, false])
  func modes(mode: Int, wal: Bool) async throws {
    let (seen, after) = try await looks(mode: mode, wal: wal)
    #expect(seen == ["file \(String(mode, radix: 8))", "folder 700"])
    #expect(after == [])
  }

  @Test("Only the copies of ended processes are deleted, and links are not followed")
  func staleFolders() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/bellows-stale-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/items.sqlite"
    try Connection(path: path, name: "items", wait: BusyWait(timeout: .zero)).run(Prices.table)
    let dead = Int32.max
    let mine = getpid()
    let start = ProcessStart.of(mine) ?? 0
    let stale = [".items.sqlite-bellows-\(dead)-1-00000000", ".other-bellows-\(mine)-\(start + 1)-0000000a"]
    let living = [
      ".items.sqlite-bellows-\(mine)-\(start)-00000000", ".items.sqlite-bellows-\(dead)-1-xyz",
      ".items.sqlite-bellows-\(dead)", "items.sqlite-bellows-\(dead)-1-00000000", ".items.sqlite-bellows--1-1-00000000",
      "elsewhere",
    ]
    for name in stale + living {
      try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
      for file in CopyFolder.names {
        _ = FileManager.default.createFile(atPath: "\(folder)/\(name)/\(file)", contents: nil)
      }
    }
    let link = folder + "/.items.sqlite-bellows-\(dead)-2-00000000"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder + "/elsewhere")
    let foreign = folder + "/.items.sqlite-bellows-\(dead)-3-00000000"
    try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: foreign + "/copy.sqlite", withDestinationPath: folder + "/elsewhere/copy.sqlite")
    _ = FileManager.default.createFile(atPath: foreign + "/mine.txt", contents: nil)

    let copy = try #require(try await SQLite(path: path).copy() as? any CopyableDatabase)
    await copy.removeCopy()
    let left = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    #expect(stale.allSatisfy { !left.contains($0) }, "\(left)")
    #expect(living.allSatisfy { left.contains($0) }, "\(left)")
    for name in living {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + name)
      #expect(Set(files) == Set(CopyFolder.names), "\(name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: foreign) == ["mine.txt"])
    #expect(left.contains((link as NSString).lastPathComponent))
  }

  @Test(
    "The name of a copy's folder is parsed to the same name", arguments: ["app.sqlite", "-bellows-", "a-b-c", "é🙂"])
  func names(_ database: String) {
    let name = CopyName(database: database, number: 255)
    #expect(CopyName(name.text) == name && name.isOfLivingProcess)
    #expect(CopyName(database: String(repeating: "🙂", count: 300), number: 1).text.utf8.count < 255)
  }
}

/// The permissions of a file: `640`.
private func permissions(_ path: String) -> String {
  let number = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? NSNumber
  return String(number?.intValue ?? -1, radix: 8)
}
