// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import SwiftEmitter

/// A generated backfill function throws only if its expression may.
@Suite struct GeneratedFunctionTests {
  /// The lines of the generated functions of a plan on a document store.
  private static func functions(_ before: String, _ after: String) throws -> [String] {
    func schema(_ fields: String) throws -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target document table t { \(fields) }")])
    }
    let plan = try planMigration(from: schema(before), to: schema(after)).plan
    let name = try #require(MigrationName("change"))
    let text = migrationFiles(plan, named: name, typeName: "Change").map(\.contents).joined()
    return text.split(separator: "\n").map(String.init).filter { $0.contains("static func ") && $0.contains("_ row:") }
  }

  @Test(
    "A default is a literal or is read from JSON; only the latter throws",
    arguments: [
      ("string = \"try it\"", false), ("string = \"-> try throws\"", false), ("int = 3", false),
      ("[string] = []", false), ("{ a: int? } = {}", false), ("1 | \"try \" = 1", false),
    ])
  func defaults(_ field: String, _ throwing: Bool) throws {
    let found = try Self.functions("a: int", "a: int, note: \(field)")
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.contains(" throws ->") == throwing }, "\(found)")
  }

  @Test(
    "A copy into the same Swift type does not throw, and a conversion does",
    arguments: [
      ("size: int", "length: int @was(size)", false), ("size: int?", "length: int = 0 @was(size)", false),
      ("size: int", "size: string", true),
    ])
  func copies(_ before: String, _ after: String, _ throwing: Bool) throws {
    let found = try Self.functions(before, after)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.contains(" throws ->") == throwing }, "\(found)")
  }
}
