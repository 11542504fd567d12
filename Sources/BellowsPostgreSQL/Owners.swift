// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL
import SchemaEdits

extension Connection {
  /// Runs a statement that changes the schema as the owner of its table, so that what it creates belongs to that role.
  ///
  /// A function that writes to another table gets the owner of that one, with whose rights it runs. A new table gets the owner of most tables of the schema. A role that may not act as the owner stays itself.
  func changeAsOwner(_ statement: String, _ options: Options) throws {
    try change(statement, as: owner(ofChangeBy: SQLToken.tokens(of: statement), options), options)
  }

  private func owner(ofChangeBy statement: [SQLToken], _ options: Options) throws -> String? {
    if let relation = statement.changedRelation { return try owner(of: relation, options) }
    if let function = statement.changedFunction {
      return try owner("pg_proc WHERE oid = to_regprocedure($1)", "proowner", options.qualified(function) + "()")
    }
    if let table = statement.tableWrittenByFunction, let owner = try owner(of: table, options),
      try run(
        "SELECT has_schema_privilege($1, to_regnamespace($2), 'CREATE')", [owner, quoted(options.schema)]
      ).text(0, 0) == "t"
    {
      return owner
    }
    return try commonOwner(options)
  }

  /// Runs a statement as the owner of a table.
  func changeAsOwner(_ statement: String, of table: String, _ options: Options) throws {
    try change(statement, as: owner(of: table, options), options)
  }

  private func change(_ statement: String, as owner: String?, _ options: Options) throws {
    guard let owner else { return try change(statement, options) }
    let scope = isIdle ? "" : "LOCAL "
    try run("SET \(scope)ROLE \(quoted(owner))")
    do {
      try change(statement, options)
    } catch {
      // In a transaction the failed statement has ended it.
      if isIdle { try run("SET ROLE NONE") }
      throw error
    }
    try run("SET \(scope)ROLE NONE")
  }

  /// The condition that the session may act as a role `o`.
  private var mayAct: String {
    "pg_has_role(current_user, o.oid, '\(PQserverVersion(handle) >= 160_000 ? "SET" : "MEMBER")')"
  }

  /// Returns the role that owns a table or an index; `nil` for the session's own, and for one that it may not act as.
  private func owner(of relation: String, _ options: Options) throws -> String? {
    try owner("pg_class WHERE oid = to_regclass($1)", "relowner", options.qualified(relation))
  }

  private func owner(_ catalog: String, _ column: String, _ name: String) throws -> String? {
    let found = try run(
      """
      SELECT o.rolname FROM (SELECT \(column) AS id FROM \(catalog)) AS c JOIN pg_roles o ON o.oid = c.id
      WHERE o.rolname <> current_user AND \(mayAct)
      """, [name])
    return found.count == 1 ? found.text(0, 0) : nil
  }

  /// Returns the role that owns most tables of the schema; `nil` for the session's own, and for one that it may not act
  /// as.
  private func commonOwner(_ options: Options) throws -> String? {
    let found = try run(
      """
      SELECT o.rolname FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
      WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p')
      GROUP BY o.oid, o.rolname ORDER BY count(*) DESC, 1 LIMIT 1
      """, [quoted(options.schema)])
    guard found.count == 1, let owner = found.text(0, 0) else { return nil }
    let usable = try run(
      """
      SELECT 1 FROM pg_roles o WHERE o.rolname = $1 AND o.rolname <> current_user AND \(mayAct)
      AND has_schema_privilege(o.oid, to_regnamespace($2), 'CREATE')
      """, [owner, quoted(options.schema)])
    return usable.count == 1 ? owner : nil
  }
}

extension [SQLToken] {
  /// The existing table or index that a statement changes; `nil` if it creates a table, or for a function.
  fileprivate var changedRelation: String? {
    if let object = StoredObjectText(self) { return object.table }
    guard count > 2, !self[0].says("create") else { return nil }
    if self[1].says("table") || self[1].says("index") { return name(from: 2) }
    if self[0].says("drop"), let on = firstIndex(where: { $0.says("on") }) {
      return indices.contains(on + 1) ? self[on + 1].label : nil
    }
    // A table in a literal: `pg_get_serial_sequence('"t"', ...)`, `DO ... format('ALTER TABLE %s ...', '"t"', ...)`.
    let start =
      if self[0].says("do") {
        firstIndex { $0.says("format") }.map { $0 + 4 }
      } else {
        firstIndex { $0.says("pg_get_serial_sequence") }.map { $0 + 2 }
      }
    guard let start, indices.contains(start), case .text(let table) = self[start] else { return nil }
    return SQLToken.tokens(of: table).first?.label
  }

  /// The existing function that a statement changes: `DROP FUNCTION f()`, `REVOKE EXECUTE ON FUNCTION f() ...`.
  fileprivate var changedFunction: String? {
    guard first?.says("create") != true, let word = prefix(4).firstIndex(where: { $0.says("function") }) else {
      return nil
    }
    return name(from: word + 1)
  }

  /// The table into which a new function inserts rows.
  fileprivate var tableWrittenByFunction: String? {
    guard first?.says("create") == true, count > 2, self[1].says("function"),
      let into = firstIndex(where: { $0.says("into") }), indices.contains(into + 1)
    else { return nil }
    return self[into + 1].label
  }

  private func name(from start: Int) -> String? {
    let words = ["concurrently", "if", "exists", "only"]
    return dropFirst(start).first { token in !words.contains { token.says($0) } }?.label
  }
}
