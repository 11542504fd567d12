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

  @Test(
    "No constraint is added, and no index is built, under a name that another one has, and all end with their names")
  func names() throws {
    func schema(_ fields: String) throws -> Schema {
      let text = "target postgresql\ntable t {\n\(fields)\n}\n"
      return try readSchema([SourceFile(path: "t.schema", text: text)])
    }
    func names(_ revision: StoreRevision) -> Set<String> {
      let tables = PostgreSQLTableBuilder(revision).definitions(of: ["t"]).values
      return Set(tables.flatMap(\.constraints).map(\.name) + tables.flatMap(\.indexes).map(\.name.text))
    }
    for (old, new) in [
      (#"a: "x" | "y""#, #"a: "x" | "y" | "z""#), (#"a: "x" | "y""#, #"a: "x""#),
      ("a: int", "b: int @was(a)\nindex j (b)"), ("a: int\nindex i (a)", "b: int @was(a)\nindex i (b)"),
      ("a: int\nindex i (a)", "b: int @was(a)\nindex j (b)"),
      ("a: int\nc: int\nindex i (a)", "b: int @was(a)\nc: int\nindex i (b)\nindex j (c)"),
      ("a: int\nindex i (a)", "a: int\nunique i (a)"),
    ] {
      let plan = try planMigration(from: schema(old), to: schema(new)).plan
      var present = names(plan.revision(after: 0))
      for (number, change) in plan.forwardChanges(.postgresql).enumerated() {
        for step in change.preparations {
          switch step.step.result {
          case .constraint(let name, _), .index(let name):
            #expect(present.insert(name).inserted, "\(old) -> \(new): \(step.step.statement)")
            #expect(step.step.statement.contains("\"\(name)\""), "\(step.step.statement)")
          case .table, .column, .validity, .labels, .other: break
          }
        }
        for step in change.steps {
          switch step.statement {
          case .dropIndex(let name, _), .dropReference(let name, _, _): present.remove(name)
          case .renameConstraint(let name, _, let other):
            #expect(present.remove(name) != nil && present.insert(other).inserted, "\(step.statement)")
          case .sql(let sql):
            if let match = sql.firstMatch(of: #/DROP CONSTRAINT IF EXISTS "(.*?)"/#) { present.remove(String(match.1)) }
            if let match = sql.firstMatch(of: #/(?:ALTER INDEX|RENAME CONSTRAINT) "(.*?)" (?:RENAME )?TO "(.*?)"/#) {
              #expect(present.remove(String(match.1)) != nil && present.insert(String(match.2)).inserted, "\(sql)")
            }
            if let match = sql.firstMatch(of: #/DROP COLUMN "(.*?)"/#) {
              // What is over a column goes with it.
              let tables = PostgreSQLTableBuilder(plan.revision(after: number)).definitions(of: ["t"]).values
              let column = StoredName(String(match.1))
              present.subtract(tables.flatMap(\.constraints).filter { $0.columns.contains(column) }.map(\.name))
              present.subtract(tables.flatMap(\.indexes).filter { $0.columns.contains(column) }.map(\.name.text))
            }
          case .rebuild: break
          }
        }
      }
      #expect(present == names(plan.revision(after: plan.deploys.count)), "\(old) -> \(new)")
    }
  }
}
