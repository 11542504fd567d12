// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import SwiftEmitter

/// Generated Swift lets code do no more than the checker assumes: who writes a value writes every column that holds it.
@Suite struct WrittenTogetherTests {
  private static func plan(_ before: String, _ after: String, reads: [TableName] = []) throws -> Plan {
    func schema(_ text: String) throws -> Schema { try readSchema([SourceFile(path: "app.schema", text: text)]) }
    return try planMigration(from: schema(before), to: schema(after), options: PlanOptions(reads: reads)).plan
  }

  /// Plans in which several columns hold one value, each with a name for messages.
  static func plans() throws -> [(name: String, plan: Plan)] {
    func fields(_ before: String, _ after: String, target: String = "sqlite") throws -> (name: String, plan: Plan) {
      (
        "\(target): \(before) -> \(after)",
        try plan("target \(target) table t { \(before) }", "target \(target) table t { \(after) }")
      )
    }
    var plans: [(name: String, plan: Plan)] = []
    for target in ["sqlite", "document"] {
      plans += [
        try fields(
          "n: int, contact: string",
          "n: string, first: string @from(contact), last: string @from(contact), middle: string? @from(contact)",
          target: target),
        try fields(
          "a: string, b: string", "a: string, b: string, c: string @from(a, b), d: string @from(b)", target: target),
        try fields("a: string, b: string", "x: string @from(a, b), y: string @from(b)", target: target),
        try fields("size: string", "size: int", target: target),
        try fields("size: string?, a: string", "size: int?, label: string? @from(a)", target: target),
      ]
    }
    var found = 0
    for seed in Thorough.seed... {
      if found == Thorough.count(sample: 60, whole: 3000) { break }
      var generator = SchemaGenerator(seed: seed)
      (generator.oddNames, generator.deepest, generator.mostTables) = (0, 1, 2)
      let old = generator.schema()
      guard let new = generator.derivingSiblings(in: old) else { continue }
      guard let planned = try? planMigration(from: old.withoutHistory, to: new), planned.plan.deploys.count > 0 else {
        continue
      }
      plans.append(("seed \(seed)", planned.plan))
      found += 1
    }
    return plans
  }

  @Test("No operation of generated Swift writes a column without all columns that hold the same value")
  func everySetterWritesAWholeGroup() throws {
    var groups = 0
    for (name, plan) in try Self.plans() {
      for deploy in 0...plan.deploys.count {
        let model = HeldTogether(plan, deploy: deploy)
        guard model.hasCopies else { continue }
        for type in EmittedWriteType.all(in: rowsFile(for: plan, deploy: deploy).contents) {
          for operation in type.operations {
            for column in operation.columns {
              let group = model.columns(with: column, in: type.table).subtracting(type.keys)
              if group.count > 1 { groups += 1 }
              #expect(
                group.isSubset(of: operation.columns),
                "\(name), deploy \(deploy), \(type.name).\(operation.name): writes \(column) without \(group.subtracting(operation.columns).sorted())"
              )
            }
          }
        }
      }
    }
    #expect(groups > 100)
  }

  @Test("A member of a group has no default value in the initialiser of a new row")
  func groupsAreGivenInFull() throws {
    let plan = try Self.plan(
      "table t { contact: string }",
      "table t { contact: string, first: string? @from(contact), last: string? @from(contact) }")
    let types = EmittedWriteType.all(in: rowsFile(for: plan, deploy: 1).contents)
    #expect(types.map(\.implicit) == [["id"]])
  }

  @Test("Rows with columns that are written together have no frozen type that writes them one by one")
  func frozenRowsAreTied() throws {
    let plan = try Self.plan(
      "target sqlite table a { b: id<b>, x: string } table b { name: string @key, contact: string }",
      """
      target sqlite table a { b: id<b>, x: int } 
      table b { name: string @key, contact: string, first: string @from(contact) }
      """, reads: ["b"])
    let name = try #require(MigrationName("p"))
    let file = try #require(migrationFiles(plan, named: name, typeName: "P").first).contents
    #expect(file.contains("public struct BBefore: BackfillRow {"))
    #expect(file.contains("public struct ABefore: BackfillRow {"))
    #expect(
      file.contains("    public mutating func set(contact: String, first: String?) {")
        || file.contains("    public mutating func set(contact: String, first: String) {"))
    #expect(file.contains("    public private(set) var contact: String? {"))
  }
}
