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
    var kept = 0
    for source in sources {
      let sql = try String(contentsOf: source, encoding: .utf8)
      let name = source.deletingPathExtension().lastPathComponent
      let inspected = try await ForeignPostgreSQL(sql, on: server).inspected
      var counts: [String: Int] = [:]
      var changes = FieldChange.all(inspected)
      #expect(!changes.isEmpty, "\(name):\n\(inspected)")
      if !Thorough.isOn {
        changes.shuffle(using: &random)
        changes = Array(changes.prefix(2))
      }
      for change in changes {
        let end = try await ForeignPostgreSQL.check(change, sql, name, on: server)
        counts[end, default: 0] += 1
      }
      print("\(name): \(changes.count) changes, \(counts.sorted { $0.key < $1.key })")
      kept += counts["kept", default: 0]
    }
    #expect(kept > sources.count / 2)
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
