// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL
import SchemaEdits

extension Connection {
  /// Runs a statement that changes the schema as the owner of its table, so that what it creates belongs to that role.
  ///
  /// A new table gets the owner of most tables of the schema. A role that may not act as the owner stays itself.
  func changeAsOwner(_ statement: String, _ options: Options) throws {
    let owner =
      if let table = changedTable(statement) { try owner(of: table, options) } else { try commonOwner(options) }
    try change(statement, as: owner, options)
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

  /// Returns the role that owns a table; `nil` for the session's own, and for one that it may not act as.
  private func owner(of table: String, _ options: Options) throws -> String? {
    let found = try run(
      """
      SELECT o.rolname FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
      WHERE c.oid = to_regclass($1) AND o.rolname <> current_user AND \(mayAct)
      """, [options.qualified(table)])
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

  /// Returns the existing table that a statement changes; `nil` if it creates one, or a function.
  private func changedTable(_ statement: String) -> String? {
    let tokens = SQLToken.tokens(of: statement)
    if let object = StoredObjectText(tokens) { return object.table }
    guard tokens.count > 2, tokens[1].says("table"), !tokens[0].says("create") else {
      guard tokens.first?.says("drop") == true, let on = tokens.firstIndex(where: { $0.says("on") }) else { return nil }
      return tokens.indices.contains(on + 1) ? tokens[on + 1].label : nil
    }
    return tokens.dropFirst(2).first { !$0.says("if") && !$0.says("exists") }?.label
  }
}
