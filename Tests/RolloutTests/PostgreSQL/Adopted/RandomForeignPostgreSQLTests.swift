// Part of Bellows. MIT licence: see LICENSE.
import TestServers
import TestSupport
import Testing

/// Random PostgreSQL tables of other tools, each with a random change: what the plan does not name is the same afterwards,
/// by the catalog, or the plan was refused before its first statement.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RandomForeignPostgreSQLTests {
  @Test("On PostgreSQL, random tables of other tools are kept or refused, never silently different")
  func keptOrRefused() async throws {
    let server = try PostgreSQLServer.shared()
    let count = Thorough.count(sample: 10, whole: 500)
    var ends: [String: Int] = [:]
    for seed in Thorough.seed..<Thorough.seed + UInt64(count) {
      var generator = ForeignPostgreSQLGenerator(seed: seed)
      let sql = generator.database()
      let inspected: String
      do { inspected = try await ForeignPostgreSQL(sql, on: server).inspected } catch {
        Issue.record("seed \(seed): \(error)\n\(sql)")
        continue
      }
      let changes = FieldChange.all(inspected)
      guard !changes.isEmpty else { continue }
      let end = try await ForeignPostgreSQL.check(generator.random.pick(changes), sql, "seed \(seed)", on: server)
      ends[end, default: 0] += 1
    }
    print("foreign tables on PostgreSQL: seeds from \(Thorough.seed), \(ends.sorted { $0.key < $1.key })")
    #expect(ends["kept", default: 0] > count / 3, "\(ends)")
  }

  @Test("Values that the language does not have are counted by adoption, with their keys")
  func misfits() async throws {
    let server = try PostgreSQLServer.shared()
    let values: [(type: String, value: String, isWrong: Bool)] = [
      ("timestamptz", "'infinity'", true), ("timestamp", "'-infinity'", true), ("date", "'0044-03-15 BC'", true),
      ("date", "'10000-01-01'", true), ("numeric", "'NaN'", true), ("numeric", "1e40", true),
      ("numeric", "1e-40", true),
      ("double precision", "'Infinity'", true), ("real", "'NaN'", true), ("timestamp(3)", "'infinity'", true),
      ("timestamptz", "'9999-12-31 23:59:59.999999+00'", false), ("date", "'0001-01-01'", false),
      ("numeric", "12345678901234567890123456789012345678", false), ("double precision", "1e300", false),
    ]
    for (type, value, isWrong) in values {
      let sql = "CREATE TABLE t (id int PRIMARY KEY, v \(type)); INSERT INTO t VALUES (1, NULL), (7, \(value))"
      let database = try await ForeignPostgreSQL(sql, on: server)
      do {
        let outcome = try await database.migrate { $0.adding("more: string?", to: "t") }
        #expect(!isWrong && outcome == .done, "\(type) \(value): \(outcome)")
      } catch {
        #expect(isWrong && "\(error)".contains("t.v") && "\(error)".contains("7"), "\(type) \(value): \(error)")
      }
    }
  }
}
