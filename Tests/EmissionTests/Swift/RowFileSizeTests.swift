// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import SwiftEmitter

/// What a reader of generated row types sees.
@Suite struct RowFileSizeTests {
  private static let fields = [
    "name: string", "email: string", "locale: string?", "joinedAt: timestamp = now", "age: int?",
    "isActive: bool = true", "balance: decimal", "lastSeen: timestamp?", "estimatedHours: double", "birthday: date?",
  ]

  private func schema(_ fields: [String]) throws -> Schema {
    let lines = fields.map { "  \($0)\n" }.joined()
    return try readSchema([SourceFile(path: "app.schema", text: "target sqlite\ntable users {\n\(lines)}\n")])
  }

  private func lines(_ file: OutputFile) -> Int { file.contents.count { $0 == "\n" } }

  @Test("A table of ten plain fields has row types of at most 100 lines")
  func steadyState() throws {
    let file = try #require(rowFiles(for: schema(Self.fields)).first)
    print("ten plain fields: \(lines(file)) lines")
    #expect(lines(file) <= 100)
  }

  @Test(
    "While a plan is under way they have no more lines",
    arguments: [
      ("email: string", "mail: string @was(email)"), ("age: int?", "age: string?"),
      ("locale: string?", "locale: string"), ("balance: decimal", "balance: decimal?"),
      ("name: string", "name: string, first: string @from(name)"),
      ("birthday: date?", "isAdult: bool @from(birthday)"), ("age: int?", ""),
    ])
  func underWay(old: String, new: String) throws {
    let changed = Self.fields.map { $0 == old ? new : $0 }.flatMap { $0.split(separator: ",").map(String.init) }
    let plan = try planMigration(from: schema(Self.fields), to: schema(changed)).plan
    #expect(!plan.deploys.isEmpty)
    for deploy in plan.deploys {
      for file in rowFiles(for: plan, deploy: deploy.number) {
        print("\(old) -> \(new), deploy \(deploy.number): \(lines(file)) lines")
        #expect(lines(file) <= 100, "deploy \(deploy.number)")
      }
    }
  }

  @Test("A setter for several columns names them, and the backfill that computes one of them")
  func setterDocumentation() throws {
    let changed = Self.fields + ["first: string @from(name)"]
    let plan = try planMigration(from: schema(Self.fields), to: schema(changed)).plan
    let file = try #require(rowFiles(for: plan, deploy: 1).first).contents
    #expect(file.contains("  /// Sets `name` and `first` together, because one is computed from another."))
    #expect(
      file.contains(
        "  /// `first` must be what the backfill of the plan computes from `name`; the backfill writes it again."))
  }
}
