// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import SwiftEmitter

/// What row types demand of code in the middle of a plan.
@Suite struct WriteTypesTests {
  private func plan(_ before: String, _ after: String) throws -> Plan {
    func schema(_ text: String) throws -> Schema { try readSchema([SourceFile(path: "app.schema", text: text)]) }
    return try planMigration(from: schema(before), to: schema(after)).plan
  }

  private func rows(_ plan: Plan, deploy: Int) -> String { rowsFile(for: plan, deploy: deploy).contents }

  @Test("A renamed field is set once and written to both columns")
  func aRenamedFieldIsSetOnceAndWrittenTwice() throws {
    let plan = try plan(
      "target document table users { name: string }", "target document table users { fullName: string @was(name) }")
    let first = rows(plan, deploy: 1)
    #expect(first.contains("public init(id: UsersID? = nil, fullName: String)"))
    #expect(first.contains("BuiltInConversion.copy.json(of: fullName.json, for: 2, in: assignedColumns)"))
    #expect(first.contains("public var fullName: String { didSet { assignedColumns.insert(1, 2) } }"))
    #expect(first.contains(#"case id = "_id", fullName = "name""#))
    #expect(first.contains(#"UsersRow.columns + [Column("fullName", .nested)]"#))
    let last = rows(plan, deploy: plan.deploys.count)
    #expect(!last.contains("BuiltInConversion"))
    #expect(!last.contains(#""name""#))
  }

  @Test("A conversion with a hand-written function requires both values")
  func aConversionThatAPersonWritesDemandsBothValues() throws {
    let plan = try plan(
      "target document table users { height: string }", "target document table users { size: int @was(height) }")
    for deploy in 1...2 {
      let rows = rows(plan, deploy: deploy)
      #expect(rows.contains("public init(id: UsersID? = nil, height: String, size: Int64)"))
      #expect(rows.contains("public mutating func set(height: String, size: Int64) {"))
      #expect(!rows.contains("public mutating func set(size: Int64) {"))
    }
    #expect(rows(plan, deploy: 3).contains("public init(id: UsersID? = nil, size: Int64)"))
  }

  @Test("A derived field is set with its sources")
  func aDerivedFieldIsSetWithItsSources() throws {
    let plan = try plan(
      "target document table users { first: string, last: string }",
      "target document table users { first: string, last: string, full: string @from(first, last) }")
    for deploy in 1...2 {
      #expect(
        rows(plan, deploy: deploy).contains("public mutating func set(first: String, last: String, full: String) {"))
    }
    #expect(!rows(plan, deploy: 2).contains("public mutating func set(first: String) {"))
  }

  @Test("Members of a row are in the order of the schema")
  func members() throws {
    func schema(_ text: String) throws -> Schema { try readSchema([SourceFile(path: "app.schema", text: text)]) }
    let rows = rowsFile(for: try schema("table users { name: string, age: int, email: string @key }")).contents
    let members = ["public var email:", "public var name:", "public var age:"]
    let places = members.compactMap { rows.range(of: $0)?.lowerBound }
    #expect(places.count == 3 && places == places.sorted(), "the key comes first")
  }
}
