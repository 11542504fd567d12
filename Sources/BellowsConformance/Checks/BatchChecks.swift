// Part of Bellows. MIT licence: see LICENSE.
import Bellows

private let key = Column("id", .int)
private let text = Column("name", .text)
private let copy = Column("copy", .text)

/// Executes single batches: in the database if it can, or row by row.
extension ConformanceCheck {
  static var batches: [ConformanceCheck] {
    BatchMethod.allCases.flatMap { method in
      [
        ConformanceCheck(.batches, "A table is scanned in batches to its end (\(method))") {
          try await scans(method, $0)
        },
        ConformanceCheck(
          .batches, "Rows that a constraint rejects are quarantined, and the others are changed (\(method))"
        ) {
          try await namesRefusedRows(method, $0)
        },
        ConformanceCheck(.batches, "A scope and a condition limit the rows that are scanned (\(method))") {
          try await limits(method, $0)
        },
      ]
    } + [
      ConformanceCheck(
        .batches, "Keys of several columns are scanned, and values of several columns are written", severalColumns),
      ConformanceCheck(.batches, "Rows are deleted in batches", deletes),
      ConformanceCheck(.batches, "Rows are copied into another table", copies),
      ConformanceCheck(.batches, "A repair that is limited by a condition changes only the rows that pass it", repairs),
    ]
  }

  /// How the values of a batch are computed.
  private enum BatchMethod: CaseIterable {
    case expression
    case pure
    case rowByRow
  }

  private static func backfill(_ method: BatchMethod, _ dialect: any ConformanceDialect) -> Backfill {
    Backfill(
      "users.copy", after: 1, kind: .custom, pending: .differs, table: "users", key: [key], reads: [key, text],
      writes: [copy],
      sql: method == .expression ? BackfillSQL(pending: nil, values: [dialect.expression(.column("name"))]) : nil,
      fits: { _ in false }, isPure: method != .rowByRow
    ) { row in
      RowChanges("users", [Filter(copy, row.values[1])])
    }
  }

  private static func database(_ context: ConformanceContext) async throws -> TestDatabase {
    let database = try await context.database(
      ConformanceTable(
        "users",
        [
          ConformanceColumn(name: "id", form: .int, isRequired: true), ConformanceColumn(name: "name", form: .text),
          ConformanceColumn(name: "copy", form: .text, isUnique: true),
        ]))
    try await database.insert((1...10).map { [.int(10 * $0), .string("u\($0)")] }, into: "users", [key, text])
    return database
  }

  private static func execute(_ batch: Batch, on database: TestDatabase) async throws -> BatchOutcome {
    try await database.database.transaction(.batch) { try await BatchExecutor(batch, in: $0, concurrency: 1).execute() }
  }

  private static func copied(_ database: TestDatabase) async throws -> [JSONValue?] {
    try await database.values(of: copy, in: "users", by: key)
  }

  private static func scans(_ method: BatchMethod, _ context: ConformanceContext) async throws {
    let database = try await database(context)
    try await database.update("users", set: [Filter(copy, "u3")], where: [Filter(key, 30)])
    var after: [JSONValue]?
    var outcomes: [BatchOutcome] = []
    repeat {
      let batch = Batch(backfill(method, context.dialect), after: after, upTo: [95], limit: 4)
      outcomes.append(try await execute(batch, on: database))
      after = outcomes.last?.lastKey
    } while after != nil
    try expect(
      outcomes,
      is: [
        BatchOutcome(lastKey: [40], scanned: 4, changed: 3), BatchOutcome(lastKey: [80], scanned: 4, changed: 4),
        BatchOutcome(lastKey: [90], scanned: 1, changed: 1), BatchOutcome(lastKey: nil, scanned: 0, changed: 0),
      ])
    try expect(try await copied(database), is: (1...9).map { .string("u\($0)") } + [nil])
  }

  private static func namesRefusedRows(_ method: BatchMethod, _ context: ConformanceContext) async throws {
    let database = try await database(context)
    for id in [20, 60] as [JSONValue] {
      try await database.update("users", set: [Filter(text, "u1")], where: [Filter(key, id)])
    }
    let batch = Batch(backfill(method, context.dialect), after: nil, upTo: nil, limit: 100)
    let outcome = try await execute(batch, on: database)
    try expect(outcome.changed, is: 8)
    try expect(outcome.quarantined.map(\.key), is: [[20], [60]])
    try expect(try await copied(database).map { $0 == nil }, is: (1...10).map { $0 == 2 || $0 == 6 })
  }

  private static func limits(_ method: BatchMethod, _ context: ConformanceContext) async throws {
    let database = try await database(context)
    let backfill = backfill(method, context.dialect).limited(to: context.dialect.condition(.isAtLeast("id", 30)))
    let condition = context.dialect.condition(.isLess("id", 60))
    let outcome = try await execute(
      Batch(backfill, after: nil, upTo: nil, condition: condition, limit: 100), on: database)
    try expect(outcome, is: BatchOutcome(lastKey: [50], scanned: 3, changed: 3))
    try expect(try await copied(database).map { $0 == nil }, is: (1...10).map { $0 < 3 || $0 > 5 })
  }

