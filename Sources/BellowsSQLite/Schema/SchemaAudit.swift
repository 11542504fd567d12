// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// Records which views and triggers work before a schema change, so that a change that breaks one is refused.
struct SchemaAudit: Sendable {
  private var works: Set<String>
  /// The broken references before the change; they are ignored.
  private var orphans: [Orphan: Int]

  private static let shownRows = 5

  /// Tests all views and triggers.
  init(_ connection: Connection) throws {
    orphans = try Self.orphans(connection)
    works = Set(try Self.objects(connection).filter { try Self.works($0.probes, connection) }.map(\.name))
  }

  /// Throws if the change has broken references, or a view or trigger that worked before.
  func compare(_ connection: Connection) throws {
    try checkReferences(connection)
    for object in try Self.objects(connection) where works.contains(object.name) {
      if try Self.works(object.probes, connection) { continue }
      throw DatabaseUnable(
        "\(connection.name): after this step \(object.name) would no longer work (\(connection.message)); change or drop "
          + "it first")
    }
  }

  /// Throws if the change has broken references.
  ///
  /// Step 10 of SQLite's procedure: "If foreign key constraints were originally enabled then run PRAGMA
  /// foreign_key_check."
  private func checkReferences(_ connection: Connection) throws {
    var count = 0
    var shown: [String] = []
    let now = try Self.orphans(connection)
    for (orphan, number) in now.sorted(by: { $0.key.order < $1.key.order }) {
      let new = number - (orphans[orphan] ?? 0)
      guard new > 0 else { continue }
      count += new
      if shown.count < Self.shownRows { shown.append(orphan.sentence) }
    }
    guard count > 0 else { return }
    let more = count > shown.count ? "; and \(count - shown.count) more" : ""
    throw DatabaseUnable(
      "\(connection.name): \(shown.joined(separator: "; "))\(more): correct or delete these rows, then run again")
  }

  /// A row that references a missing row.
  ///
  /// A table without a rowid has one entry for all its rows.
  private struct Orphan: Hashable {
    var table: String
    var row: String?
    var parent: String

    var order: String { "\(table) \(row ?? "") \(parent)" }

    var sentence: String {
      "\(row.map { "row \($0)" } ?? "a row") of \(table) references a missing row of \(parent)"
    }
  }

  /// Returns all such rows.
  ///
  /// Tables whose references SQLite cannot check, before and after, are skipped: their keys do not match, or need a
  /// collation of the application.
  private static func orphans(_ connection: Connection) throws -> [Orphan: Int] {
    var orphans: [Orphan: Int] = [:]
    let tables = try connection.rows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
    ) { $0.text(0) ?? "" }
    for table in tables {
      do {
        let statement = try connection.prepareOnce("PRAGMA foreign_key_check(\(quoted(table)))")
        while try statement.step() {
          let orphan = Orphan(
            table: statement.text(0) ?? "", row: statement.text(1), parent: statement.text(2) ?? "")
          orphans[orphan, default: 0] += 1
        }
      } catch let error as SQLiteError where error.primaryCode == SQLITE_ERROR {
        continue
      }
    }
    return orphans
  }

  /// A view, or a table with triggers.
  ///
  /// The probes can be prepared if it works.
  private struct Object {
    var name: String
    var probes: [String]
  }

  private static func objects(_ connection: Connection) throws -> [Object] {
    let views = try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name") {
      let name = $0.text(0) ?? ""
      return Object(name: "the view \(name)", probes: ["SELECT * FROM \(quoted(name))"])
    }
    let triggers = try connection.rows(
      "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger' ORDER BY tbl_name"
    ) { $0.text(0) ?? "" }
    return try views
      + triggers.map { table in
        let probes = try WriteProbes(table, connection)
        return Object(name: "a trigger of \(table)", probes: [probes.insert, probes.update, probes.delete])
      }
  }

  private static func works(_ probes: [String], _ connection: Connection) throws -> Bool {
    do {
      for probe in probes { _ = try connection.prepareOnce(probe) }
      return true
    } catch let error as SQLiteError where error.primaryCode == SQLITE_ERROR {
      return false
    }
  }
}
