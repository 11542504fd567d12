// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import Testing

/// Rows that the database or a backfill copies into another table.
@Suite struct CopiedRowTests {
  /// A table that is stored under another name, with a new optional field.
  static func moved(_ target: Target, isOffline: Bool) throws -> Plan {
    let old = "target \(target.rawValue)\ntable events @table(\"old\") {\nid: uuid @key\nat: date\n}\n"
    let new = "target \(target.rawValue)\ntable events @table(\"new\") {\nid: uuid @key\nat: date\nnote: string?\n}\n"
    return try planMigration(
      from: schema(old), to: schema(new), options: PlanOptions(isOffline: isOffline)
    ).plan
  }

  @Test(
    "A required column of a copied table is rejected unless its rows are copied with a value",
    arguments: [(Target.document, true), (.document, false), (.postgresql, false)])
  func everyColumnOfACopyGetsAValue(_ target: Target, _ isOffline: Bool) throws {
    let plan = try Self.moved(target, isOffline: isOffline)
    expectAccepted(plan)
    var mutants = 0
    for number in plan.deploys.indices {
      let strict = plan.with(deploy: number + 1) { deploy in
        for table in deploy.schema.tables.indices {
          guard case .fields(var fields) = deploy.schema.tables[table].content,
            let note = fields.firstIndex(where: { $0.name == "note" })
          else { continue }
          fields[note].type.isOptional = false
          deploy.schema.tables[table].content = .fields(fields)
        }
      }
      guard strict != plan else { continue }
      mutants += 1
      #expect(check(strict).contains { [.rowsFit, .writesAccepted].contains($0.invariant) }, "deploy \(number + 1)")
    }
    #expect(mutants > 0)
  }

  @Test(
    "A table with rows of several variants is not copied: they have no key of their own",
    arguments: [Target.document, .sqlite, .postgresql, .convex])
  func variantsStay(_ target: Target) throws {
    let (row, key) = ("= { kind: \"a\", x: int }", "{ kind: \"a\" @key\nx: int }")
    for (old, new) in [
      ("events \(row)", "moved @was(events) \(row)"), ("events \(row)", "events \(key)"),
      ("events \(row)", "moved @was(events) \(key)"), ("events \(key)", "events \(row)"),
      ("events @table(\"old\") \(row)", "events @table(\"new\") \(row)"),
    ] {
      guard let before = try? schema("target \(target.rawValue)\ntable \(old)\n"),
        let after = try? schema("target \(target.rawValue)\ntable \(new)\n")
      else { continue }
      #expect(throws: DiagnosticList.self, "\(old) to \(new)") { try planMigration(from: before, to: after) }
    }
  }

  @Test("The default of a column in another table gives a row no value")
  func aDefaultOfAnotherTableIsNoValue() throws {
    let old = "target postgresql\ntable notes @table(\"old\") {\nid: uuid @key = uuid\ntext: string\n}\n"
    let plan = try planMigration(
      from: schema(old), to: schema(old.replacing("\"old\"", with: "\"new\"")), options: PlanOptions()
    ).plan
    expectAccepted(plan)
    let release = try #require(plan.deploys.firstIndex { $0.isRelease })
    let id = ColumnID("new", "id")
    let mutant = plan.with { plan in
      for number in release..<plan.deploys.count {
        for use in plan.deploys[number].code.uses.indices {
          plan.deploys[number].code.uses[use].writes.removeAll { $0.column == id }
        }
      }
    }
    #expect(mutant != plan)
    #expect(check(mutant).contains { $0.reason == .missingRequiredValue && $0.column == id })
  }

  @Test("Values that a backfill has written are in no earlier backup")
  func convertedValuesAreNotInTheBackup() throws {
    let old = "target sqlite\ntable t {\na: { x: int }?\n}\n"
    let new = "target sqlite\ntable t {\na: { y: string }?\n}\n"
    let plan = try planMigration(from: schema(old), to: schema(new), options: PlanOptions(isOffline: true)).plan
    expectAccepted(plan)
    let column = ColumnID("t", "a")
    let hasBackup = plan.deploys.flatMap(\.gates).contains { gate in
      if case .backup(let columns) = gate { columns.contains(column) } else { false }
    }
    #expect(hasBackup && plan.backfills.contains { $0.targets == [column] })
    let dropped = plan.with(deploy: plan.deploys.count) { deploy in
      deploy.schema.tables[0].content = .fields([])
    }
    #expect(check(dropped).contains { if case .deletesWrittenAfterBackup = $0.reason { true } else { false } })
  }
}
