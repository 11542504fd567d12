// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaEdits
import TestSupport
import Testing

/// Random tables of other tools, each with a random change: what the plan does not name is the same afterwards, by its
/// tokens and by how it behaves, or the plan was refused before its first statement.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RandomForeignTests {
  @Test(
    "Random tables of other tools are kept or refused, never silently different",
    arguments: ForeignDatabase.Way.allCases)
  func keptOrRefused(_ way: ForeignDatabase.Way) async throws {
    let count = Thorough.count(sample: 80, whole: 2_000)
    var (kept, refused, notPlanned) = (0, 0, 0)
    var reasons: [String: Int] = [:]
    for seed in Thorough.seed..<Thorough.seed + UInt64(count) {
      var generator = ForeignTableGenerator(seed: seed)
      let tables = generator.tables()
      let database: ForeignDatabase
      do { database = try await ForeignDatabase(tables.sql, way: way) } catch {
        Issue.record("seed \(seed): \(error)\n\(tables.sql)")
        continue
      }
      guard let change = Change(database.inspected, seed: seed) else { continue }
      let probes = Probes(tables, change)
      do {
        let before = try (database.definitions(), probes.results(on: database.path, renaming: false))
        switch try await database.migrate(change.edit) {
        case .refused(let problems):
          refused += 1
          for problem in problems.split(separator: "\n") {
            reasons[change.description.prefix { $0 != " " } + ": " + Self.kind(of: String(problem)), default: 0] += 1
          }
        case .notPlanned: notPlanned += 1
        case .done:
          kept += 1
          let after = try (database.definitions(), probes.results(on: database.path, renaming: true))
          let lost =
            change.lost(tables, before.0, after.0) + zip(before.1, after.1).filter { $0 != $1 }.map { "\($0) | \($1)" }
          #expect(
            lost.isEmpty,
            "seed \(seed): \(change)\n\(tables.sql)\nbecame \(after.0["table t"] ?? "")\n\(lost.prefix(5).joined(separator: "\n"))"
          )
          try await database.rollBack()
          let back = try database.definitions()
          let changed = before.0.filter { back[$0.key] != $0.value }.map { "\($0): \(back[$0.key] ?? "gone")" }
          #expect(
            changed.isEmpty && back.count == before.0.count,
            "seed \(seed): rolled back \(change)\n\(tables.sql)\n\(changed.joined(separator: "\n"))")
        }
      } catch {
        Issue.record("seed \(seed): \(change)\n\(tables.sql)\n\(database.inspected)\n\(error)")
      }
    }
    print(
      "tables of other tools, \(way): seed \(Thorough.seed), \(kept) kept, \(refused) refused, \(notPlanned) not planned"
    )
    for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("  \(count) × \(reason)")
    }
    #expect(kept > count / 4)
  }

  /// A problem without the names in it: its first words, and what to do.
  private static func kind(of problem: String) -> String {
    let parts = problem.components(separatedBy: ": ")
    let isObject = parts[0].hasPrefix("the ")
    let subject = isObject ? parts[0].split(separator: " ").prefix(2).joined(separator: " ") : "a clause"
    let verb = ["which code of the next release", "would have or read", ", which deploy", "would not hold"]
      .first { problem.contains($0) }
    return "\(subject) … \(verb ?? "") …: \((parts.last ?? "").prefix(40))"
  }
}

/// One edit of the inspected schema.
private struct Change: CustomStringConvertible {
  var description: String
  /// The column that the plan names, if it is one of before.
  var touched: String?
  /// What it is called afterwards; `nil` when it is gone.
  var renamed: String?
  var edit: (String) -> String

