// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import PlanModel
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import Bellows
@testable import MigrationSQL

/// What a plan creates belongs to whom its tables belong to, and whoever may use a column may use the one that replaces it.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLOwnerTests {
  /// The examples in which values move to another column or table.
  private static func plans() throws -> [(name: String, plan: Plan)] {
    let plans = try Examples.plans(target: .postgresql).filter { !$0.plan.moves.isEmpty }
    return plans.enumerated().filter { Thorough.isOn || $0.offset % 5 == Int(Thorough.seed % 5) }.map(\.element)
      .filter { !Rollout($0.plan, seed: Thorough.seed, path: "").needsManualChange }
  }

  @Test("A column or table that replaces another one has its grants, after every example and after its rollback")
  func grants() async throws {
    var (moved, random) = (0, SeededRandom(seed: Thorough.seed))
    for (number, (name, plan)) in try Self.plans().enumerated() {
      let rollout = try PostgreSQLRollout(plan, seed: Thorough.seed)
      try await rollout.begin()
      let raw = try RawPostgreSQL(rollout.connection)
      let role = "reader_\(random.next())"
      try raw.execute("CREATE ROLE \(role)")
      try Self.grant(to: [role, "PUBLIC"], raw, &random)
      let moves = rollout.rollout.runtimePlan().migrations.all.flatMap(\.moves)
      let before = try moves.map { try Self.grants(on: $0.table, $0.column, raw) }
      try await rollout.execute(.sets, isDirect: number % 2 == 0)
      for (move, wanted) in zip(moves, before) {
        let found = try Self.grants(on: move.toTable, move.toColumn, raw)
        #expect(found == wanted, "\(name): \(move)")
        moved += wanted.count
      }
      try rollout.markReleased(0)
      let runner = Runner(
        rollout.rollout.runtimePlan().migrations, on: rollout.database, by: Author(who: "the test", environment: "test")
      )
      try await RollbackRun(runner: runner).run(to: 0)
      for (move, wanted) in zip(moves, before) {
        #expect(try Self.grants(on: move.table, move.column, raw) == wanted, "\(name): the rollback of \(move)")
      }
      try raw.execute("DROP OWNED BY \(role); DROP ROLE \(role)")
    }
    print("postgresql grants: \(moved) moved")
    #expect(moved > 2)
  }

  @Test("A member of the owning role runs a plan, and owns nothing of what it creates")
  func owners() async throws {
    let server = try PostgreSQLServer.shared()
    var count = 0
    for (name, plan) in try Self.plans() {
      let rollout = try PostgreSQLRollout(plan, seed: Thorough.seed)
      guard rollout.connection.contains(server.folder) else { continue }
      try await rollout.begin()
      let raw = try RawPostgreSQL(rollout.connection)
      let database = try #require(raw.rows("SELECT current_database()").first?[0])
      let (owner, migrator) = ("owner_\(database)", "migrator_\(database)")
      try raw.execute(
        """
        CREATE ROLE \(owner); CREATE ROLE \(migrator) LOGIN; GRANT \(owner) TO \(migrator);
        GRANT ALL ON SCHEMA public TO \(owner), \(migrator); GRANT CREATE ON DATABASE \(database) TO \(migrator);
        GRANT ALL ON SCHEMA bellows TO \(migrator); GRANT ALL ON ALL TABLES IN SCHEMA bellows TO \(migrator)
        """)
      for table in try raw.rows(
        "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
      {
        try raw.execute("ALTER TABLE \(table[0] ?? "") OWNER TO \(owner)")
      }
      let connection = "host=\(server.folder) dbname=\(database) user=\(migrator)"
      try await Migrator(rollout.rollout.runtimePlan().migrations, on: PostgreSQL(connection)).migrate(
        .allClientsStopped)
      let others = try raw.rows(
        """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> '\(owner)'::regrole
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner <> '\(owner)'::regrole
        """)
      #expect(others.isEmpty, "\(name): \(others)")
      #expect(try rollout.differences() == [], "\(name)")
      count += 1
    }
    #expect(count > 3)
  }

  /// Grants random privileges on all columns and tables.
  private static func grant(to roles: [String], _ raw: RawPostgreSQL, _ random: inout SeededRandom) throws {
    let columns = try raw.rows(
      """
      SELECT quote_ident(c.relname), quote_ident(a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2
      """)
    for column in columns {
      for role in roles {
        let option = role != "PUBLIC" && random.happens(30) ? " WITH GRANT OPTION" : ""
        for privilege in ["SELECT", "INSERT", "UPDATE", "REFERENCES"] where random.happens(70) {
          try raw.execute("GRANT \(privilege) (\(column[1] ?? "")) ON \(column[0] ?? "") TO \(role)\(option)")
        }
        if random.happens(20) { try raw.execute("GRANT DELETE, SELECT ON \(column[0] ?? "") TO \(role)\(option)") }
      }
    }
  }

  /// What is granted on a column or a table, a line each.
  private static func grants(on table: String, _ column: String?, _ raw: RawPostgreSQL) throws -> [String] {
    let acl =
      column.map { "SELECT attacl AS acl, 0 AS own FROM pg_attribute WHERE attname = \($0.sqlText) AND attrelid" }
      ?? "SELECT relacl AS acl, relowner AS own FROM pg_class WHERE oid"
    return try raw.rows(
      """
      SELECT concat_ws(' ', grantee, privilege_type, is_grantable) FROM (\(acl) = \(table.sqlName.sqlText)::regclass) AS t,
      aclexplode(acl) WHERE grantee <> own OR grantee = 0 ORDER BY 1
      """
    ).compactMap { $0[0] }
  }
}
