// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import SwiftEmitter

/// What a row type says about its fields, while a plan is under way and without one.
@Suite struct RowNamesTests {
  private func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "app.schema", text: "target sqlite\n" + text)])
  }

  private func rows(_ files: [OutputFile], _ table: String) throws -> String {
    try #require(files.first { $0.path.hasSuffix("Rows/\(table).row.generated.swift") }).contents
  }

  @Test("The assigned key is named id, unless a field is")
  func assignedKey() throws {
    let schema = try schema("table a { x: int } table b { id: string }")
    let a = try rows(rowFiles(for: schema), "a")
    let b = try rows(rowFiles(for: schema), "b")
    #expect(a.contains("public var id: AID\n"))
    #expect(b.contains("public var id: String\n") && b.contains("public var rowID: BID\n"))
  }

  @Test("A field has the documentation of the goal while its plan is under way")
  func documentation() throws {
    let old = try schema("table a {\n /// What it was.\n x: int\n}")
    let new = try schema("table a {\n /// What it becomes.\n y: int @was(x)\n}")
    let plan = try planMigration(from: old, to: new).plan
    for deploy in plan.deploys where deploy.isRelease {
      let text = try rows(rowFiles(for: plan, deploy: deploy.number, types: new.namedTypes), "a")
      #expect(text.contains("/// What it becomes.\n  public var y: Int64"), "\(text)")
    }
  }

  @Test("A new row may omit a key that is a new UUID by default, and no other key")
  func omittedKeys() throws {
    let schema = try schema("table a { k: uuid @key = uuid x: int } table b { k: uuid @key x: int }")
    #expect(try rows(rowFiles(for: schema), "a").contains("k: AID = AID(UUID()), x: Int64"))
    #expect(try rows(rowFiles(for: schema), "b").contains("k: BID, x: Int64"))
  }

  @Test("The error for a value outside a long union names whole members, and counts the others")
  func longUnion() throws {
    let members = (1...9).map { "{ kind: \"member\($0)\", value: int }" }.joined(separator: " | ")
    let text = try rows(rowFiles(for: schema("table a { x: \(members) }")), "a")
    #expect(
      text.contains(
        #"expected: "{ kind: \"member1\", value: int } | { kind: \"member2\", value: int } | 7 more", found: json"#))
  }

  @Test("A field may have the name of a type that its row type uses")
  func runtimeNames() throws {
    let fields = ["serverType", "literalUnion", "narrowedUnion", "tableRow", "aPIRow"]
    let text = try rows(
      rowFiles(for: schema("table a {\n" + fields.map { "\($0): \"x\" | \"y\"\n" }.joined() + "}")), "a")
    for field in fields { #expect(text.contains("public var \(field): ")) }
    for name in ["ServerType", "LiteralUnion", "NarrowedUnion", "TableRow", "APIRow"] {
      #expect(!text.contains("enum \(name):"), "\(name)")
    }
  }
}