  /// Picks an edit of table `t`; `nil` when the schema has no such table.
  init?(_ inspected: String, seed: UInt64) {
    var random = SeededRandom(seed: seed &+ 77)
    var isInside = false
    var fields: [String] = []
    for line in inspected.components(separatedBy: "\n") {
      if line.hasPrefix("table ") { isInside = line == "table t {" }
      guard isInside, line.hasPrefix("  "), !line.hasPrefix("  //"), let colon = line.firstIndex(of: ":") else {
        continue
      }
      if !line.contains("@key") { fields.append(String(line[..<colon].dropFirst(2))) }
    }
    guard inspected.contains("table t {") else { return nil }
    let field = fields.isEmpty ? nil : random.pick(fields)
    let name = field.map { $0.trimmingCharacters(in: ["`"]) }
    let kind = field == nil ? random.pick([3, 4]) : random.number(below: 6)
    touched = name
    renamed = name
    switch kind {
    case 0, 1:
      description = "rename \(name ?? "")"
      renamed = "renamed"
      edit = { $0.renaming(field ?? "", of: "t", to: "renamed") }
    case 2:
      description = "drop \(name ?? "")"
      renamed = nil
      edit = { $0.dropping(field ?? "", of: "t") }
    case 3:
      description = "add an optional field"
      touched = nil
      edit = { $0.adding("more: string?", to: "t") }
    case 4:
      description = "add a field with a default"
      touched = nil
      edit = { $0.adding("more: int = 3", to: "t") }
    case _:
      description = "demand \(name ?? "") with a default"
      edit = { text in
        text.retyping(field ?? "", of: "t") { rest in
          guard !rest.contains("id<") else { return rest }
          let type = rest.contains("double") ? "double = 5.5" : rest.contains("int") ? "int = 5" : "string = \"d\""
          return " " + type
        }
      }
    }
  }

  /// Returns a definition with the new name of a renamed column: offline, SQLite changes it wherever it is used.
  private func following(_ sql: String) -> String {
    guard let touched, let renamed, renamed != touched else { return sql }
    return sql.replacing("\"\(touched)\"", with: "\"\(renamed)\"").components(separatedBy: " ")
      .map { [touched.lowercased(), renamed].contains($0) ? "\"\(renamed)\"" : $0 }.joined(separator: " ")
  }

  /// Definitions of the database that are not there any more, or not in their place.
  func lost(_ tables: ForeignTables, _ before: [String: String], _ after: [String: String]) -> [String] {
    var lost: [String] = []
    for (object, sql) in before.sorted(by: { $0.key < $1.key })
    where object != "table t" && after[object].map(following) != following(sql) {
      // An index of the schema is dropped with its field, or built again over the new one.
      if object.hasPrefix("index"), let touched, sql.contains(touched.lowercased()) || sql.contains(touched) {
        continue
      }
      lost.append("\(object): \(after[object] ?? "is gone")")
    }
    let text = following(after["table t"] ?? "")
    var place = text.startIndex
    // A UNIQUE of the schema is dropped with its field, or becomes an index over the new one.
    let constraints = tables.constraints.filter { constraint in
      renamed == touched || !constraint.contains("UNIQUE") || touched.map { !constraint.contains($0) } ?? true
    }
    let definitions = tables.columns.filter { $0.name != touched }.map(\.definition) + constraints
    for definition in definitions {
      let tokens = following(SQLToken.tokens(of: definition).map(\.spelling).joined(separator: " "))
      if let range = text.range(of: tokens, range: place..<text.endIndex) {
        place = range.upperBound
      } else {
        lost.append("missing, or at another position: \(definition)")
      }
    }
    lost += lostClauses(before["table t"] ?? "", after["table t"] ?? "")
    let options = SQLToken.tokens(of: tables.options).map(\.spelling).joined(separator: " ")
    if !text.hasSuffix(options) { lost.append("options: \(options)") }
    return lost
  }
}

extension Change {
  /// What the definition of a renamed column has no more, but for a UNIQUE, which may have become an index.
  fileprivate func lostClauses(_ before: String, _ after: String) -> [String] {
    guard let touched, let renamed, renamed != touched, let old = TableText(before), let new = TableText(after),
      let column = old.column(touched)
    else { return [] }
    guard let other = new.column(renamed) else { return ["\(renamed) is not there"] }
    var lost = old.spelling(column.type) == new.spelling(other.type) ? [] : ["the type of \(touched)"]
    let present = other.clauses.map { following(new.spelling($0.tokens)) }
    for clause in column.clauses where clause.kind != .unique {
      let text = following(old.spelling(clause.tokens))
      if !present.contains(text) { lost.append("\(touched): \(text)") }
    }
    return lost
  }
}

