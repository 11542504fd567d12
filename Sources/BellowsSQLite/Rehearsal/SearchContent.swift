// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// A full-text table with external content: it reads the text of another table.
struct SearchContent: Hashable {
  var name: String
  /// The table that it reads, folded.
  var table: String
  /// The names among its arguments, folded; `nil` for all columns of the table.
  private var names: Set<String>?

  /// Parses a `CREATE VIRTUAL TABLE` statement; `nil` without `content=`, or if its value is empty.
  init?(_ sql: String) {
    let tokens = SQLToken.tokens(of: sql)
    guard tokens.count > 2, tokens[1].says("virtual"), let using = tokens.firstIndex(where: { $0.says("using") }),
      let arguments = tokens.inParentheses(from: using)?.inside.listed, let name = SQLToken.createdName(sql)
    else { return nil }
    self.name = name
    var table: String?
    var declared: Set<String> = []
    var options: Set<String> = []
    for argument in arguments {
      guard let first = argument.first?.label else { continue }
      guard argument.count > 2, argument[1] == .sign("=") else {
        declared.insert(foldedName(first))
        continue
      }
      guard let value = argument[2].label.map(foldedName) else { continue }
      if foldedName(first) == "content" { table = value } else { options.insert(value) }
    }
    guard let table, !table.isEmpty else { return nil }
    self.table = table
    names = declared.isEmpty ? nil : declared.union(options)
  }

  /// Returns whether it reads a column, by its folded name.
  func reads(_ column: String) -> Bool { names?.contains(column) ?? true }

  /// Returns whether a backfill changes columns that it reads, and no trigger of that table updates it.
  func isStale(after backfill: Backfill, in state: SchemaState) -> Bool {
    guard foldedName(backfill.targetTable) == table, !backfill.isCopy,
      backfill.deletesRows || backfill.writes.contains(where: { reads(foldedName($0.name)) })
    else { return false }
    return !state.objects.values.contains { object in
      object.kind == .trigger && foldedName(object.table) == table
        && SQLToken.tokens(of: object.sql).contains { $0.named.map(foldedName) == foldedName(name) }
    }
  }
}
