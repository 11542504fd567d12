// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import SwiftEmitter

/// What the generated Swift of a plan says to the runtime.
@Suite struct PlanSourceTests {
  private func schema(_ text: String, _ target: String = "sqlite") throws -> Schema {
    try readSchema([SourceFile(path: "app.schema", text: "target \(target)\n" + text)])
  }

  private func text(_ plan: Plan) throws -> String {
    let name = try #require(MigrationName("change"))
    return migrationFiles(plan, named: name, typeName: "Change").map(\.contents).joined()
  }

  @Test("A moved column is named with its new name, and a moved table without columns")
  func moves() throws {
    let column = try planMigration(from: schema("table t { a: int }"), to: schema("table t { b: int @was(a) }")).plan
    #expect(try text(column).contains("moves: [\n      StoredMove(\"t\", \"a\", to: \"b\"),\n    ],"))
    let table = try planMigration(
      from: schema("table t { k: string @key }"), to: schema("table u @was(t) { k: string @key }")
    ).plan
    #expect(try text(table).contains("moves: [\n      StoredMove(table: \"t\", to: \"u\"),\n    ],"))
    let none = try planMigration(from: schema("table t { a: int }"), to: schema("table t { a: int? }")).plan
    #expect(try !text(none).contains("moves:"))
  }

  @Test("A check has its query where SQL decides it")
  func checks() {
    let query = #"SELECT "a\b" FROM t"#
    let gate = MigrationGate.verified([StoredCheck("t.a", query: query), StoredCheck("t.b")])
    #expect(
      gate.swiftExpression
        == ".verified([StoredCheck(\"t.a\", query: \(query.rawSwiftLiteral)), StoredCheck(\"t.b\")])")
  }

  @Test(
    "The keys of a repaired table grow if the database assigns them, and else may not",
    arguments: [
      ("table t { x: int }", true), ("table t { k: int @key x: int }", false),
      ("table t { k: uuid @key x: int }", false),
      ("table t { k: int @key j: int @key x: int }", false),
    ])
  func growingKeys(table: String, isGrowing: Bool) throws {
    // Another table first, whose keys are not meant.
    let other = isGrowing ? "table a { k: uuid @key x: int }\n" : "table a { x: int }\n"
    for repair in [Repair(of: ["t"], sql: RepairSQL(["x = 1"], where: "x > 1")), Repair(of: ["t"], isOnce: true)] {
      let text = try text(planRepair(repair, in: schema(other + table)))
      #expect(text.contains("keysGrow: true,") == isGrowing, "\(text)")
    }
  }

  @Test("A function has the name of its backfill, unless a type has that name")
  func functionNames() throws {
    func functions(_ table: String, _ field: String) throws -> [Substring] {
      let plan = try planMigration(
        from: schema("table \(table) { a: int }", "document"),
        to: schema("table \(table) { a: int, \(field): int = 0 }", "document")
      ).plan
      return try text(plan).matches(of: #/static func (\w+)\(/#).map { $0.1 }
    }
    #expect(try functions("t", "note") == ["tNote"])
    // A script without capitals: the type of the values would have the same name.
    #expect(try functions("`名`", "`前`") == ["fill名前"])
  }

  @Test("Lists and parameters that do not fit on a line are wrapped, in their order, and others are not")
  func wrapping() {
    for count in 0...40 {
      let names = (0..<count).map { "parameter\($0): Int" }
      var source = SwiftSource()
      source.block("struct S {") { source in
        source.parameterized("public init", names, effects: " throws") { $0.line("body()") }
        source.list("case ", names, end: "")
      }
      let lines = source.text.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 120 }, "\(source.text)")
      let joined = names.joined(separator: ", ")
      let flat = "struct S { public init(\(joined)) throws { body() } case \(joined) }"
      #expect(source.text.filter { !$0.isWhitespace } == flat.filter { !$0.isWhitespace })
      let isShort = "  public init(\(joined)) throws {".count <= 120
      #expect(lines.contains("  public init(\(joined)) throws {") == isShort, "\(source.text)")
      // No line could take the first element of the next one.
      for (line, next) in zip(lines, lines.dropFirst()) where line.hasSuffix(",") {
        let first = next.drop { $0 == " " }.prefix { $0 != "," }
        #expect(line.count + 2 + first.count > 120, "\(source.text)")
      }
    }
  }
}
