// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A repair that changes each row once does not change a row twice, whatever happens between its runs.
extension ConformanceCheck {
  static var repairs: [ConformanceCheck] {
    PricePlan.Method.allCases.map { method in
      ConformanceCheck(
        .repairs, "Each row is changed once, also after a reset, a cancel and a run of an older build (\(method))"
      ) {
        try await onceThroughAll(PricePlan(dialect: $0.dialect, method: method), $0)
      }
    } + [
      ConformanceCheck(
        .repairs, "After a table of the ledger was lost and the database adopted again, no row is changed twice",
        opensAgain),
      ConformanceCheck(.repairs, "adopt --undone lets a repair run on a database on which it has not run", runsUndone),
      ConformanceCheck(.repairs, "A rollback restores rows, except those that were written since", rollsBack),
      ConformanceCheck(
        .repairs, "A row that the function rejects counts as done only after it was changed", refusedRows),
      ConformanceCheck(.repairs, "Without growing keys or a limit the repair is refused before it starts", unlimited),
      ConformanceCheck(.repairs, "In a table that was empty at the start of the repair, no row is changed", emptyTable),
      ConformanceCheck(.repairs, "A repair continues after the database is adopted again in the middle of it", goesOn),
      ConformanceCheck(.repairs, "In any order of runs, resets, failures and writes, each old row is changed once") {
        for seed in 0..<$0.rounds { try await anyOrder(seed, $0) }
      },
    ]
  }

