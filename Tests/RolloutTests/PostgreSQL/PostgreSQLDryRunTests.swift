// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import PlanModel
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

/// `migrate dry-run` on PostgreSQL against what a run then does: it fails exactly where the run fails, foresees how many
/// rows each backfill changes, and changes nothing itself.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLDryRunTests {
  @Test("A dry run of every example on PostgreSQL foresees what the run does")
  func everyExample() async throws {
    var total = Totals()
    for (number, (name, plan)) in try Examples.plans(target: .postgresql).enumerated()
    where Thorough.isOn || number % 8 == Int(Thorough.seed % 8) {
      let findings = try await Self.findings(of: plan, seed: Thorough.seed, .sets, &total)
      #expect(findings.isEmpty, "\(name): \(findings.joined(separator: "\n"))")
    }
    print("postgresql dry-run: \(total)")
    #expect(total.succeeded > 4 && total.complete * 2 > total.succeeded)
  }

  @Test("A dry run of plans between random schemas on PostgreSQL foresees what the run does")
  func randomPairs() async throws {
    let count = Thorough.count(sample: 12, whole: 2_000)
    var (total, seed, executed) = (Totals(), Thorough.seed, 0)
    while executed < count {
      defer { seed += 1 }
      guard let plan = OracleTests.plan(seed: seed, target: .postgresql) else { continue }
      let way = Rollout.Way.allCases[executed % Rollout.Way.allCases.count]
      executed += 1
      let findings = try await Self.findings(of: plan, seed: seed, way, &total)
      #expect(
        findings.isEmpty,
        """
        seed \(seed), by \(way): \(findings.joined(separator: "\\n"))
        \(printSchema(plan.base))
        =>
        \(printSchema(plan.goal))
        """)
    }
    print("postgresql dry-run: \(total)")
    #expect((total.failed > 0 || !Thorough.isOn) && total.succeeded > 4)
  }

  private struct Totals {
    var succeeded = 0
    var failed = 0
    var complete = 0
    var backfills = 0
  }

  static func findings(of plan: Plan, seed: UInt64, _ way: Rollout.Way) async throws -> [String] {
    var total = Totals()
    return try await findings(of: plan, seed: seed, way, &total)
  }

  private static func findings(
    of plan: Plan, seed: UInt64, _ way: Rollout.Way, _ total: inout Totals
  ) async throws -> [String] {
    let rollout = try PostgreSQLRollout(plan, seed: seed, isAnyPlan: true)
    // Rows that the sample cannot put into the old tables say nothing.
    do { try await rollout.begin() } catch { return [] }
    let before = try rollout.contents()
    let printed = PrintedText()
    let status = await MigrateCommand.run(
      rollout.rollout.runtimePlan(way).migrations, on: rollout.database, environment: "test",
      arguments: ["dry-run", "--json", "--batch-size", "3"], console: printed.console())
    var findings: [String] = []
    if try rollout.contents() != before { findings.append("the dry run has changed the database") }
    let isComplete = printed.text.contains(#""complete":true"#)
    var failure: String?
    do { try await rollout.execute(way, isDirect: false) } catch { failure = "\(error)" }
    if failure == nil { total.succeeded += 1 } else { total.failed += 1 }
    if isComplete { total.complete += 1 }
    if (failure == nil) != (status == 0), isComplete || status != 0 {
      findings.append("the dry run ends with \(status), the run with \(failure ?? "no error"): \(printed.text)")
    }
    if failure == nil, isComplete {
      for foreseen in try rollout.unforeseenChanges(in: printed.text) {
        findings.append("\(foreseen): \(printed.text)")
      }
      total.backfills += plan.backfills.count
    }
    return findings
  }
}

extension PostgreSQLRollout {
  /// The backfills that have changed another number of rows than a dry run says.
  ///
  /// A trigger that keeps columns in sync fills those of other backfills when a row is written, so these may have less to
  /// do.
  fileprivate func unforeseenChanges(in text: String) throws -> [String] {
    var foreseen: [String: Int64] = [:]
    for line in text.split(separator: "\n") {
      guard case .object(let event) = try JSONValue(text: String(line)), event["event"] == "evaluated",
        case .string(let name)? = event["backfill"], case .int(let changed)? = event["changed"]
      else { continue }
      foreseen[name] = changed
    }
    let rows = try RawPostgreSQL(connection).rows("SELECT name, changed FROM bellows._bellows_backfills ORDER BY 1")
    return rows.compactMap { row in
      guard let name = row[0], let changed = row[1].flatMap(Int64.init) else { return nil }
      let table = plan.backfills.first { $0.name == name }?.storedTable
      let isAlone = plan.backfills.filter { $0.storedTable == table }.count == 1
      let said = foreseen[name] ?? -1
      return said == changed || !isAlone && said > changed ? nil : "\(name) changed \(changed) rows"
    }
  }

  /// The catalog and all rows of the application and of the ledger.
  fileprivate func contents() throws -> [String] {
    let raw = try RawPostgreSQL(connection)
    var lines = try raw.catalog(of: "public")
    let tables = try raw.rows(
      "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname IN ('public', 'bellows')"
    )
    for table in tables.compactMap({ $0[0] }) {
      lines += try raw.rows("SELECT t::text FROM \(table) AS t ORDER BY 1").map { "\(table) \($0[0] ?? "")" }
    }
    return lines
  }
}
