// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaEdits
import TestSupport
import Testing

/// Databases that 16 tools made (Django, Active Record, SQLAlchemy, Doctrine and others) from models of authors and
/// books: inspected, adopted, changed, and run in both ways.
///
/// Other databases take the same way if `BELLOWS_DATABASES` is a folder with files `*.sqlite`.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ToolDatabasesTests {
  @Test(
    "A change of one field keeps all rows and all other definitions, or is refused by name before the first statement",
    arguments: ForeignDatabase.Way.allCases)
  func keptOrRefused(_ way: ForeignDatabase.Way) async throws {
    var random = SeededRandom(seed: Thorough.seed)
    let sources = try Self.sources()
    #expect(sources.count >= 16)
    for source in sources {
      var counts: [String: Int] = [:]
      let inspected = try await source.database(way).inspected
      var changes = FieldChange.all(inspected)
      #expect(!changes.isEmpty, "\(source.name):\n\(inspected)")
      if !Thorough.isOn {
        changes.shuffle(using: &random)
        changes = Array(changes.prefix(8))
      }
      for change in changes {
        let database = try await source.database(way)
        #expect(database.inspected == inspected)
        let before = (try database.definitions(), try database.rows(without: change))
        let outcome: ForeignDatabase.Outcome
        do { outcome = try await database.migrate(change.edit) } catch {
          Issue.record("\(source.name), \(way), \(change): \(error)\n\(inspected)")
          continue
        }
        switch outcome {
        case .refused(let why):
          counts["refused", default: 0] += 1
          if Thorough.isOn { print("refused: \(source.name), \(change): \(why)") }
          #expect(why.contains(change.table) || why.contains(change.field ?? ""), "\(source.name), \(change): \(why)")
        case .notPlanned(let why):
          counts["not planned", default: 0] += 1
          if Thorough.isOn { print("not planned: \(source.name), \(change): \(why)") }
          #expect(!why.contains("please report"), "\(source.name), \(change): \(why)")
        case .done:
          counts["kept", default: 0] += 1
          let after = (try database.definitions(), try database.rows(without: change))
          #expect(before.1 == after.1, "\(source.name), \(way), \(change): rows differ")
          for (object, sql) in before.0 where object != "table \(change.table)" && after.0[object] != sql {
            let isOfField = object.hasPrefix("index") && change.field.map { sql.contains($0) } ?? false
            #expect(isOfField, "\(source.name), \(way), \(change): \(object) is \(after.0[object] ?? "gone")")
          }
        }
      }
      print("\(source.name), \(way): \(changes.count) changes, \(counts.sorted { $0.key < $1.key })")
      #expect(counts["kept", default: 0] > 0, "\(source.name)")
    }
  }

  /// A database, as statements or as a file.
  private struct Source {
    var name: String
    var sql: String?
    var file: URL?

    func database(_ way: ForeignDatabase.Way) async throws -> ForeignDatabase {
      if let file { return try await ForeignDatabase(copying: file, way: way) }
      return try await ForeignDatabase(sql ?? "", way: way)
    }
  }

  private static func sources() throws -> [Source] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/Tools")
    let own = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let other = try ProcessInfo.processInfo.environment["BELLOWS_DATABASES"].map {
      try FileManager.default.contentsOfDirectory(at: URL(fileURLWithPath: $0), includingPropertiesForKeys: nil)
    }
    return try (own.filter { $0.pathExtension == "sql" } + (other ?? []).filter { $0.pathExtension == "sqlite" })
      .sorted { $0.path < $1.path }
      .map { url in
        let name = url.deletingPathExtension().lastPathComponent
        return url.pathExtension == "sql"
          ? Source(name: name, sql: try String(contentsOf: url, encoding: .utf8)) : Source(name: name, file: url)
      }
  }
}

/// An edit of a field in an inspected schema.
struct FieldChange: CustomStringConvertible {
  var description: String
  var table: String
  /// The column that the plan names, of those before.
  var field: String?
  var edit: (String) -> String

  /// For each table one new field; for each field a rename, a removal and, if it is optional, a default for all rows.
  static func all(_ inspected: String) -> [FieldChange] {
    var changes: [FieldChange] = []
    var table: String?
    for line in inspected.components(separatedBy: "\n") {
      if line.hasPrefix("table ") {
        let name = line.dropFirst("table ".count).prefix { $0 != " " }
        table = String(name)
        if let table, !table.hasPrefix("`") {
          changes.append(
            FieldChange(description: "add to \(table)", table: table) { $0.adding("bellowsNote: string?", to: table) })
        }
      }
      guard let table, !table.hasPrefix("`"), line.hasPrefix("  "), !line.hasPrefix("  //"), !line.contains("@key"),
        let colon = line.firstIndex(of: ":")
      else { continue }
      let field = String(line[..<colon].dropFirst(2))
      guard field.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { continue }
      changes.append(
        FieldChange(description: "rename \(table).\(field)", table: table, field: field) {
          $0.renaming(field, of: table, to: "bellowsRenamed")
        })
      changes.append(
        FieldChange(description: "drop \(table).\(field)", table: table, field: field) { $0.dropping(field, of: table) }
      )
      for (type, value) in [(": string?", "\"none\""), (": int?", "0"), (": double?", "0.5")]
      where line[colon...].hasPrefix(type) && !line.contains(" = ") {
        changes.append(
          FieldChange(description: "require \(table).\(field)", table: table, field: field) {
            $0.retyping(field, of: table) { $0.replacing("?", with: "", maxReplacements: 1) + " = \(value)" }
          })
      }
    }
    return changes
  }
}

extension ForeignDatabase {
  /// The rows of all tables without the columns that a change names.
  fileprivate func rows(without change: FieldChange) throws -> [String] {
    let raw = try RawDatabase(path: path)
    let tables = try raw.texts(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE "
        + "'sqlite~_%' ESCAPE '~' AND name NOT LIKE '~_bellows%' ESCAPE '~' ORDER BY name")
    return try tables.map { table in
      let columns = try raw.texts("SELECT name FROM pragma_table_xinfo('\(table)') WHERE hidden <> 1 ORDER BY name")
        .filter {
          $0 != change.field && !$0.hasPrefix("bellows") || table != change.table
        }
      if columns.isEmpty { return table }
      let list = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
      return "\(table): " + (try raw.texts("SELECT \(list) FROM \"\(table)\" ORDER BY 1")).joined(separator: "\n")
    }
  }
}
