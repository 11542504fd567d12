// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension ConformanceCheck {
  static var quarantine: [ConformanceCheck] {
    [AgePlan.Method.pure, .rowByRow].map { method in
      ConformanceCheck(
        .quarantine,
        "Rows that a function rejects are quarantined, keep the gate closed, and are retried (\(method))"
      ) { context in
        try await quarantines(AgePlan(dialect: context.dialect, method: method), context)
      }
    } + [
      ConformanceCheck(.quarantine, "A backfill stops when its function rejects too many rows", stops),
      ConformanceCheck(
        .quarantine, "Writes of a function to other rows are rolled back when it rejects its row", takesBack),
      ConformanceCheck(
        .quarantine, "A row that a constraint rejects is quarantined, and the run continues", constraintRefuses),
    ]
  }

  private static func quarantines(_ plan: AgePlan, _ context: ConformanceContext) async throws {
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 3000)
    func set(_ year: JSONValue?, _ key: JSONValue) async throws {
      try await database.update("people", set: [Filter(AgePlan.year, year)], where: [Filter(AgePlan.key, key)])
    }
    for key in [7, 1007, 2007] as [JSONValue] { try await set(nil, key) }
    try expect(await database.migrate(build, "run").status, is: 1)
    try expect(try await database.filledCount, is: 2997)
    let held = try await database.backfill(build)
    try expect(held.state, is: .held)
    try expect(held.quarantined, is: 3)
    try expect(held.samples, is: ["[7] no year", "[1007] no year", "[2007] no year"].sorted())
    for arguments in [["verify"], ["verify", "--attest"]] {
      try expect(await database.migrate(build, arguments: arguments).status, is: 1)
    }

    try await set(2000, 7)
    try expect(await database.migrate(build, "run").status, is: 1)
    try expect(try await database.backfill(build).quarantined, is: 2)
    try expect(try await database.ages[6], is: 26)
    try await set(2001, 1007)
    try await database.delete(from: "people", where: [Filter(AgePlan.key, 2007)])
    try await database.succeed(build, "run", "verify")
    try expect(try await database.rows(of: LedgerTables.quarantine.name, LedgerTables.quarantine.columns), is: [])
    try expect(try await database.filledCount, is: 2999)
  }

  @Sendable private static func stops(_ context: ConformanceContext) async throws {
    let broken = AgePlan(dialect: context.dialect, method: .rowByRow) { _ in throw RowRefused("never") }
    let database = try await broken.released(context, rows: 5000)
    let stopped = await database.migrate(broken.build(at: 1), "run", "--batch-size", "400")
    try expect(stopped.status, is: 1)
    // The batch at the limit is the last one of its worker; it may be smaller than it may be at most.
    let quarantined = try await database.backfill(broken.build(at: 1)).quarantined
    try expect((1_000..<1_000 + 400 * context.driver.workers).contains(quarantined), "\(quarantined) are quarantined")
    let fixed = AgePlan(dialect: context.dialect, method: .rowByRow)
    try await database.succeed(fixed.build(at: 1), "run")
    try expect(try await database.filledCount, is: 5000)
  }

  @Sendable private static func takesBack(_ context: ConformanceContext) async throws {
    for concurrency in ["1", "4"] {
      let database = try await TagPlan.database(context)
      let build = TagPlan.build(context.dialect) { post, rows in
        guard let name = post.tag, name != name.uppercased() else { return post }
        if var tag = try await rows.find(TagPlan.Tag.self, name) {
          tag.uses += 1
          try await rows.update(tag, key: name)
        } else {
          try await rows.insert(TagPlan.Tag(name: name, uses: 1))
        }
        if name == "bad" { throw RowRefused("bad") }
        return TagPlan.Post(id: post.id, tag: name.uppercased())
      }
      try await database.succeed(build, "adopt")
      let run = await database.migrate(build, "run", "--concurrency", concurrency)
      try expect(run.status, is: 1)
      try expect(try await database.backfill(build).samples, is: ["[4] bad"])
      let tags: [[JSONValue?]] = [["a", 3], ["b", 1]]
      try expect(try await database.rows(of: "tags", TagPlan.Tag.columns), is: tags)
      try expect(
        try await database.rows(of: "posts", TagPlan.Post.columns).map { $0[1] }, is: ["A", "B", "A", "bad", nil, "A"])
      try expect(await database.migrate(build, "verify").status, is: 1)
      try expect(try await database.rows(of: "tags", TagPlan.Tag.columns), is: tags, "counting changes nothing")
    }
  }

  @Sendable private static func constraintRefuses(_ context: ConformanceContext) async throws {
    let database = try await TagPlan.database(context)
    let build = TagPlan.build(context.dialect) { post, rows in
      guard let name = post.tag, name != name.uppercased() else { return post }
      try await rows.insert(TagPlan.Tag(name: name, uses: 1))
      return TagPlan.Post(id: post.id, tag: name.uppercased())
    }
    try await database.succeed(build, "adopt")
    try expect(await database.migrate(build, "run").status, is: 1)
    try expect(try await database.backfill(build).quarantined, is: 2, "two rows whose tag is there already")
    try expect(try await database.rows(of: "tags", [TagPlan.Tag.columns[0]]), is: [["a"], ["b"], ["bad"]])
  }
}
