// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// Finds the clauses of a moved column or table that are in the database but not in the schema: the new column or table
/// would lack them.
struct MoveExtras {
  let own: TableText
  let model: TableText

  /// Returns the extra clauses of a column, with those of table constraints over it.
  func extras(of name: String) -> [String] {
    clauseExtras(of: name)
      + own.constraints.filter { own.columns(of: $0).contains(foldedName(name)) && isExtra($0) }
      .map { own.source.text(ofTokens: $0.core) }
  }

  /// Returns the extra clauses of a whole table.
  func extrasOfTable() -> [String] {
    var extras: [String] = []
    for column in own.columns {
      if model.column(column.name) == nil {
        extras.append("the column \(column.name)")
      } else {
        extras += clauseExtras(of: column.name).map { "\($0) of \(column.name)" }
        // Other columns of a STRICT table store the values of their types only.
        if own.has(option: "strict"), own.spelling(column.type) == "any" {
          extras.append("the type ANY of \(column.name)")
        }
      }
    }
    extras += own.constraints.filter(isExtra).map { own.source.text(ofTokens: $0.core) }
    if own.has(option: "without rowid") { extras.append("WITHOUT ROWID") }
    if !own.has(option: "strict") { extras.append("the storage of values of any type (it is not STRICT)") }
    return extras
  }

  /// Returns whether a CHECK of a column or of the table is not part of the schema.
  func isExtraCheck(_ check: TableText.Clause) -> Bool {
    if TypeCheck.isOwn(check) { return false }
    guard let column = own.columns.first(where: { $0.clauses.contains(check) }) else { return isExtra(check) }
    return !isKnown(check, model.column(column.name))
  }

  private func clauseExtras(of name: String) -> [String] {
    guard let column = own.column(name) else { return [] }
    let known = model.column(name)
    var extras: [String] = []
    for clause in column.clauses {
      let text = own.source.text(ofTokens: clause.core)
      let isExtra =
        switch clause.kind {
        case .null: false
        case .notNull: own.saysConflict(clause)
        case .primaryKey: own.spelling(clause.core) != "primary key" && own.spelling(clause.core) != "primary key asc"
        case .unique: own.saysConflict(clause)
        case .check: !isKnown(clause, known) && !TypeCheck.isOwn(clause)
        case .default: known?.clause(.default) == nil && !own.isDefaultNull(clause)
        case .collate: own.source.tokens[clause.core].last?.label.map(foldedName) != "binary"
        case .references: isExtraReference(clause, known)
        case .deferrable: !own.spelling(clause.core).hasPrefix("not deferrable")
        case .generated: true
        case .foreignKey: false
        }
      if isExtra { extras.append(text) }
    }
    return extras
  }

  /// Returns whether a table constraint is not part of the schema.
  private func isExtra(_ constraint: TableText.Clause) -> Bool {
    let columns = own.columns(of: constraint)
    let known = columns.count == 1 ? model.column(columns[0]) : nil
    return switch constraint.kind {
    case .check: !isKnown(constraint, known) && !isOfModel(constraint)
    case .unique, .primaryKey: own.saysConflict(constraint)
    case .foreignKey: columns.count > 1 || isExtraReference(constraint, known)
    case .null, .notNull, .default, .collate, .references, .deferrable, .generated: false
    }
  }

  /// Returns whether a CHECK of the database is part of the schema; the order of its literals does not matter.
  private func isKnown(_ check: TableText.Clause, _ column: TableText.ColumnText?) -> Bool {
    guard let known = column?.clause(.check) else { return false }
    let wanted = model.comparable(known)
    return own.isCheck(check, wanted) || own.comparable(check).sorted() == wanted.sorted()
  }

  private func isOfModel(_ constraint: TableText.Clause) -> Bool {
    model.constraints.map(model.comparable).contains(own.comparable(constraint))
  }

  private func isExtraReference(_ clause: TableText.Clause, _ column: TableText.ColumnText?) -> Bool {
    guard let reference = ReferenceText(own.source.tokens[clause.core]) else { return true }
    guard column?.clause(.references) != nil else { return true }
    return reference.onUpdate != "no action" || reference.match != nil
      || reference.deferral.map { !$0.hasPrefix("not deferrable") } == true
  }
}

extension TableText {
  /// Returns whether a clause is DEFAULT NULL, which says nothing.
  func isDefaultNull(_ clause: Clause) -> Bool {
    clause.kind == .default && ["default null", "default ( null )"].contains(spelling(clause.core))
  }
}