  @Sendable private static func severalColumns(_ context: ConformanceContext) async throws {
    let (a, b) = (Column("a", .text), Column("b", .int))
    let writes = [Column("x", .json), Column("y", .double), Column("z", .bytes)]
    let database = try await context.database(
      ConformanceTable(
        name: "t",
        columns: [a, b].map { ConformanceColumn(name: $0.name, form: $0.form, isRequired: true) }
          + writes.map { ConformanceColumn(name: $0.name, form: $0.form) }, key: ["a", "b"]))
    let keys: [[JSONValue]] = [["", .int(.max)], ["p", 1], ["p", 2], ["q", -1], ["r", 0]]
    try await database.insert(keys, into: "t", [a, b])
    let backfill = Backfill(
      "t", after: 1, kind: .custom, pending: .invalid, table: "t", key: [a, b], reads: [a, b], writes: writes,
      fits: { $0.values[0] != nil }
    ) { row in
      let key = JSONValue.array(row.values.compactMap { $0 })
      return RowChanges("t", [Filter(writes[0], key), Filter(writes[1], 0.5), Filter(writes[2], .bytes(.init()))])
    }
    var reached: [[JSONValue]] = []
    while let last = try await execute(
      Batch(backfill, after: reached.last, upTo: ["r", 0], limit: 2), on: database
    ).lastKey {
      reached.append(last)
    }
    try expect(reached, is: [["p", 1], ["q", -1], ["r", 0]])
    try expect(
      try await database.rows(of: "t", writes),
      is: keys.sorted { JSONValue.array($0).text < JSONValue.array($1).text }.map {
        [.array($0), 0.5, .bytes(.init())]
      })
  }

  @Sendable private static func deletes(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let backfill = Backfill("users", after: 1, deletingRowsOf: "users", key: [key])
    let outcome = try await execute(Batch(backfill, after: nil, upTo: nil, limit: 4), on: database)
    try expect(outcome, is: BatchOutcome(lastKey: [40], scanned: 4, changed: 4))
    try expect(try await database.rows(of: "users", [key]), is: (5...10).map { [.int(10 * $0)] })
  }

  @Sendable private static func copies(_ context: ConformanceContext) async throws {
    let database = try await TagPlan.database(context)
    for id in [4, 5, 6] as [JSONValue] {
      try await database.delete(from: "posts", where: [Filter(TagPlan.Post.columns[0], id)])
    }
    try await database.insert([["p1", 7], ["p2", 2], ["other", 0]], into: "tags", TagPlan.Tag.columns)
    let backfill = Backfill("posts", after: 1, kind: .copy, pending: .differs) {
      (post: TagPlan.Post, _: Rows) async throws -> TagPlan.Tag in
      TagPlan.Tag(name: "p\(post.id)", uses: post.id)
    }
    let build = TagPlan.build(context.dialect, backfill)
    try await database.succeed(build, "adopt", "run")
    let done = try await database.backfill(build)
    try expect([done.scanned, done.changed], is: [3, 2])
    try expect(
      try await database.rows(of: "tags", TagPlan.Tag.columns),
      is: [["other", 0], ["p1", 1], ["p2", 2], ["p3", 3]])
  }

  @Sendable private static func repairs(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let database = try await plan.database(context, rows: 30)
    let shout = Backfill(
      "people", after: 1, kind: .custom, pending: .differs, table: "people", key: [AgePlan.key],
      reads: [AgePlan.key, AgePlan.name], writes: [AgePlan.name], fits: { _ in true }, isPure: false
    ) { row in
      guard case .string(let text)? = row.values[1] else { throw RowRefused("no name") }
      return RowChanges("people", [Filter(AgePlan.name, .string(text.uppercased()))])
    }
    let repair = MigrationPlan(
      name: "shout", base: "people-0", goal: "people-0",
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "people-0", isRelease: false)],
      backfills: [shout])
    let build = Migrations(
      schema: "people-0", target: context.dialect.target, tables: [context.dialect.stored(AgePlan.table)],
      plans: [repair]
    ).limiting("people", of: "shout", to: context.dialect.condition(.isLess("_id", 11)))
    try await database.succeed(build, "adopt", "run")
    let done = try await database.backfill(build)
    try expect([done.total, done.scanned, done.changed], is: [10, 10, 10])
    try expect(
      try await database.values(of: AgePlan.name, in: "people", by: AgePlan.key),
      is: (1...30).map { .string($0 <= 10 ? "P\($0)" : "p\($0)") })
    let attested = await database.migrate(build, "verify", "--attest")
    try expect(
      attested.status == 0 && attested.output.contains(#""rows": 10, "remaining": 0"#), "nothing remains: \(attested)")
  }
}
