// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import SchemaEdits
import SchemaModel

/// A search index that Bellows has created, read from its triggers.
struct SearchShape {
  var name: String
  /// The indexed table.
  var table: String
  /// The indexed columns, or paths into their JSON; those that are not searched are filters.
  var paths: [(path: [String], isSearched: Bool)]
  var triggers: [String]
}

extension Connection {
  /// Returns a virtual table as a search index; `nil` if Bellows has not created it.
  func search(_ name: String) throws -> SearchShape? {
    let triggers = ["insert", "update", "delete"].map { "\(name)_\($0)" }
    let statements = try rows(
      "SELECT sql, tbl_name FROM sqlite_schema WHERE type = 'trigger' AND lower(name) = lower(?)", triggers[0]
    ) { (SQLToken.tokens(of: $0.text(0) ?? ""), $0.text(1) ?? "") }
    let declared = try rows("SELECT sql FROM sqlite_schema WHERE name = ?", name) {
      SQLToken.tokens(of: $0.text(0) ?? "")
    }
    guard let (trigger, table) = statements.first, let definition = declared.first,
      let using = definition.firstIndex(where: { $0.says("fts5") }),
      let columns = definition.inParentheses(from: using)?.inside.listed,
      // The last statement of the trigger inserts the text of the new row.
      let values = trigger.lastIndex(where: { $0.says("values") }),
      let given = trigger.inParentheses(from: values)?.inside.listed.dropFirst(), given.count == columns.count
    else { return nil }
    let paths = given.map { SQLExpression($0)?.path }
    guard paths.allSatisfy({ $0 != nil }) else { return nil }
    return SearchShape(
      name: name, table: table,
      paths: zip(paths, columns).map { ($0 ?? [], !$1.contains { $0.says("unindexed") }) }, triggers: triggers)
  }
}

extension SQLExpression {
  /// The path of a column, or of a value inside its JSON.
  var path: [String]? {
    switch self {
    case .column(let name): return [name]
    case .call("json_extract", let arguments):
      guard arguments.count == 2, case .column(let name) = arguments[0], case .text(let path) = arguments[1] else {
        return nil
      }
      return jsonPath(path).map { [name] + $0 }
    case .text, .number, .null, .call, .infix, .prefix, .isIn, .cases: return nil
    }
  }
}

extension ValueType {
  /// Returns the type at a path of members; `nil` if there is none.
  func type(at path: ArraySlice<FieldName>) -> ValueType? {
    guard let name = path.first else { return self }
    let types = alternatives.compactMap { alternative -> ValueType? in
      guard case .object(let members) = alternative else { return nil }
      return members.first { $0.name == name }?.type.type(at: path.dropFirst())
    }
    return .union(of: types)
  }
}
