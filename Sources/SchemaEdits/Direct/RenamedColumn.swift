// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// A column that gets another name by `ALTER TABLE t RENAME COLUMN a TO b`.
package struct RenamedColumn: Hashable, Sendable {
  package var table: String
  package var old: String
  package var new: String

  package init(table: String, old: String, new: String) {
    (self.table, self.old, self.new) = (table, old, new)
  }

  /// Reads a statement; `nil` if it renames no column.
  package init?(_ statement: SchemaStatement) {
    guard case .sql(let sql) = statement else { return nil }
    let tokens = SQLToken.tokens(of: sql)
    guard tokens.count == 8, tokens[3].says("rename"), tokens[4].says("column"), let table = tokens[2].label,
      let old = tokens[5].label, let new = tokens[7].label
    else { return nil }
    self.init(table: table, old: old, new: new)
  }

  /// The rename back.
  package var inverse: RenamedColumn { RenamedColumn(table: table, old: new, new: old) }

  package var statement: SchemaStatement {
    .sql("ALTER TABLE \(quoted(table)) RENAME COLUMN \(quoted(old)) TO \(quoted(new))")
  }

  /// Returns a statement or a definition, as Bellows writes them with all names in quotes, with the new name instead of
  /// the old one.
  package func apply(to sql: String) -> String {
    let source = SQLSource(sql)
    return apply(to: source, at: source.tokens.indices.filter { source.tokens.isQuotedColumn(old, at: $0) })
  }

  /// Returns a condition, in any spelling, with the new name instead of the old one.
  package func apply(toCondition sql: String) -> String {
    let source = SQLSource(sql)
    let uses = source.tokens[...].columnUses(isExpression: true)
    return apply(to: source, at: uses.filter { source.tokens[$0].named.map(foldedName) == foldedName(old) })
  }

  private func apply(to source: SQLSource, at indices: [Int]) -> String {
    var result = ""
    var end = 0
    for index in indices {
      result += source.text(end..<source.ranges[index].lowerBound) + quoted(new)
      end = source.ranges[index].upperBound
    }
    return result + source.text(end..<source.bytes.count)
  }
}
