// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL
import SchemaEdits

/// The types of a table's columns as the server spells them, without a length; below a domain, the type that it is over.
struct BaseTypes: Sendable {
  fileprivate var types: [String: String] = [:]

  /// The columns whose type has no equality, in the order of their names.
  var withoutEquality: [String] {
    let without = ["json", "xml", "point", "polygon"]
    return types.filter { column in without.contains { [$0, $0 + "[]"].contains(column.value) } }.keys.sorted()
  }

  /// Returns the value of a column that is given as a text: `(n.v0)::bigint`.
  ///
  /// The type has no length: the server rejects a text that is too long for the column, and a cast would cut it.
  func value(of column: Column, _ text: String) -> String { "(\(text))::\(types[column.name] ?? "text")" }

  /// Returns the condition that a column has the value that is given as a text.
  ///
  /// Texts are compared by their characters, whatever the collation of the column is, and so are types without equality:
  /// the same value may have another text then.
  func isSame(_ column: Column, _ table: String, _ text: String) -> String {
    let own = "\(table).\(quoted(column.name))"
    let type = types[column.name] ?? "text"
    if type == "json" { return "\(own)::jsonb IS NOT DISTINCT FROM (\(text))::jsonb" }
    let texts = ["text", "character varying", "bpchar", "citext", "name"]
    if texts.contains(type) || withoutEquality.contains(column.name) {
      return "\(own)::text COLLATE \"C\" IS NOT DISTINCT FROM \(text) COLLATE \"C\""
    }
    return "\(own) IS NOT DISTINCT FROM \(value(of: column, text))"
  }
}

extension Connection {
  /// Returns the types of some columns of a table.
  ///
  /// Asked in each batch, so the server is asked for nothing but the description of a result: it describes a column of a
  /// domain by the type that the domain is over.
  func baseTypes(of table: String, _ columns: [String]) throws -> BaseTypes {
    let names = Array(Set(columns)).sorted()
    let described = try run("SELECT \(names.map(quoted).joined(separator: ", ")) FROM \(table) LIMIT 0")
    var types = BaseTypes()
    for (index, name) in names.enumerated() { types.types[name] = try typeName(described.type(index)) }
    return types
  }

  /// Returns how the server spells a type, without a length.
  private func typeName(_ type: Oid) throws -> String? {
    if let known = ownTypeNames[type] { return known }
    let name = try run("SELECT format_type($1, -1)", ["\(type)"]).text(0, 0)
    // The types of the server itself, and their names, stay.
    if type < 16_384 { ownTypeNames[type] = name }
    return name
  }
}
