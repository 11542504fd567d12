// Part of Bellows. MIT licence: see LICENSE.

/// What a REFERENCES clause says, in words that do not depend on how it is written.
package struct ReferenceText: Hashable, Sendable {
  /// The table referred to, in lower case.
  package var table: String
  /// Its columns, in lower case; empty for its key.
  package var targets: [String]
  /// In lower case: `cascade`, `set null`; `no action` when nothing is said.
  package var onDelete = "no action"
  package var onUpdate = "no action"
  /// The name after MATCH.
  package var match: String?
  /// `deferrable initially deferred`, if it says so.
  package var deferral: String?

  /// Reads the tokens from REFERENCES on.
  package init?(_ tokens: ArraySlice<SQLToken>) {
    guard let start = tokens.firstIndex(where: { $0.says("references") }), tokens.indices.contains(start + 1),
      let table = tokens[start + 1].label
    else { return nil }
    self.table = foldedName(table)
    targets = []
    let all = Array(tokens[start...])
    var place = 2
    if all.count > 2, all[2] == .sign("("), let list = all.inParentheses(from: 2) {
      targets = list.inside.listed.map { foldedName($0.first?.label ?? "") }
      place = list.end
    }
    while place < all.count {
      if all[place].says("on"), place + 2 < all.count {
        let isTwo = all[place + 2].says("set") || all[place + 2].says("no")
        let action = all[(place + 2)..<min(place + (isTwo ? 4 : 3), all.count)].map(\.spelling).joined(separator: " ")
        if all[place + 1].says("delete") { onDelete = action }
        if all[place + 1].says("update") { onUpdate = action }
        place += isTwo ? 4 : 3
      } else if all[place].says("match"), place + 1 < all.count {
        match = foldedName(all[place + 1].label ?? "")
        place += 2
      } else {
        deferral = all[place...].map(\.spelling).joined(separator: " ")
        break
      }
    }
  }

  /// Whether checks wait for the end of the transaction.
  package var isDeferred: Bool { deferral?.hasPrefix("deferrable initially deferred") == true }
}
