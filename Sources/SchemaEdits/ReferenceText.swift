// Part of Bellows. MIT licence: see LICENSE.

/// A REFERENCES clause, parsed.
package struct ReferenceText: Hashable, Sendable {
  /// The referenced table, in lower case.
  package var table: String
  /// Its columns, in lower case; empty for its key.
  package var targets: [String]
  /// In lower case: `cascade`, `set null`; `no action` by default.
  package var onDelete = "no action"
  package var onUpdate = "no action"
  /// The name after MATCH.
  package var match: String?
  /// `deferrable initially deferred`, if present.
  package var deferral: String?

  /// Reads the tokens from REFERENCES on.
  package init?(_ tokens: ArraySlice<SQLToken>) {
    guard let start = tokens.firstIndex(where: { $0.says("references") }), tokens.indices.contains(start + 1),
      let table = tokens[start + 1].label
    else { return nil }
    self.table = foldedName(table)
    targets = []
    let all = Array(tokens[start...])
    var index = 2
    if all.count > 2, all[2] == .sign("("), let list = all.inParentheses(from: 2) {
      targets = list.inside.listed.map { foldedName($0.first?.label ?? "") }
      index = list.end
    }
    while index < all.count {
      if all[index].says("on"), index + 2 < all.count {
        let isTwo = all[index + 2].says("set") || all[index + 2].says("no")
        let action = all[(index + 2)..<min(index + (isTwo ? 4 : 3), all.count)].map(\.spelling).joined(separator: " ")
        if all[index + 1].says("delete") { onDelete = action }
        if all[index + 1].says("update") { onUpdate = action }
        index += isTwo ? 4 : 3
      } else if all[index].says("match"), index + 1 < all.count {
        match = foldedName(all[index + 1].label ?? "")
        index += 2
      } else {
        deferral = all[index...].map(\.spelling).joined(separator: " ")
        break
      }
    }
  }

  /// Whether it is checked at the end of the transaction.
  package var isDeferred: Bool { deferral?.hasPrefix("deferrable initially deferred") == true }
}
