// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import MigrationSQL
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter
import TestSupport
import Testing

@testable import Bellows

/// What `migrate verify --attest` prints of a real database is what `bellows advance` files and `bellows check`
/// accepts.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct AttestationTests {
  private static let before = "table users { name: string nick: string? role: \"a\" | \"b\" unique by_name (name) }"
  private static let after = """
    table users { fullName: string @was(name) nick: string = "-" role: "a" | "b" unique by_name (fullName, role) }
    """

  @Test("A plan runs to its end in the repository and in the database, with attestations between them")
  func aPlanRunsToItsEnd() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-attest-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("schemas"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let repository = Repository(folder: folder)
    let (old, new) = (try Self.schema(Self.before), try Self.schema(Self.after))
    try repository.write("schemas/app.schema", printSchema(old))
    try repository.bellows("generate", "--adopt")
    try repository.git("init", "-q", "-b", "main")
    try repository.commit()
    try repository.write("schemas/app.schema", "target sqlite\n" + Self.after)
    try repository.bellows("generate", "plan")
    try repository.commit()

    let plan = try planMigration(from: old, to: new).plan
    let path = folder.appendingPathComponent("app.sqlite").path
    let rollout = Rollout(plan, seed: 1, rowsOfTable: 0, path: path)
    let migrations = rollout.runtimePlan().migrations
    try await rollout.begin()
    try RawDatabase(path: path).execute("INSERT INTO users (_id, name, role) VALUES (1, 'x', 'a'), (2, 'y', 'b')")
    #expect(plan.commits.count > 1 && plan.commits.count < plan.deploys.count)
    for (index, commit) in plan.commits.enumerated() {
      let deploy = try #require(plan.deploys.first { $0.number == commit })
      let build = Migrations(
        schema: deploy.schema.fingerprint, tables: migrations.tables,
        plans: migrations.all.map { $0.at(deploy: deploy.number) })
      for words in [["run", "--confirm", "plan"], ["released"], ["run", "--confirm", "plan"]] {
        let result = await Self.migrate(build, at: path, words)
        #expect(result.status == 0, "\(words): \(result.output)")
      }
      guard plan.commits.indices.contains(index + 1) else { break }

      let attested = await Self.migrate(build, at: path, ["verify", "--attest"])
      #expect(attested.status == 0, "\(attested.output)")
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("attested-\(UUID().uuidString).json")
      defer { try? FileManager.default.removeItem(at: file) }
      try Data(attested.output.utf8).write(to: file)
      let advanced = try repository.bellows("advance", file.path)
      #expect(advanced.contains("deploy \(plan.commits[index + 1]) of"), "\(advanced)")
      try repository.git("add", "--all", "Migrations", "Sources", "schemas")
      let accepted = try repository.check()
      #expect(accepted.status == 0, "\(accepted)")

      try Self.expectNecessary("\(deploy.number)-attested-production-app-sqlite", in: repository)
      try repository.commit()
    }
    let status = try repository.bellows("plan")
    #expect(status == "no change", "\(status)")
  }

  /// The check asks for the attestation whose name begins like this: without it, it refuses the next plan.
  private static func expectNecessary(_ prefix: String, in repository: Repository) throws {
    let name = try #require(try repository.files("Migrations/plan").first { $0.hasPrefix(prefix) })
    try repository.git("rm", "-q", "--cached", "Migrations/plan/\(name)")
    let refused = try repository.check()
    #expect(refused.status == 1 && refused.output.contains("attestation-missing"), "\(refused)")
    try repository.git("add", "Migrations/plan/\(name)")
  }

  private static func migrate(
    _ build: Migrations, at path: String, _ words: [String]
  ) async -> (status: Int32, output: String) {
    let printed = Printed()
    let status = await MigrateCommand.run(
      build, on: SQLite(path: path), environment: "production", arguments: words, console: printed.console)
    return (status, printed.output)
  }

  private static func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "app.schema", text: "target sqlite\n" + text)])
  }
}

/// Builds for other databases are refused before anything is created.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct TargetTests {
  @Test(
    "Plans for another database are refused",
    arguments: [Target.document, .postgresql], ["run", "create", "adopt", "status", "dry-run"])
  func plansForAnotherDatabaseAreRefused(_ target: Target, _ word: String) async throws {
    let schema = try readSchema(
      [SourceFile(path: "app.schema", text: "target \(target.rawValue)\ntable users { name: string }")])
    // It is the build itself that says what it is for.
    #expect(plansFile([], current: StoreRevision(schema)).contents.contains("target: .\(target.rawValue),"))
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-\(UUID().uuidString).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let plan = MigrationPlan(
      name: "plan", base: "0", goal: schema.fingerprint,
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: schema.fingerprint, isRelease: true)
      ], backfills: [])
    let build = Migrations(
      schema: schema.fingerprint, target: .init(rawValue: target.rawValue) ?? .sqlite, plans: [plan])
    let printed = Printed()
    let status = await MigrateCommand.run(
      build, on: SQLite(path: path), environment: "test", arguments: [word], console: printed.console)
    #expect(status == 1)
    #expect(
      printed.errors.contains("are for 'target \(target.rawValue)'") && printed.errors.contains("'target sqlite'"),
      "\(printed.errors)")
    #expect(try RawDatabase(path: path).texts("SELECT name FROM sqlite_schema") == [])
  }
}

/// A repository with a schema, in which the built tool runs.
private struct Repository {
  let folder: URL

  func write(_ path: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(path))
  }

  func files(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
  }

  @discardableResult func bellows(_ arguments: String...) throws -> String {
    let result = try BuiltProgram.run("bellows", arguments, in: folder)
    #expect(result.status == 0, "bellows \(arguments): \(result.output)")
    return result.output
  }

  func check() throws -> (status: Int32, output: String) {
    let result = try BuiltProgram.run("bellows", ["check"], in: folder)
    return (result.status, result.output)
  }

  func git(_ arguments: String...) throws {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    let result = try BuiltProgram.run("/usr/bin/env", ["git"] + identity + arguments, in: folder)
    #expect(result.status == 0, "git \(arguments): \(result.output)")
  }

  func commit() throws {
    try git("add", "--all", "Migrations", "Sources", "schemas")
    try git("commit", "-q", "-m", "step")
  }
}

/// What a command printed.
private final class Printed: @unchecked Sendable {
  // Unchecked: the texts are behind the lock.
  private let lock = NSLock()
  private var texts: (output: String, errors: String) = ("", "")

  var output: String { lock.withLock { texts.output } }
  var errors: String { lock.withLock { texts.errors } }
  var console: Console {
    Console(
      output: { text in self.lock.withLock { self.texts.output += text } },
      errors: { text in self.lock.withLock { self.texts.errors += text } }, isTerminal: false, width: 80)
  }
}
