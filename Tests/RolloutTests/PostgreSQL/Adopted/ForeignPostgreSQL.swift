// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import BellowsPostgreSQLInspect
import PlanModel
import TestServers

@testable import Bellows

/// A PostgreSQL database that another tool made: its schema is read from it, changed, planned, and the plan executed.
final class ForeignPostgreSQL {
  let connection: String
  /// What `migrate inspect` printed.
  let inspected: String
  private let author = Author(who: "the test", environment: "test")
  private var migrations: Migrations?

  init(_ sql: String, on server: PostgreSQLServer) async throws {
    connection = server.connection(to: try server.makeDatabase())
    try RawPostgreSQL(connection).execute(sql)
    inspected = try await PostgreSQL(connection).inspect()
  }

  /// Adopts the database and executes the plan of an edit of its schema: half of the databases in one transaction if
  /// the plan can run so, the others deploy by deploy.
  ///
  /// - Throws: For an adoption that is refused, or a run that fails after its first statement.
  func migrate(_ edit: (String) -> String) async throws -> ForeignDatabase.Outcome {
    let plan: Plan
    do {
      plan = try Plan(editing: inspected, edit)
    } catch {
      return .notPlanned("\(error)")
    }
    let runtime = Rollout(plan, seed: 1, rowsOfTable: 0, path: "").runtimePlan()
    migrations = runtime.migrations
    try await Adoption(runner: Runner(runtime.before, on: PostgreSQL(connection), by: author)).run()
    let before = try definitions()
    do {
      var options = RunOptions()
      options.isGateless = true
      options.largestTransaction = inspected.utf8.count % 2 == 0 ? 100_000 : 0
      let runner = Runner(runtime.migrations, on: PostgreSQL(connection), by: author, options: options)
      let end = try await runner.run()
      guard case .at(.done) = end else { throw RawPostgreSQL.Failure(description: "ended at \(end)") }
    } catch MigrationRefused.inTheWay(_, let problems) {
      guard try definitions() == before else { throw RawPostgreSQL.Failure(description: "refused, and changed") }
      return .refused(problems.joined(separator: "\n"))
    }
    return .done
  }

  /// Rolls the plan back to before its first deploy, as if no code ran.
  func rollBack() async throws {
    guard let migrations, migrations.all.contains(where: { !$0.deploys.isEmpty }) else { return }
    var options = RunOptions()
    options.isGateless = true
    try await RollbackRun(runner: Runner(migrations, on: PostgreSQL(connection), by: author, options: options)).run(
      to: 0)
  }

  /// Every object of the application's schema as the catalog has it: its name, and what there is to know of it.
  func definitions() throws -> [String: String] {
    let rows = try RawPostgreSQL(connection).rows(Self.catalog)
    return Dictionary(rows.map { ($0[0] ?? "", $0[1] ?? "") }, uniquingKeysWith: { $0 + "; " + $1 })
  }

  private static let catalog = """
    WITH t AS (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public')
    SELECT 'table ' || relname, concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity,
      reloptions::text, relacl::text, pg_get_userbyid(relowner), obj_description(oid, 'pg_class'),
      pg_get_expr(relpartbound, oid)) FROM t WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL SELECT 'column ' || t.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
      a.attnotnull, pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity, ''), nullif(a.attgenerated, ''),
      nullif(a.attcollation, y.typcollation)::regcollation::text, a.attstorage, nullif(a.attstattarget, -1),
      a.attacl::text, col_description(a.attrelid, a.attnum))
      FROM t JOIN pg_attribute a ON a.attrelid = t.oid JOIN pg_type y ON y.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
      WHERE t.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL SELECT 'constraint ' || t.relname || '.' || k.conname, concat_ws(' ', pg_get_constraintdef(k.oid),
      k.convalidated, obj_description(k.oid, 'pg_constraint'))
      FROM t JOIN pg_constraint k ON k.conrelid = t.oid WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL SELECT 'index ' || c.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid,
      obj_description(c.oid, 'pg_class'))
      FROM t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
    UNION ALL SELECT 'trigger ' || t.relname || '.' || g.tgname, pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text
      FROM t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
    UNION ALL SELECT 'policy ' || t.relname || '.' || p.polname, concat_ws(' ', p.polcmd, p.polroles::text,
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      FROM t JOIN pg_policy p ON p.polrelid = t.oid
    UNION ALL SELECT 'view ' || relname, pg_get_viewdef(oid) FROM t WHERE relkind IN ('v', 'm')
    UNION ALL SELECT 'sequence ' || relname, (SELECT concat_ws(' ', seqtypid::regtype, seqstart, seqincrement, seqcycle)
      FROM pg_sequence WHERE seqrelid = t.oid) || coalesce((SELECT ' of ' || d.refobjid::regclass::text || '.' ||
      a.attname FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype IN ('a', 'i')), '')
      FROM t WHERE relkind = 'S'
    UNION ALL SELECT 'statistics ' || s.stxname, pg_get_statisticsobjdef(s.oid)
      FROM t JOIN pg_statistic_ext s ON s.stxrelid = t.oid
    UNION ALL SELECT 'type ' || y.typname, concat_ws(' ', y.typtype, (SELECT string_agg(e.enumlabel, ','
      ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = y.oid),
      (SELECT string_agg(pg_get_constraintdef(k.oid), ',') FROM pg_constraint k WHERE k.contypid = y.oid))
      FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
      WHERE n.nspname = 'public' AND y.typtype IN ('e', 'd')
    """
}
