// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension ConformanceCheck {
  static var ledger: [ConformanceCheck] {
    [
      ConformanceCheck(
        .ledger, "The ledger tables are created once, and are not listed as tables of the application", createsOnce),
      ConformanceCheck(.ledger, "Commands that only read do not create a ledger") { context in
        let plan = AgePlan(dialect: context.dialect)
        let database = try await plan.database(context, rows: 1)
        let status = try await database.status(plan.build(at: 1))
        try expect(status.schema, is: nil)
        try expect(status.servesThisBuild, is: false)
        try expect(try await !database.database.hasLedgerTable(LedgerTables.state), "no ledger was created")
      },
    ]
      + AgePlan.Method.allCases.map { method in
        ConformanceCheck(.ledger, "Every gate of a plan stays closed until its condition holds (\(method))") {
          context in
          try await everyGate(AgePlan(dialect: context.dialect, method: method), context)
        }
      } + [
        ConformanceCheck(.ledger, "Rows that were counted for a gate are counted again before the deploy", countsAgain),
        ConformanceCheck(
          .ledger, "A run of the previous build closes the gates that were opened since", servesOlder),
        ConformanceCheck(.ledger, "An attestation contains the counts of its gate", attests),
      ]
  }

  @Sendable private static func createsOnce(_ context: ConformanceContext) async throws {
    let database = try await context.database(AgePlan.table)
    try expect(try await database.database.tableNames(), is: ["people"])
    let table = LedgerTables.state
    try expect(try await !database.database.hasLedgerTable(table), "there is no ledger yet")
    for _ in 1...2 { try await database.database.createLedgerTables(LedgerTables.all) }
    for table in LedgerTables.all {
      try expect(try await database.reopened().database.hasLedgerTable(table), "\(table.name) was created")
    }
    try expect(try await database.database.tableNames(), is: ["people"])
    let row: [JSONValue?] = [1, 2, "s", nil, nil, "t"]
    try await database.insert([row], into: table.name, table.columns)
    try await database.database.createLedgerTables(LedgerTables.all)
    try expect(try await database.rows(of: table.name, table.columns), is: [row], "what a ledger holds stays")
    try await expectError(RowRefused.self) { try await database.insert([row], into: table.name, table.columns) }
  }

  private static func everyGate(_ plan: AgePlan, _ context: ConformanceContext) async throws {
    let database = try await plan.database(context, rows: 2500)
    let first = plan.build(at: 1)
    let early = await database.migrate(first, "run")
    try expect(early.status == 1 && early.errors.contains("migrate adopt"), "not adopted yet: \(early)")
    try await database.succeed(first, "adopt", "run")
    try expect(try await database.filledCount, is: 0)
    var status = try await database.status(first)
    try expect([status.deploy, status.released], is: [1, 0])
    try expect(status.servesThisBuild, "deploy 1 serves its build")

    try await database.succeed(first, "released", "run")
    let backfill = try await database.backfill(first)
    try expect(backfill.state, is: .done)
    try expect([backfill.scanned, backfill.changed], is: [2500, 2500])
    try expect(try await database.ages, is: (0..<2500).map { .int(Int64(75 - $0 % 60)) })

    let second = plan.build(at: 2)
    try await database.succeed(second, "run")
    status = try await database.status(second)
    try expect([status.deploy, status.released], is: [2, 1])
    try expect(try await !database.status(plan.build(at: 0)).servesThisBuild, "deploy 2 does not serve deploy 0")
    try await expectError(RowRefused.self) {
      try await database.insert([[2501, "x"]], into: "people", [AgePlan.key, AgePlan.name])
    }
    // Nothing is left to do.
    try await database.succeed(second, "run")
    try expect(try await database.status(second), is: status)
  }

  @Sendable private static func countsAgain(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let database = try await plan.released(context, rows: 10)
    try await database.succeed(plan.build(at: 1), "run")
    try await database.insert([[11, "late"]], into: "people", [AgePlan.key, AgePlan.name])
    let late = await database.migrate(plan.build(at: 2), "run")
    try expect(late.status == 1 && late.errors.contains("_id 11"), "the row is named: \(late)")
    try await database.update("people", set: [Filter(AgePlan.year, 1990)], where: [Filter(AgePlan.key, 11)])
    try await database.succeed(plan.build(at: 2), "run")
    try expect(try await database.ages.last, is: 36)
    try expect(try await database.status(plan.build(at: 2)).deploy, is: 2)
  }

  @Sendable private static func servesOlder(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let database = try await plan.released(context, rows: 20)
    let (before, build) = (plan.build(at: 0), plan.build(at: 1))
    try await database.succeed(build, "run")
    try await database.succeed(before, "run")
    // Its code inserts a row without an age.
    try await database.insert(
      [[100, "old code", 2000]], into: "people", [AgePlan.key, AgePlan.name, AgePlan.year])
    try await database.succeed(before, "run")
    try expect(try await database.status(build).released, is: 0)
    try await database.succeed(build, "run", "released", "run")
    try expect(try await database.ages.last, is: 26)
  }

  @Sendable private static func attests(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 42)
    let early = await database.migrate(build, "verify", "--attest")
    try expect(early.status == 1 && early.output.isEmpty, "rows are pending: \(early)")
    try await database.succeed(build, "run")
    let attested = await database.migrate(build, arguments: ["verify", "--attest"], environment: "staging")
    try expect(attested.status, is: 0, attested.errors)
    guard case .object(let object) = try JSONValue(text: attested.output) else {
      throw UnmetExpectation(description: "an attestation is a JSON object: \(attested)")
    }
    let fields = ["format", "environment", "database"].map { object[$0] }
    try expect(fields, is: ["bellows-attestation/2", "staging", .string(database.database.name)])
    guard case .array(let plans)? = object["plans"], plans.count == 1, case .object(let attestedPlan) = plans[0] else {
      throw UnmetExpectation(description: "an attestation has an entry for each plan: \(attested)")
    }
    let own = ["plan", "deploy", "schema", "released"].map { attestedPlan[$0] }
    try expect(own, is: ["add-age", 1, "people-1", true])
    let counts = attestedPlan["counts"]?.text ?? ""
    try expect(counts.hasPrefix(#"[{"name":"people.age","rows":42,"remaining":0}"#), "the counts: \(counts)")
  }
}
