// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

// Between the first and the last deploy of a rename, a table has the old and the new column, and triggers keep them in
// sync. Conditions that only the database has, and that name the old column, must then hold for rows that newer code
// inserts without it. They are written for both columns meanwhile:
//
//     CHECK (length(name) < 25)
//     CHECK (CASE WHEN "name" IS NULL THEN (length("fullName") < 25) ELSE (length(name) < 25) END)

extension TableEditor {
  /// Writes a CHECK for both columns of a rename.
  package mutating func widen(_ check: TableText.Clause, for rename: RenamedColumn) throws(EditRefused) {
    guard let inside = table.condition(of: check) else { return }
    let text = table.source.text(ofTokens: inside)
    try replace(
      conditionOf: check,
      with: "CASE WHEN \(quoted(rename.old)) IS NULL THEN (\(rename.apply(toCondition: text))) ELSE (\(text)) END")
  }

  /// Writes the CHECKs that are for both columns of a rename for the old column again.
  package mutating func narrowChecks(for rename: RenamedColumn) throws(EditRefused) {
    while let (check, condition) = table.widenedCheck(for: rename) {
      try replace(conditionOf: check, with: condition)
    }
  }
}

extension TableText {
  /// The first CHECK for both columns of a rename, with its condition for the old column.
  fileprivate func widenedCheck(for rename: RenamedColumn) -> (Clause, String)? {
    for check in checks {
      guard let inside = condition(of: check) else { continue }
      let tokens = Array(source.tokens[inside])
      guard tokens.count > 12, tokens[0].says("case"), tokens[1].says("when"),
        tokens[2] == .name(rename.old), tokens[3].says("is"), tokens[4].says("null"), tokens[5].says("then"),
        tokens[6] == .sign("("), let then = tokens.closing(6), then + 2 < tokens.count, tokens[then + 1].says("else"),
        tokens[then + 2] == .sign("("), let end = tokens.closing(then + 2), end == tokens.count - 2,
        tokens[end + 1].says("end")
      else { continue }
      let start = inside.lowerBound
      let text = source.text(ofTokens: (start + then + 3)..<(start + end))
      guard SQLToken.tokens(of: rename.apply(toCondition: text)) == Array(tokens[7..<then]) else { continue }
      return (check, text)
    }
    return nil
  }

  /// Returns the definition of a new column with the type, the collation and the reference of a column of this table.
  ///
  /// - Parameters:
  ///   - definition: The new column, as the plan defines it.
  ///   - old: The name of the column of this table.
  ///   - model: The definition of that column in the schema before the plan: a part that the plan changes is not taken
  ///     over.
  package func definition(_ definition: String, like old: String, changing model: String) -> String {
    guard let own = column(old), let wanted = TableText("CREATE TABLE x (\(definition))"),
      let known = TableText("CREATE TABLE x (\(model))"), let column = wanted.columns.first,
      let before = known.columns.first
    else { return definition }
    var type = wanted.source.text(ofTokens: column.type)
    if wanted.spelling(column.type) == known.spelling(before.type) { type = source.text(ofTokens: own.type) }
    var parts = [quoted(column.name)] + (type.isEmpty ? [] : [type])
    for clause in column.clauses where clause.kind != .references {
      let text = wanted.source.text(ofTokens: clause.tokens)
      let isByOtherRule = clause.kind == .check && column.clause(.collate) == nil && hasCollation(own.name)
      parts.append(isByOtherRule ? bytewise(text) { foldedName($0) == foldedName(column.name) } : text)
    }
    if let collation = own.clause(.collate), column.clause(.collate) == nil {
      parts.append(source.text(ofTokens: collation.core))
    }
    guard let reference = column.clause(.references) else { return parts.joined(separator: " ") }
    let isSame = wanted.spelling(reference.core) == known.spelling(before.clause(.references)?.core ?? 0..<0)
    parts.append(isSame ? self.reference(of: own) ?? "" : wanted.source.text(ofTokens: reference.core))
    return parts.joined(separator: " ")
  }

  /// The reference of a column, in its definition or as a constraint of the table, with its actions.
  private func reference(of column: ColumnText) -> String? {
    if let clause = column.clause(.references) {
      let deferral = column.clauses.first { $0.kind == .deferrable && $0.tokens.lowerBound == clause.tokens.upperBound }
      return source.text(ofTokens: clause.core.lowerBound..<(deferral ?? clause).tokens.upperBound)
    }
    let name = [foldedName(column.name)]
    guard let constraint = constraints.first(where: { $0.kind == .foreignKey && columns(of: $0) == name }),
      let start = source.tokens[constraint.core].firstIndex(where: { $0.says("references") })
    else { return nil }
    return source.text(ofTokens: start..<constraint.core.upperBound)
  }
}

extension TableText {
  /// Returns whether a clause uses a column.
  package func names(_ name: String, in clause: Clause) -> Bool {
    source.tokens[clause.core].first(named: [foldedName(name)]) != nil
  }
}

extension StoredTable {
  /// Returns the changes that lead to another definition of the table in which columns have other names; `nil` if one of
  /// the definitions cannot be parsed.
  ///
  /// A table with both columns of a rename counts as one with the old column alone.
  package func changes(to other: StoredTable, renaming renames: [RenamedColumn]) -> [TableChange]? {
    let columns = renames.map { ColumnRename(table: $0.table, old: $0.old, new: $0.new, type: "") }
    guard let before = DirectTable(self, columns), let after = DirectTable(other, []) else { return nil }
    return before.rebuild(to: after)?.changes
  }
}

extension DirectPlan {
  /// The columns that only get another name: their values move to the new column unchanged, and nothing else writes
  /// them.
  package var renamedColumns: [RenamedColumn] {
    DirectSteps.renames(of: self).map { RenamedColumn(table: $0.table, old: $0.old, new: $0.new) }
  }
}
