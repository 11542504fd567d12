// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import MigrationSQL

/// Indexes of vectors: with the extension they are built like others and reject no row; without it nothing begins.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLVectorTests {
  @Test("An index of vectors rejects no value of its field, and finds all that it can contain")
  func everyValue() async throws {
    let plan = try Self.plan()
    let server = try PostgreSQLServer.withVectors()
    let connection = server.connection(to: try server.makeDatabaseWithVectors())
    let raw = try RawPostgreSQL(connection)
    try raw.create(plan.revision(after: 0))
    var random = SeededRandom(seed: Thorough.seed)
    let count = Thorough.count(sample: 20, whole: 600)
    // The first half is there when the index is built.
    try Self.insert(1...count / 2, into: raw, &random)
    let printed = PrintedText()
    let runtime = Self.runtime(plan)
    for (migrations, arguments) in [(runtime.before, ["adopt"]), (runtime.migrations, ["run", "--offline"])] {
      let status = await MigrateCommand.run(
        migrations, on: PostgreSQL(connection), environment: "test", arguments: arguments, console: printed.console())
      #expect(status == 0, "\(printed.text)")
    }
    try Self.insert(count / 2 + 1...count, into: raw, &random)
    try raw.execute("SET enable_seqscan TO off; SET hnsw.ef_search TO 1000")
    for index in plan.goal.tables.flatMap({
      PostgreSQLTableBuilder(StoreRevision(plan.goal)).definition(of: $0).indexes
    }) {
      let condition = try #require(index.content.split(separator: " WHERE ", maxSplits: 1).last)
      let vector = try #require(index.content.firstRange(of: "(("))
      let cast = try #require(index.content.firstRange(of: "::text::vector"))
      let expression = index.content[vector.upperBound..<cast.lowerBound]
      let fitting = try raw.rows("SELECT id FROM photos WHERE \(condition) ORDER BY id").compactMap { $0[0] }
      #expect(fitting.count > 5 && fitting.count < count)
      let nearest = """
        SELECT id FROM photos WHERE \(condition) ORDER BY \(expression)::text::vector(3) <=> '[1,2,3]' LIMIT 1000
        """
      let found = try raw.rows(nearest).compactMap { $0[0] }
      let way = try raw.rows("EXPLAIN \(nearest)").map { $0[0] ?? "" }.joined(separator: "\n")
      #expect(way.contains("Index Scan using \(index.name)"), "\(way)")
      // A vector of zeros has no direction, so it is near no other.
      let zeros = try raw.rows(
        "SELECT id FROM photos WHERE \(condition) AND \(expression)::text::vector(3) = '[0,0,0]'")
      #expect(Set(found).union(zeros.compactMap { $0[0] }) == Set(fitting))
    }
  }

  @Test(
    "Without the extension, a run and a new database are refused before the first statement", arguments: [true, false])
  func missingExtension(isAvailable: Bool) async throws {
    let plan = try Self.plan()
    let server = isAvailable ? try PostgreSQLServer.withVectors() : try PostgreSQLServer.shared()
    let hasPackage =
      try server.run(
        "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'", in: "postgres") == ["1"]
    let connection = server.connection(to: try server.makeDatabase())
    let raw = try RawPostgreSQL(connection)
    let runtime = Self.runtime(plan)
    let printed = PrintedText()
    func migrate(_ migrations: Migrations, _ arguments: String...) async -> Int32 {
      await MigrateCommand.run(
        migrations, on: PostgreSQL(connection), environment: "test", arguments: arguments, console: printed.console())
    }
    #expect(await migrate(runtime.migrations, "create") != 0)
    #expect(printed.text.contains("CREATE EXTENSION vector"), "\(printed.text)")
    #expect(printed.text.contains("install pgvector on the server") != hasPackage, "\(printed.text)")
    #expect(try raw.catalog(of: "public") == [])

    try raw.create(plan.revision(after: 0))
    let before = try raw.catalog(of: "public")
    #expect(await migrate(runtime.before, "adopt") == 0, "\(printed.text)")
    printed.clear()
    #expect(await migrate(runtime.migrations, "run", "--offline") != 0)
    for index in ["photos_by_face", "photos_by_spelled", "photos_by_inner"] {
      #expect(printed.text.contains("photos: the index \(index) needs the extension vector: "), "\(printed.text)")
    }
    #expect(printed.text.contains("CREATE EXTENSION vector"), "\(printed.text)")
    #expect(try raw.catalog(of: "public") == before)

    // The extension was dropped, and the indexes with it.
    printed.clear()
    try raw.execute("DROP SCHEMA bellows CASCADE")
    let whole = Self.runtime(try Self.plan(from: Self.after, to: "id: int @key\nface: [double]"))
    #expect(await migrate(whole.before, "adopt") != 0)
    #expect(
      printed.text.contains("photos: there is no index photos_by_face, which needs the extension vector: "),
      "\(printed.text)")
  }

  private static func insert(_ ids: ClosedRange<Int>, into raw: RawPostgreSQL, _ random: inout SeededRandom) throws {
    for id in ids {
      let values = (0..<3).map { _ in vector(&random) }
      try raw.execute(
        "INSERT INTO photos VALUES (\(id), '\(values[0])', '\(values[1])', '{\"inner\": \(values[2])}')")
    }
  }

  /// A vector of any length, with any numbers.
  private static func vector(_ random: inout SeededRandom) -> String {
    let length = random.happens(70) ? 3 : random.number(below: 6)
    let numbers = ["0", "1", "-2.5", "1e-300", "3.4e38", "-3.4e38", "3.41e38", "-1e300", "1.7976931348623157e308"]
    let isPlain = random.happens(70)
    return "["
      + (0..<length).map { _ in isPlain ? "\(random.number(below: 9))" : random.pick(numbers) }.joined(separator: ", ")
      + "]"
  }

  private static func runtime(_ plan: Plan) -> RuntimePlan {
    RuntimePlan(plan: plan, expected: ExpectedRows(plan, SampleRows(plan.base, seed: 1, rowsOfTable: 0), seed: 1))
  }

  private static let fields =
    "id: int @key\nface: [double]\nspelled: [double] @stored(json)\ndata: { inner: [double] }\n"
  private static let after =
    fields + "vector by_face (face) dimensions 3\nvector by_spelled (spelled) dimensions 3\n"
    + "vector by_inner (data.inner) filter (id) dimensions 3"

  private static func plan(from old: String = fields, to new: String = after) throws -> Plan {
    func schema(_ fields: String) throws(DiagnosticList) -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target postgresql\ntable photos { \(fields)\n}\n")])
    }
    return try planMigration(from: schema(old), to: schema(new)).plan
  }
}
