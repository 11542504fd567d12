// Part of Bellows. MIT licence: see LICENSE.

/// A change of a table's definition after which the stored rows are read as before, if they satisfy `conditions`.
///
/// SQLite stores a table as the text of its definition and its rows. NOT NULL, CHECK, references and conflict clauses
/// are only in the text, so a driver can change them without copying rows (https://www.sqlite.org/lang_altertable.html,
/// "Making Other Kinds Of Table Schema Changes", describes the procedure). Types, keys, UNIQUE, collations, generated
/// columns, options, and the order of columns change how rows and indexes are stored; they need a new table.
package struct DefinitionEdit: Sendable {
  /// What each row must satisfy afterwards and was not required to before.
  package private(set) var conditions: [Condition] = []
  /// Columns whose default changes: rows that were stored before the column was added have no value of their own, and
  /// read the default of the definition.
  package private(set) var changedDefaults: [String] = []

  /// A new requirement for the rows of a table.
  package struct Condition: Hashable, Sendable {
    /// `users.email must not be NULL`, or the text of the CHECK.
    package var description: String
    /// An SQL condition that is true for rows that violate it.
    package var violation: String
  }

  /// Compares two definitions of a table; `nil` if the stored rows must change.
  package init?(from old: TableText, to new: TableText) {
    guard old.optionWords == new.optionWords, old.columns.count == new.columns.count, old.orderedKeys == new.orderedKeys
    else { return nil }
    for (column, changed) in zip(old.columns, new.columns) {
      guard foldedName(column.name) == foldedName(changed.name),
        old.spelling(column.type) == new.spelling(changed.type),
        [.collate, .generated].allSatisfy({
          old.spelling(column.clause($0)) == new.spelling(changed.clause($0))
        })
      else { return nil }
      if old.spelling(column.clause(.default)) != new.spelling(changed.clause(.default)) {
        changedDefaults.append(column.name)
      }
      if column.clause(.notNull) == nil, changed.clause(.notNull) != nil {
        conditions.append(
          Condition(
            description: "\(new.name).\(changed.name) must not be NULL", violation: "\(quoted(changed.name)) IS NULL"))
      }
    }
    var known = Set(old.checks.map(old.comparable))
    for check in new.checks where known.insert(new.comparable(check)).inserted {
      guard let condition = Array(new.source.tokens[check.core]).closing(1), condition > 2 else { return nil }
      let text = new.source.text(ofTokens: (check.core.lowerBound + 1)..<(check.core.lowerBound + condition + 1))
      conditions.append(
        Condition(
          description: "\(new.name) must satisfy \(new.source.text(ofTokens: check.core))", violation: "NOT \(text)"))
    }
  }
}

extension TableText {
  /// The primary key and the UNIQUE constraints in their order, which gives their indexes their names.
  fileprivate var orderedKeys: [[String]] {
    var keys: [[String]] = []
    for column in columns {
      for clause in column.clauses where clause.kind == .primaryKey || clause.kind == .unique {
        keys.append([foldedName(column.name), spelling(clause.core)])
      }
    }
    for constraint in constraints where constraint.kind == .primaryKey || constraint.kind == .unique {
      keys.append(["", spelling(constraint.core)])
    }
    return keys
  }

  /// The CHECKs of the columns and of the table.
  package var checks: [Clause] { (columns.flatMap(\.clauses) + constraints).filter { $0.kind == .check } }
}