  private static func onceThroughAll(_ plan: PricePlan, _ context: ConformanceContext) async throws {
    let database = try await plan.database(context, [100, 200, 300, 400, 500])
    let build = plan.build()
    func run(_ arguments: String..., build: Migrations) async throws {
      let result = await database.migrate(build, arguments: arguments)
      try expect(result.status, is: 0, "\(arguments): \(result)")
    }
    let part = await database.migrate(
      build, arguments: ["run", "--limit", "2", "--batch-size", "1"] + plan.method.arguments)
    try expect(part.status, is: 0, part.errors)
    try expect(try await database.prices, is: [110, 220, 300, 400, 500])
    try await database.insertItems([1000], from: 6)
    try await run("cancel", build: build)
    try await run("reset", build: build)
    let rest = await database.migrate(build, arguments: ["run"] + plan.method.arguments)
    try expect(rest.status, is: 0, rest.errors)
    let wanted: [Int64] = [110, 220, 330, 440, 550, 1000]
    try expect(try await database.prices, is: wanted)
    for arguments in [["reset"], ["run"], ["reset", "--only", "items"], ["run", "--batch-size", "2"]] {
      let result = await database.migrate(build, arguments: arguments)
      try expect(result.status, is: 0, "\(arguments): \(result)")
      try expect(try await database.prices, is: wanted, "\(arguments)")
    }
    try await run("run", build: plan.older)
    try expect(try await database.backfill(build).state != .done, "an older build ran")
    try await run("run", build: build)
    try expect(try await database.prices, is: wanted)
    let verified = await database.migrate(build, "verify", "--attest")
    try expect(verified.status == 0 && verified.output.contains(#""remaining": 0"#), "nothing remains: \(verified)")
  }

  @Sendable private static func opensAgain(_ context: ConformanceContext) async throws {
    let plan = PricePlan(dialect: context.dialect)
    for lost in [[LedgerTables.state], LedgerTables.all] {
      let database = try await plan.database(context, [100, 200])
      try await database.succeed(plan.build(), "run")
      for table in lost { try await database.delete(from: table.name) }
      try await database.succeed(plan.build(), "adopt", "run")
      try expect(try await database.prices, is: [110, 220])
      // A rollback of a repair that only counts as done restores nothing, and then the repair runs.
      if lost.count > 1 {
        try await database.succeed(plan.build(), "rollback", "run")
        try expect(try await database.prices, is: [121, 242])
      }
    }
  }

  @Sendable private static func runsUndone(_ context: ConformanceContext) async throws {
    let plan = PricePlan(dialect: context.dialect)
    let database = try await context.database(PricePlan.table)
    try await database.insertItems([100], from: 1)
    let adopted = await database.migrate(plan.build(), "adopt", "--undone", "raise")
    try expect(adopted.status, is: 0, adopted.errors)
    try await database.succeed(plan.build(), "run")
    try expect(try await database.prices, is: [110])
  }

  @Sendable private static func rollsBack(_ context: ConformanceContext) async throws {
    let plan = PricePlan(dialect: context.dialect)
    let database = try await plan.database(context, [100, 200, 300, 0])
    try await database.succeed(plan.build(), "run")
    try await database.setPrice(5000, of: 2)
    try await database.setPrice(7, of: 4)
    try await database.succeed(plan.build(), "rollback")
    try expect(try await database.prices, is: [100, 5000, 300, 7])
    try await database.succeed(plan.build(), "run")
    try expect(try await database.prices, is: [110, 5000, 330, PricePlan.raised(7)])
  }

  @Sendable private static func refusedRows(_ context: ConformanceContext) async throws {
    let plan = PricePlan(dialect: context.dialect)
    let database = try await plan.database(context, [100, 13, 300])
    var refusing = plan
    refusing.function = { if $0 == 13 { throw RowRefused("unlucky") } else { PricePlan.raised($0) } }
    try expect(await database.migrate(refusing.build(), "run").status, is: 1)
    try expect(try await database.backfill(refusing.build()).samples, is: ["[2] unlucky"])
    try expect(try await database.prices, is: [110, 13, 330])
    try await database.succeed(plan.build(), "run")
    try expect(try await database.prices, is: [110, 14, 330])
  }

  @Sendable private static func unlimited(_ context: ConformanceContext) async throws {
    let plan = PricePlan(dialect: context.dialect, keysGrow: false)
    let database = try await plan.database(context, [100, 200])
    let refused = await database.migrate(plan.build(), "run")
    try expect(
      refused.status == 1 && refused.errors.contains(#"plans.limiting("items", of: "raise""#),
      "the error names the call: \(refused)")
    try expect(try await database.prices, is: [100, 200])
    let limited = plan.build().limiting("items", of: "raise", to: context.dialect.condition(.isLess("price", 150)))
    for _ in 1...2 { try await database.succeed(limited, "run", "reset") }
    try expect(try await database.prices, is: [110, 200])
  }

  @Sendable private static func emptyTable(_ context: ConformanceContext) async throws {
    for method in PricePlan.Method.allCases {
      let plan = PricePlan(dialect: context.dialect, method: method)
      let database = try await plan.database(context, [])
      let run = await database.migrate(plan.build(), arguments: ["run"] + method.arguments)
      try expect(run.status, is: 0, run.errors)
      try await database.insertItems([100, 200], from: 1)
      try await database.succeed(plan.build(), "run", "reset", "run")
      try expect(try await database.prices, is: [100, 200])
    }
  }

  @Sendable private static func goesOn(_ context: ConformanceContext) async throws {
    let plan = PricePlan(dialect: context.dialect)
    let database = try await plan.database(context, [100, 200, 300])
    let part = await database.migrate(plan.build(), "run", "--limit", "1", "--batch-size", "1")
    try expect(part.status, is: 0, part.errors)
    try await database.insertItems([1000], from: 4)
    try await database.delete(from: LedgerTables.state.name)
    try await database.succeed(plan.build(), "adopt", "run")
    try expect(try await database.prices, is: [110, 220, 330, 1000])
  }

  private static func anyOrder(_ seed: Int, _ context: ConformanceContext) async throws {
    var random = RandomNumbers(seed: seed)
    let count = 1 + random.number(below: 12)
    let method = PricePlan.Method.allCases[random.number(below: 3)]
    let plan = PricePlan(dialect: context.dialect, method: method, function: { $0 + 1 })
    let database = try await plan.database(context, (1...count).map { Int64($0) * 10 })
    let build = plan.build()
    var wanted = (1...count).map { Int64($0) * 10 + 1 }
    var hasBegun = false
    var did: [String] = []
    for _ in 0..<random.number(below: 14) {
      let action = random.number(below: 8)
      did.append("\(action)")
      switch action {
      case 0:
        _ = await database.migrate(
          build, "run", "--resume", "--limit", "\(1 + random.number(below: 4))", "--batch-size", "2")
        hasBegun = true
      case 1:
        _ = await database.migrate(
          build, arguments: ["run", "--resume", "--batch-size", "3"] + method.arguments)
        hasBegun = true
      case 2: _ = await database.migrate(build, "reset")
      case 3: _ = await database.migrate(build, "cancel")
      case 4: _ = await database.migrate(plan.older, "run")
      case 5 where hasBegun:
        wanted.append(7)
        try await database.insertItems([7], from: Int64(wanted.count))
      case 6:
        let failing = FailingDatabase(
          database.database, failing: 4 + random.number(below: 30), isAfterCommit: random.number(below: 2) == 0)
        _ = try? await Migrator(build, on: failing).migrate(.allClientsStopped, batchSize: 2)
        // It may have failed before it knew which rows are old.
        let begun = Query(LedgerTables.backfills.name, columns: [], filter: [])
        if try await database.database.transaction(.read, { try await $0.count(begun) }) > 0 { hasBegun = true }
      default:
        let half = context.dialect.condition(.isLess("_id", 1 + random.number(below: 8)))
        _ = await database.migrate(build, "run", "--resume", "--where", half)
        hasBegun = true
      }
    }
    let last = await database.migrate(build, "run", "--resume")
    try expect(last.status, is: 0, "seed \(seed), \(did): \(last)")
    try expect(try await database.prices, is: wanted, "seed \(seed), \(method): \(did)")
  }
}
