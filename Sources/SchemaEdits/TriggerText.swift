// Part of Bellows. MIT licence: see LICENSE.

/// What the head of a `CREATE TRIGGER` statement says: the event and its columns.
package struct TriggerText: Hashable, Sendable {
  package var event: Event
  /// The columns after `UPDATE OF`, in lower case; empty for an update of any column.
  package var columns: [String]

  /// The events that fire a trigger.
  package enum Event: Hashable, Sendable {
    case insert, update, delete
  }

  /// Reads a statement; `nil` for one that makes no trigger.
  package init?(_ sql: String) {
    let tokens = SQLToken.tokens(of: sql)
    // The name may be any word: the event follows it.
    guard let trigger = tokens.firstIndex(where: { $0.says("trigger") }) else { return nil }
    var place = trigger + 1
    if tokens.indices.contains(place + 2), tokens[place].says("if"), tokens[place + 1].says("not") { place += 3 }
    place += 1
    while tokens.indices.contains(place), tokens[place] == .sign(".") { place += 2 }
    while tokens.indices.contains(place), ["before", "after", "instead", "of"].contains(where: tokens[place].says) {
      place += 1
    }
    guard tokens.indices.contains(place) else { return nil }
    columns = []
    if tokens[place].says("insert") {
      event = .insert
    } else if tokens[place].says("delete") {
      event = .delete
    } else if tokens[place].says("update") {
      event = .update
      guard tokens.indices.contains(place + 1), tokens[place + 1].says("of") else { return }
      let rest = tokens[(place + 2)...]
      columns = rest.prefix { !$0.says("on") }.compactMap { $0.label.map(foldedName) }
    } else {
      return nil
    }
  }
}