/// Statements that show how a table behaves, each undone again.
private struct Probes {
  private let tables: ForeignTables
  private let change: Change

  init(_ tables: ForeignTables, _ change: Change) {
    self.tables = tables
    self.change = change
  }

  /// What each probe gives: whether it is refused, and all rows after it but for what the plan names.
  func results(on path: String, renaming: Bool) throws -> [String] {
    let raw = try RawDatabase(path: path)
    try raw.execute("PRAGMA foreign_keys = ON")
    var results: [String] = []
    for (number, probe) in probes(renaming: renaming).enumerated() {
      try raw.execute("SAVEPOINT probe")
      let isRefused = (try? raw.execute(probe)) == nil
      results.append("probe \(number) \(isRefused ? "refused" : "done") \(try dump(raw))")
      try? raw.execute("ROLLBACK TO probe; RELEASE probe")
    }
    return results
  }

  private var others: [ForeignTables.Column] { tables.columns.filter { $0.name != change.touched } }

  private func dump(_ raw: RawDatabase) throws -> String {
    let columns = others.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let views = try raw.texts("SELECT name FROM sqlite_schema WHERE type = 'view'")
    let queries =
      ["SELECT \(columns) FROM t ORDER BY id", "SELECT * FROM p", "SELECT * FROM log"]
      + views.map { "SELECT count(*) FROM \($0)" }
    return try queries.map { "\(try raw.rows($0).map(Self.withoutTime))" }.joined()
  }

  /// CURRENT_TIMESTAMP gives another value each second.
  private static func withoutTime(_ row: [Cell]) -> [String] {
    row.map { cell in
      if case .text(let bytes) = cell {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.replacing(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/, with: "now")
      }
      return "\(cell)"
    }
  }

  private func probes(renaming: Bool) -> [String] {
    let touched = change.touched.flatMap { name in tables.columns.first { $0.name == name } }
    let isKept = renaming ? change.renamed : change.touched
    var values: [(String, String)] = []
    for column in tables.columns where !column.isGenerated && column.name != change.touched {
      let isNumber = ["qty", "price", "flag", "n2"].contains(column.name)
      values.append(
        (
          column.name,
          column.name == "id"
            ? (column.definition.contains("TEXT") ? "'new'" : "91")
            : column.name == "pid" ? "1" : isNumber ? "6" : "'Probe'"
        ))
    }
    if let name = isKept, touched != nil {
      values.append(
        (
          name,
          ["qty", "price", "flag", "n2"].contains(change.touched ?? "")
            ? "6" : name == "pid" || change.touched == "pid" ? "1" : "'Probe'"
        ))
    }
    func insert(_ values: [(String, String)]) -> String {
      "INSERT INTO t (\(values.map { "\"\($0.0)\"" }.joined(separator: ", "))) VALUES (\(values.map(\.1).joined(separator: ", ")))"
    }
    var probes = [insert(values)]
    for column in others where !column.isGenerated {
      probes.append(insert(values.filter { $0.0 != column.name }))
      for value in [
        "NULL", "-5", "'v1'", "'V1'", "'v1  '", "2.5", "x'00'", "9007199254740993",
        "'a text that is much longer than any check allows'",
      ] {
        probes.append(insert(values.map { $0.0 == column.name ? ($0.0, value) : $0 }))
        if column.name != "id" { probes.append("UPDATE t SET \"\(column.name)\" = \(value)") }
      }
      probes.append("DELETE FROM t WHERE \"\(column.name)\" = 'V1'")
      probes.append("DELETE FROM t WHERE \"\(column.name)\" > 1")
    }
    // A reference that is dropped cascades no more.
    let isDropped = change.touched == "pid" && change.renamed == nil
    let parents = isDropped ? [] : ["DELETE FROM p WHERE id = 1", "UPDATE p SET id = 77 WHERE id = 2"]
    return probes + parents + [
      "INSERT INTO log VALUES ('x')",
      "DELETE FROM t",
      "UPDATE t SET id = id", "INSERT INTO t SELECT * FROM t WHERE 0",
    ]
  }
}
