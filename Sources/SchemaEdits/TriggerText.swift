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
    var index = trigger + 1
    if tokens.indices.contains(index + 2), tokens[index].says("if"), tokens[index + 1].says("not") { index += 3 }
    index += 1
    while tokens.indices.contains(index), tokens[index] == .sign(".") { index += 2 }
    while tokens.indices.contains(index), ["before", "after", "instead", "of"].contains(where: tokens[index].says) {
      index += 1
    }
    guard tokens.indices.contains(index) else { return nil }
    columns = []
    if tokens[index].says("insert") {
      event = .insert
    } else if tokens[index].says("delete") {
      event = .delete
    } else if tokens[index].says("update") {
      event = .update
      guard tokens.indices.contains(index + 1), tokens[index + 1].says("of") else { return }
      let rest = tokens[(index + 2)...]
      columns = rest.prefix { !$0.says("on") }.compactMap { $0.label.map(foldedName) }
    } else {
      return nil
    }
  }
}
