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

  @Test("Every initialiser of a written row sets each property once, and none is set that is not declared")
  func assignments() throws {
    let plans = [
      try plan(
        "target document table users { name: string }", "target document table users { fullName: string @was(name) }"),
      try plan(
        "target document table users { k: string @key, a: int, b: bool? }",
        "target document table people @was(users) { k: string @key, a: int, b: bool? }"),
      try plan(
        "target sqlite table users { height: string } table logs { x: int? }",
        "target sqlite table users { size: int @was(height) } table logs { x: int? }"),
    ]
    var kinds: Set<String> = []
    for plan in plans {
      let name = try #require(MigrationName("change"))
      let files = migrationFiles(plan, named: name, typeName: "Change")
      for text in [files.map(\.contents).joined()] + (0...plan.deploys.count).map({ rows(plan, deploy: $0) }) {
        for type in text.matches(of: #/\n( *)public struct (\w+): (AssignedRow|ChangedRow) \{\n(?s)(.*?)\n\1\}/#) {
          kinds.insert(String(type.3))
          let body = String(type.4)
          let declared = body.matches(of: #/public (?:private\(set\) )?(?:let|var) (\w+): [^{\n]*(?:\{ didSet.*)?\n/#)
            .map { String($0.1) }
          #expect(declared.last == "assignedColumns", "\(declared)")
          let initialisers = body.matches(of: #/public init(?s).*?\{\n(.*?)\n *\}/#).map { String($0.1) }
          #expect(initialisers.count == 2)
          for initialiser in initialisers {
            let assigned = initialiser.split(separator: "\n").flatMap { line in
              (line.firstRange(of: ") = (") ?? line.firstRange(of: " = ")).map { line[..<$0.lowerBound] }?
                .matches(of: #/self\.(\w+)/#).map { String($0.1) } ?? []
            }
            #expect(assigned.sorted() == declared.sorted(), "\(type.2): \(initialiser)")
          }
        }
      }
    }
    #expect(kinds == ["AssignedRow", "ChangedRow"])
  }

  @Test("A type for adding copies of rows names its table, its columns and its key")
  func copies() throws {
    for (key, places) in [("k: string @key", "0"), ("j: int @key k: string @key", "0, 1")] {
      let plan = try plan(
        "target document table users { \(key) a: int }", "target document table people @was(users) { \(key) a: int }")
      let types = rows(plan, deploy: 1).split(separator: "public struct ").filter { $0.contains(": AssignedRow {") }
      #expect(types.count == 1)
      for type in types {
        #expect(type.contains("public static let table = "), "\(type)")
        #expect(type.contains("public static let columns: [Column] = ["), "\(type)")
        #expect(type.contains("public static let keyColumns: [Int] = [\(places)]"), "\(type)")
      }
    }
  }

  @Test("On PostgreSQL, a row type has the type of each of its columns; elsewhere it has none")
  func columnTypes() throws {
    for target in ["postgresql", "sqlite", "document"] {
      let text = "target \(target) table users { k: uuid @key, name: string, age: int?, at: timestamp, any: any }"
      let schema = try readSchema([SourceFile(path: "app.schema", text: text)])
      let rows = rowsFile(for: schema).contents
      let types = "public static let columnTypes: [ServerType] = [.uuid, .text, .bigint, .timestamptz, .jsonb]"
      #expect(rows.contains(types) == (target == "postgresql"), "\(rows)")
      #expect(rows.contains("columnTypes") == (target == "postgresql"))
    }
  }
}
