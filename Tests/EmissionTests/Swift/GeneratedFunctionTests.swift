// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import SwiftEmitter

/// A generated backfill function throws only if its expression may.
@Suite struct GeneratedFunctionTests {
  /// The Swift of a plan of one table on a document store.
  private static func text(_ before: String, _ after: String) throws -> String {
    func schema(_ fields: String) throws -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target document table t { \(fields) }")])
    }
    let plan = try planMigration(from: schema(before), to: schema(after)).plan
    let name = try #require(MigrationName("change"))
    return migrationFiles(plan, named: name, typeName: "Change").map(\.contents).joined()
  }

  /// The lines of its generated functions.
  private static func functions(_ before: String, _ after: String) throws -> [String] {
    try text(before, after).split(separator: "\n").map(String.init).filter {
      $0.contains("static func ") && $0.contains("_ row:")
    }
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

  @Test("The documentation of a function says where the values come from: a default, or another field and a default")
  func sentences() throws {
    func sentences(_ before: String, _ after: String) throws -> [String] {
      let text = try Self.text(before, after)
      let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
      return zip(lines, lines.dropFirst()).filter { $1.hasPrefix("static func ") && $1.contains("_ row:") }
        .map { String($0.0) }
    }
    #expect(try sentences("a: int?", "a: int = 0") == ["/// t.a: the default, for rows without a value."])
    #expect(try sentences("a: int", "a: int b: int = 0") == ["/// t.b: the default, for rows without a value."])
    #expect(
      try sentences("a: int?", "b: int = 0 @was(a)").contains(
        "/// t.b: a copy, or the default for rows without a value."))
    #expect(try sentences("a: int", "b: int @was(a)").contains("/// t.b: a copy."))
    #expect(try sentences("a: int", "b: int @was(a)").contains("/// t.a.unset: the value is removed."))
    #expect(try sentences("a: int", "a: string").contains("/// t.a: the same value in another type."))
  }

  @Test("The rows of functions name their keys, and the values that they return have none")
  func keysOfRows() throws {
    let fields = [
      ("a: int?", "a: int = 0", [0]), ("a: int?, k: string @key", "a: int = 0, k: string @key", [0]),
      ("a: int?, k: string @key, j: int @key", "a: int = 0, k: string @key, j: int @key", [0, 1]),
    ]
    for (before, after, keys) in fields {
      let types = try Self.text(before, after).split(separator: "public struct ").dropFirst()
        .filter { $0.contains(": BackfillRow") }
      let found = types.map { type in
        type.firstMatch(of: #/keyColumns: \[Int\] = \[([0-9, ]*)\]/#).map { match in
          match.1.split(separator: ", ").compactMap { Int($0) }
        }
      }
      #expect(found == [keys, []], "\(after): \(types)")
    }
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
