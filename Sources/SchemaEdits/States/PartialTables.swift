// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension StoredTable {
  /// Returns the table with some of its parts in another state: columns, constraints, indexes and triggers.
  ///
  /// A plan describes only the parts of a table that it changes or relies on. Everything else stays.
  ///
  ///     users.replacing(partsIn: before, with: after)
  ///
  /// - Parameters:
  ///   - old: The parts, as the table has them.
  ///   - new: The same parts in the other state.
  package func replacing(partsIn old: StoredTable, with new: StoredTable) -> StoredTable {
    guard let text = statements.first.flatMap(TableText.init), let left = old.statements.first.flatMap(TableText.init),
      let right = new.statements.first.flatMap(TableText.init)
    else { return new }
    let own = Set((left.columns + right.columns).map { foldedName($0.name) })
    var parts: [String] = []
    for column in text.columns {
      guard own.contains(foldedName(column.name)) else {
        parts.append(text.source.text(ofTokens: column.tokens))
        continue
      }
      if let changed = right.column(column.name) { parts.append(right.source.text(ofTokens: changed.tokens)) }
    }
    for column in right.columns where text.column(column.name) == nil {
      parts.append(right.source.text(ofTokens: column.tokens))
    }
    let gone = Set(left.constraints.map { left.spelling($0.tokens) })
    let added = Set(right.constraints.map { right.spelling($0.tokens) })
    for constraint in text.constraints where !gone.union(added).contains(text.spelling(constraint.tokens)) {
      parts.append(text.source.text(ofTokens: constraint.tokens))
    }
    parts += right.constraints.map { right.source.text(ofTokens: $0.tokens) }
    let name = text.source.text(ofTokens: text.nameToken..<(text.nameToken + 1))
    let options = text.options.isEmpty ? "" : " " + text.source.text(ofTokens: text.options)
    let create = "CREATE TABLE \(name) (\(parts.joined(separator: ", ")))\(options)"
    let objects = statements.dropFirst().filter { !old.statements.contains($0) && !new.statements.contains($0) }
    return StoredTable(self.name, [create] + objects + new.statements.dropFirst())
  }
}
