// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SwiftEmitter
import TestSupport
import Testing

/// The compiler finds the places of an app that are not ready for the next deploy, and no others.
@Suite struct ReadinessTests {
  private static let schemas = "Tests/EmittedSwiftTests/Schemas/tighten"

  private func findings(deploy: Int) throws -> [SwiftCompiler.Finding] {
    let plan = try SchemaFiles.plan(in: Self.schemas)
    return try SwiftCompiler.findings([
      ("Rows.generated.swift", rowsFile(for: plan, deploy: deploy).contents), ("App.swift", try app()),
    ])
  }

  private func app() throws -> String {
    try String(contentsOf: SchemaFiles.root.appending(path: "Tests/EmittedSwiftTests/App/App.swift"), encoding: .utf8)
  }

  @Test("The app compiles with the row types of deploy 1")
  func theAppIsReadyForDeploy1() throws {
    let found = try findings(deploy: 1)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("The compiler lists what deploy 2 no longer allows")
  func theCompilerListsWhatIsNotReadyForDeploy2() throws {
    let lines = try app().split(separator: "\n", omittingEmptySubsequences: false)
    let marks = lines.indices.filter { lines[$0].hasSuffix("// not ready") }.map { $0 + 1 }
    let found = try findings(deploy: 2)
    #expect(Set(found.filter(\.isError).map(\.line)) == Set(marks), "\(found)")
    #expect(found.allSatisfy { $0.file == "App.swift" })
    #expect(marks.count == 7)
  }

  @Test("A stub compiles with one warning")
  func aStubCompilesWithOneWarning() throws {
    let name = try #require(MigrationName("2026-03-01-tighten-users"))
    let plan = try SchemaFiles.plan(in: Self.schemas)
    let files = migrationFiles(plan, named: name, typeName: name.typeName) + [rowsFile(for: plan, deploy: 1)]
    let stubs = plan.backfills.filter { $0.transform == .custom }.map(\.name)
    let found = try SwiftCompiler.findings(
      files.map { (URL(filePath: $0.path).lastPathComponent, $0.contents) })
    #expect(found.allSatisfy { !$0.isError && $0.file == "TightenUsers.swift" }, "\(found)")
    #expect(found.count == stubs.count)
    #expect(stubs.allSatisfy { name in found.contains { $0.message.contains(name) } })
  }
}
