// Part of Bellows. MIT licence: see LICENSE.

/// The CHECK that lets a column of a table that is not STRICT accept only values of its type.
///
/// SQLite stores a text in an INTEGER column of such a table; row types could not read it. The constraint has a reserved
/// name, by which it is recognised: it is no condition of the schema.
package enum TypeCheck {
  /// The beginning of the constraint's name.
  package static let prefix = "_bellows_type_"

  /// Whether a clause is such a CHECK.
  package static func isOwn(_ clause: TableText.Clause) -> Bool {
    clause.kind == .check && clause.name?.hasPrefix(prefix) == true
  }

  /// Returns the constraint of a column; `nil` for a type that holds all values.
  static func text(column: String, type: String) -> String? {
    let classes: [String]
    switch foldedName(type) {
    case "integer", "int": classes = ["integer"]
    case "real": classes = ["real", "integer"]
    case "text": classes = ["text"]
    case "blob": classes = ["blob"]
    default: return nil
    }
    let list = (classes + ["null"]).map(literal).joined(separator: ", ")
    return "CONSTRAINT \(quoted(prefix + column)) CHECK (typeof(\(quoted(column))) IN (\(list)))"
  }

  /// Returns a column's definition, as Bellows writes it, with the CHECK of its type.
  package static func added(to definition: String) -> String {
    guard let table = TableText("CREATE TABLE x (\(definition))"), let column = table.columns.first,
      !column.clauses.contains(where: isOwn),
      let check = text(column: column.name, type: table.source.text(ofTokens: column.type))
    else { return definition }
    return "\(definition) \(check)"
  }

  /// Whether a change between two definitions of a column adds a requirement.
  package static func isTightened(from old: String, to new: String) -> Bool {
    guard let before = TableText("CREATE TABLE x (\(old))"), let after = TableText("CREATE TABLE x (\(new))"),
      let from = before.columns.first, let to = after.columns.first
    else { return false }
    if to.clause(.notNull) != nil, from.clause(.notNull) == nil { return true }
    guard let check = after.spelling(to.clause(.check)) else { return false }
    return check != before.spelling(from.clause(.check))
  }
}

extension TableEditor {
  /// Adds the CHECK of a column's type, in the form of a definition that Bellows writes, unless it is there.
  package mutating func requireType(of definition: String) throws(EditRefused) {
    guard let wanted = TableText("CREATE TABLE x (\(definition))"), let model = wanted.columns.first,
      let column = table.column(model.name), !column.clauses.contains(where: TypeCheck.isOwn),
      let check = TypeCheck.text(column: column.name, type: wanted.source.text(ofTokens: model.type))
    else { return }
    try add(clause: check, to: column)
  }
}
