// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestServers
import TestSupport
import Testing

/// PostgreSQL databases that other tools made, from models of authors and books: inspected, adopted, changed, and rolled
/// back.
///
/// Dumps of other databases take the same way if `BELLOWS_DUMPS` is a folder with files `*.sql`.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ToolPostgreSQLTests {
  @Test("On PostgreSQL, a change of one field keeps everything else, or is refused by name before the first statement")
  func keptOrRefused() async throws {
    let server = try PostgreSQLServer.shared()
    var random = SeededRandom(seed: Thorough.seed)
    let sources = try Self.sources()
    #expect(sources.count >= 10)
    for source in sources {
      let sql = try String(contentsOf: source, encoding: .utf8)
      let name = source.deletingPathExtension().lastPathComponent
      let inspected = try await ForeignPostgreSQL(sql, on: server).inspected
      var counts: [String: Int] = [:]
      var changes = FieldChange.all(inspected)
      #expect(!changes.isEmpty, "\(name):\n\(inspected)")
      if !Thorough.isOn {
        changes.shuffle(using: &random)
        changes = Array(changes.prefix(6))
      }
      for change in changes { try await check(change, name, sql, inspected, server, &counts) }
      print("\(name): \(changes.count) changes, \(counts.sorted { $0.key < $1.key })")
      #expect(counts["kept", default: 0] > 0, "\(name)")
    }
  }

  private func check(
    _ change: FieldChange, _ name: String, _ sql: String, _ inspected: String, _ server: PostgreSQLServer,
    _ counts: inout [String: Int]
  ) async throws {
    let database = try await ForeignPostgreSQL(sql, on: server)
    let before = try (database.definitions(), database.rows(without: change))
    let outcome: ForeignDatabase.Outcome
    do { outcome = try await database.migrate(change.edit) } catch {
      Issue.record("\(name), \(change): \(error)\n\(inspected)")
      return
    }
    switch outcome {
    case .refused(let why):
      counts["refused", default: 0] += 1
      if Thorough.isOn { print("refused: \(name), \(change): \(why)") }
      #expect(why.contains(change.table) || why.contains(change.field ?? ""), "\(name), \(change): \(why)")
    case .notPlanned(let why):
      counts["not planned", default: 0] += 1
      if Thorough.isOn { print("not planned: \(name), \(change): \(why)") }
      #expect(!why.contains("please report"), "\(name), \(change): \(why)")
    case .done:
      counts["kept", default: 0] += 1
      let after = try (database.definitions(), database.rows(without: change))
      #expect(before.1 == after.1, "\(name), \(change): rows differ")
      expectKept(before.0, after.0, change, "\(name), \(change)")
      do { try await database.rollBack() } catch {
        Issue.record("\(name), \(change), rollback: \(error)")
        return
      }
      let back = try (database.definitions(), database.rows(without: change))
      #expect(before.1 == back.1, "\(name), \(change): rows differ after the rollback")
      expectKept(before.0, back.0, change, "\(name), \(change), rolled back")
    }
  }

  /// Checks that every object is as before, but for those of the field that the change names.
  private func expectKept(
    _ before: [String: String], _ after: [String: String], _ change: FieldChange, _ what: String
  ) {
    for (object, definition) in before.sorted(by: { $0.key < $1.key }) where after[object] != definition {
      let isOfField =
        change.field.map { field in
          object == "column \(change.table).\(field)" || definition.contains(field)
            && (object.hasPrefix("index ") || object.hasPrefix("constraint \(change.table).") || object.hasPrefix("sequence"))
        } ?? false
      #expect(isOfField, "\(what): \(object) was \(definition), is \(after[object] ?? "gone")")
    }
  }

  private static func sources() throws -> [URL] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/PostgreSQLTools")
    let other = ProcessInfo.processInfo.environment["BELLOWS_DUMPS"].map { URL(fileURLWithPath: $0) }
    return try ([folder] + (other.map { [$0] } ?? [])).flatMap {
      try FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
    }.filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
  }
}

extension ForeignPostgreSQL {
  /// The rows of all tables without the columns that a change names.
  fileprivate func rows(without change: FieldChange) throws -> [String] {
    let raw = try RawPostgreSQL(connection)
    let tables = try raw.rows(
      "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
    ).compactMap(\.[0])
    return try tables.map { table in
      let columns = try raw.rows(
        """
        SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('public.' || quote_ident('\(table)'))
        AND attnum > 0 AND NOT attisdropped ORDER BY 1
        """
      ).compactMap(\.[0]).filter { $0 != change.field && !$0.hasPrefix("bellows") || table != change.table }
      let list = columns.map { "\"\($0)\"::text" }.joined(separator: ", ")
      let rows = try raw.rows("SELECT concat_ws('|', \(list)) FROM \"\(table)\" ORDER BY 1")
      return "\(table): " + rows.map { $0[0] ?? "" }.joined(separator: "\n")
    }
  }
}
