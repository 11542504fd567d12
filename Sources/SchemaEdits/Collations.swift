// Part of Bellows. MIT licence: see LICENSE.

// The types of the schema compare texts by their bytes. A column of another tool may have a collation for which different
// texts are equal, such as NOCASE; then a condition of a type must say `COLLATE BINARY`:
//
//     CHECK ("role" COLLATE BINARY IN ('admin', 'user'))

/// Returns a condition in which columns are compared with other values by their bytes, whatever their collations.
///
/// - Parameter isColumn: Whether a name is that of a column to which this applies.
package func bytewise(_ condition: String, where isColumn: (String) -> Bool = { _ in true }) -> String {
  let source = SQLSource(condition)
  var result = ""
  var end = 0
  for index in source.tokens[...].columnUses(isExpression: true) {
    guard let name = source.tokens[index].named, source.tokens.isCompared(index), isColumn(name) else { continue }
    result += source.text(end..<source.ranges[index].upperBound) + " COLLATE BINARY"
    end = source.ranges[index].upperBound
  }
  return result + source.text(end..<source.bytes.count)
}

extension TableText {
  /// Whether texts of a column are compared by another rule than their bytes.
  package func hasCollation(_ column: String) -> Bool {
    guard let clause = self.column(column)?.clause(.collate) else { return false }
    return source.tokens[clause.core].last?.label.map(foldedName) != "binary"
  }

  /// Returns a CHECK in which the columns of this table that have a collation are compared by their bytes.
  package func bytewiseCheck(_ check: String) -> String { bytewise(check, where: hasCollation) }

  /// Returns whether a clause of this table is a CHECK of the schema, as it was normalised for comparison, or that CHECK
  /// with `COLLATE BINARY`.
  package func isCheck(_ clause: Clause, _ wanted: [String]) -> Bool {
    let own = comparable(clause)
    return own == wanted || TableEditor.comparable(source.tokens[clause.core].withoutBinaryCollation[...]) == wanted
  }

  /// The condition of a CHECK, without its parentheses and without `COLLATE BINARY`, if it compares texts by their bytes.
  package func bytewiseCondition(of check: Clause) -> [SQLToken]? {
    guard let condition = condition(of: check) else { return nil }
    let text = source.text(ofTokens: condition)
    return bytewiseCheck(text) == text ? source.tokens[condition].withoutBinaryCollation : nil
  }
}

extension ArraySlice<SQLToken> {
  fileprivate var withoutBinaryCollation: [SQLToken] {
    var tokens: [SQLToken] = []
    for token in self {
      if token.named.map(foldedName) == "binary", tokens.last?.says("collate") == true {
        tokens.removeLast()
      } else {
        tokens.append(token)
      }
    }
    return tokens
  }
}

extension [SQLToken] {
  /// Returns whether the column at an index is compared with another value, and has no `COLLATE` of its own.
  fileprivate func isCompared(_ index: Int) -> Bool {
    let signs = Set(["=", "==", "<>", "!=", "<", "<=", ">", ">="].map(SQLToken.sign))
    let before = index > 0 ? self[index - 1] : nil
    let after = index + 1 < count ? self[index + 1] : nil
    if let after {
      if after.says("collate") { return false }
      if signs.contains(after) || ["in", "is", "between"].contains(where: after.says) { return true }
      if after.says("not"), index + 2 < count { return ["in", "between"].contains(where: self[index + 2].says) }
      if after.says("when"), before?.says("case") == true { return true }
    }
    guard let before else { return false }
    return signs.contains(before) || before.says("is")
      || (before.says("not") && index > 1 && self[index - 2].says("is"))
  }
}
