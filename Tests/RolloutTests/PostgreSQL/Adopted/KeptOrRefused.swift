// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestServers
import TestSupport
import Testing

extension ForeignPostgreSQL {
  /// Makes a change to a database of another tool, and checks that it keeps all rows and everything that it does not
  /// name, also after a rollback, or is refused by name before its first statement.
  ///
  /// Returns how it ended: `kept`, `refused` or `not planned`.
  static func check(
    _ change: FieldChange, _ sql: String, _ name: String, on server: PostgreSQLServer
  ) async throws -> String {
    let database = try await ForeignPostgreSQL(sql, on: server)
    let before = try (database.definitions(), database.rows(without: change))
    let outcome: ForeignDatabase.Outcome
    do { outcome = try await database.migrate(change.edit) } catch let error as MigrationRefused
      where "\(error)".contains("quarantined") && change.description.hasPrefix("require")
    {
      // One value for all rows of a unique column.
      return "stopped by rows"
    } catch {
      Issue.record("\(name), \(change): \(error)\n\(database.inspected)\n\(sql.prefix(4_000))")
      return "failed"
    }
    switch outcome {
    case .refused(let why):
      if Thorough.isOn { print("refused: \(name), \(change): \(why)") }
      #expect(why.contains(change.table) || why.contains(change.field ?? ""), "\(name), \(change): \(why)")
      return "refused"
    case .notPlanned(let why):
      if Thorough.isOn { print("not planned: \(name), \(change): \(why)") }
      #expect(!why.contains("please report"), "\(name), \(change): \(why)")
      return "not planned"
    case .done: break
    }
    let after = try (database.definitions(), database.rows(without: change))
    #expect(before.1 == after.1, "\(name), \(change): rows differ")
    let isRename = change.description.hasPrefix("rename ")
    if isRename {
      let field = change.field ?? ""
      expectSame(
        before.0.renamed("bellowsRenamed", to: field), after.0.renamed("bellowsRenamed", to: field), sql,
        "\(name), \(change)")
    } else {
      expectKept(before.0, after.0, change, "\(name), \(change)")
    }
    do { try await database.rollBack() } catch {
      Issue.record("\(name), \(change), rollback: \(error)\n\(sql.prefix(4_000))")
      return "failed"
    }
    let back = try (database.definitions(), database.rows(without: change))
    #expect(before.1 == back.1, "\(name), \(change): rows differ after the rollback")
    if isRename {
      expectSame(before.0, back.0, sql, "\(name), \(change), rolled back")
    } else {
      expectKept(before.0, back.0, change, "\(name), \(change), rolled back")
    }
    return "kept"
  }

  /// Checks that no object has another definition.
  static func expectSame(_ before: [String: String], _ after: [String: String], _ sql: String, _ what: String) {
    for object in Set(before.keys).union(after.keys).sorted() where before[object] != after[object] {
      Issue.record(
        "\(what): \(object) was \(before[object] ?? "missing"), is \(after[object] ?? "gone")\n\(sql.prefix(4_000))")
    }
  }

  /// Checks that every object is as before, but for those of the field that the change names.
  private static func expectKept(
    _ before: [String: String], _ after: [String: String], _ change: FieldChange, _ what: String
  ) {
    for (object, definition) in before.sorted(by: { $0.key < $1.key }) where after[object] != definition {
      let isOfField =
        change.field.map { field in
          object == "column \(change.table).\(field)"
            || definition.contains(field)
              && ["index ", "constraint \(change.table).", "sequence"].contains(where: object.hasPrefix)
        } ?? false
      #expect(isOfField, "\(what): \(object) was \(definition), is \(after[object] ?? "gone")")
    }
  }

  /// The rows of all tables without the columns that a change names.
  private func rows(without change: FieldChange) throws -> [String] {
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

extension [String: String] {
  /// The definitions of objects as if a column had another name; the names of columns of views do not count.
  func renamed(_ name: String, to other: String) -> [String: String] {
    func rename(_ text: String) -> String {
      text.replacing("\"", with: "").replacingWord(name, with: other).replacing(" AS \(other)", with: "")
    }
    return Dictionary(map { (rename($0.key), rename($0.value)) }, uniquingKeysWith: { $0 + "; " + $1 })
  }
}

extension String {
  /// Replaces a name that is not part of a longer one.
  fileprivate func replacingWord(_ word: String, with other: String) -> String {
    func isPart(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: word) {
      let isWhole =
        !isPart(rest[..<range.lowerBound].last ?? result.last) && !isPart(rest[range.upperBound...].first)
      result += rest[..<range.lowerBound] + (isWhole ? other : word)
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
