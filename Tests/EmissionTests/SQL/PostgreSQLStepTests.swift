// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import MigrationSQL

/// What plans say of their statements on PostgreSQL, and how far their conditions reach, without a server.
@Suite struct PostgreSQLStepTests {
  @Test("A new foreign key locks out writers; a new CHECK also readers; neither does while old rows are checked")
  func locks() throws {
    func schema(_ text: String) throws -> Schema {
      try readSchema([SourceFile(path: "t.schema", text: "target postgresql\n" + text)])
    }
    let plan = try planMigration(
      from: schema("table u { x: int }\ntable t { a: string? b: int }"),
      to: schema("table u { x: int }\ntable t { a: string b: 1 | 2 u: id<u> }")
    ).plan
    var locks: [String: Set<TableLock?>] = [:]
    for step in plan.storeChanges(.postgresql).deploys.flatMap(\.preparations) {
      let statement = step.step.statement
      for (words, kind) in [
        (["ADD CONSTRAINT", " REFERENCES "], "reference"), (["ADD CONSTRAINT", " CHECK "], "check"),
        (["VALIDATE CONSTRAINT"], "validation"),
      ] where words.allSatisfy(statement.contains) {
        locks[kind, default: []].insert(step.lock)
        #expect(step.work == (kind == "validation" ? .scan : .none), "\(statement)")
      }
    }
    #expect(
      locks == ["reference": [.shareRowExclusive], "check": [.accessExclusive], "validation": [.shareUpdateExclusive]])
  }

  @Test(
    "Arrays, records and objects are checked to the same depth, and beyond it a condition is not exact",
    arguments: [1, 2, 8])
  func depth(depth: Int) {
    let wraps: [(String, (ValueType) -> ValueType)] = [
      ("array", { .array($0) }), ("record", { .record(.string, $0) }),
      ("object", { .object([ValueType.Member("m", $0)]) }),
    ]
    let storage = Storage(of: Schema(target: .postgresql))
    for (name, wrap) in wraps {
      for levels in 0...(depth + 2) {
        let type = (0..<levels).reduce(ValueType.literal(.string("inside"))) { type, _ in wrap(type) }
        var writer = JSONPathCondition(storage: storage, depth: depth)
        let condition = writer.condition(of: type) ?? ""
        #expect(writer.isExact == (levels <= depth), "\(levels) levels of \(name)")
        #expect(condition.contains("inside") == (levels <= depth), "\(levels) levels of \(name): \(condition)")
      }
    }
  }
}
