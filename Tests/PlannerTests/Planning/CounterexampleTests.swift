// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import Testing

/// The counterexample of each kind of breaking change, and the columns that its plan backs up.
@Suite struct CounterexampleTests {
  private func assessments(_ old: String, _ new: String, _ target: String) throws -> [Assessment] {
    try planMigration(from: schema("target \(target)\n" + old), to: schema("target \(target)\n" + new)).plan.assessments
  }

  private func spelled(_ witness: Witness?) -> String {
    switch witness {
    case nil: "none"
    case .refused(let value): "\(value)"
    case .lost(let value): "lost \(value)"
    case .pair(let first, let second): "\(Value.map(first)) and \(Value.map(second))"
    case .undecided: "undecided"
    }
  }

  @Test(
    "A breaking change has the counterexample that shows why, and none where nothing is wrong",
    arguments: [
      ("a: int", "b: int @was(a)", "no value"), ("a: int?", "b: int? @was(a)", "none"),
      ("a: int", "b: int? @was(a)", "none"), ("a: int?", "b: int @was(a)", "no value"),
      ("a: string", "a: string b: int @from(a)", "no value"), ("a: string", "a: string b: int? @from(a)", "none"),
      ("a: int | string", "a: string", "1"), ("a: int?", "a: int", "no value"), ("a: int", "a: string", "1"),
      (#"a: "x" | "y""#, #"a: "x""#, #""y""#), ("a: [int | string]", "a: [int]", #"["x"]"#),
      ("a: { x: int? }", "a: { x: int }", "{}"), ("a: int", "a: int b: string", "no value"),
    ])
  func fields(old: String, new: String, expected: String) throws {
    let found = try assessments("table t {\n e: int?\n \(old)\n}", "table t {\n e: int?\n \(new)\n}", "sqlite")
    #expect(found.map { spelled($0.witness) } == [expected])
  }

  @Test("Two rows that violate a unique index differ in their keys, and are alike in what it is over")
  func pairs() throws {
    let old = "table t {\n k: string @key\n a: int\n o: { b: \"x\" | \"y\" }\n"
    let one = try assessments(old + "}", old + " unique u (a)\n}", "sqlite")
    #expect(one.map { spelled($0.witness) } == [#"{ k: "x", a: 1 } and { k: "y", a: 1 }"#])
    let nested = try assessments(old + "}", old + " unique u (a, o.b)\n}", "document")
    #expect(
      nested.map { spelled($0.witness) }
        == [#"{ k: "x", a: 1, "o.b": "x" } and { k: "y", a: 1, "o.b": "x" }"#])
  }

  @Test("A plan that drops a table backs up its columns, and its rows where it has variants")
  func backups() throws {
    for (fields, columns) in [
      ("{ a: int b: string? }", ["a", "b"]), ("= { kind: \"x\", a: int } | { kind: \"y\" }", ["*"]),
    ] {
      let plan = try planMigration(
        from: schema("target sqlite\ntable t \(fields)\ntable u { x: int }"),
        to: schema("target sqlite\ntable u { x: int }")
      ).plan
      let backedUp = plan.deploys.flatMap(\.gates).flatMap { gate -> [ColumnID] in
        if case .backup(let columns) = gate { columns } else { [] }
      }
      #expect(backedUp.filter { $0.table == "t" }.map(\.column.text).sorted() == columns)
    }
  }

  @Test("A conversion of a field whose column is named explicitly is refused, with the column")
  func explicitColumn() throws {
    let error = #expect(throws: DiagnosticList.self) {
      try planMigration(
        from: schema("target sqlite\ntable t {\n a: int @column(\"x\")\n}"),
        to: schema("target sqlite\ntable t {\n a: string @column(\"x\")\n}"))
    }
    #expect(error?.diagnostics.contains { $0.message.contains("x") } == true)
  }
}
