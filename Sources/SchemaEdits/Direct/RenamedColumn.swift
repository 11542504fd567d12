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

  /// Returns a text of SQL with the new name instead of the old one.
  package func apply(to sql: String) -> String {
    let source = SQLSource(sql)
    var result = ""
    var end = 0
    for (token, range) in zip(source.tokens, source.ranges) where token.named.map(foldedName) == foldedName(old) {
      result += source.text(end..<range.lowerBound) + quoted(new)
      end = range.upperBound
    }
    return result + source.text(end..<source.bytes.count)
  }
}
